/// An apps/v1 Deployment: so many equal pods, replaced step by step when the template changes.
public struct Deployment: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Deployment"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: DeploymentSpec
  /// What a server last reported, nil if it never was on one.
  public var status: WorkloadStatus?

  /// Makes a deployment from its parts.
  public init(metadata: ObjectMeta, spec: DeploymentSpec, status: WorkloadStatus? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", DeploymentSpec.init(reading:)) ?? DeploymentSpec(),
      status: fields.object("status", WorkloadStatus.init(reading:)))
  }

  /// Returns the object with the defaults of its pods, such as requests taken from limits.
  public func withPodDefaults() -> Deployment {
    var result = self
    result.spec.template.spec = spec.template.spec.defaulted()
    return result
  }
}

/// What a Deployment is to be.
public struct DeploymentSpec: Sendable, Hashable {
  /// How many pods.
  public var replicas: Int32
  /// Which pods are its own; required.
  public var selector: LabelSelector?
  /// What its pods look like.
  public var template: PodTemplateSpec
  /// How pods are replaced when the template changes.
  public var strategy: DeploymentStrategy
  /// Seconds a pod must be ready to count as available.
  public var minReadySeconds: Int32
  /// How many old ReplicaSets are kept.
  public var revisionHistoryLimit: Int32
  /// Seconds after which a rollout without progress is reported.
  public var progressDeadlineSeconds: Int32
  /// Whether changes of the template wait.
  public var paused: Bool

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    replicas: Int32 = 1, selector: LabelSelector? = nil,
    template: PodTemplateSpec = PodTemplateSpec(
      metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
    strategy: DeploymentStrategy = DeploymentStrategy(), minReadySeconds: Int32 = 0,
    revisionHistoryLimit: Int32 = 10, progressDeadlineSeconds: Int32 = 600, paused: Bool = false
  ) {
    self.replicas = replicas
    self.selector = selector
    self.template = template
    self.strategy = strategy
    self.minReadySeconds = minReadySeconds
    self.revisionHistoryLimit = revisionHistoryLimit
    self.progressDeadlineSeconds = progressDeadlineSeconds
    self.paused = paused
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      replicas: fields.int32("replicas") ?? 1, selector: fields.selector("selector"),
      template: fields.object("template", PodTemplateSpec.init(reading:))
        ?? PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
      strategy: fields.object("strategy", DeploymentStrategy.init(reading:)) ?? DeploymentStrategy(),
      minReadySeconds: fields.int32("minReadySeconds") ?? 0,
      revisionHistoryLimit: fields.int32("revisionHistoryLimit") ?? 10,
      progressDeadlineSeconds: fields.int32("progressDeadlineSeconds") ?? 600,
      paused: fields.bool("paused") ?? false)
  }
}

/// How a Deployment replaces its pods.
public struct DeploymentStrategy: Sendable, Hashable {
  /// RollingUpdate or Recreate.
  public var type: String
  /// Nil for Recreate.
  public var rollingUpdate: RollingUpdateDeployment?

  /// Makes a strategy from its parts.
  public init(
    type: String = "RollingUpdate", rollingUpdate: RollingUpdateDeployment? = RollingUpdateDeployment()
  ) {
    self.type = type
    self.rollingUpdate = rollingUpdate
  }

  /// Reads a strategy from checked fields.
  init(reading fields: Fields) {
    let written = fields.string("type") ?? ""
    let type = written.isEmpty ? "RollingUpdate" : written
    let rollingUpdate = fields.object("rollingUpdate", RollingUpdateDeployment.init(reading:))
    self.init(
      type: type,
      rollingUpdate: type == "RollingUpdate" ? rollingUpdate ?? RollingUpdateDeployment() : rollingUpdate)
  }
}

/// How many pods a rolling update may add or miss, as counts or shares of the replicas.
public struct RollingUpdateDeployment: Sendable, Hashable {
  /// Shares are rounded down.
  public var maxUnavailable: IntOrString
  /// Shares are rounded up.
  public var maxSurge: IntOrString

  /// Makes limits from their parts.
  public init(maxUnavailable: IntOrString = .string("25%"), maxSurge: IntOrString = .string("25%")) {
    self.maxUnavailable = maxUnavailable
    self.maxSurge = maxSurge
  }

  /// Reads limits from checked fields.
  init(reading fields: Fields) {
    self.init(
      maxUnavailable: fields.intOrString("maxUnavailable") ?? .string("25%"),
      maxSurge: fields.intOrString("maxSurge") ?? .string("25%"))
  }
}

/// The counts a server last reported of a Deployment or ReplicaSet.
public struct WorkloadStatus: Sendable, Hashable {
  /// How many pods.
  public var replicas: Int32
  /// How many of them are ready.
  public var readyReplicas: Int32
  /// How many of them have been ready for long enough.
  public var availableReplicas: Int32

  /// Makes a status from its parts.
  public init(replicas: Int32 = 0, readyReplicas: Int32 = 0, availableReplicas: Int32 = 0) {
    self.replicas = replicas
    self.readyReplicas = readyReplicas
    self.availableReplicas = availableReplicas
  }

  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    self.init(
      replicas: fields.int32("replicas") ?? 0, readyReplicas: fields.int32("readyReplicas") ?? 0,
      availableReplicas: fields.int32("availableReplicas") ?? 0)
  }
}
