/// What a pod is to be.
public struct PodSpec: Sendable, Hashable {
  /// The programs that run side by side.
  public var containers: [Container]
  /// Run before the others, in order; restartable ones keep running beside them.
  public var initContainers: [Container]
  /// Labels a node must have.
  public var nodeSelector: [String: String]
  /// The node it is bound to, empty for none.
  public var nodeName: String
  /// The PriorityClass, empty for none.
  public var priorityClassName: String
  /// The priority the class resolved to, nil where no server resolved it.
  public var priority: Int32?
  /// The scheduler that places the pod.
  public var schedulerName: String
  /// Seconds from the wish to stop until containers are killed.
  public var terminationGracePeriodSeconds: Int64
  /// Seconds after which a pod is failed, nil for never.
  public var activeDeadlineSeconds: Int64?
  /// Requests and limits of the pod as a whole.
  public var resources: ResourceRequirements?
  /// What the runtime needs beside the containers.
  public var overhead: [String: Quantity]
  /// Always, OnFailure or Never.
  public var restartPolicy: String
  /// Rules on nodes and other pods.
  public var affinity: Affinity?
  /// The taints that do not keep it off.
  public var tolerations: [Toleration]
  /// How it spreads with its like.
  public var topologySpreadConstraints: [TopologySpreadConstraint]
  /// PreemptLowerPriority or Never; nil for the former.
  public var preemptionPolicy: String?
  /// Names of what must be lifted before the scheduler looks at it.
  public var schedulingGates: [String]
  /// Whether it uses the network of its node, with all its ports.
  public var hostNetwork: Bool

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    containers: [Container], initContainers: [Container] = [], nodeSelector: [String: String] = [:],
    nodeName: String = "", priorityClassName: String = "", priority: Int32? = nil,
    schedulerName: String = "default-scheduler", terminationGracePeriodSeconds: Int64 = 30,
    activeDeadlineSeconds: Int64? = nil, resources: ResourceRequirements? = nil,
    overhead: [String: Quantity] = [:], restartPolicy: String = "Always",
    affinity: Affinity? = nil, tolerations: [Toleration] = [],
    topologySpreadConstraints: [TopologySpreadConstraint] = [], preemptionPolicy: String? = nil,
    schedulingGates: [String] = [], hostNetwork: Bool = false
  ) {
    self.containers = containers
    self.initContainers = initContainers
    self.nodeSelector = nodeSelector
    self.nodeName = nodeName
    self.priorityClassName = priorityClassName
    self.priority = priority
    self.schedulerName = schedulerName
    self.terminationGracePeriodSeconds = terminationGracePeriodSeconds
    self.activeDeadlineSeconds = activeDeadlineSeconds
    self.resources = resources
    self.overhead = overhead
    self.restartPolicy = restartPolicy
    self.affinity = affinity
    self.tolerations = tolerations
    self.topologySpreadConstraints = topologySpreadConstraints
    self.preemptionPolicy = preemptionPolicy
    self.schedulingGates = schedulingGates
    self.hostNetwork = hostNetwork
  }

  /// Reads a specification from checked fields; a negative grace period reads as one second, as on the
  /// server.
  init(reading fields: Fields) {
    let gracePeriod = fields.int64("terminationGracePeriodSeconds") ?? 30
    self.init(
      containers: fields.objects("containers", Container.init(reading:)) ?? [],
      initContainers: fields.objects("initContainers", Container.init(reading:)) ?? [],
      nodeSelector: fields.strings("nodeSelector") ?? [:], nodeName: fields.string("nodeName") ?? "",
      priorityClassName: fields.string("priorityClassName") ?? "", priority: fields.int32("priority"),
      schedulerName: fields.string("schedulerName") ?? "default-scheduler",
      terminationGracePeriodSeconds: gracePeriod < 0 ? 1 : gracePeriod,
      activeDeadlineSeconds: fields.int64("activeDeadlineSeconds"),
      resources: fields.object("resources", ResourceRequirements.init(reading:)),
      overhead: fields.quantities("overhead") ?? [:],
      restartPolicy: fields.string("restartPolicy") ?? "Always",
      affinity: fields.object("affinity", Affinity.init(reading:)),
      tolerations: fields.objects("tolerations", Toleration.init(reading:)) ?? [],
      topologySpreadConstraints: fields.objects(
        "topologySpreadConstraints", TopologySpreadConstraint.init(reading:)) ?? [],
      preemptionPolicy: fields.string("preemptionPolicy"),
      schedulingGates: fields.objects("schedulingGates") { $0.string("name") } ?? [],
      hostNetwork: fields.bool("hostNetwork") ?? false)
  }
}

/// What the pods a controller makes look like.
public struct PodTemplateSpec: Sendable, Hashable {
  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: PodSpec

  /// Makes a template from its parts.
  public init(metadata: ObjectMeta, spec: PodSpec) {
    self.metadata = metadata
    self.spec = spec
  }

  /// Reads a template from checked fields.
  init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", PodSpec.init(reading:)) ?? PodSpec(containers: []))
  }
}

extension PodSpec {
  /// Returns the specification with requests filled in from limits, as every pod gets them.
  ///
  /// A pod-level limit without a request becomes a request unless containers ask for the resource, whose sum
  /// it then is. Source: pkg/apis/core/v1/defaults.go SetDefaults_Pod.
  ///
  /// A pod on its node's network takes its ports from the node: each host port is the container's.
  func defaulted() -> PodSpec {
    var result = self
    if hostNetwork {
      for index in containers.indices { result.containers[index].ports.takeHostPorts() }
      for index in initContainers.indices { result.initContainers[index].ports.takeHostPorts() }
    }
    for index in containers.indices {
      result.containers[index].resources = containers[index].resources.defaulted()
    }
    for index in initContainers.indices {
      result.initContainers[index].resources = initContainers[index].resources.defaulted()
    }
    if let resources {
      for (name, limit) in resources.limits where resources.requests[name] == nil {
        let asked = result.containers.compactMap { $0.resources.requests[name] }
        result.resources?.requests[name] = asked.isEmpty ? limit : asked.reduce(Quantity(0), +)
      }
    }
    return result
  }
}

extension [ContainerPort] {
  /// Takes the container's port as the node's where that is left open.
  fileprivate mutating func takeHostPorts() {
    for index in indices where self[index].hostPort == 0 { self[index].hostPort = self[index].containerPort }
  }
}
