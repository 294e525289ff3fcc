/// An autoscaling/v2 HorizontalPodAutoscaler as users write it.
///
/// Source: kubernetes/kubernetes staging/src/k8s.io/api/autoscaling/v2/types.go.
public struct HorizontalPodAutoscaler: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "v2.HorizontalPodAutoscaler"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: HorizontalPodAutoscalerSpec
  /// What the server last reported, where the manifest carries it.
  public var status: HorizontalPodAutoscalerStatus?

  /// Makes a value from its parts.
  public init(
    metadata: ObjectMeta, spec: HorizontalPodAutoscalerSpec, status: HorizontalPodAutoscalerStatus? = nil
  ) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }
}

/// What an HPA scales, between which bounds, on which metrics and how fast.
public struct HorizontalPodAutoscalerSpec: Sendable, Hashable {
  /// What is scaled.
  public var scaleTargetRef: CrossVersionObjectReference
  /// The lower bound; nil reads as 1.
  public var minReplicas: Int32?
  /// The upper bound.
  public var maxReplicas: Int32
  /// The metrics in the order of the manifest, which is the order of evaluation.
  public var metrics: [MetricSpec]
  /// How fast it may scale; nil for the controller's own limits.
  public var behavior: HorizontalPodAutoscalerBehavior?

  /// Makes a value from its parts.
  public init(
    scaleTargetRef: CrossVersionObjectReference, minReplicas: Int32? = nil, maxReplicas: Int32,
    metrics: [MetricSpec] = [], behavior: HorizontalPodAutoscalerBehavior? = nil
  ) {
    self.scaleTargetRef = scaleTargetRef
    self.minReplicas = minReplicas
    self.maxReplicas = maxReplicas
    self.metrics = metrics
    self.behavior = behavior
  }
}

/// Names an object of any kind in the same namespace.
public struct CrossVersionObjectReference: Sendable, Hashable {
  /// The group and version of the kind, such as apps/v1.
  public var apiVersion: String
  /// The kind, such as Deployment.
  public var kind: String
  /// The name.
  public var name: String

  /// Makes a value from its parts.
  public init(apiVersion: String = "", kind: String, name: String) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
  }
}

/// One metric an HPA looks at. `type` names the kind; exactly one of the sources should be set, and
/// validation says so.
public struct MetricSpec: Sendable, Hashable {
  /// Resource, ContainerResource, Pods, Object or External, as written.
  public var type: String
  /// The source of a Resource metric.
  public var resource: ResourceMetricSource?
  /// The source of a ContainerResource metric.
  public var containerResource: ContainerResourceMetricSource?
  /// The source of a Pods metric.
  public var pods: PodsMetricSource?
  /// The source of an Object metric.
  public var object: ObjectMetricSource?
  /// The source of an External metric.
  public var external: ExternalMetricSource?

  /// Makes a value from its parts.
  public init(
    type: String, resource: ResourceMetricSource? = nil,
    containerResource: ContainerResourceMetricSource? = nil,
    pods: PodsMetricSource? = nil, object: ObjectMetricSource? = nil, external: ExternalMetricSource? = nil
  ) {
    self.type = type
    self.resource = resource
    self.containerResource = containerResource
    self.pods = pods
    self.object = object
    self.external = external
  }
}

/// A resource such as cpu, summed over the containers of each pod.
public struct ResourceMetricSource: Sendable, Hashable {
  /// The name.
  public var name: String
  /// What the metric should be.
  public var target: MetricTarget

  /// Makes a value from its parts.
  public init(name: String, target: MetricTarget) {
    self.name = name
    self.target = target
  }
}

/// A resource of one container of each pod.
public struct ContainerResourceMetricSource: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The container's name.
  public var container: String
  /// What the metric should be.
  public var target: MetricTarget

  /// Makes a value from its parts.
  public init(name: String, container: String, target: MetricTarget) {
    self.name = name
    self.container = container
    self.target = target
  }
}

/// A custom metric of each pod, averaged.
public struct PodsMetricSource: Sendable, Hashable {
  /// Which metric.
  public var metric: MetricIdentifier
  /// What the metric should be.
  public var target: MetricTarget

  /// Makes a value from its parts.
  public init(metric: MetricIdentifier, target: MetricTarget) {
    self.metric = metric
    self.target = target
  }
}

/// A custom metric of one object.
public struct ObjectMetricSource: Sendable, Hashable {
  /// Whose metric it is.
  public var describedObject: CrossVersionObjectReference
  /// Which metric.
  public var metric: MetricIdentifier
  /// What the metric should be.
  public var target: MetricTarget

  /// Makes a value from its parts.
  public init(describedObject: CrossVersionObjectReference, metric: MetricIdentifier, target: MetricTarget) {
    self.describedObject = describedObject
    self.metric = metric
    self.target = target
  }
}

