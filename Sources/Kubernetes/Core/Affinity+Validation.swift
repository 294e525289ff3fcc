// Source: pkg/apis/core/validation/validation.go validateAffinity and the functions it calls.

extension Affinity {
  /// What the API server would refuse.
  func validate(_ path: String) -> [InputProblem] {
    (nodeAffinity?.validate("\(path).nodeAffinity") ?? [])
      + (podAffinity?.validate("\(path).podAffinity") ?? [])
      + (podAntiAffinity?.validate("\(path).podAntiAffinity") ?? [])
  }
}

extension NodeAffinity {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let required {
      let path = "\(path).requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"
      if required.nodeSelectorTerms.isEmpty {
        problems.append(.required(path, "must have at least one node selector term"))
      }
      for (index, term) in required.nodeSelectorTerms.enumerated() {
        problems += term.validate("\(path)[\(index)]")
      }
    }
    for (index, term) in preferred.enumerated() {
      let path = "\(path).preferredDuringSchedulingIgnoredDuringExecution[\(index)]"
      problems += WeightRules.validate(term.weight, "\(path).weight")
      problems += term.preference.validate("\(path).preference")
    }
    return problems
  }
}

extension NodeSelectorTerm {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    for (index, requirement) in matchExpressions.enumerated() {
      problems += requirement.validateForNode("\(path).matchExpressions[\(index)]")
    }
    for (index, requirement) in matchFields.enumerated() {
      problems += requirement.validateForField("\(path).matchFields[\(index)]")
    }
    return problems
  }
}

extension LabelSelectorRequirement {
  fileprivate func validateForNode(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    switch `operator` {
    case "In", "NotIn":
      if values.isEmpty {
        problems.append(.required("\(path).values", "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        problems.append(
          .forbidden("\(path).values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    case "Gt", "Lt":
      if values.count != 1 {
        problems.append(
          .required("\(path).values", "must be specified single value when `operator` is 'Lt' or 'Gt'"))
      }
    default:
      problems.append(.invalid("\(path).operator", .string(`operator`), "not a valid selector operator"))
    }
    return problems + LabelRules.key(key).map { .invalid("\(path).key", .string(key), $0) }
  }

  fileprivate func validateForField(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    switch `operator` {
    case "In", "NotIn":
      if values.count != 1 {
        problems.append(
          .required(
            "\(path).values",
            "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"))
      }
    default:
      problems.append(.invalid("\(path).operator", .string(`operator`), "not a valid selector operator"))
    }
    if key != "metadata.name" {
      problems.append(.invalid("\(path).key", .string(key), "not a valid field selector key"))
    }
    return problems
  }
}

extension PodAffinity {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    for (index, term) in required.enumerated() {
      problems += term.validate("\(path).requiredDuringSchedulingIgnoredDuringExecution[\(index)]")
    }
    for (index, term) in preferred.enumerated() {
      let path = "\(path).preferredDuringSchedulingIgnoredDuringExecution[\(index)]"
      problems += WeightRules.validate(term.weight, "\(path).weight")
      problems += term.podAffinityTerm.validate("\(path).podAffinityTerm")
    }
    return problems
  }
}

extension PodAffinityTerm {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = labelSelector?.validate("\(path).labelSelector") ?? []
    problems += namespaceSelector?.validate("\(path).namespaceSelector") ?? []
    for (index, name) in namespaces.enumerated() {
      problems += NameRules.dnsLabel(name).map {
        .invalid("\(path).namespaces[\(index)]", .string(name), $0)
      }
    }
    for index in matchLabelKeys.indices where labelSelector == nil {
      problems.append(
        .forbidden("\(path).matchLabelKeys[\(index)]", "must not be specified when labelSelector is not set"))
    }
    for (index, key) in mismatchLabelKeys.enumerated() {
      if labelSelector == nil {
        problems.append(
          .forbidden(
            "\(path).mismatchLabelKeys[\(index)]", "must not be specified when labelSelector is not set"))
      }
      if matchLabelKeys.contains(key) {
        problems.append(
          .invalid(
            "\(path).mismatchLabelKeys[\(index)]", .string(key),
            "exists in both matchLabelKeys and mismatchLabelKeys"))
      }
    }
    return problems + TopologyRules.key(topologyKey, "\(path).topologyKey")
  }
}

/// Rules on weights of preferences.
private enum WeightRules {
  static func validate(_ weight: Int32, _ path: String) -> [InputProblem] {
    (1...100).contains(weight)
      ? [] : [.invalid(path, .number(Int64(weight)), "must be in the range 1-100")]
  }
}

/// Rules on the labels that divide nodes into domains.
enum TopologyRules {
  static func key(_ key: String, _ path: String) -> [InputProblem] {
    if key.isEmpty { return [.required(path, "can not be empty")] }
    return LabelRules.key(key).map { .invalid(path, .string(key), $0) }
  }
}
