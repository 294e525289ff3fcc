extension ScoreRule {
  /// What a strategy costs; compared only where the experiment gives prices, or lets nodes come and go.
  static func costs(at prices: Prices, scalesNodes: Bool = false) -> [ScoreRule] {
    let cost: @Sendable (ScoredRun) -> Double = { run in
      let reserved = Reservation(run)
      return reserved.coreHours * prices.cpuHour + reserved.memoryGiBHours * prices.memoryGiBHour
    }
    return [
      ScoreRule(
        "cost", "Cost", unit: prices.currency, better: .lower, isCompared: !prices.areFree,
        definition: "What the pods' requests cost in one run: CPU and memory requested times their prices.",
        value: cost),
      ScoreRule(
        "node_cost", "Cost of nodes", unit: prices.currency, better: .lower, isCompared: scalesNodes,
        definition: "What the nodes cost in one run, used or not: node-hours times the price of their pool."
      ) { run in
        zip(run.nodeMs, run.nodePrices).reduce(0) { $0 + Double($1.0) / hourMs * $1.1 }
      },
      ScoreRule(
        "cost_per_million_good", "Cost per million good requests", unit: prices.currency, better: .lower,
        definition: "The cost of the pods' requests over the millions of requests answered in time."
      ) { run in
        let good = Outcomes(run).good
        return good > 0 ? cost(run) / (good / 1e6) : .nan
      },
    ]
  }
}
