/// A scheduling.k8s.io/v1 PriorityClass: a name for a pod priority.
public struct PriorityClass: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "PriorityClass"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// The larger, the earlier a pod is scheduled.
  public var value: Int32
  /// Whether pods without a class get this one.
  public var globalDefault: Bool
  /// PreemptLowerPriority or Never.
  public var preemptionPolicy: String

  /// Makes a class from its parts.
  public init(
    metadata: ObjectMeta, value: Int32, globalDefault: Bool = false,
    preemptionPolicy: String = "PreemptLowerPriority"
  ) {
    self.metadata = metadata
    self.value = value
    self.globalDefault = globalDefault
    self.preemptionPolicy = preemptionPolicy
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(), value: fields.int32("value") ?? 0,
      globalDefault: fields.bool("globalDefault") ?? false,
      preemptionPolicy: fields.string("preemptionPolicy") ?? "PreemptLowerPriority")
  }

  /// Source: pkg/apis/scheduling/validation/validation.go.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain, isNamespaced: false)
    let most = 1_000_000_000
    if metadata.name.hasPrefix("system-") {
      let isSystem =
        ["system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000][metadata.name]
        == Int(value)
      if !isSystem || globalDefault {
        problems.append(
          .forbidden(
            "metadata.name",
            "priority class names with 'system-' prefix are reserved for system use only. error: "
              + "\(metadata.name) is not a known system priority class"))
      }
    } else if value > most {
      problems.append(.forbidden("value", "maximum allowed value of a user defined priority is \(most)"))
    }
    if !["PreemptLowerPriority", "Never"].contains(preemptionPolicy) {
      problems.append(.notSupported("preemptionPolicy", preemptionPolicy, ["PreemptLowerPriority", "Never"]))
    }
    return problems
  }
}
