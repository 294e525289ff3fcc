import Statistics

/// Whether a strategy keeps the objective, as far as the interval of its violations says.
enum Judgement: Sendable, Hashable {
  /// The whole interval lies within what the objective allows.
  case keeps
  /// The whole interval lies beyond it.
  case breaks
  /// The interval holds the bound, or there is none.
  case unclear

  /// Judges an estimate of bad requests in percent.
  init(_ violations: Estimate, allowedPercent: Double) {
    guard let interval = violations.interval else {
      self = .unclear
      return
    }
    self = interval.upper <= allowedPercent ? .keeps : interval.lower > allowedPercent ? .breaks : .unclear
  }
}
