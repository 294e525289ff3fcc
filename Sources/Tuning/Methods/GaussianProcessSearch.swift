import Experiment
import Statistics

/// Gaussian processes over the policies run so far, one of the objective and one of each limit; the next policy is that of
/// the greatest expected improvement among those likely to keep the limits.
///
/// For few parameters and a small budget. Jones, Schonlau and Welch, "Efficient global optimization", 1998; the product
/// of improvement and the chance to keep the limits is Schonlau's and Gardner's (2014).
struct GaussianProcessSearch: SearchMethod {
  /// The most policies a process is fitted to; of more, the best and the newest.
  private let mostPoints = 150
  /// The policies looked at for each step.
  private let pool = 800

  let stopRule =
    "when the budget is spent, or nothing is expected to improve by more than a thousandth of today's cost"

  func usualBudget(_ space: SearchSpace, blocks: Int) -> Int {
    blocks * min(max(12 * space.parameters.count, 40), 120, space.choiceCount)
  }

  func search(_ trials: Trials) throws {
    let space = trials.space
    let first = min(max(4 * space.parameters.count, 8), max(trials.affordable / 2, 1))
    var known = try space.spread(first, by: .quasi(.sobol))
    try trials.run(known, on: trials.blocks.indices)
    known = known.filter(trials.isValid)
    let luck = RandomStream(seed: trials.seed, purpose: "tuning/gaussian-process")
    var quiet = 0
    while trials.affordable > 0, known.count >= 2 {
      let samples = try samples(of: known, trials)
      guard samples.count >= 2 else { return }
      let points = samples.map { space.point(of: $0.candidate) }
      let objective = try GaussianProcess(points: points, values: samples.map(\.objective))
      var limits: [GaussianProcess] = []
      for limit in samples[0].limits.indices {
        limits.append(try GaussianProcess(points: points, values: samples.map { $0.limits[limit] }))
      }
      let least = samples.filter(\.isKept).map(\.objective).min()
      let tried = Set(trials.order)
      var candidates = try space.spread(
        pool, by: .random(luck.stream(ofEntity: UInt64(trials.order.count))), skipping: tried)
      for near in try trials.ranked(samples.map(\.candidate)).prefix(5) {
        candidates += space.neighbors(of: near).filter { !tried.contains($0) && !candidates.contains($0) }
      }
      var next: (candidate: Candidate, gain: Double)?
      for candidate in candidates {
        let point = space.point(of: candidate)
        var gain = least.map { objective.expectedImprovement(point, below: $0) } ?? 1
        for limit in limits {
          let (mean, sd) = limit.prediction(point)
          gain *= StandardNormal.cdf(-mean / max(sd, 1e-6))
        }
        if gain > next?.gain ?? -1 { next = (candidate, gain) }
      }
      guard let next else { return }
      quiet = next.gain < 0.001 ? quiet + 1 : 0
      if quiet == 3 { return }
      try trials.run([next.candidate], on: trials.blocks.indices)
      if trials.isValid(next.candidate) { known.append(next.candidate) }
    }
  }

  /// A policy as the processes see it: the objective over today's, and for each limit ln(bound / limit), within ±2.
  private struct Sample {
    let candidate: Candidate
    let objective: Double
    let limits: [Double]
    let isKept: Bool
  }

  /// The policies run so far; of more than a process is fitted to, the best half and the newest.
  private func samples(of known: [Candidate], _ trials: Trials) throws -> [Sample] {
    var chosen = known
    if known.count > mostPoints {
      let best = try trials.ranked(known).prefix(mostPoints / 2)
      chosen = Array(best) + known.suffix(mostPoints / 2).filter { !best.contains($0) }
    }
    var samples: [Sample] = []
    for candidate in chosen {
      guard let assessment = try trials.assessment(of: candidate), assessment.means[0].isFinite else {
        continue
      }
      let limits = zip(assessment.bounds, trials.assessor.goal.limits).map { bound, limit in
        let ratio = bound.upper / max(limit.atMost, 1e-9)
        return min(max(Logarithm.natural(max(ratio, 1e-9)), -2), 2)
      }
      samples.append(
        Sample(
          candidate: candidate, objective: assessment.means[0] / max(trials.reference, 1e-12),
          limits: limits, isKept: assessment.isKept))
    }
    return samples
  }
}
