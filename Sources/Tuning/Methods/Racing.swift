import Experiment
import Statistics

/// All policies start; one is dropped as soon as the blocks run so far say that it cannot win.
///
/// After at least five blocks, a policy is dropped if it surely breaks a limit (the lower end of its 95 % interval lies
/// above it), or if it ranks worse in the objective than the best of those that keep all limits: Friedman's test over
/// the shared blocks, then each against that best with Holm's correction, at 5 %. Birattari, "F-Race", 2002; Demšar 2006.
struct Racing: SearchMethod {
  /// The blocks before anything is dropped.
  let firstBlocks = 5
  /// The chance of a false drop in one round.
  let level = 0.05

  let stopRule = "when one policy is left, or those left were run on every block"

  func usualBudget(_ space: SearchSpace, blocks: Int) -> Int {
    blocks * min(space.choiceCount, 2_000)
  }

  func search(_ trials: Trials) throws {
    var alive: [Candidate]
    if trials.space.choiceCount <= trials.affordable {
      alive = try trials.space.all()
    } else {
      alive = try trials.space.spread(
        trials.remaining / max(min(firstBlocks, trials.blocks.count), 1), by: .quasi(.halton))
    }
    for block in trials.blocks.indices {
      let size = block + 1
      if alive.count > trials.remaining {
        alive = Array(try trials.ranked(alive).prefix(trials.remaining))
      }
      try trials.run(alive, on: block..<size)
      alive = alive.filter(trials.isValid)
      guard size >= firstBlocks, size < trials.blocks.count, alive.count > 1 else { continue }
      alive = try survivors(of: alive, blocks: size, trials)
      if alive.count == 1 {
        // The winner is judged by all blocks.
        try trials.run(alive, on: trials.blocks.indices)
        return
      }
    }
  }

  private func survivors(of alive: [Candidate], blocks: Int, _ trials: Trials) throws -> [Candidate] {
    var candidates: [Candidate] = []
    var keepers: [Int] = []
    for candidate in alive {
      guard let assessment = try trials.assessment(of: candidate) else { continue }
      if try surelyBreaks(candidate, assessment, trials) { continue }
      if assessment.isKept { keepers.append(candidates.count) }
      candidates.append(candidate)
    }
    // Where all surely break something, the least bad go on.
    guard !candidates.isEmpty else { return Array(try trials.ranked(alive).prefix(max(alive.count / 4, 1))) }
    guard candidates.count > 1, !keepers.isEmpty else { return candidates }
    let score = trials.assessor.scores.firstIndex(of: trials.assessor.goal.minimize[0]) ?? 0
    let table = (0..<blocks).map { block in
      candidates.map { trials.value(of: $0, score: score, block: block) ?? .infinity }
    }
    guard table.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { return candidates }
    let friedman = try Friedman(table)
    guard friedman.imanDavenportP < level,
      let best = keepers.min(by: { friedman.meanRanks[$0] < friedman.meanRanks[$1] })
    else { return candidates }
    let p = candidates.indices.map { $0 == best ? 1 : friedman.pairP($0, best) }
    let corrected = MultipleTesting.holm(p)
    return candidates.indices.filter {
      friedman.meanRanks[$0] <= friedman.meanRanks[best] || corrected[$0] >= level
    }.map { candidates[$0] }
  }

  private func surelyBreaks(
    _ candidate: Candidate, _ assessment: Assessment, _ trials: Trials
  ) throws -> Bool {
    let (scores, lengths) = trials.runs(of: candidate)
    for (bound, limit) in zip(assessment.bounds, trials.assessor.goal.limits) where bound.state == .broken {
      guard let score = trials.assessor.scores.firstIndex(of: limit.score) else { continue }
      let values = zip(scores, lengths).map { limit.measure($0.values[score], lengthMs: $1) }
      if values.allSatisfy({ $0 > limit.atMost }) { return true }
      guard values.allSatisfy(\.isFinite), values.count >= Estimate.fewestForInterval else { continue }
      // The lower end is the upper end of the mirrored sample.
      let mirrored = try ScoreLimit.upper(values.map { -$0 }, confidence: 0.975, resamples: 2_000)
      if -mirrored > limit.atMost { return true }
    }
    return false
  }
}
