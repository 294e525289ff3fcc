public import Scaling

/// What a run leaves of the sizes of a container, row by row.
public struct VerticalRecording: Sendable, Hashable {
  /// The workload.
  public var workload: String
  /// The container.
  public var container: String
  /// Whether it is the one that serves requests: only that uses CPU and memory here.
  public var serves: Bool
  /// The VPA that sizes it, empty for none.
  public var autoscaler: String
  /// The rows in order of time.
  public var rows: [VerticalRow] = []
}

/// What a container requested, used and was recommended over some time.
public struct VerticalRow: Sendable, Hashable {
  /// The start of the row, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// CPU, in cores.
  public var cpu = VerticalPart()
  /// Memory, in bytes.
  public var memory = VerticalPart()
  /// Kills for want of memory, in all of its pods.
  public var kills = 0
  /// Pods evicted for another size.
  public var evictions = 0
  /// Pods resized in place.
  public var resizes = 0

  /// Makes an empty row.
  public init(timeMs: Int64) { self.timeMs = timeMs }

  /// Takes in the row that follows: sums add up, what was recommended and requested last stands.
  public mutating func join(_ next: VerticalRow) {
    cpu.join(next.cpu)
    memory.join(next.memory)
    kills += next.kills
    evictions += next.evictions
    resizes += next.resizes
  }
}

/// One resource in a row. Amounts are NaN where there is none.
public struct VerticalPart: Sendable, Hashable {
  /// What was recommended at the end of the row.
  public var target = Double.nan
  /// Below this a pod is changed at once.
  public var lowerBound = Double.nan
  /// Above this a pod is changed at once.
  public var upperBound = Double.nan
  /// The mean request of the pods with a sample, at the end of the row.
  public var request = Double.nan
  /// The largest usage of a pod in the row.
  public var usage = Double.nan
  /// The sums that scores are made of.
  public var tally = VerticalTally()

  mutating func join(_ next: VerticalPart) {
    target = next.target
    lowerBound = next.lowerBound
    upperBound = next.upperBound
    if !next.request.isNaN { request = next.request }
    if !(usage >= next.usage), !next.usage.isNaN { usage = next.usage }
    tally.add(next.tally)
  }

  /// NaN is equal to NaN here: two recordings of the same run are equal.
  public static func == (a: VerticalPart, b: VerticalPart) -> Bool {
    a.amounts.map(\.bitPattern) == b.amounts.map(\.bitPattern) && a.tally == b.tally
  }

  /// Feeds the amounts and sums to a hasher.
  public func hash(into hasher: inout Hasher) {
    for amount in amounts { hasher.combine(amount.bitPattern) }
    hasher.combine(tally)
  }

  private var amounts: [Double] { [target, lowerBound, upperBound, request, usage] }
}

/// What the updater did to a pod, or why it left it alone: told when it changes.
public struct VerticalDecision: Sendable, Hashable {
  /// What became of the pod.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It was evicted, so that another of the recommended size takes its place.
    case evicted
    /// It was given the recommended size where it is.
    case resized
    /// Its startup boost was taken away.
    case boostEnded
    /// It was to be changed, and the API server refused.
    case refused
    /// It was left alone.
    case kept
  }

  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// The VPA.
  public var autoscaler: String
  /// The workload.
  public var workload: String
  /// The pod's number in its workload.
  public var pod: Int32
  /// What became of it.
  public var kind: Kind
  /// Why, in words without numbers.
  public var reason: String
  /// What it requests and what is recommended, container by container.
  public var detail: String
}

extension VerticalRecording {
  /// The same in rows of a wider step; steps count from time 0, and none goes over the end of the warm-up.
  public func joined(toStepMs step: Int64, warmupMs: Int64) -> VerticalRecording {
    var result = self
    result.rows = []
    for row in rows {
      if let last = result.rows.last, last.timeMs / step == row.timeMs / step,
        (last.timeMs < warmupMs) == (row.timeMs < warmupMs)
      {
        result.rows[result.rows.count - 1].join(row)
      } else {
        result.rows.append(row)
      }
    }
    return result
  }
}
