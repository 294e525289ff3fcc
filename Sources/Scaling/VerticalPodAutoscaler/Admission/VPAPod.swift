import Kubernetes

/// Requests and limits by resource; nil where none are written, which is not the same as an empty list.
public struct VPAResources: Sendable, Hashable {
  /// What is set aside.
  public var requests: [String: Quantity]?
  /// What may be used at most.
  public var limits: [String: Quantity]?

  /// Makes resources from their parts.
  public init(requests: [String: Quantity]? = nil, limits: [String: Quantity]? = nil) {
    self.requests = requests
    self.limits = limits
  }

  /// Makes resources of an object's, where empty means none.
  public init(_ resources: ResourceRequirements) {
    requests = resources.requests.isEmpty ? nil : resources.requests
    limits = resources.limits.isEmpty ? nil : resources.limits
  }
}

/// A pod as the VPA's updater and its webhook see it.
public struct VPAPod: Sendable, Hashable {
  /// The namespace.
  public var namespace: String
  /// The name.
  public var name: String
  /// Tells the pod from an earlier one of the same name; the name where empty.
  public var uid: String
  /// What selectors pick it by.
  public var labels: [String: String]
  /// Notes on the pod; nil where there is no list of them.
  public var annotations: [String: String]?
  /// The controller that manages it, nil for none.
  public var controller: OwnerReference?
  /// Pending, Running, Succeeded, Failed or Unknown.
  public var phase: String
  /// Whether a node was found for it.
  public var isScheduled: Bool
  /// Whether it is being deleted.
  public var isDeleted: Bool
  /// Milliseconds since 1970 when a kubelet took it on, nil if none did.
  public var startTimeMs: Int64?
  /// The conditions, in the order they came up.
  public var conditions: [PodCondition]
  /// The containers, in the order of the specification.
  public var containers: [VPAContainer]
  /// What the kubelet reports of containers; how their last runs ended is read from it.
  public var statuses: [ContainerStatus]

  /// Makes a pod from its parts.
  public init(
    namespace: String = "default", name: String, uid: String = "", labels: [String: String] = [:],
    annotations: [String: String]? = nil, controller: OwnerReference? = nil, phase: String = "Running",
    isScheduled: Bool = true, isDeleted: Bool = false, startTimeMs: Int64? = nil,
    conditions: [PodCondition] = [], containers: [VPAContainer], statuses: [ContainerStatus] = []
  ) {
    self.namespace = namespace
    self.name = name
    self.uid = uid
    self.labels = labels
    self.annotations = annotations
    self.controller = controller
    self.phase = phase
    self.isScheduled = isScheduled
    self.isDeleted = isDeleted
    self.startTimeMs = startTimeMs
    self.conditions = conditions
    self.containers = containers
    self.statuses = statuses
  }

  /// Makes a pod of an object.
  public init(_ pod: Pod) {
    let meta = pod.metadata
    self.init(
      namespace: meta.namespace, name: meta.name, uid: meta.uid, labels: meta.labels,
      annotations: meta.annotations.isEmpty ? nil : meta.annotations,
      controller: meta.ownerReferences.first { $0.controller }, phase: pod.status?.phase ?? "",
      isScheduled: !pod.spec.nodeName.isEmpty, isDeleted: meta.deletionTimestampMs != nil,
      startTimeMs: pod.status?.startTimeMs, conditions: pod.status?.conditions ?? [],
      containers: pod.spec.containers.map { container in
        let status = pod.status?.containerStatuses.first { $0.name == container.name }
        return VPAContainer(
          name: container.name, spec: VPAResources(container.resources),
          inForce: status?.resources.map { VPAResources($0) },
          restartsOnResize: container.resizePolicy.values.contains("RestartContainer"))
      }, statuses: pod.status?.containerStatuses ?? [])
  }

  /// What tells it from all other pods.
  var identity: String { uid.isEmpty ? "\(namespace)/\(name)" : uid }
}

/// A container of a pod.
public struct VPAContainer: Sendable, Hashable {
  /// The name.
  public var name: String
  /// What the pod's specification says.
  public var spec: VPAResources
  /// What the kubelet reports to be in force; nil where it reports nothing.
  public var inForce: VPAResources?
  /// Whether resizing it restarts it.
  public var restartsOnResize: Bool

  /// Makes a container from its parts.
  public init(
    name: String, spec: VPAResources, inForce: VPAResources? = nil, restartsOnResize: Bool = false
  ) {
    self.name = name
    self.spec = spec
    self.inForce = inForce
    self.restartsOnResize = restartsOnResize
  }

  /// What counts: what is in force, else what the specification says.
  public var resources: VPAResources { inForce ?? spec }
}
