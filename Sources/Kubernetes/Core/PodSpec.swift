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

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    containers: [Container], initContainers: [Container] = [], nodeSelector: [String: String] = [:],
    nodeName: String = "", priorityClassName: String = "", priority: Int32? = nil,
    schedulerName: String = "default-scheduler", terminationGracePeriodSeconds: Int64 = 30,
    activeDeadlineSeconds: Int64? = nil, resources: ResourceRequirements? = nil,
    overhead: [String: Quantity] = [:], restartPolicy: String = "Always"
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
      restartPolicy: fields.string("restartPolicy") ?? "Always")
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
  func defaulted() -> PodSpec {
    var result = self
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
