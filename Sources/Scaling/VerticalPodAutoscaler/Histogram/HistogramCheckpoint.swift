/// What a VerticalPodAutoscalerCheckpoint keeps of a histogram: weights as whole numbers up to 10,000.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/util/histogram.go SaveToChekpoint, LoadFromCheckpoint.
public struct HistogramCheckpoint: Sendable, Hashable {
  /// The reference time of the weights in milliseconds since 1970; nil for a histogram that does not decay.
  public var referenceMs: Int64?
  /// The weight of each bucket that has one, in the order of the buckets.
  public var weights: [Weight]
  /// The sum of the real weights.
  public var total: Double

  /// The weight of one bucket.
  public struct Weight: Sendable, Hashable {
    /// The bucket's number.
    public var bucket: Int
    /// The weight, relative to the largest as 10,000.
    public var weight: UInt32

    /// Makes a weight from its parts.
    public init(bucket: Int, weight: UInt32) {
      self.bucket = bucket
      self.weight = weight
    }
  }

  /// Makes a checkpoint from its parts.
  public init(referenceMs: Int64? = nil, weights: [Weight] = [], total: Double = 0) {
    self.referenceMs = referenceMs
    self.weights = weights
    self.total = total
  }

  /// The largest weight.
  static let largest = 10_000.0
}

extension Histogram {
  /// Makes a checkpoint; buckets that would be rounded to nothing are left out.
  public func checkpoint() -> HistogramCheckpoint {
    var result = HistogramCheckpoint(total: total)
    if least > most { return result }
    let largest = weights[least...most].reduce(0) { $1 > $0 ? $1 : $0 }
    if largest == 0 { return result }
    let ratio = HistogramCheckpoint.largest / largest
    for bucket in least...most {
      let weight = (weights[bucket] * ratio + 0.5).rounded(.down)
      if weight >= 1 { result.weights.append(.init(bucket: bucket, weight: UInt32(weight))) }
    }
    return result
  }

  /// Adds the weights of a checkpoint. Throws, having changed nothing, what is no checkpoint of this shape.
  public mutating func load(_ checkpoint: HistogramCheckpoint?) throws(HistogramError) {
    guard let checkpoint else { throw .noCheckpoint }
    if checkpoint.total < 0 { throw .negativeTotal(checkpoint.total) }
    var sum: Int64 = 0
    for entry in checkpoint.weights {
      if entry.bucket < 0 { throw .negativeBucket(entry.bucket) }
      if entry.bucket >= weights.count { throw .bucketBeyond(entry.bucket, buckets: weights.count) }
      sum += Int64(entry.weight)
    }
    if sum == 0 { return }
    let ratio = checkpoint.total / Double(sum)
    for entry in checkpoint.weights {
      if entry.bucket < least { least = entry.bucket }
      if entry.bucket > most { most = entry.bucket }
      weights[entry.bucket] += Double(entry.weight) * ratio
    }
    total += checkpoint.total
    shrink()
  }
}

extension DecayingHistogram {
  /// Makes a checkpoint with the reference time.
  public func checkpoint() -> HistogramCheckpoint {
    var result = histogram.checkpoint()
    result.referenceMs = referenceMs
    return result
  }

  /// Adds the weights of a checkpoint and takes its reference time, without converting what was there.
  /// Throws, having changed nothing, what is no checkpoint of this shape.
  public mutating func load(_ checkpoint: HistogramCheckpoint?) throws(HistogramError) {
    try histogram.load(checkpoint)
    referenceMs = checkpoint?.referenceMs ?? VPATime.zero
  }
}
