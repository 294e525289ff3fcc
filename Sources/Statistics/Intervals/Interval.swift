/// A range that holds an unknown value with a level of confidence.
public struct Interval: Sendable, Hashable {
  /// The lower end, −∞ if there is none.
  public var lower: Double
  /// The upper end, ∞ if there is none.
  public var upper: Double
  /// The share of such intervals that hold the true value, for example 0.95.
  public var level: Double

  /// Makes an interval.
  public init(lower: Double, upper: Double, level: Double) {
    (self.lower, self.upper, self.level) = (lower, upper, level)
  }

  /// Half the distance of the ends.
  public var halfWidth: Double { (upper - lower) / 2 }

  /// Returns whether a value lies in the interval, its ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
