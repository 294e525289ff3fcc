/// What an objective allows to go wrong, and how fast it is used up.
///
/// Burn is the error ratio over the budget: at 1 the budget lasts just as long as the period.
public struct ErrorBudget: Sendable, Hashable {
  /// The share of events that must be good, for example 0.999.
  public let objective: Double
  /// The time for which the budget is given, in hours.
  public let periodHours: Double

  /// Makes a budget.
  ///
  /// - Throws: ``StatisticsError/argument(name:value:expected:)`` for an objective outside 0 ..< 1 or a
  ///   period that is not positive.
  public init(objective: Double, periodHours: Double = 30 * 24) throws(StatisticsError) {
    guard objective >= 0, objective < 1 else {
      throw .argument(name: "objective", value: "\(objective)", expected: "a share from 0 to below 1")
    }
    guard periodHours > 0, periodHours.isFinite else {
      throw .argument(name: "period", value: "\(periodHours)", expected: "hours above 0")
    }
    (self.objective, self.periodHours) = (objective, periodHours)
  }

  /// The share of events that may be bad.
  public var budget: Double { 1 - objective }

  /// Returns the burn of an error ratio.
  public func burn(errorRatio: Double) -> Double { errorRatio / budget }

  /// Returns the burn of bad events among all; 0 without events.
  public func burn(bad: Double, total: Double) -> Double { total > 0 ? bad / total / budget : 0 }

  /// Returns the share of the period's budget that a burn uses up in a window, evenly loaded.
  public func consumed(burn: Double, windowHours: Double) -> Double { burn * windowHours / periodHours }

  /// Returns the hours in which a burn uses up the whole budget; infinite for none.
  public func hoursToExhaustion(burn: Double) -> Double { burn > 0 ? periodHours / burn : .infinity }

  /// Returns how many more events of a total may be bad; negative if too many were.
  public func remaining(bad: Double, total: Double) -> Double { budget * total - bad }
}
