/// An apps/v1 ReplicaSet: so many equal pods.
public struct ReplicaSet: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "ReplicaSet"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: ReplicaSetSpec
  /// What a server last reported, nil if it never was on one.
  public var status: WorkloadStatus?

  /// Makes a replica set from its parts.
  public init(metadata: ObjectMeta, spec: ReplicaSetSpec, status: WorkloadStatus? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", ReplicaSetSpec.init(reading:)) ?? ReplicaSetSpec(),
      status: fields.object("status", WorkloadStatus.init(reading:)))
  }

  /// Returns the object with the defaults of its pods, such as requests taken from limits.
  public func withPodDefaults() -> ReplicaSet {
    var result = self
    result.spec.template.spec = spec.template.spec.defaulted()
    return result
  }
}

/// What a ReplicaSet is to be.
public struct ReplicaSetSpec: Sendable, Hashable {
  /// How many pods.
  public var replicas: Int32
  /// Which pods are its own; required.
  public var selector: LabelSelector?
  /// What its pods look like.
  public var template: PodTemplateSpec
  /// Seconds a pod must be ready to count as available.
  public var minReadySeconds: Int32

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    replicas: Int32 = 1, selector: LabelSelector? = nil,
    template: PodTemplateSpec = PodTemplateSpec(
      metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
    minReadySeconds: Int32 = 0
  ) {
    self.replicas = replicas
    self.selector = selector
    self.template = template
    self.minReadySeconds = minReadySeconds
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      replicas: fields.int32("replicas") ?? 1, selector: fields.selector("selector"),
      template: fields.object("template", PodTemplateSpec.init(reading:))
        ?? PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
      minReadySeconds: fields.int32("minReadySeconds") ?? 0)
  }
}
