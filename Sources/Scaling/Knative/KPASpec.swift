/// What the autoscaler of one revision is told: the Decider's spec of upstream.
///
/// Source: knative/serving pkg/autoscaler/scaling/multiscaler.go (DeciderSpec) at 98e5ef90aa.
public struct KPASpec: Sendable, Hashable {
  /// What is measured per pod.
  public enum Metric: String, Sendable, Hashable, CaseIterable {
    /// Requests in flight.
    case concurrency
    /// Requests per second.
    case rps
  }

  /// Desired pods are at most this many times the ready ones.
  public var maxScaleUpRate = 1_000.0
  /// Desired pods are at least the ready ones divided by this.
  public var maxScaleDownRate = 2.0
  /// What is measured.
  public var metric = Metric.concurrency
  /// What one pod is to bear, after the target utilization.
  public var targetValue = 70.0
  /// What one pod can bear.
  public var totalValue = 100.0
  /// The burst that ready pods must be able to take without the activator: -1 keeps it in the path always, 0
  /// only when scaled to zero.
  public var targetBurstCapacity = 211.0
  /// What one activator can bear.
  public var activatorCapacity = 100.0
  /// Panic begins at this ratio of wanted to ready pods.
  public var panicThreshold = 2.0
  /// The stable window.
  public var stableWindowMs: Int64 = 60_000
  /// How long a lower number of pods has to hold before it counts.
  public var scaleDownDelayMs: Int64 = 0
  /// Pods of a new revision.
  public var initialScale: Int32 = 1
  /// Whether a route leads to the revision; without one it may shrink at once.
  public var isReachable = true
  /// The least number of pods when not zero, if more than 1.
  public var activationScale: Int32 = 0

  /// Makes a spec of upstream's defaults.
  public init() {}

  /// The excess burst capacity of a new revision, before anything was measured.
  public var initialExcessBurstCapacity: Int32 {
    if targetBurstCapacity == 0 { return 0 }
    if targetBurstCapacity < 0 { return -1 }
    return GoConversion.int32(Double(initialScale) * totalValue - targetBurstCapacity)
  }
}
