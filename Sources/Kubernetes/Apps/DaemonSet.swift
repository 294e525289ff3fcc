/// An apps/v1 DaemonSet: one pod on every node that fits.
public struct DaemonSet: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "DaemonSet"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// Which pods are its own; required.
  public var selector: LabelSelector?
  /// What its pods look like.
  public var template: PodTemplateSpec
  /// RollingUpdate or OnDelete.
  public var updateStrategy: String
  /// How pods are replaced: how many may be unavailable, and how many may be beside the old ones.
  public var rollingUpdate: RollingUpdateDeployment
  /// Seconds a pod must be ready to count as available.
  public var minReadySeconds: Int32

  /// Makes a daemon set from its parts, with the API server's defaults.
  public init(
    metadata: ObjectMeta, selector: LabelSelector? = nil,
    template: PodTemplateSpec = PodTemplateSpec(
      metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [])),
    updateStrategy: String = "RollingUpdate",
    rollingUpdate: RollingUpdateDeployment = RollingUpdateDeployment(
      maxUnavailable: .int(1), maxSurge: .int(0)),
    minReadySeconds: Int32 = 0
  ) {
    self.metadata = metadata
    self.selector = selector
    self.template = template
    self.updateStrategy = updateStrategy
    self.rollingUpdate = rollingUpdate
    self.minReadySeconds = minReadySeconds
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(metadata: fields.metadata())
    _ = fields.object("spec") { spec -> Bool? in
      selector = spec.selector("selector")
      template = spec.object("template", PodTemplateSpec.init(reading:)) ?? template
      minReadySeconds = spec.int32("minReadySeconds") ?? 0
      return spec.object("updateStrategy") { strategy in
        updateStrategy = strategy.string("type") ?? updateStrategy
        return strategy.object("rollingUpdate") { rolling in
          rollingUpdate.maxUnavailable = rolling.intOrString("maxUnavailable") ?? .int(1)
          rollingUpdate.maxSurge = rolling.intOrString("maxSurge") ?? .int(0)
          return true
        }
      }
    }
  }

  /// Returns the object with the defaults of its pods, such as requests taken from limits.
  public func withPodDefaults() -> DaemonSet {
    var result = self
    result.template.spec = template.spec.defaulted()
    return result
  }

  /// Returns what the API server would refuse, in its words.
  ///
  /// Source: pkg/apis/apps/validation/validation.go ValidateDaemonSet.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    problems += ControlledPods(selector: selector, template: template, kind: "DaemonSet").validate("spec")
    problems += NumberRules.notNegative("spec.minReadySeconds", Int64(minReadySeconds))
    if !["RollingUpdate", "OnDelete"].contains(updateStrategy) {
      problems.append(
        .notSupported("spec.updateStrategy.type", updateStrategy, ["RollingUpdate", "OnDelete"]))
    }
    for (field, value) in [
      ("maxUnavailable", rollingUpdate.maxUnavailable), ("maxSurge", rollingUpdate.maxSurge),
    ] {
      let path = "spec.updateStrategy.rollingUpdate.\(field)"
      problems += NumberRules.countOrPercent(path, value) + NumberRules.atMostAll(path, value)
    }
    return problems
  }
}
