/// A policy/v1 PodDisruptionBudget: how many of some pods must stay up while others are evicted.
public struct PodDisruptionBudget: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "PodDisruptionBudget"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// The least that must stay, as a count or a share; not together with `maxUnavailable`.
  public var minAvailable: IntOrString?
  /// The most that may be missing, as a count or a share.
  public var maxUnavailable: IntOrString?
  /// Which pods; nil picks none, empty all of the namespace.
  public var selector: LabelSelector?
  /// IfHealthyBudget or AlwaysAllow, nil for the former.
  public var unhealthyPodEvictionPolicy: String?

  /// Makes a budget from its parts.
  public init(
    metadata: ObjectMeta, minAvailable: IntOrString? = nil, maxUnavailable: IntOrString? = nil,
    selector: LabelSelector? = nil, unhealthyPodEvictionPolicy: String? = nil
  ) {
    self.metadata = metadata
    self.minAvailable = minAvailable
    self.maxUnavailable = maxUnavailable
    self.selector = selector
    self.unhealthyPodEvictionPolicy = unhealthyPodEvictionPolicy
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(metadata: fields.metadata())
    _ = fields.object("spec") { spec -> Bool? in
      minAvailable = spec.intOrString("minAvailable")
      maxUnavailable = spec.intOrString("maxUnavailable")
      selector = spec.selector("selector")
      unhealthyPodEvictionPolicy = spec.string("unhealthyPodEvictionPolicy")
      return true
    }
  }

  /// Source: pkg/apis/policy/validation/validation.go.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    if minAvailable != nil, maxUnavailable != nil {
      problems.append(.invalid("spec", .json(json), "minAvailable and maxUnavailable cannot be both set"))
    }
    for (field, value) in [("spec.minAvailable", minAvailable), ("spec.maxUnavailable", maxUnavailable)] {
      guard let value else { continue }
      problems += NumberRules.countOrPercent(field, value) + NumberRules.atMostAll(field, value)
    }
    problems += selector?.validate("spec.selector") ?? []
    if let policy = unhealthyPodEvictionPolicy, !["AlwaysAllow", "IfHealthyBudget"].contains(policy) {
      problems.append(
        .notSupported("spec.unhealthyPodEvictionPolicy", policy, ["AlwaysAllow", "IfHealthyBudget"]))
    }
    return problems
  }

  /// The specification as the server's JSON of its internal type, as errors print it.
  private var json: String {
    let parts = [
      ("MinAvailable", minAvailable?.json.text), ("Selector", selector?.json.text),
      ("MaxUnavailable", maxUnavailable?.json.text),
      ("UnhealthyPodEvictionPolicy", unhealthyPodEvictionPolicy.map(FieldValue.quoted)),
    ]
    return "{\(parts.map { "\"\($0)\":\($1 ?? "null")" }.joined(separator: ","))}"
  }
}
