// Source: pkg/apis/apps/validation/validation.go.

extension Deployment {
  /// Returns what the API server would refuse, in its words.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    metadata.validate(name: NameRules.dnsSubdomain) + spec.validate("spec")
  }
}

extension ReplicaSet {
  /// Returns what the API server would refuse, in its words.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    metadata.validate(name: NameRules.dnsSubdomain)
      + NumberRules.notNegative("spec.replicas", Int64(spec.replicas))
      + NumberRules.notNegative("spec.minReadySeconds", Int64(spec.minReadySeconds))
      + ControlledPods(selector: spec.selector, template: spec.template).validate("spec")
  }
}

extension DeploymentSpec {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = NumberRules.notNegative("\(path).replicas", Int64(replicas))
    problems += ControlledPods(selector: selector, template: template).validate(path)
    problems += strategy.validate("\(path).strategy")
    problems += NumberRules.notNegative("\(path).minReadySeconds", Int64(minReadySeconds))
    problems += NumberRules.notNegative("\(path).revisionHistoryLimit", Int64(revisionHistoryLimit))
    let deadline = Int64(progressDeadlineSeconds)
    problems += NumberRules.notNegative("\(path).progressDeadlineSeconds", deadline)
    if progressDeadlineSeconds <= minReadySeconds {
      problems.append(
        .invalid("\(path).progressDeadlineSeconds", .number(deadline), "must be greater than minReadySeconds")
      )
    }
    return problems
  }
}

/// What a controller of pods selects and what it makes, which must agree.
struct ControlledPods {
  let selector: LabelSelector?
  let template: PodTemplateSpec
  /// The controller's kind, where its rules are worded in its own way.
  var kind = "ReplicaSet"

  private var selectorOwner: String { kind == "ReplicaSet" ? "deployment" : kind.lowercased() }

  func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    var isUsable = true
    if let selector {
      problems += selector.validate("\(path).selector")
      isUsable = problems.isEmpty
      if selector.isEmpty {
        problems.append(
          .invalid("\(path).selector", selector.json, "empty selector is invalid for \(selectorOwner)"))
      } else if !isUsable {
        problems.append(.invalid("\(path).selector", selector.json, "invalid label selector"))
      }
    } else {
      problems.append(.required("\(path).selector"))
    }
    guard isUsable else { return problems }
    let labels = template.metadata.labels
    // A missing selector picks nothing, an empty one is not compared.
    if selector.map({ !$0.isEmpty && !$0.matches(labels) }) ?? true {
      problems.append(
        .invalid(
          "\(path).template.metadata.labels", labels.isEmpty ? .json("null") : .labels(labels),
          "`selector` does not match template `labels`"))
    }
    problems += template.validate("\(path).template")
    if template.spec.restartPolicy != "Always" {
      problems.append(
        .notSupported("\(path).template.spec.restartPolicy", template.spec.restartPolicy, ["Always"]))
    }
    if template.spec.activeDeadlineSeconds != nil {
      problems.append(
        .forbidden(
          "\(path).template.spec.activeDeadlineSeconds",
          "activeDeadlineSeconds in \(kind) is not Supported"))
    }
    return problems
  }
}

extension DeploymentStrategy {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    switch type {
    case "Recreate":
      if rollingUpdate == nil { return [] }
      return [.forbidden("\(path).rollingUpdate", "may not be specified when strategy `type` is 'Recreate'")]
    case "RollingUpdate": return rollingUpdate?.validate("\(path).rollingUpdate") ?? []
    default:
      let value = FieldValue.json("{\"Type\":\(FieldValue.quoted(type)),\"RollingUpdate\":null}")
      return [.notSupported(path, value, ["Recreate", "RollingUpdate"])]
    }
  }
}

extension RollingUpdateDeployment {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = NumberRules.countOrPercent("\(path).maxUnavailable", maxUnavailable)
    problems += NumberRules.countOrPercent("\(path).maxSurge", maxSurge)
    if maxUnavailable.amount == 0, maxSurge.amount == 0 {
      problems.append(
        .invalid("\(path).maxUnavailable", maxUnavailable.json, "may not be 0 when `maxSurge` is 0"))
    }
    return problems + NumberRules.atMostAll("\(path).maxUnavailable", maxUnavailable)
  }
}

extension IntOrString {
  /// The count or the number before the percent sign; any other text counts as 0.
  fileprivate var amount: Int {
    if case .int(let number) = self { return Int(number) }
    return percent ?? 0
  }
}
