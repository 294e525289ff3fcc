/// The largest of the values recorded in the last ticks, by which scaling down is delayed.
///
/// Only values that can still become the largest are kept, in falling order. Source: knative/serving
/// pkg/autoscaler/aggregation/max/{window,timewindow}.go at 98e5ef90aa. Recording takes constant time on average.
public struct KPADelayWindow: Sendable, Hashable {
  private struct Entry: Sendable, Hashable {
    var index: Int64
    var value: Int32
  }

  private let count: Int64
  private let granularitySeconds: Int64
  private var entries: [Entry] = []
  private var oldest = 0

  /// Makes an empty window over so many ticks as the duration holds, rounded up.
  public init(durationMs: Int64, granularityMs: Int64) {
    let granularity = Swift.max(1_000, granularityMs / 1_000 * 1_000)
    granularitySeconds = granularity / 1_000
    count = Swift.max(1, (durationMs + granularity - 1) / granularity)
  }

  /// Makes an empty window over so many indices.
  init(size: Int64) {
    granularitySeconds = 1
    count = Swift.max(1, size)
  }

  /// Records a value at a time.
  public mutating func record(_ value: Int32, atMs nowMs: Int64) {
    record(value, index: UnixTime.seconds(nowMs) / granularitySeconds)
  }

  /// Records a value at an index.
  mutating func record(_ value: Int32, index: Int64) {
    var value = value
    while entries.count > oldest, value >= entries[entries.count - 1].value { entries.removeLast() }
    while entries.count > oldest, index - entries[oldest].index >= count { oldest += 1 }
    if entries.count > oldest, entries[entries.count - 1].index == index {
      value = Swift.max(value, entries[entries.count - 1].value)
      entries.removeLast()
    }
    if oldest > 64 || oldest == entries.count {
      entries.removeSubrange(0..<oldest)
      oldest = 0
    }
    entries.append(Entry(index: index, value: value))
  }

  /// The largest value as of the last record, 0 before the first.
  public var current: Int32 { entries.count > oldest ? entries[oldest].value : 0 }
}
