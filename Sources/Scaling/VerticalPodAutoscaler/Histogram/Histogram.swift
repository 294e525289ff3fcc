/// Weights of values in buckets; a percentile is the upper edge of the bucket where it is reached.
///
/// Sums depend on the order of adding, which is upstream's. Source:
/// vertical-pod-autoscaler/pkg/recommender/util/histogram.go.
public struct Histogram: Sendable {
  /// Into which buckets values are sorted.
  public let shape: HistogramShape
  /// The weight of each bucket.
  public internal(set) var weights: [Double]
  /// The sum of all weights.
  public internal(set) var total = 0.0
  /// The first bucket that is not empty, the last one if all are.
  public internal(set) var least: Int
  /// The last bucket that is not empty, 0 if all are.
  public internal(set) var most = 0
  private let epsilon: Double

  /// Makes an empty histogram.
  public init(_ shape: HistogramShape) {
    self.shape = shape
    weights = Array(repeating: 0, count: shape.count)
    least = shape.count - 1
    epsilon = shape.epsilon
  }

  /// Whether no bucket has a weight worth counting.
  public var isEmpty: Bool { weights[least] < epsilon }

  /// Adds a weight to a bucket. O(1).
  @inline(__always)
  mutating func add(_ weight: Double, toBucket bucket: Int) {
    let sum = weights[bucket] + weight
    weights[bucket] = sum
    total += weight
    if sum >= epsilon {
      if bucket < least { least = bucket }
      if bucket > most { most = bucket }
    }
  }

  /// Takes a weight from a bucket; what is left below epsilon becomes nothing.
  @inline(__always)
  mutating func subtract(_ weight: Double, fromBucket bucket: Int) {
    total = worthCounting(total - weight)
    weights[bucket] = worthCounting(weights[bucket] - weight)
    shrink()
  }

  /// Adds a value with a weight.
  public mutating func add(_ value: Double, weight: Double) { add(weight, toBucket: shape.bucket(of: value)) }

  /// Takes a value with a weight away.
  public mutating func subtract(_ value: Double, weight: Double) {
    subtract(weight, fromBucket: shape.bucket(of: value))
  }

  private func worthCounting(_ weight: Double) -> Double { weight < epsilon ? 0 : weight }

  /// Moves the first and last bucket over those that became empty.
  mutating func shrink() {
    weights.withUnsafeBufferPointer { weights in
      while least < weights.count - 1, weights[least] < epsilon { least += 1 }
      while most > 0, weights[most] < epsilon { most -= 1 }
    }
  }

  /// The upper edge of the bucket in which a share of the weight is reached, 0 if empty.
  ///
  /// O(buckets between the first and the last that are not empty).
  public func percentile(_ share: Double) -> Double {
    let bucket = bucket(ofPercentile: share)
    if bucket < 0 { return 0 }
    return bucket < shape.count - 1 ? shape.starts[bucket + 1] : shape.starts[bucket]
  }

  /// The bucket in which a share of the weight is reached, -1 if empty.
  @inline(__always)
  func bucket(ofPercentile share: Double) -> Int {
    if isEmpty { return -1 }
    let threshold = share * total
    return weights.withUnsafeBufferPointer { weights in
      var sum = 0.0
      var bucket = least
      while bucket < most {
        sum += weights[bucket]
        if sum >= threshold { break }
        bucket += 1
      }
      return bucket
    }
  }

  /// Adds the weights of another histogram of the same shape; also those in its total that lie outside its
  /// first and last bucket.
  public mutating func merge(_ other: Histogram) {
    weights.withUnsafeMutableBufferPointer { mine in
      other.weights.withUnsafeBufferPointer { theirs in
        var bucket = other.least
        while bucket <= other.most {
          mine[bucket] += theirs[bucket]
          bucket += 1
        }
      }
    }
    total += other.total
    if other.least < least { least = other.least }
    if other.most > most { most = other.most }
  }

  /// Multiplies the weights from the first to the last bucket, and the total.
  mutating func scale(by factor: Double) {
    weights.withUnsafeMutableBufferPointer { weights in
      var bucket = least
      while bucket <= most {
        weights[bucket] *= factor
        bucket += 1
      }
    }
    total *= factor
    shrink()
  }

  /// Empties all buckets.
  mutating func reset() {
    weights.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    total = 0
    least = weights.count - 1
    most = 0
  }

  /// Whether another histogram holds the same weights but for less than epsilon in each bucket.
  public func isAlike(_ other: Histogram) -> Bool {
    (shape === other.shape || shape.starts == other.shape.starts) && least == other.least
      && most == other.most
      && (least <= most ? least...most : least...least).allSatisfy {
        abs(weights[$0] - other.weights[$0]) < epsilon
      }
  }
}
