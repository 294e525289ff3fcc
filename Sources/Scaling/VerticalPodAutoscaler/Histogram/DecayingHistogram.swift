/// A histogram whose weights halve with age: a sample one half-life older counts half as much.
///
/// Newer samples get larger weights, relative to a reference time that moves on when factors grow too large.
/// Moving multiplies by a power of two, which is exact. Source:
/// vertical-pod-autoscaler/pkg/recommender/util/decaying_histogram.go.
public struct DecayingHistogram: Sendable {
  /// The weights as of the reference time.
  public internal(set) var histogram: Histogram
  /// Milliseconds after which a sample counts half.
  public let halfLifeMs: Int64
  /// The time whose samples weigh 1, in milliseconds since 1970; a multiple of the half-life since year 1
  /// once set, `VPATime.zero` before.
  public internal(set) var referenceMs = VPATime.zero
  private let halfLifeNs: Double
  private let longestAgeMs: Int64

  /// Makes an empty histogram. A half-life below a millisecond reads as one.
  public init(_ shape: HistogramShape, halfLifeMs: Int64) {
    histogram = Histogram(shape)
    self.halfLifeMs = Swift.max(1, halfLifeMs)
    let nanoseconds = VPATime.nanoseconds(self.halfLifeMs)
    halfLifeNs = Double(nanoseconds)
    // Upstream's product wraps for half-lives beyond three years.
    longestAgeMs = VPATime.floorDivide(nanoseconds &* Self.longestAge, 1_000_000)
  }

  /// After how many half-lives the reference moves.
  private static let longestAge: Int64 = 100

  /// How much a sample of a time weighs; moves the reference where that would be too much.
  @inline(__always)
  mutating func factor(at timeMs: Int64) -> Double {
    if timeMs &- referenceMs > longestAgeMs { shift(to: timeMs) }
    return GoMath.exp2(Double(VPATime.nanoseconds(timeMs &- referenceMs)) / halfLifeNs)
  }

  /// Moves the reference to the multiple of the half-life nearest to a time.
  mutating func shift(to timeMs: Int64) {
    let target = VPATime.rounded(timeMs, to: halfLifeMs)
    let age = Double(VPATime.nanoseconds(referenceMs &- target)) / halfLifeNs
    let exponent = (age + 0.5).rounded(.down)
    histogram.scale(by: GoMath.scale(1, byPowerOfTwo: Int(exponent)))
    referenceMs = target
  }

  /// Adds a value that was seen at a time.
  public mutating func add(_ value: Double, weight: Double, atMs timeMs: Int64) {
    histogram.add(value, weight: weight * factor(at: timeMs))
  }

  /// Takes a value away that was seen at a time.
  public mutating func subtract(_ value: Double, weight: Double, atMs timeMs: Int64) {
    histogram.subtract(value, weight: weight * factor(at: timeMs))
  }

  /// Adds the weights of another histogram of the same shape and half-life.
  ///
  /// The older of the two is moved to the younger's reference first, also where that is the other one, which
  /// may lose what became too small to count.
  mutating func merge(_ other: inout DecayingHistogram) {
    if referenceMs < other.referenceMs {
      shift(to: other.referenceMs)
    } else if other.referenceMs < referenceMs {
      other.shift(to: referenceMs)
    }
    histogram.merge(other.histogram)
  }

  /// The upper edge of the bucket in which a share of the weight is reached, 0 if empty.
  public func percentile(_ share: Double) -> Double { histogram.percentile(share) }

  /// Whether no bucket has a weight worth counting.
  public var isEmpty: Bool { histogram.isEmpty }

  /// Empties all buckets and forgets the reference time.
  mutating func reset() {
    histogram.reset()
    referenceMs = VPATime.zero
  }

  /// Whether another histogram decays alike, has the same reference and like weights.
  public func isAlike(_ other: DecayingHistogram) -> Bool {
    halfLifeMs == other.halfLifeMs && referenceMs == other.referenceMs && histogram.isAlike(other.histogram)
  }
}

/// Times in milliseconds since 1970 with the arithmetic of Go's time package.
public enum VPATime {
  /// The first instant of year 1, which stands for no time, as Go's zero value does.
  public static let zero: Int64 = -62_135_596_800_000

  /// Milliseconds as nanoseconds, at most what 64 bits hold.
  @inline(__always)
  static func nanoseconds(_ milliseconds: Int64) -> Int64 {
    let (product, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? (milliseconds < 0 ? .min : .max) : product
  }

  /// The multiple of a length, counted from year 1, that is nearest to a time; halves go up.
  static func rounded(_ timeMs: Int64, to length: Int64) -> Int64 {
    let since = timeMs &- zero
    let rest = since - floorDivide(since, length) * length
    return rest < length - rest ? timeMs - rest : timeMs + (length - rest)
  }

  static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
