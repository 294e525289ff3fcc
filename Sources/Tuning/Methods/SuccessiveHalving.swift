import Statistics

/// Many policies on few blocks, then the better third of them on three times as many, until all blocks are used.
///
/// Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016. The blocks
/// are the same for all, so that policies are compared on equal load and luck.
struct SuccessiveHalving: SearchMethod {
  /// What the number of policies is divided by from round to round.
  let factor = 3

  let stopRule = "when the policies left were run on every block"

  func search(_ trials: Trials) throws {
    let all = trials.blocks.count
    // From the last round back: all blocks, a third of them, and so on down to one.
    var sizes = [all]
    while let first = sizes.first, first > 1 { sizes.insert((first + factor - 1) / factor, at: 0) }
    // A round costs what it adds: with n policies at first, round k runs n / 3^k of them on its new blocks.
    var costOfOne = 0.0
    var share = 1.0
    for (round, size) in sizes.enumerated() {
      costOfOne += share * Double(size - (round > 0 ? sizes[round - 1] : 0))
      share /= Double(factor)
    }
    let count = min(Int(Double(trials.remaining) / max(costOfOne, 1)), trials.space.choiceCount)
    var alive = try trials.space.spread(max(count, 1), by: .quasi(.halton))
    for (round, size) in sizes.enumerated() {
      try trials.run(alive, on: 0..<size)
      guard round + 1 < sizes.count else { break }
      let kept = max((alive.count + factor - 1) / factor, 1)
      alive = Array(try trials.ranked(alive).prefix(kept))
    }
  }
}
