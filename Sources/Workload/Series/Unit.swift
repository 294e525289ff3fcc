/// What the values of a series measure, in the one scale the lab computes in.
public enum Unit: String, Sendable, Hashable, CaseIterable {
  /// Requests per second.
  case requestsPerSecond = "requests/s"
  /// CPU in cores.
  case cores
  /// Share of what was requested or is there: 1 is 100 %.
  case utilization
  /// Bytes.
  case bytes
  /// Seconds.
  case seconds
  /// Pods.
  case replicas
  /// Any other number, such as the length of a queue.
  case number
}
