import Foundation

/// How the values of a window become one number.
public enum KPAAggregation: String, Sendable, Hashable {
  /// The mean of the seconds that have been seen.
  case linear
  /// Newer seconds weigh more, by powers of a smoothing factor.
  case weightedExponential = "weighted-exponential"
}

/// A sliding window of sums by the second, from which the KPA's averages come.
///
/// Values recorded in the same bucket add up. Source: knative/serving pkg/autoscaler/aggregation/bucketing.go
/// at 98e5ef90aa. Recording and averaging take constant time, except that seconds in which nothing was recorded
/// are visited once. All times are milliseconds since 1970 and may be negative.
public struct KPAWindow: Sendable, Hashable {
  /// The length of the window.
  public private(set) var windowMs: Int64
  /// The length of a bucket, a whole number of seconds.
  public let granularityMs: Int64
  /// How the buckets become one number.
  public let aggregation: KPAAggregation
  private var buckets: [Double]
  private var total = 0.0
  private var firstMs: Int64?
  private var lastMs: Int64?
  /// The place of the newest bucket.
  private var lastSlot = 0
  private var smoothing: Double

  /// Makes an empty window; both lengths are rounded up to at least one second.
  public init(windowMs: Int64, granularityMs: Int64 = 1_000, aggregation: KPAAggregation = .linear) {
    let granularity = Swift.max(1_000, granularityMs / 1_000 * 1_000)
    self.windowMs = Swift.max(1_000, windowMs)
    self.granularityMs = granularity
    self.aggregation = aggregation
    let count = Self.count(self.windowMs, granularity)
    buckets = [Double](repeating: 0, count: count)
    smoothing = Self.smoothing(buckets: count)
  }

  /// Adds a value at a time; what is older than the window is dropped.
  public mutating func record(_ value: Double, atMs nowMs: Int64) {
    if recordNext(value, atMs: nowMs) { return }
    let bucket = truncated(nowMs)
    let write = index(nowMs)
    if bucket != lastMs {
      let last = lastMs ?? Self.yearOne
      guard bucket &+ windowMs > last else { return }
      if firstMs.map({ $0 > bucket }) ?? true { firstMs = bucket }
      if bucket > last {
        if bucket &- last >= windowMs {
          firstMs = bucket
          for slot in buckets.indices { buckets[slot] = 0 }
          total = 0
        } else {
          var passed = index(last) + 1
          while passed <= write {
            let slot = slot(passed)
            total -= buckets[slot]
            buckets[slot] = 0
            passed += 1
          }
        }
        lastMs = bucket
      }
    }
    let slot = slot(write)
    if bucket == lastMs { lastSlot = slot }
    buckets[slot] += value
    total += value
  }

  /// Adds a value to a second and to the one before it.
  mutating func recordTwice(_ value: Double, atMs nowMs: Int64) {
    if recordNextTwo(value, atMs: nowMs) { return }
    record(value, atMs: nowMs - 1_000)
    record(value, atMs: nowMs)
  }

  /// What the buckets add up to. As a plain getter it would copy the window.
  @inline(__always)
  var sum: Double { mutating get { total } }

  /// Does that for the two seconds after the newest, without a division; false for any other.
  @inline(__always)
  mutating func recordNextTwo(_ value: Double, atMs nowMs: Int64) -> Bool {
    guard granularityMs == 1_000, windowMs > 1_000, firstMs != nil, let last = lastMs else { return false }
    let passed = nowMs &- last
    guard passed >= 2_000, passed < 3_000 else { return false }
    for _ in 0..<2 {
      lastSlot = lastSlot + 1 == buckets.count ? 0 : lastSlot + 1
      total -= buckets[lastSlot]
      buckets[lastSlot] = value
      total += value
    }
    lastMs = last + 2_000
    return true
  }

  /// Does the same for the newest second and the one after it, without a division; false for any other.
  @inline(__always)
  private mutating func recordNext(_ value: Double, atMs nowMs: Int64) -> Bool {
    guard granularityMs == 1_000, windowMs > 1_000, firstMs != nil, let last = lastMs else { return false }
    let passed = nowMs &- last
    guard passed >= 0, passed < 2_000 else { return false }
    if passed >= 1_000 {
      lastSlot = lastSlot + 1 == buckets.count ? 0 : lastSlot + 1
      total -= buckets[lastSlot]
      buckets[lastSlot] = 0
      lastMs = last + 1_000
    }
    buckets[lastSlot] += value
    total += value
    return true
  }

  /// What the buckets add up to, and their number, where the average is the one over the other: in a linear window that
  /// was first written so long ago; nil where it is not. As a plain getter it would copy the window.
  var fullTotal: (total: Double, buckets: Double)? {
    mutating get {
      guard aggregation == .linear, granularityMs == 1_000, let firstMs, let lastMs,
        (lastMs - firstMs) / 1_000 + 1 >= Int64(buckets.count)
      else { return nil }
      return (total, Double(buckets.count))
    }
  }

