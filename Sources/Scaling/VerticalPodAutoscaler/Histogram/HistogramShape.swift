/// Into which buckets a histogram sorts values, and below which weight a bucket counts as empty.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/util/histogram_options.go.
public final class HistogramShape: Sendable {
  private enum Rule {
    case linear(size: Double)
    case exponential(first: Double, ratio: Double)
  }

  /// Where each bucket starts.
  public let starts: [Double]
  /// The weight below which a bucket counts as empty.
  public let epsilon: Double
  /// The least whole amount in each bucket, where values are whole amounts; else empty.
  let firstAmounts: [Int64]
  private let rule: Rule

  private init(rule: Rule, starts: [Double], epsilon: Double, firstAmounts: [Int64] = []) {
    self.rule = rule
    self.starts = starts
    self.epsilon = epsilon
    self.firstAmounts = firstAmounts
  }

  /// CPU in cores: 176 buckets from 0.01 to more than 1,000 cores, each 5 % wider than the one before.
  public static let cpu = HistogramShape(
    rule: .exponential(first: 0.01, ratio: 1.05), starts: CPUBuckets.starts.map(Double.init(bitPattern:)),
    epsilon: 1e-4, firstAmounts: CPUBuckets.firstAmounts)

  /// Memory in bytes: 176 buckets from 1e7 to more than 1e12, each 5 % wider than the one before.
  public static let memory = HistogramShape(
    rule: .exponential(first: 1e7, ratio: 1.05), starts: MemoryBuckets.starts.map(Double.init(bitPattern:)),
    epsilon: 1e-4, firstAmounts: MemoryBuckets.firstAmounts)

  /// The most buckets a shape of one's own may have.
  public static let mostBuckets = 1 << 20

  /// Buckets of one size up to a maximum. Throws what cannot be.
  public static func linear(
    maximum: Double, size: Double, epsilon: Double
  ) throws(HistogramError) -> HistogramShape {
    guard maximum > 0, size > 0, epsilon > 0 else { throw .notPositive }
    let count = (maximum / size).rounded(.up) + 1
    guard count <= Double(mostBuckets) else { throw .tooManyBuckets }
    return HistogramShape(
      rule: .linear(size: size), starts: (0..<Int(count)).map { Double($0) * size }, epsilon: epsilon)
  }

  /// Buckets each wider than the one before by a ratio, up to a maximum. Throws what cannot be.
  public static func exponential(
    maximum: Double, first: Double, ratio: Double, epsilon: Double
  ) throws(HistogramError) -> HistogramShape {
    guard maximum > 0, first > 0, epsilon > 0 else { throw .notPositive }
    guard ratio > 1 else { throw .ratio }
    let count = (GoMath.log(maximum * (ratio - 1) / first + 1) / GoMath.log(ratio)).rounded(.up) + 1
    guard count <= Double(mostBuckets) else { throw .tooManyBuckets }
    let starts = (0..<Int(count)).map { bucket in
      bucket == 0 ? 0 : first * (GoMath.power(ratio, bucket) - 1) / (ratio - 1)
    }
    return HistogramShape(rule: .exponential(first: first, ratio: ratio), starts: starts, epsilon: epsilon)
  }

  /// How many buckets there are.
  public var count: Int { starts.count }

  /// The bucket a value falls into.
  public func bucket(of value: Double) -> Int {
    let position: Double
    switch rule {
    case .linear(let size): position = value / size
    case .exponential(let first, let ratio):
      if value < first { return 0 }
      position = GoMath.log(value * (ratio - 1) / first + 1) / GoMath.log(ratio)
    }
    if !(position > 0) { return 0 }
    return position >= Double(count - 1) ? count - 1 : Int(position)
  }

  /// The bucket a whole amount falls into, by binary search.
  ///
  /// The shape must be one of the two for resources. O(log buckets).
  @inline(__always)
  func bucket(ofAmount amount: Int64) -> Int {
    firstAmounts.withUnsafeBufferPointer { firsts in
      var low = 0
      var length = firsts.count
      while length > 1 {
        let half = length >> 1
        low = amount >= firsts[low + half] ? low + half : low
        length -= half
      }
      return low
    }
  }
}

/// Why there is no such histogram, or why a checkpoint is not one of it.
public enum HistogramError: Error, Sendable, Hashable, CustomStringConvertible {
  case notPositive
  case ratio
  case tooManyBuckets
  case noCheckpoint
  case negativeTotal(Double)
  case bucketBeyond(Int, buckets: Int)
  case negativeBucket(Int)
  case version(String)

  /// The reason in a sentence.
  public var description: String {
    switch self {
    case .notPositive: "maximum, bucket size and epsilon of a histogram must be greater than zero"
    case .ratio: "the ratio of a histogram's buckets must be greater than one"
    case .tooManyBuckets: "a histogram can have at most \(HistogramShape.mostBuckets) buckets"
    case .noCheckpoint: "cannot load a histogram from an empty checkpoint"
    case .negativeTotal(let total): "a checkpoint cannot have the negative total weight \(total)"
    case .bucketBeyond(let bucket, let buckets):
      "a checkpoint names bucket \(bucket), the histogram has \(buckets)"
    case .negativeBucket(let bucket): "a checkpoint names the negative bucket \(bucket)"
    case .version(let version): "a checkpoint of version \(version) cannot be read, only v3"
    }
  }
}
