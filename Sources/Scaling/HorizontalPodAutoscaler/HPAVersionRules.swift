/// What the releases decide differently.
///
/// Where it is not known which release after 1.28 brought a change, all after 1.28 have it.
struct HPAVersionRules: Sendable, Hashable {
  /// Whether a ratio is compared with the two bounds 1 - down and 1 + up; before, its distance from 1 was.
  ///
  /// The two differ in the last bit: 55/50 is within 1 + 0.1 but not within a distance of 0.1.
  var comparesBounds: Bool
  /// Whether behavior may set a tolerance at all.
  var knowsTolerance: Bool
  /// Whether a container absent from the metrics makes its pod one without a sample; before, the metric
  /// failed.
  var toleratesMissingContainer: Bool
  /// Whether restartable init containers count, and naming a container that a pod lacks is an error.
  var countsRestartableInitContainers: Bool
  /// Whether requests of whole pods may count.
  var knowsPodLevelResources: Bool
  /// Whether proposals of Object and External metrics stop at the largest 32-bit number.
  var capsProposals: Bool
  /// Whether metrics that failed leave an empty entry in the status; before, the old status stayed.
  var reportsFailedMetrics: Bool
  /// Whether memory is reported in powers of 1024.
  var reportsMemoryInBinary: Bool
  /// Whether the status of an Object metric with an average target names the object.
  var describesAveragedObject: Bool
  /// Whether scaling from zero takes an HPA that itself scaled to zero; before, minReplicas 0 was enough.
  var scalesFromZeroByCondition: Bool
  /// Whether a conflict while writing the scale is tried again, up to five times in all.
  var retriesConflicts: Bool
  /// Whether a new HPA is reconciled at once; before, it waited for one sync period.
  var startsAtOnce: Bool

  init(_ version: KubernetesVersion) {
    comparesBounds = version.minor >= 33
    knowsTolerance = version.minor >= 33
    toleratesMissingContainer = version.minor > 28
    countsRestartableInitContainers = version.minor > 28
    knowsPodLevelResources = version.minor >= 32
    capsProposals = version.minor > 28
    reportsFailedMetrics = version.minor > 28
    reportsMemoryInBinary = version.minor > 28
    describesAveragedObject = version.minor > 28
    scalesFromZeroByCondition = version.minor >= 36
    retriesConflicts = version.minor > 28
    startsAtOnce = version.minor >= 37
  }
}

extension HPAConfiguration {
  /// When a controller first looks at an HPA created at a given time; times in milliseconds.
  public func firstReconcileMs(createdAtMs: Int64) -> Int64 {
    HPAVersionRules(version).startsAtOnce ? createdAtMs : createdAtMs + syncPeriodMs
  }
}
