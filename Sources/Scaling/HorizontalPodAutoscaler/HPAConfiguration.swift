/// The flags of the controller manager that an HPA's decisions depend on, with upstream's defaults.
///
/// Source: cmd/kube-controller-manager/app/options/hpacontroller.go.
public struct HPAConfiguration: Sendable, Hashable {
  /// Milliseconds from the end of a reconcile to the next.
  public var syncPeriodMs: Int64 = 15_000
  /// How long a higher recommendation holds back a scale-down, in milliseconds, where behavior does not say.
  public var downscaleStabilizationMs: Int64 = 300_000
  /// How far a ratio may be from 1 without a change, where behavior does not say.
  public var tolerance: Double = 0.1
  /// How long after its start a pod's CPU samples are looked at with suspicion, in milliseconds.
  public var cpuInitializationPeriodMs: Int64 = 300_000
  /// How long after its start an unready pod counts as never having been ready, in milliseconds.
  public var initialReadinessDelayMs: Int64 = 30_000
  /// How many times the current replicas one reconcile may reach without behavior. No flag: a constant.
  public var scaleUpLimitFactor: Double = 2
  /// How many replicas one reconcile may always reach without behavior. No flag: a constant.
  public var scaleUpLimitMinimum: Double = 4
  /// The release whose rules hold.
  public var version: KubernetesVersion
  /// The features that are on.
  public var gates: HPAFeatureGates

  /// Makes the default configuration of a release.
  public init(version: KubernetesVersion = .newest) {
    self.version = version
    gates = HPAFeatureGates(version: version)
  }
}

/// The feature gates that change what an HPA decides.
public struct HPAFeatureGates: Sendable, Hashable {
  /// HPAScaleToZero: minReplicas may be 0. On by default since 1.37.
  public var scaleToZero: Bool
  /// HPAConfigurableTolerance: behavior may set a tolerance. Known since 1.33, on by default since 1.35.
  public var configurableTolerance: Bool
  /// PodLevelResources: requests of a whole pod count for its utilization. Known since 1.32, on since 1.34.
  public var podLevelResources: Bool

  /// Makes gates from their values.
  public init(scaleToZero: Bool, configurableTolerance: Bool, podLevelResources: Bool) {
    self.scaleToZero = scaleToZero
    self.configurableTolerance = configurableTolerance
    self.podLevelResources = podLevelResources
  }

  /// Makes the default gates of a release.
  public init(version: KubernetesVersion = .newest) {
    self.init(
      scaleToZero: version.minor >= 37, configurableTolerance: version.minor >= 35,
      podLevelResources: version.minor >= 34)
  }
}