  /// Tells whether nothing was recorded within the window before a time.
  public func isEmpty(atMs nowMs: Int64) -> Bool {
    guard let lastMs else { return true }
    if nowMs &- lastMs <= windowMs { return false }
    return truncated(nowMs) &- lastMs > windowMs
  }

  /// The window's average at a time, 0 if it holds nothing.
  public func average(atMs nowMs: Int64) -> Double {
    guard let lastMs else { return 0 }
    let behind = nowMs &- lastMs
    if aggregation == .linear, granularityMs == 1_000, behind >= 0, behind < 1_000, let firstMs {
      return Self.rounded(total / Double(Swift.min((lastMs - firstMs) / 1_000 + 1, Int64(buckets.count))))
    }
    let now = truncated(nowMs)
    return aggregation == .linear ? linear(now, lastMs) : weighted(now, lastMs)
  }

  /// Sum over seconds seen, rounded to six decimals, halves away from zero.
  private func linear(_ now: Int64, _ last: Int64) -> Double {
    let behind = now &- last
    if behind <= 0 { return Self.rounded(total / Double(Swift.min(span(last), Int64(buckets.count)))) }
    guard behind < windowMs else { return 0 }
    let start = index(last)
    let end = index(now)
    var sum = total
    var passed = start + 1
    while passed <= end {
      sum -= buckets[slot(passed)]
      passed += 1
    }
    return Self.rounded(sum / Double(Swift.min(span(last), Int64(buckets.count) - (end - start))))
  }

  /// Σ bucket·c·(1−c)^age from the newest bucket back; not normalized, so a young window is underestimated.
  private func weighted(_ now: Int64, _ last: Int64) -> Double {
    guard now &- last <= windowMs else { return 0 }
    var left = Int64(buckets.count)
    var weight = smoothing
    if now > last {
      let gap = (now - last) / granularityMs
      weight *= pow(1 - smoothing, Double(gap))
      left -= gap
    }
    let newest = index(last)
    var sum = 0.0
    var age: Int64 = 0
    while age < left {
      sum += buckets[slot(newest - age)] * weight
      weight *= 1 - smoothing
      age += 1
    }
    return sum
  }

  /// Changes the window's length and keeps the newest buckets that fit.
  ///
  /// The first write is set as if the old window had been full, as upstream does.
  public mutating func resize(toMs windowMs: Int64, atMs nowMs: Int64) {
    let new = Swift.max(1_000, windowMs)
    guard new != self.windowMs else { return }
    let count = Self.count(new, granularityMs)
    var kept = [Double](repeating: 0, count: count)
    var sum = 0.0
    if let last = lastMs, truncated(nowMs) &- last <= self.windowMs {
      let newest = index(last)
      for age in 0..<Int64(Swift.min(count, buckets.count)) {
        let value = buckets[slot(newest - age)]
        kept[Self.slot(newest - age, count)] = value
        sum += value
      }
      firstMs = last - Int64(buckets.count - 1) * granularityMs
    } else {
      firstMs = nil
    }
    self.windowMs = new
    buckets = kept
    if let lastMs { lastSlot = slot(index(lastMs)) }
    total = sum
    smoothing = Self.smoothing(buckets: count)
  }

  /// How many buckets lie between the first and the last write; unbounded after a resize of an outdated window.
  private func span(_ last: Int64) -> Int64 {
    firstMs.map { (last - $0) / granularityMs + 1 } ?? .max
  }

  /// Go truncates times from the year 1, which matters for buckets that divide no day.
  @inline(__always)
  private func truncated(_ timeMs: Int64) -> Int64 {
    let since = timeMs &- Self.yearOne
    return timeMs &- since % granularityMs
  }

  @inline(__always)
  private func index(_ timeMs: Int64) -> Int64 {
    UnixTime.seconds(timeMs) / (granularityMs / 1_000)
  }

  @inline(__always)
  private func slot(_ index: Int64) -> Int { Self.slot(index, buckets.count) }

  @inline(__always)
  private static func slot(_ index: Int64, _ count: Int) -> Int {
    let slot = Int(index) % count
    return slot < 0 ? slot + count : slot
  }

  private static func count(_ windowMs: Int64, _ granularityMs: Int64) -> Int {
    Int((windowMs + granularityMs - 1) / granularityMs)
  }

  /// max(1 − (1−0.9999)^(1/n), 0.2): all but a ten-thousandth of the weight lies within the window.
  private static func smoothing(buckets: Int) -> Double {
    let factor = 1 - pow(1 - 0.9999, 1 / Double(buckets))
    return factor > 0.2 ? factor : 0.2
  }

  @inline(__always)
  private static func rounded(_ value: Double) -> Double { WholeDouble.nearest(value * 1e6) / 1e6 }

  private static let yearOne: Int64 = -62_135_596_800_000
}
