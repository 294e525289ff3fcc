/// An autoscaling.k8s.io/v1 VerticalPodAutoscaler: keeps requests, and limits with them, near what is used.
///
/// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1 (1.8.0).
public struct VerticalPodAutoscaler: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "vpa.VerticalPodAutoscaler"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it controls and how.
  public var spec: VerticalPodAutoscalerSpec
  /// What it last recommended, nil if it never did.
  public var status: VerticalPodAutoscalerStatus?

  /// Makes a value from its parts.
  public init(
    metadata: ObjectMeta, spec: VerticalPodAutoscalerSpec, status: VerticalPodAutoscalerStatus? = nil
  ) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// When recommendations are applied; Recreate where the object does not say.
  public var updateMode: VPAUpdateMode { spec.updatePolicy?.mode ?? .recreate }
}

/// When a VPA applies what it recommends.
public enum VPAUpdateMode: String, Sendable, Hashable, CaseIterable {
  /// Never; it only recommends.
  case off = "Off"
  /// When a pod is made.
  case initial = "Initial"
  /// When a pod is made, and by evicting pods that are far off.
  case recreate = "Recreate"
  /// The old name of Recreate.
  case auto = "Auto"
  /// By resizing running pods, by evicting them where that does not work.
  case inPlaceOrRecreate = "InPlaceOrRecreate"
  /// By resizing running pods only; behind the gate InPlace.
  case inPlace = "InPlace"
}

/// What a VPA controls and how.
public struct VerticalPodAutoscalerSpec: Sendable, Hashable {
  /// The controller whose pods it sizes.
  public var targetRef: CrossVersionObjectReference?
  /// When it applies what it recommends; nil reads as Recreate.
  public var updatePolicy: PodUpdatePolicy?
  /// Bounds and switches for each container.
  public var resourcePolicy: PodResourcePolicy?
  /// The recommenders that are to handle it, by name; at most one.
  public var recommenders: [String]
  /// More CPU while containers start; behind the gate CPUStartupBoost.
  public var startupBoost: StartupBoost?

  /// Makes a value from its parts.
  public init(
    targetRef: CrossVersionObjectReference? = nil, updatePolicy: PodUpdatePolicy? = nil,
    resourcePolicy: PodResourcePolicy? = nil, recommenders: [String] = [], startupBoost: StartupBoost? = nil
  ) {
    self.targetRef = targetRef
    self.updatePolicy = updatePolicy
    self.resourcePolicy = resourcePolicy
    self.recommenders = recommenders
    self.startupBoost = startupBoost
  }
}

/// When and on which conditions recommendations are applied.
public struct PodUpdatePolicy: Sendable, Hashable {
  /// Off, Initial, Recreate, Auto, InPlaceOrRecreate or InPlace, as written; nil reads as Recreate.
  public var updateMode: String?
  /// Live pods below which none is evicted; nil for the updater's flag.
  public var minReplicas: Int32?
  /// Conditions on the direction of a change, all of which must hold.
  public var evictionRequirements: [EvictionRequirement]
  /// Seconds within which an out-of-memory kill counts as quick; behind the gate PerVPAConfig.
  public var evictAfterOOMSeconds: Int32?

  /// Makes a value from its parts.
  public init(
    updateMode: String? = nil, minReplicas: Int32? = nil, evictionRequirements: [EvictionRequirement] = [],
    evictAfterOOMSeconds: Int32? = nil
  ) {
    self.updateMode = updateMode
    self.minReplicas = minReplicas
    self.evictionRequirements = evictionRequirements
    self.evictAfterOOMSeconds = evictAfterOOMSeconds
  }

  /// The mode, nil where none is written or the word is unknown.
  public var mode: VPAUpdateMode? { updateMode.flatMap(VPAUpdateMode.init) }
}

/// A condition on the direction of a change: at least one of the resources must move that way.
public struct EvictionRequirement: Sendable, Hashable {
  /// The resources, cpu and memory.
  public var resources: [String]
  /// TargetHigherThanRequests or TargetLowerThanRequests.
  public var changeRequirement: String

  /// Makes a value from its parts.
  public init(resources: [String], changeRequirement: String) {
    self.resources = resources
    self.changeRequirement = changeRequirement
  }
}

/// Bounds and switches for the containers of a pod.
public struct PodResourcePolicy: Sendable, Hashable {
  /// One policy a container; the name `*` stands for all without one of their own.
  public var containerPolicies: [ContainerResourcePolicy]

  /// Makes a value from its parts.
  public init(containerPolicies: [ContainerResourcePolicy]) { self.containerPolicies = containerPolicies }

  /// The policy of a container: the first of its name, else the last of name `*`.
  public func policy(for container: String) -> ContainerResourcePolicy? {
    containerPolicies.first { $0.containerName == container }
      ?? containerPolicies.last { $0.containerName == "*" }
  }
}

