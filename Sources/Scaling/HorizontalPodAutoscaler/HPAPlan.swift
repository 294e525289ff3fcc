import Kubernetes

/// An HPA's spec and flags boiled down to the numbers a reconcile needs; the steps that change nothing are
/// its methods.
///
/// A class, since a large struct inside a controller would be copied for each call of such a step.
final class HPAPlan: Sendable {
  /// Which of the five kinds of metric one is.
  enum Kind: UInt8, Sendable { case resource, containerResource, pods, object, external, unknown }

  /// What the target of a metric compares.
  enum Form: UInt8, Sendable { case utilization, averageValue, value, missing }

  /// One metric of the spec.
  struct Metric: Sendable {
    var kind: Kind
    var form: Form
    /// Whether samples of pods that have just started are judged; only those of CPU are.
    var isCPU: Bool
    /// The target in percent for utilization, else in thousandths.
    var target: Int64
  }

  /// One policy of a direction.
  struct Policy: Sendable {
    var isPercent: Bool
    var value: Int32
    var periodMs: Int64
  }

  /// Which of the policies' limits holds.
  enum Select: UInt8, Sendable { case largestChange, smallestChange, disabled }

  /// The rules of one direction.
  struct Direction: Sendable {
    var windowMs: Int64
    var select: Select
    /// The range of its policies in `policies`.
    var policiesStart: Int
    var policiesEnd: Int
    var longestPeriodMs: Int64
  }

  /// The object this is the plan of.
  let autoscaler: HorizontalPodAutoscaler
  let configuration: HPAConfiguration
  let rules: HPAVersionRules
  let minimum: Int32
  let maximum: Int32
  let hasBehavior: Bool
  /// Whether there is an Object or External metric, without which nothing may scale to zero.
  let hasOutsideMetric: Bool
  let tolerance: HPATolerance
  let youth: PodYouth
  let up: Direction
  let down: Direction
  let metrics: [Metric]
  let policies: [Policy]

  /// Makes the plan of a defaulted object; a tolerance that is given overrules all others.
  init(
    _ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration,
    tolerance override: HPATolerance? = nil
  ) {
    let spec = autoscaler.spec
    self.autoscaler = autoscaler
    self.configuration = configuration
    rules = HPAVersionRules(configuration.version)
    youth = PodYouth(
      cpuInitializationPeriodMs: configuration.cpuInitializationPeriodMs,
      initialReadinessDelayMs: configuration.initialReadinessDelayMs)
    minimum = spec.minReplicas ?? 1
    maximum = spec.maxReplicas
    hasBehavior = spec.behavior != nil
    metrics = spec.metrics.map(Metric.init)
    hasOutsideMetric = metrics.contains { $0.kind == .object || $0.kind == .external }
    tolerance = override ?? HPATolerance(spec.behavior, configuration: configuration)
    let upPolicies = Self.policies(
      spec.behavior?.scaleUp?.policies,
      default: [
        .init(isPercent: false, value: 4, periodMs: 15_000),
        .init(isPercent: true, value: 100, periodMs: 15_000),
      ])
    let downPolicies = Self.policies(
      spec.behavior?.scaleDown?.policies, default: [.init(isPercent: true, value: 100, periodMs: 15_000)])
    policies = upPolicies + downPolicies
    up = Direction(
      spec.behavior?.scaleUp, defaultWindowMs: 0, policies: upPolicies, startingAt: 0)
    // Upstream keeps the window of the flag as whole seconds.
    down = Direction(
      spec.behavior?.scaleDown, defaultWindowMs: configuration.downscaleStabilizationMs / 1000 * 1000,
      policies: downPolicies, startingAt: upPolicies.count)
  }

  private static func policies(_ written: [HPAScalingPolicy]?, default fallback: [Policy]) -> [Policy] {
    guard let written else { return fallback }
    return written.map {
      Policy(isPercent: $0.type == "Percent", value: $0.value, periodMs: Int64($0.periodSeconds) * 1000)
    }
  }
}

extension HPAPlan.Direction {
  fileprivate init(
    _ rules: HPAScalingRules?, defaultWindowMs: Int64, policies: [HPAPlan.Policy], startingAt start: Int
  ) {
    windowMs = rules?.stabilizationWindowSeconds.map { Int64($0) * 1000 } ?? defaultWindowMs
    switch rules?.selectPolicy {
    case "Min": select = .smallestChange
    case "Disabled": select = .disabled
    default: select = .largestChange
    }
    policiesStart = start
    policiesEnd = start + policies.count
    longestPeriodMs = policies.reduce(0) { max($0, $1.periodMs) }
  }
}

extension HPAPlan.Metric {
  fileprivate init(_ spec: MetricSpec) {
    self.init(kind: .unknown, form: .missing, isCPU: false, target: 0)
    switch spec.type {
    case "Resource": self.init(.resource, of: spec.resource?.name, target: spec.resource?.target)
    case "ContainerResource":
      self.init(.containerResource, of: spec.containerResource?.name, target: spec.containerResource?.target)
    case "Pods":
      kind = .pods
      setAverage(spec.pods?.target.averageValue)
    case "Object":
      kind = .object
      // The type decides, and must come with the value it names.
      switch spec.object?.target.type {
      case "Value": setValue(spec.object?.target.value)
      case "AverageValue": setAverage(spec.object?.target.averageValue)
      default: break
      }
    case "External":
      kind = .external
      // The type is not looked at: an average wins.
      setAverage(spec.external?.target.averageValue)
      if form == .missing { setValue(spec.external?.target.value) }
    default: break
    }
  }

  private init(_ kind: HPAPlan.Kind, of resource: String?, target: MetricTarget?) {
    self.init(kind: kind, form: .missing, isCPU: resource == "cpu", target: 0)
    setAverage(target?.averageValue)
    if form == .missing, let percent = target?.averageUtilization {
      form = .utilization
      self.target = Int64(percent)
    }
  }

  private mutating func setAverage(_ quantity: Quantity?) {
    guard let quantity else { return }
    form = .averageValue
    target = quantity.milliValue
  }

  private mutating func setValue(_ quantity: Quantity?) {
    guard let quantity else { return }
    form = .value
    target = quantity.milliValue
  }
}
