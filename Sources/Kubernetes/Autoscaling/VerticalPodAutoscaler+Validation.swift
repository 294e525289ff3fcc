// Source: vertical-pod-autoscaler/pkg/admission-controller/resource/vpa/validation.go (1.8.0) and the enums
// of the custom resource definition.

extension VerticalPodAutoscaler {
  /// Returns the object as the admission webhook writes it: without an update policy it gets Recreate.
  public func defaulted() -> VerticalPodAutoscaler {
    var result = self
    if spec.updatePolicy == nil {
      result.spec.updatePolicy = PodUpdatePolicy(updateMode: VPAUpdateMode.recreate.rawValue)
    }
    return result
  }

  /// What the API server and the VPA's webhook would refuse of a new object, in their words.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    metadata.validate(name: NameRules.dnsSubdomain)
      + spec.validate("spec", gates: gates, isNew: true, known: [])
  }

  /// What the webhook alone would refuse: of a new object, or of one that replaces another in which some
  /// resources stood already.
  public func webhookProblems(
    gates: FeatureGates, isNew: Bool, existingControlledResources: Set<String> = []
  ) -> [InputProblem] {
    spec.validate("spec", gates: gates, isNew: isNew, known: existingControlledResources)
  }

  /// What the webhook only warns of.
  public func webhookWarnings(existingControlledResources: Set<String> = []) -> [InputProblem] {
    var warnings: [InputProblem] = []
    if updateMode == .auto {
      let modes = VerticalPodAutoscalerSpec.modes.joined(separator: " ")
      warnings.append(
        InputProblem(
          path: "spec.updatePolicy",
          message: "\"Auto\" mode is deprecated and will be removed in a future API version. "
            + "Use explicit update modes like: [\(modes)]. "
            + "See https://github.com/kubernetes/autoscaler/issues/8424 for more details."))
    }
    for (index, policy) in (spec.resourcePolicy?.containerPolicies ?? []).enumerated() {
      for (place, resource) in (policy.controlledResources ?? []).enumerated()
      where resource != "cpu" && resource != "memory" && existingControlledResources.contains(resource) {
        warnings.append(
          InputProblem(
            path: "spec.resourcePolicy.containerPolicies[\(index)].controlledResources[\(place)]",
            message: "unsupported value \(FieldValue.quoted(resource)) is allowed only because it is present "
              + "in the existing VPA object; supported values: \"cpu\", \"memory\""))
      }
    }
    return warnings
  }
}

extension VerticalPodAutoscalerSpec {
  /// The modes a new object may have, without the deprecated one, as upstream lists them.
  static let modes = ["InPlace", "InPlaceOrRecreate", "Initial", "Off", "Recreate"]

  fileprivate func validate(
    _ path: String, gates: FeatureGates, isNew: Bool, known: Set<String>
  ) -> [InputProblem] {
    var problems: [InputProblem] = []
    if targetRef == nil, isNew {
      problems.append(
        .required(
          "\(path).targetRef", "If you're using v1beta1 version of the API, please migrate to v1"))
    }
    problems += updatePolicy?.validate("\(path).updatePolicy", gates: gates) ?? []
    for (index, policy) in (resourcePolicy?.containerPolicies ?? []).enumerated() {
      problems += policy.validate(
        "\(path).resourcePolicy.containerPolicies[\(index)]", gates: gates, known: known)
    }
    problems += startupBoost?.validate("\(path).startupBoost", gates: gates) ?? []
    if recommenders.count > 1 {
      problems.append(
        InputProblem(
          path: "\(path).recommenders", message: "Too many: \(recommenders.count): must have at most 1 item"))
    }
    return problems
  }
}

extension PodUpdatePolicy {
  fileprivate func validate(_ path: String, gates: FeatureGates) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let updateMode {
      if mode == nil {
        problems.append(.notSupported("\(path).updateMode", updateMode, VerticalPodAutoscalerSpec.modes))
      }
      if mode == .inPlace, !gates.vpaInPlace {
        problems.append(
          .forbidden(
            "\(path).updateMode",
            "in order to use UpdateMode InPlace, you must enable feature gate InPlace in the "
              + "admission-controller args"))
      }
    } else {
      problems.append(.required("\(path).updateMode", "updateMode is required if UpdatePolicy is used"))
    }
    if let minReplicas, minReplicas <= 0 {
      problems.append(
        .invalid("\(path).minReplicas", .number(Int64(minReplicas)), "minReplicas has to be positive"))
    }
    problems += PerVPAConfig.atLeastOne(
      evictAfterOOMSeconds.map(Int64.init), "\(path).evictAfterOOMSeconds", gates)
    for (index, requirement) in evictionRequirements.enumerated() {
      let changes = ["TargetHigherThanRequests", "TargetLowerThanRequests"]
      if !changes.contains(requirement.changeRequirement) {
        problems.append(
          .notSupported(
            "\(path).evictionRequirements[\(index)].changeRequirement", requirement.changeRequirement, changes
          ))
      }
    }
    return problems
  }
}

