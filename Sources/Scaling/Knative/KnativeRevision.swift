/// One revision's settings: the cluster's, overridden by the revision's annotations.
///
/// Source: knative/serving pkg/reconciler/autoscaling/kpa/resources/decider.go and
/// pkg/reconciler/autoscaling/resources/{target,metric}.go at 98e5ef90aa.
public struct KnativeRevision: Sendable, Hashable {
  /// Whether a route leads to a revision.
  public enum Reachability: String, Sendable, Hashable {
    /// Nothing is known yet, which counts as reachable.
    case unknown = ""
    /// A route leads to it.
    case reachable = "Reachable"
    /// None does.
    case unreachable = "Unreachable"
  }

  /// What the autoscaler is told.
  public var spec = KPASpec()
  /// How the windows' values become one number; nil where nothing is said, which means linear.
  public var aggregation: KPAAggregation?
  /// The panic window.
  public var panicWindowMs: Int64 = 6_000
  /// The least number of pods.
  public var minScale: Int32 = 0
  /// The largest number of pods, 0 for none.
  public var maxScale: Int32 = 0
  /// Whether the last pod may go.
  public var enableScaleToZero = true
  /// How long the activator has to be in the path before the last pod goes.
  public var scaleToZeroGracePeriodMs: Int64 = 30_000
  /// How long the last pod stays at least.
  public var scaleToZeroPodRetentionPeriodMs: Int64 = 0
  /// How long an activation may take before the revision is given up.
  public var activationTimeoutMs: Int64 = 630_000

  /// Makes a revision of upstream's defaults.
  public init() {}

  /// Works out the settings of a revision.
  ///
  /// - Parameters:
  ///   - containerConcurrency: the requests one container takes at once, 0 for any number.
  ///   - progressDeadlineMs: how long a deployment may take, if the annotations say nothing.
  public init(
    configuration: KnativeConfiguration, annotations: KnativeAnnotations, containerConcurrency: Int64 = 0,
    reachability: Reachability = .reachable, progressDeadlineMs: Int64 = 600_000
  ) {
    let isReachable = reachability != .unreachable
    spec.metric = annotations.metric.flatMap(KPASpec.Metric.init) ?? .concurrency
    spec.maxScaleUpRate = configuration.maxScaleUpRate
    spec.maxScaleDownRate = configuration.maxScaleDownRate
    (spec.targetValue, spec.totalValue) = Self.target(
      spec.metric, configuration, annotations, containerConcurrency: containerConcurrency)
    spec.targetBurstCapacity = annotations.targetBurstCapacity ?? configuration.targetBurstCapacity
    spec.activatorCapacity = configuration.activatorCapacity
    let threshold = annotations.panicThresholdPercentage ?? configuration.panicThresholdPercentage
    spec.panicThreshold = threshold / 100
    spec.stableWindowMs = annotations.windowMs ?? configuration.stableWindowMs
    spec.scaleDownDelayMs = annotations.scaleDownDelayMs ?? configuration.scaleDownDelayMs
    spec.initialScale = Self.initialScale(configuration, annotations)
    spec.isReachable = isReachable
    spec.activationScale = annotations.activationScale ?? 0
    aggregation = annotations.aggregation
    panicWindowMs = Self.panicWindow(
      stableMs: spec.stableWindowMs,
      percentage: annotations.panicWindowPercentage ?? configuration.panicWindowPercentage)
    minScale = isReachable ? annotations.minScale ?? configuration.minScale : 0
    maxScale = annotations.maxScale ?? configuration.maxScale
    enableScaleToZero = configuration.enableScaleToZero
    scaleToZeroGracePeriodMs = configuration.scaleToZeroGracePeriodMs
    if isReachable {
      scaleToZeroPodRetentionPeriodMs =
        annotations.scaleToZeroPodRetentionPeriodMs ?? configuration.scaleToZeroPodRetentionPeriodMs
    }
    activationTimeoutMs = (annotations.progressDeadlineMs ?? progressDeadlineMs) + Self.activationBufferMs
  }

  /// What activation may take beyond the progress deadline.
  static let activationBufferMs: Int64 = 30_000

  /// What a pod can bear, and the share of it that is aimed at, at least 0.01.
  static func target(
    _ metric: KPASpec.Metric, _ configuration: KnativeConfiguration, _ annotations: KnativeAnnotations,
    containerConcurrency: Int64
  ) -> (target: Double, total: Double) {
    var total: Double
    var share: Double
    switch metric {
    case .rps:
      total = configuration.requestsPerSecondTargetDefault
      share = configuration.targetUtilization
    case .concurrency:
      total =
        containerConcurrency == 0
        ? configuration.containerConcurrencyTargetDefault : Double(containerConcurrency)
      share = configuration.containerConcurrencyTargetFraction
    }
    if let wanted = annotations.target {
      // More than a container takes at once cannot be aimed at.
      let isLimited = metric == .concurrency && containerConcurrency != 0
      total = isLimited ? min(wanted, Double(containerConcurrency)) : wanted
    }
    if let percentage = annotations.targetUtilizationPercentage { share = percentage / 100 }
    return (max(KnativeConfiguration.leastTarget, total * share), total)
  }

  /// The share of the stable window, to the nearest second, at least one.
  static func panicWindow(stableMs: Int64, percentage: Double) -> Int64 {
    let nanoseconds = GoConversion.int64(Double(stableMs &* 1_000_000) * percentage / 100)
    let seconds = (nanoseconds &+ 500_000_000) / 1_000_000_000
    return max(1, seconds) * 1_000
  }

  /// No pods only where the cluster allows it.
  private static func initialScale(
    _ configuration: KnativeConfiguration, _ annotations: KnativeAnnotations
  ) -> Int32 {
    guard let wanted = annotations.initialScale, wanted != 0 || configuration.allowZeroInitialScale else {
      return configuration.initialScale
    }
    return wanted
  }
}
