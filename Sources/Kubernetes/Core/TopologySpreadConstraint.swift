/// How evenly equal pods are to be spread over the values of a node label.
public struct TopologySpreadConstraint: Sendable, Hashable {
  /// How many more pods a domain may have than the domain with the fewest.
  public var maxSkew: Int32
  /// The label that divides nodes into domains.
  public var topologyKey: String
  /// DoNotSchedule or ScheduleAnyway.
  public var whenUnsatisfiable: String
  /// The pods that are counted; nil counts none.
  public var labelSelector: LabelSelector?
  /// With fewer domains than this, the least count is taken as 0; nil for 1.
  public var minDomains: Int32?
  /// Honor or Ignore: whether nodes the pod's node affinity leaves out count. Nil for Honor.
  public var nodeAffinityPolicy: String?
  /// Honor or Ignore: whether nodes with taints the pod does not tolerate are left out. Nil for Ignore.
  public var nodeTaintsPolicy: String?
  /// Labels in which the counted pods agree with the pod itself.
  public var matchLabelKeys: [String]

  /// Makes a constraint from its parts.
  public init(
    maxSkew: Int32, topologyKey: String, whenUnsatisfiable: String, labelSelector: LabelSelector?,
    minDomains: Int32? = nil, nodeAffinityPolicy: String? = nil, nodeTaintsPolicy: String? = nil,
    matchLabelKeys: [String] = []
  ) {
    self.maxSkew = maxSkew
    self.topologyKey = topologyKey
    self.whenUnsatisfiable = whenUnsatisfiable
    self.labelSelector = labelSelector
    self.minDomains = minDomains
    self.nodeAffinityPolicy = nodeAffinityPolicy
    self.nodeTaintsPolicy = nodeTaintsPolicy
    self.matchLabelKeys = matchLabelKeys
  }

  /// Reads a constraint from checked fields.
  init(reading fields: Fields) {
    self.init(
      maxSkew: fields.int32("maxSkew") ?? 0, topologyKey: fields.string("topologyKey") ?? "",
      whenUnsatisfiable: fields.string("whenUnsatisfiable") ?? "",
      labelSelector: fields.selector("labelSelector"), minDomains: fields.int32("minDomains"),
      nodeAffinityPolicy: fields.string("nodeAffinityPolicy"),
      nodeTaintsPolicy: fields.string("nodeTaintsPolicy"),
      matchLabelKeys: fields.texts("matchLabelKeys") ?? [])
  }
}

extension TopologySpreadConstraint {
  /// What the API server would refuse of a pod's constraints.
  ///
  /// Source: pkg/apis/core/validation/validation.go validateTopologySpreadConstraints.
  static func validate(_ constraints: [TopologySpreadConstraint], _ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    let ways = ["DoNotSchedule", "ScheduleAnyway"]
    let policies = ["Honor", "Ignore"]
    for (index, constraint) in constraints.enumerated() {
      let path = "\(path)[\(index)]"
      if constraint.maxSkew <= 0 {
        problems.append(
          .invalid("\(path).maxSkew", .number(Int64(constraint.maxSkew)), "must be greater than zero"))
      }
      problems += TopologyRules.key(constraint.topologyKey, "\(path).topologyKey")
      if !ways.contains(constraint.whenUnsatisfiable) {
        problems.append(.notSupported("\(path).whenUnsatisfiable", constraint.whenUnsatisfiable, ways))
      }
      let isRepeated = constraints[..<index].contains {
        $0.topologyKey == constraint.topologyKey && $0.whenUnsatisfiable == constraint.whenUnsatisfiable
      }
      if isRepeated {
        let pair = "{\(constraint.topologyKey), \(constraint.whenUnsatisfiable)}"
        problems.append(.duplicate("\(path).{topologyKey, whenUnsatisfiable}", pair))
      }
      if let domains = constraint.minDomains {
        if domains <= 0 {
          problems.append(
            .invalid("\(path).minDomains", .number(Int64(domains)), "must be greater than zero"))
        }
        if constraint.whenUnsatisfiable != "DoNotSchedule" {
          problems.append(
            .invalid(
              "\(path).minDomains", .number(Int64(domains)),
              "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway"))
        }
      }
      for (field, policy) in [
        ("nodeAffinityPolicy", constraint.nodeAffinityPolicy),
        ("nodeTaintsPolicy", constraint.nodeTaintsPolicy),
      ] {
        if let policy, !policies.contains(policy) {
          problems.append(.notSupported("\(path).\(field)", policy, policies))
        }
      }
      for index in constraint.matchLabelKeys.indices where constraint.labelSelector == nil {
        problems.append(
          .forbidden(
            "\(path).matchLabelKeys[\(index)]", "must not be specified when labelSelector is not set"))
      }
      problems += constraint.labelSelector?.validate("\(path).labelSelector") ?? []
    }
    return problems
  }
}
