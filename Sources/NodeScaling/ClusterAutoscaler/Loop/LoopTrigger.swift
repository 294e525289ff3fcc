/// When the next loop begins.
///
/// At once if the last one scaled up or began a deletion, else when a pod is newly found to have no place, at
/// the latest after the scan interval; without frequent loops always after the scan interval.
/// Source: loop/trigger.go (Cluster Autoscaler 1.37).
public struct LoopTrigger: Sendable, Hashable {
  /// How long a loop waits for the next if nothing happens.
  public var scanIntervalMs: Int64
  /// Whether anything begins it sooner.
  public var isFrequent: Bool

  /// Makes the trigger of an autoscaler's options.
  public init(_ options: ClusterAutoscalerOptions) {
    scanIntervalMs = options.scanIntervalMs
    isFrequent = options.loopsFrequently
  }

  /// When the next loop begins, if nothing else happens.
  ///
  /// A loop that is to follow at once begins a millisecond later: time must go on.
  public func next(afterLoopAtMs startMs: Int64, _ decision: LoopDecision) -> Int64 {
    isFrequent && decision.repeatsAtOnce ? startMs &+ 1 : startMs &+ scanIntervalMs
  }

  /// Whether a pod that was found to have no place begins the next loop at once: that was within 10 s.
  public func isWoken(byPodUnschedulableAtMs timeMs: Int64, nowMs: Int64) -> Bool {
    isFrequent && nowMs &- timeMs < 10_000
  }
}
