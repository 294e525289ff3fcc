import Simulation

extension ScoreRule {
  /// CPU that was reserved and not used.
  static let slack: [ScoreRule] = [
    ScoreRule(
      "slack_core_hours", "CPU slack", unit: "core h", better: .lower,
      definition: """
        CPU requested minus CPU used, over the run. Below zero where pods use more than they request \
        (Rzadca et al., Autopilot, EuroSys 2020, with requests in place of limits).
        """
    ) { Reservation($0).coreHours - $0.integral(\.usageCores) },
    ScoreRule(
      "slack_percent", "Relative CPU slack", unit: "% of requested", better: .lower,
      definition: "CPU slack over CPU requested (Rzadca et al., Autopilot, EuroSys 2020)."
    ) { run in
      let requested = Reservation(run).coreHours
      return requested > 0 ? 100 * (requested - run.integral(\.usageCores)) / requested : .nan
    },
  ]
}
