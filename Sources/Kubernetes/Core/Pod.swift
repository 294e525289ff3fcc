/// A pod with what a server last reported of it.
public struct Pod: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Pod"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: PodSpec
  /// Nil for a pod that was never on a server.
  public var status: PodStatus?

  /// Makes a pod from its parts.
  public init(metadata: ObjectMeta, spec: PodSpec, status: PodStatus? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", PodSpec.init(reading:)) ?? PodSpec(containers: []),
      status: fields.object("status", PodStatus.init(reading:)))
  }

  /// Returns the object with what the API server fills in where the manifest is silent.
  public func defaulted() -> Pod { Pod(metadata: metadata, spec: spec.defaulted(), status: status) }

  /// Returns what the API server would refuse, in its words.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    metadata.validate(name: NameRules.dnsSubdomain) + spec.validate("spec")
  }
}

/// What a server last reported of a pod.
public struct PodStatus: Sendable, Hashable {
  /// Pending, Running, Succeeded, Failed or Unknown; empty where not reported.
  public var phase: String
  /// The conditions, in the order they came up.
  public var conditions: [PodCondition]
  /// Milliseconds since 1970 when a kubelet took the pod on, nil if none did.
  public var startTimeMs: Int64?
  /// What is known of the containers.
  public var containerStatuses: [ContainerStatus]

  /// Makes a status from its parts.
  public init(
    phase: String, conditions: [PodCondition] = [], startTimeMs: Int64? = nil,
    containerStatuses: [ContainerStatus] = []
  ) {
    self.phase = phase
    self.conditions = conditions
    self.startTimeMs = startTimeMs
    self.containerStatuses = containerStatuses
  }

  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    self.init(
      phase: fields.string("phase") ?? "",
      conditions: fields.objects("conditions", PodCondition.init(reading:)) ?? [],
      startTimeMs: fields.time("startTime"),
      containerStatuses: fields.objects("containerStatuses", ContainerStatus.init(reading:)) ?? [])
  }

  /// The condition of a type, such as Ready.
  public func condition(_ type: String) -> PodCondition? { conditions.first { $0.type == type } }
}

/// One condition of a pod.
public struct PodCondition: Sendable, Hashable {
  /// The type, such as Ready.
  public var type: String
  /// True, False or Unknown.
  public var status: String
  /// Milliseconds since 1970 when the status last changed.
  public var lastTransitionTimeMs: Int64?
  /// One word for why, such as Deferred.
  public var reason: String
  /// Why, in a sentence.
  public var message: String

  /// Makes a condition from its parts.
  public init(
    type: String, status: String, lastTransitionTimeMs: Int64? = nil, reason: String = "",
    message: String = ""
  ) {
    self.type = type
    self.status = status
    self.lastTransitionTimeMs = lastTransitionTimeMs
    self.reason = reason
    self.message = message
  }

  /// Reads a condition from checked fields.
  init(reading fields: Fields) {
    self.init(
      type: fields.string("type") ?? "", status: fields.string("status") ?? "",
      lastTransitionTimeMs: fields.time("lastTransitionTime"), reason: fields.string("reason") ?? "",
      message: fields.string("message") ?? "")
  }
}
