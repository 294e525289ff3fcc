import Simulation

/// What scaling did to the pods of one run.
struct Churn {
  /// Changes of spec.replicas.
  private(set) var events = 0
  /// The replicas added and removed by them.
  private(set) var moved: Int64 = 0
  /// Changes in the opposite direction of the workload's change before.
  private(set) var flips = 0

  /// Counts the decisions that changed something, in order of time.
  init(_ decisions: [DecisionRecord]) {
    var wentUp: [String: Bool] = [:]
    for decision in decisions where decision.from != decision.to {
      let isUp = decision.to > decision.from
      events += 1
      moved += abs(Int64(decision.to) - Int64(decision.from))
      if let before = wentUp[decision.workload], before != isUp { flips += 1 }
      wentUp[decision.workload] = isUp
    }
  }
}

extension ScoreRule {
  /// How restless an autoscaler is.
  static let churn: [ScoreRule] = [
    ScoreRule(
      "scale_events", "Scale events", unit: "", better: .lower, isCompared: true,
      definition: "How often an autoscaler changed spec.replicas in one run."
    ) { Double(Churn($0.decisions).events) },
    ScoreRule(
      "replicas_moved", "Replicas moved", unit: "", better: .lower,
      definition: "The replicas added and removed by all scale events of one run together."
    ) { Double(Churn($0.decisions).moved) },
    ScoreRule(
      "direction_flips", "Direction flips", unit: "", better: .lower,
      definition:
        "Scale events in the opposite direction of the one before; a daily curve needs a few, many mean nervousness."
    ) { Double(Churn($0.decisions).flips) },
  ]
}