/// A metric that belongs to no object of the cluster.
public struct ExternalMetricSource: Sendable, Hashable {
  /// Which metric.
  public var metric: MetricIdentifier
  /// What the metric should be.
  public var target: MetricTarget

  /// Makes a value from its parts.
  public init(metric: MetricIdentifier, target: MetricTarget) {
    self.metric = metric
    self.target = target
  }
}

/// A metric's name with an optional selector of its labels.
public struct MetricIdentifier: Sendable, Hashable {
  /// The name.
  public var name: String
  /// Which of the metric's series; nil for all.
  public var selector: LabelSelector?

  /// Makes a value from its parts.
  public init(name: String, selector: LabelSelector? = nil) {
    self.name = name
    self.selector = selector
  }
}

/// What a metric should be. `type` is Utilization, Value or AverageValue, as written.
public struct MetricTarget: Sendable, Hashable {
  /// The type, as written.
  public var type: String
  /// The value, where that is the target.
  public var value: Quantity?
  /// The value per pod, where that is the target.
  public var averageValue: Quantity?
  /// In percent of the pods' requests.
  public var averageUtilization: Int32?

  /// Makes a value from its parts.
  public init(
    type: String, value: Quantity? = nil, averageValue: Quantity? = nil, averageUtilization: Int32? = nil
  ) {
    self.type = type
    self.value = value
    self.averageValue = averageValue
    self.averageUtilization = averageUtilization
  }
}

/// How fast an HPA may scale in each direction.
public struct HorizontalPodAutoscalerBehavior: Sendable, Hashable {
  /// The rules of adding pods.
  public var scaleUp: HPAScalingRules?
  /// The rules of removing pods.
  public var scaleDown: HPAScalingRules?

  /// Makes a value from its parts.
  public init(scaleUp: HPAScalingRules? = nil, scaleDown: HPAScalingRules? = nil) {
    self.scaleUp = scaleUp
    self.scaleDown = scaleDown
  }
}

/// The rules of one direction.
public struct HPAScalingRules: Sendable, Hashable {
  /// Seconds over which the most careful recommendation counts; nil for the default.
  public var stabilizationWindowSeconds: Int32?
  /// Max, Min or Disabled, as written.
  public var selectPolicy: String?
  /// Nil where absent, which defaulting fills; empty fails validation.
  public var policies: [HPAScalingPolicy]?
  /// The share by which a metric may miss its target without scaling; nil for the controller's.
  public var tolerance: Quantity?

  /// Makes a value from its parts.
  public init(
    stabilizationWindowSeconds: Int32? = nil, selectPolicy: String? = nil,
    policies: [HPAScalingPolicy]? = nil,
    tolerance: Quantity? = nil
  ) {
    self.stabilizationWindowSeconds = stabilizationWindowSeconds
    self.selectPolicy = selectPolicy
    self.policies = policies
    self.tolerance = tolerance
  }
}

/// At most so many pods, or percent of the pods, in so many seconds.
public struct HPAScalingPolicy: Sendable, Hashable {
  /// Pods or Percent, as written.
  public var type: String
  /// How many pods, or percent of the pods.
  public var value: Int32
  /// The seconds the value counts for.
  public var periodSeconds: Int32

  /// Makes a value from its parts.
  public init(type: String, value: Int32, periodSeconds: Int32) {
    self.type = type
    self.value = value
    self.periodSeconds = periodSeconds
  }
}

/// What the API server last reported of an HPA, as far as a decision depends on it.
public struct HorizontalPodAutoscalerStatus: Sendable, Hashable {
  /// How many pods there were.
  public var currentReplicas: Int32
  /// How many pods it wanted.
  public var desiredReplicas: Int32
  /// Milliseconds since 1970, nil if it never scaled.
  public var lastScaleTimeMs: Int64?
  /// The conditions, in the order they came up.
  public var conditions: [HorizontalPodAutoscalerCondition]

  /// Makes a value from its parts.
  public init(
    currentReplicas: Int32 = 0, desiredReplicas: Int32 = 0, lastScaleTimeMs: Int64? = nil,
    conditions: [HorizontalPodAutoscalerCondition] = []
  ) {
    self.currentReplicas = currentReplicas
    self.desiredReplicas = desiredReplicas
    self.lastScaleTimeMs = lastScaleTimeMs
    self.conditions = conditions
  }
}

/// A condition as it stands in an HPA's status.
public struct HorizontalPodAutoscalerCondition: Sendable, Hashable {
  /// The type, as written.
  public var type: String
  /// True, False or Unknown.
  public var status: String
  /// One word for why.
  public var reason: String
  /// A sentence on why.
  public var message: String
  /// Milliseconds since 1970.
  public var lastTransitionTimeMs: Int64?

  /// Makes a value from its parts.
  public init(
    type: String, status: String, reason: String = "", message: String = "",
    lastTransitionTimeMs: Int64? = nil
  ) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
    self.lastTransitionTimeMs = lastTransitionTimeMs
  }
}