extension ContainerResourcePolicy {
  fileprivate func validate(_ path: String, gates: FeatureGates, known: Set<String>) -> [InputProblem] {
    var problems: [InputProblem] = []
    if containerName.isEmpty { problems.append(.required("\(path).containerName")) }
    if let mode, mode != "Auto", mode != "Off" {
      problems.append(.notSupported("\(path).mode", mode, ["Auto", "Off"]))
    }
    for (resource, least) in minAllowed.sorted(by: { $0.key < $1.key }) {
      problems += AmountRules.whole(resource, least, "\(path).minAllowed[\(resource)]")
      if let most = maxAllowed[resource], most < least {
        problems.append(
          .invalid(
            "\(path).maxAllowed[\(resource)]", .quantity(most),
            "max resource for \(resource) is lower than min of \"\(least)\""))
      }
    }
    for (resource, most) in maxAllowed.sorted(by: { $0.key < $1.key }) {
      problems += AmountRules.whole(resource, most, "\(path).maxAllowed[\(resource)]")
    }
    for (index, resource) in (controlledResources ?? []).enumerated()
    where resource != "cpu" && resource != "memory" && !known.contains(resource) {
      problems.append(
        .notSupported("\(path).controlledResources[\(index)]", resource, ["cpu", "memory"]))
    }
    if let controlledValues, controlledValues != "RequestsAndLimits", controlledValues != "RequestsOnly" {
      problems.append(
        .notSupported("\(path).controlledValues", controlledValues, ["RequestsAndLimits", "RequestsOnly"]))
    }
    if isOff, controlledValues == "RequestsAndLimits" {
      problems.append(
        .forbidden(
          "\(path).controlledValues",
          "controlledValues shouldn't be specified if container scaling mode is off"))
    }
    return problems + perVPAProblems(path, gates)
      + (startupBoost?.validate("\(path).startupBoost", gates: gates) ?? [])
  }

  private func perVPAProblems(_ path: String, _ gates: FeatureGates) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let oomBumpUpRatio {
      let field = "\(path).oomBumpUpRatio"
      let ratio = Double(oomBumpUpRatio.milliValue) / 1_000
      if !gates.vpaPerVPAConfig {
        problems.append(PerVPAConfig.disabled(field))
      } else if ratio < 1 {
        let text = ratio == ratio.rounded() && abs(ratio) < 1e15 ? "\(Int64(ratio))" : "\(ratio)"
        problems.append(.invalid(field, .json(text), "must be greater than or equal to 1.0"))
      }
    }
    if let oomMinBumpUp {
      let field = "\(path).oomMinBumpUp"
      if !gates.vpaPerVPAConfig {
        problems.append(PerVPAConfig.disabled(field))
      } else if oomMinBumpUp.value < 0 {
        problems.append(
          .invalid(field, .number(oomMinBumpUp.value), "must be greater than or equal to 0"))
      }
    }
    problems += PerVPAConfig.atLeastOne(
      memoryAggregationIntervalSeconds.map(Int64.init), "\(path).memoryAggregationIntervalSeconds", gates)
    return problems
      + PerVPAConfig.atLeastOne(
        memoryAggregationIntervalCount, "\(path).memoryAggregationIntervalCount", gates)
  }
}

/// Rules on fields behind the gate PerVPAConfig.
private enum PerVPAConfig {
  static func disabled(_ field: String) -> InputProblem {
    .forbidden(field, "not supported when feature flag PerVPAConfig is disabled")
  }

  static func atLeastOne(_ value: Int64?, _ field: String, _ gates: FeatureGates) -> [InputProblem] {
    guard let value else { return [] }
    if !gates.vpaPerVPAConfig { return [disabled(field)] }
    return value < 1 ? [.invalid(field, .number(value), "must be greater than or equal to 1")] : []
  }
}

/// Rules on how fine an amount may be.
private enum AmountRules {
  static func whole(_ resource: String, _ amount: Quantity, _ field: String) -> [InputProblem] {
    switch resource {
    case "cpu":
      amount.isWhole(atExponent: -3)
        ? [] : [.invalid(field, .quantity(amount), "must be a whole number of milli CPUs")]
    case "memory":
      amount.isWhole(atExponent: 0)
        ? [] : [.invalid(field, .quantity(amount), "must be a whole number of bytes")]
    default: []
    }
  }
}

extension StartupBoost {
  fileprivate func validate(_ path: String, gates: FeatureGates) -> [InputProblem] {
    if !gates.vpaStartupBoost {
      let rule =
        "in order to use startupBoost, you must enable feature gate CPUStartupBoost in the "
        + "admission-controller args"
      return [.forbidden(path, rule)]
    }
    guard let cpu else { return [] }
    switch cpu.type {
    case "": return [.required("\(path).cpu.type", "must be either Factor or Quantity")]
    case "Factor":
      guard let factor = cpu.factor else {
        return [.required("\(path).cpu.factor", "required when type is Factor")]
      }
      return factor < 1
        ? [.invalid("\(path).cpu.factor", .number(Int64(factor)), "must be >= 1 for type Factor")] : []
    case "Quantity":
      guard let quantity = cpu.quantity else {
        return [.required("\(path).cpu.quantity", "required when type is Quantity")]
      }
      return AmountRules.whole("cpu", quantity, "\(path).cpu.quantity")
    default: return [.notSupported("\(path).cpu.type", cpu.type, ["Factor", "Quantity"])]
    }
  }
}
