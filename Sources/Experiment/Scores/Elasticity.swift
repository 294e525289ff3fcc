import Simulation
import Statistics

extension ScoreRule {
  /// The SPEC research group's elasticity metrics of ready pods against the oracle's; with several services, their mean.
  static let elasticity: [ScoreRule] = [
    spec(
      "theta_under_percent", "Under-provisioning accuracy", unit: "% of demand",
      "100/T · Σ max(d - s, 0)/d · Δt", \.underProvisioning),
    spec(
      "theta_over_percent", "Over-provisioning accuracy", unit: "% of demand",
      "100/T · Σ max(s - d, 0)/d · Δt", \.overProvisioning),
    spec(
      "tau_under_percent", "Under-provisioned time", unit: "% of time", "The share of time with s < d",
      \.underProvisionedTime),
    spec(
      "tau_over_percent", "Over-provisioned time", unit: "% of time", "The share of time with s > d",
      \.overProvisionedTime),
    spec(
      "instability_percent", "Instability", unit: "% of time",
      "The share of time in which s and d do not move the same way", isOfWholePods: true, \.instability),
    spec(
      "jitter_per_hour", "Jitter", unit: "1/h", better: .neither,
      "Changes of s minus changes of d, per hour: above 0 nervous, below 0 inert", isOfWholePods: true,
      \.jitter),
  ]

  private static func spec(
    _ id: String, _ name: String, unit: String, better: Score.Better = .lower, _ formula: String,
    isOfWholePods: Bool = false, _ part: any KeyPath<Elasticity, Double> & Sendable
  ) -> ScoreRule {
    ScoreRule(
      id, name, unit: unit, better: better,
      definition: """
        \(formula), where s is the ready pods and d the fewest that meet the objective in steady state on this load \
        under the same response model; where d is 0, the ratio divides by 1 (Herbst et al., SPEC-RG-2016-01).
        """
    ) { run in
      var sum = 0.0
      for (workload, demand) in zip(run.workloads, run.oracle) {
        let timeline = workload.timeline
        let hours = (0..<timeline.count).map { Double(run.durationMs(timeline, $0)) / hourMs }
        // Pods come and go whole: a row in which one came half-way is no extra move of supply.
        let supply = isOfWholePods ? timeline.ready.map { $0.rounded() } : timeline.ready
        guard let found = try? Elasticity(demand: demand, supply: supply, durations: hours) else {
          return .nan
        }
        sum += found[keyPath: part]
      }
      return sum / Double(run.workloads.count)
    }
  }
}
