/// How long a step takes: a constant, or a log-normal of the given mean and coefficient of variation.
public struct Delay: Sendable, Hashable {
  /// The mean, in milliseconds.
  public var meanMs: Double
  /// The standard deviation over the mean; 0 is a constant.
  public var cv: Double

  /// Makes a delay of a mean in milliseconds and a coefficient of variation.
  public init(meanMs: Double, cv: Double = 0) {
    self.meanMs = meanMs
    self.cv = cv
  }
}
