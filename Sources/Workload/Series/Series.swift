/// Values over time, each holding from its time to the next; NaN where nothing was recorded (a gap).
///
/// `timesMs` is strictly increasing and as long as `values`. The series of a load begins at 0.
public struct Series: Sendable {
  /// What the series is called in reports.
  public var name: String
  /// What the values measure.
  public var unit: Unit
  /// When each value begins to hold: milliseconds from the start, or of the Unix epoch.
  public var timesMs: [Int64]
  /// The values; a rate is the mean over the time it holds.
  public var values: [Double]
  /// Which values were cut off by a limit, so that the true one was higher; nil if none is known to be.
  public var censored: [Bool]?
  /// The distance of all times, if it is one and the same.
  public var stepMs: Int64?
  /// When the last value ends to hold.
  public var endMs: Int64
  /// The Unix time of time 0 in milliseconds, if the times count from a start whose date is known.
  public var originMs: Int64?

  /// Makes a series from its parts; whether it is regular is found out, in O(n).
  public init(
    name: String, unit: Unit, timesMs: [Int64], values: [Double], endMs: Int64, censored: [Bool]? = nil,
    originMs: Int64? = nil
  ) {
    self.name = name
    self.unit = unit
    self.timesMs = timesMs
    self.values = values
    self.censored = censored
    self.endMs = endMs
    self.originMs = originMs
    stepMs = Series.step(of: timesMs, endMs: endMs)
  }

  /// Makes a regular series that begins at 0.
  public init(name: String, unit: Unit, stepMs: Int64, values: [Double], originMs: Int64? = nil) {
    self.init(
      name: name, unit: unit, timesMs: values.indices.map { Int64($0) * stepMs }, values: values,
      endMs: Int64(values.count) * stepMs, originMs: originMs)
  }

  /// How many values there are.
  public var count: Int { values.count }

  /// How long the series lasts, in milliseconds.
  public var durationMs: Int64 { timesMs.isEmpty ? 0 : endMs - timesMs[0] }

  /// When the value at an index ends to hold.
  public func endMs(at index: Int) -> Int64 { index + 1 < timesMs.count ? timesMs[index + 1] : endMs }

  /// How many values are gaps.
  public var gapCount: Int { values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) } }

  /// The index of the value that holds at a time, or nil before the first and from the end on. O(log n).
  public func index(atMs time: Int64) -> Int? {
    guard let first = timesMs.first, time >= first, time < endMs else { return nil }
    var (low, high) = (0, timesMs.count)  // timesMs[low] <= time < timesMs[high]
    while high - low > 1 {
      let middle = (low + high) / 2
      if timesMs[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }

  private static func step(of times: [Int64], endMs: Int64) -> Int64? {
    guard let first = times.first else { return nil }
    let step = (times.count > 1 ? times[1] : endMs) - first
    guard step > 0, endMs == times[times.count - 1] + step else { return nil }
    for index in times.indices.dropFirst() where times[index] - times[index - 1] != step { return nil }
    return step
  }
}

extension Series: Hashable {
  /// Compares all parts, and values by their bits, so that a gap equals a gap.
  public static func == (left: Series, right: Series) -> Bool {
    left.name == right.name && left.unit == right.unit && left.timesMs == right.timesMs
      && left.endMs == right.endMs && left.censored == right.censored && left.originMs == right.originMs
      && left.values.count == right.values.count
      && zip(left.values, right.values).allSatisfy { $0.bitPattern == $1.bitPattern }
  }

  /// Hashes what names the series and what it holds.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(unit)
    hasher.combine(timesMs)
    for value in values { hasher.combine(value.bitPattern) }
  }
}
