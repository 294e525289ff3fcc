/// The flags of the VPA's updater; the defaults are upstream's.
///
/// The eviction rate limit, off by default, is left to whoever carries the actions out.
public struct VPAUpdaterConfiguration: Sendable, Hashable {
  /// Live pods below which none of a group is touched, unless the VPA says something else.
  public var minReplicas = 2
  /// The share of a group's pods that may be missing at once.
  public var evictionTolerance = 0.5
  /// The relative difference from which an old pod within the bounds is changed.
  public var updateThreshold = 0.1
  /// The age in milliseconds from which a pod within the bounds is changed at all.
  public var podLifetimeMs: Int64 = 43_200_000
  /// The milliseconds of a run within which an out-of-memory kill counts as quick.
  public var evictAfterOOMMs: Int64 = 600_000
  /// Whether resizing that restarts nothing may ignore how many pods are missing.
  public var inPlaceSkipDisruptionBudget = false
  /// InPlace: VPAs of that mode are handled.
  public var inPlace = false
  /// PerVPAConfig: VPAs may say what a quick kill is.
  public var perVPAConfig = false
  /// CPUStartupBoost: boosted pods get their boost taken away.
  public var startupBoost = false

  /// Makes a configuration with upstream's defaults.
  public init() {}

  /// Milliseconds a resize may be deferred before the pod is evicted instead.
  static let deferredTimeoutMs: Int64 = 300_000
  /// Milliseconds a resize may take before the pod is evicted instead.
  static let inProgressTimeoutMs: Int64 = 3_600_000
}
