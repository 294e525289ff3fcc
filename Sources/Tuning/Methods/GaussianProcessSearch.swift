import Statistics

/// A Gaussian process over the policies run so far; the next one is that of the greatest expected improvement.
///
/// For few parameters and a small budget. Jones, Schonlau and Welch, "Efficient global optimization", 1998.
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
      let fitted = try points(of: known, trials)
      let process = try GaussianProcess(
        points: fitted.map { space.point(of: $0.0) }, values: fitted.map(\.1))
      let least = fitted.map(\.1).min() ?? 0
      let tried = Set(trials.order)
      var candidates = try space.spread(
        pool, by: .random(luck.stream(ofEntity: UInt64(trials.order.count))), skipping: tried)
      for (near, _) in fitted.sorted(by: { $0.1 < $1.1 }).prefix(5) {
        candidates += space.neighbors(of: near).filter { !tried.contains($0) && !candidates.contains($0) }
      }
      guard !candidates.isEmpty else { return }
      var next: (Candidate, Double)?
      for candidate in candidates {
        let gain = process.expectedImprovement(space.point(of: candidate), below: least)
        if gain > next?.1 ?? -1 { next = (candidate, gain) }
      }
      guard let next else { return }
      quiet = next.1 < 0.001 ? quiet + 1 : 0
      if quiet == 3 { return }
      try trials.run([next.0], on: trials.blocks.indices)
      if trials.isValid(next.0) { known.append(next.0) }
    }
  }

  /// Policies with their losses, the steep part above the limits drawn in, so that one kernel fits both sides.
  private func points(of known: [Candidate], _ trials: Trials) throws -> [(Candidate, Double)] {
    var all: [(Candidate, Double)] = []
    for candidate in known {
      let loss = try trials.loss(of: candidate)
      if loss.isFinite { all.append((candidate, loss > 1.5 ? 1.5 + Logarithm.natural(loss - 0.5) : loss)) }
    }
    guard all.count > mostPoints else { return all }
    let best = all.sorted { $0.1 < $1.1 }.prefix(mostPoints / 2)
    let newest = all.suffix(mostPoints / 2).filter { one in !best.contains { $0.0 == one.0 } }
    return Array(best) + newest
  }
}
