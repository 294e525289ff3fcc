/// An apps/v1 StatefulSet: pods with numbers, made and replaced in order.
public struct StatefulSet: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "StatefulSet"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: StatefulSetSpec
  /// What a server last reported, nil if it never was on one.
  public var status: WorkloadStatus?

  /// Makes a stateful set from its parts.
  public init(metadata: ObjectMeta, spec: StatefulSetSpec, status: WorkloadStatus? = nil) {
    self.metadata = metadata
    self.spec = spec
    self.status = status
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", StatefulSetSpec.init(reading:)) ?? StatefulSetSpec(),
      status: fields.object("status", WorkloadStatus.init(reading:)))
  }

  /// Returns the object with the defaults of its pods, such as requests taken from limits.
  public func withPodDefaults() -> StatefulSet {
    var result = self
    result.spec.template.spec = spec.template.spec.defaulted()
    return result
  }
}

/// What a StatefulSet is to be.
public struct StatefulSetSpec: Sendable, Hashable {
  /// How many pods.
  public var replicas: Int32
  /// Which pods are its own; required.
  public var selector: LabelSelector?
  /// What its pods look like.
  public var template: PodTemplateSpec
  /// The headless service that names its pods.
  public var serviceName: String
  /// OrderedReady or Parallel.
  public var podManagementPolicy: String
  /// RollingUpdate or OnDelete.
  public var updateStrategy: String
  /// The first number an update replaces.
  public var partition: Int32
  /// How many pods an update may have unavailable, as a count or a share.
  public var maxUnavailable: IntOrString?
  /// Seconds a pod must be ready to count as available.
  public var minReadySeconds: Int32
  /// How many old revisions are kept.
  public var revisionHistoryLimit: Int32
  /// The number of the first pod.
  public var startOrdinal: Int32

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    replicas: Int32 = 1, selector: LabelSelector? = nil,
    template: PodTemplateSpec = PodTemplateSpec(
      metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
    serviceName: String = "", podManagementPolicy: String = "OrderedReady",
    updateStrategy: String = "RollingUpdate", partition: Int32 = 0, maxUnavailable: IntOrString? = nil,
    minReadySeconds: Int32 = 0, revisionHistoryLimit: Int32 = 10, startOrdinal: Int32 = 0
  ) {
    self.replicas = replicas
    self.selector = selector
    self.template = template
    self.serviceName = serviceName
    self.podManagementPolicy = podManagementPolicy
    self.updateStrategy = updateStrategy
    self.partition = partition
    self.maxUnavailable = maxUnavailable
    self.minReadySeconds = minReadySeconds
    self.revisionHistoryLimit = revisionHistoryLimit
    self.startOrdinal = startOrdinal
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      replicas: fields.int32("replicas") ?? 1, selector: fields.selector("selector"),
      template: fields.object("template", PodTemplateSpec.init(reading:))
        ?? PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
      serviceName: fields.string("serviceName") ?? "",
      podManagementPolicy: fields.string("podManagementPolicy") ?? "OrderedReady",
      minReadySeconds: fields.int32("minReadySeconds") ?? 0,
      revisionHistoryLimit: fields.int32("revisionHistoryLimit") ?? 10,
      startOrdinal: fields.object("ordinals") { $0.int32("start") } ?? 0)
    _ = fields.object("updateStrategy") { strategy -> Bool? in
      updateStrategy = strategy.string("type") ?? updateStrategy
      return strategy.object("rollingUpdate") { rolling in
        partition = rolling.int32("partition") ?? 0
        maxUnavailable = rolling.intOrString("maxUnavailable")
        return true
      }
    }
  }
}

extension StatefulSet {
  /// Returns what the API server would refuse, in its words.
  ///
  /// Source: pkg/apis/apps/validation/validation.go ValidateStatefulSet.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    let policies = ["OrderedReady", "Parallel"]
    if !policies.contains(spec.podManagementPolicy) {
      problems.append(
        .invalid(
          "spec.podManagementPolicy", .string(spec.podManagementPolicy),
          "must be 'OrderedReady' or 'Parallel'"))
    }
    if !["RollingUpdate", "OnDelete"].contains(spec.updateStrategy) {
      problems.append(
        .invalid(
          "spec.updateStrategy", .string(spec.updateStrategy), "must be 'RollingUpdate' or 'OnDelete'"))
    }
    problems += NumberRules.notNegative("spec.updateStrategy.rollingUpdate.partition", Int64(spec.partition))
    if let maxUnavailable = spec.maxUnavailable {
      let path = "spec.updateStrategy.rollingUpdate.maxUnavailable"
      problems +=
        NumberRules.countOrPercent(path, maxUnavailable) + NumberRules.atMostAll(path, maxUnavailable)
      if case .int(0) = maxUnavailable { problems.append(.invalid(path, .number(0), "cannot be 0")) }
    }
    problems += NumberRules.notNegative("spec.replicas", Int64(spec.replicas))
    problems += NumberRules.notNegative("spec.minReadySeconds", Int64(spec.minReadySeconds))
    problems += NumberRules.notNegative("spec.ordinals.start", Int64(spec.startOrdinal))
    return problems
      + ControlledPods(selector: spec.selector, template: spec.template, kind: "StatefulSet").validate("spec")
  }
}