/// Bounds and switches for one container.
public struct ContainerResourcePolicy: Sendable, Hashable {
  /// The container, `*` for all others.
  public var containerName: String
  /// Auto or Off; nil reads as Auto.
  public var mode: String?
  /// The least to recommend, by resource.
  public var minAllowed: [String: Quantity]
  /// The most to recommend, by resource.
  public var maxAllowed: [String: Quantity]
  /// The resources to recommend; nil reads as cpu and memory.
  public var controlledResources: [String]?
  /// RequestsAndLimits or RequestsOnly; nil reads as the former.
  public var controlledValues: String?
  /// More CPU while the container starts, instead of what the VPA says for all.
  public var startupBoost: StartupBoost?
  /// The factor on memory after an out-of-memory kill; behind the gate PerVPAConfig.
  public var oomBumpUpRatio: Quantity?
  /// The least memory to add after an out-of-memory kill; behind the gate PerVPAConfig.
  public var oomMinBumpUp: Quantity?
  /// The seconds of which only the memory peak counts; behind the gate PerVPAConfig.
  public var memoryAggregationIntervalSeconds: Int32?
  /// The number of such intervals history reaches back; behind the gate PerVPAConfig.
  public var memoryAggregationIntervalCount: Int64?

  /// Makes a value from its parts.
  public init(
    containerName: String, mode: String? = nil, minAllowed: [String: Quantity] = [:],
    maxAllowed: [String: Quantity] = [:], controlledResources: [String]? = nil,
    controlledValues: String? = nil, startupBoost: StartupBoost? = nil, oomBumpUpRatio: Quantity? = nil,
    oomMinBumpUp: Quantity? = nil, memoryAggregationIntervalSeconds: Int32? = nil,
    memoryAggregationIntervalCount: Int64? = nil
  ) {
    self.containerName = containerName
    self.mode = mode
    self.minAllowed = minAllowed
    self.maxAllowed = maxAllowed
    self.controlledResources = controlledResources
    self.controlledValues = controlledValues
    self.startupBoost = startupBoost
    self.oomBumpUpRatio = oomBumpUpRatio
    self.oomMinBumpUp = oomMinBumpUp
    self.memoryAggregationIntervalSeconds = memoryAggregationIntervalSeconds
    self.memoryAggregationIntervalCount = memoryAggregationIntervalCount
  }

  /// Whether the container is left alone.
  public var isOff: Bool { mode == "Off" }
  /// Whether limits are left as they are.
  public var controlsRequestsOnly: Bool { controlledValues == "RequestsOnly" }
}

/// More of a resource while a container starts.
public struct StartupBoost: Sendable, Hashable {
  /// More CPU.
  public var cpu: GenericStartupBoost?

  /// Makes a value from its parts.
  public init(cpu: GenericStartupBoost? = nil) { self.cpu = cpu }
}

/// How much more of a resource, and for how long.
public struct GenericStartupBoost: Sendable, Hashable {
  /// Factor or Quantity.
  public var type: String
  /// The factor, at least 1, for the type Factor.
  public var factor: Int32?
  /// What is added, for the type Quantity.
  public var quantity: Quantity?
  /// The seconds the pod must have been ready for; nil reads as 0.
  public var durationSeconds: Int32?

  /// Makes a value from its parts.
  public init(
    type: String, factor: Int32? = nil, quantity: Quantity? = nil, durationSeconds: Int32? = nil
  ) {
    self.type = type
    self.factor = factor
    self.quantity = quantity
    self.durationSeconds = durationSeconds
  }
}

/// What a VPA last recommended.
public struct VerticalPodAutoscalerStatus: Sendable, Hashable {
  /// The recommendation, a container each, nil if there was none.
  public var recommendation: [RecommendedContainerResources]?
  /// The conditions, in the order of the input.
  public var conditions: [HorizontalPodAutoscalerCondition]

  /// Makes a value from its parts.
  public init(
    recommendation: [RecommendedContainerResources]? = nil,
    conditions: [HorizontalPodAutoscalerCondition] = []
  ) {
    self.recommendation = recommendation
    self.conditions = conditions
  }
}

/// What a container should request, with the bounds within which it is left alone.
public struct RecommendedContainerResources: Sendable, Hashable {
  /// The container.
  public var containerName: String
  /// What to request.
  public var target: [String: Quantity]
  /// Below this the container suffers; nil where there is none.
  public var lowerBound: [String: Quantity]?
  /// Above this it wastes; nil where there is none.
  public var upperBound: [String: Quantity]?
  /// The target before the policy's bounds.
  public var uncappedTarget: [String: Quantity]?

  /// Makes a value from its parts.
  public init(
    containerName: String, target: [String: Quantity], lowerBound: [String: Quantity]? = nil,
    upperBound: [String: Quantity]? = nil, uncappedTarget: [String: Quantity]? = nil
  ) {
    self.containerName = containerName
    self.target = target
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.uncappedTarget = uncappedTarget
  }
}
