import Statistics

/// Whether a strategy keeps the objective, as far as the interval of its violations says.
package enum Judgement: Sendable, Hashable {
  /// The whole interval lies within what the objective allows.
  case keeps
  /// The whole interval lies beyond it.
  case breaks
  /// The interval holds the bound, or there is none.
  case unclear

  /// Judges an estimate of bad requests in percent.
  package init(_ violations: Estimate, allowedPercent: Double) {
    guard let interval = violations.interval else {
      self = .unclear
      return
    }
    self = interval.upper <= allowedPercent ? .keeps : interval.lower > allowedPercent ? .breaks : .unclear
  }
}

extension ExperimentResult {
  /// Whether every strategy surely breaks the objective.
  public var everyStrategyBreaksObjective: Bool {
    guard let score = scores.firstIndex(where: { $0.id == "slo_violation_percent" }) else { return false }
    return strategies.allSatisfy {
      Judgement($0.means[score], allowedPercent: objective.allowedPercent) == .breaks
    }
  }
}

extension ServiceLevelObjective {
  /// The percentage of bad requests that is allowed.
  package var allowedPercent: Double {
    // 100 · (1 - 0.995) is not 0.5 in binary; a promise has few decimals.
    (1e7 * (100 - targetPercent)).rounded() / 1e7
  }
}
