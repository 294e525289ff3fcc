import Statistics

/// Policies spread over the space, by chance or more evenly than that, each on every block.
struct SampledSearch: SearchMethod {
  /// How they are spread.
  enum Kind: Sendable { case random, quasi(QuasiRandomSequence.Kind) }

  let kind: Kind

  var stopRule: String { "when the budget is spent, or no new policy turns up" }

  func search(_ trials: Trials) throws {
    let spread: Spread =
      switch kind {
      case .random: .random(RandomStream(seed: trials.seed, purpose: "tuning/random"))
      case .quasi(let kind): .quasi(kind)
      }
    let candidates = try trials.space.spread(trials.affordable, by: spread)
    try trials.run(candidates, on: trials.blocks.indices)
  }
}
