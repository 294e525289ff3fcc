extension PodSpec {
  /// What the API server would refuse of a pod's specification, as far as it is modeled.
  ///
  /// Source: pkg/apis/core/validation/validation.go ValidatePodSpec.
  func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    var names: Set<String> = []
    if containers.isEmpty { problems.append(.required("\(path).containers")) }
    for (index, container) in containers.enumerated() {
      let path = "\(path).containers[\(index)]"
      problems += container.validateCommon(path)
      if !names.insert(container.name).inserted {
        problems.append(.duplicate("\(path).name", container.name))
      }
      problems += container.validateRunning(path, gracePeriod: terminationGracePeriodSeconds)
      if container.restartPolicy != nil {
        problems.append(.forbidden("\(path).restartPolicy", "may not be set for non-init containers"))
      }
    }
    for (index, container) in initContainers.enumerated() {
      let path = "\(path).initContainers[\(index)]"
      problems += container.validateCommon(path)
      if !container.name.isEmpty, !names.insert(container.name).inserted {
        problems.append(.duplicate("\(path).name", container.name))
      }
      problems += container.validateInit(path, gracePeriod: terminationGracePeriodSeconds)
    }
    problems += resources?.validate("\(path).resources") ?? []
    for (name, amount) in overhead.sorted(by: { $0.key < $1.key }) {
      problems += ResourceRules.validate(amount, of: name, "\(path).overhead[\(name)]")
    }
    if !["Always", "OnFailure", "Never"].contains(restartPolicy) {
      problems.append(
        restartPolicy.isEmpty
          ? .required("\(path).restartPolicy")
          : .notSupported("\(path).restartPolicy", restartPolicy, ["Always", "OnFailure", "Never"]))
    }
    problems += LabelRules.validate(nodeSelector, "\(path).nodeSelector")
    if let deadline = activeDeadlineSeconds, !(1...Int64(Int32.max)).contains(deadline) {
      problems.append(
        .invalid(
          "\(path).activeDeadlineSeconds", .number(deadline), "must be between 1 and \(Int32.max), inclusive")
      )
    }
    if !priorityClassName.isEmpty {
      problems += NameRules.dnsSubdomain(priorityClassName).map {
        .invalid("\(path).priorityClassName", .string(priorityClassName), $0)
      }
    }
    problems += affinity?.validate("\(path).affinity") ?? []
    for (index, toleration) in tolerations.enumerated() {
      problems += toleration.validate("\(path).tolerations[\(index)]")
    }
    problems += TopologySpreadConstraint.validate(
      topologySpreadConstraints, "\(path).topologySpreadConstraints")
    if let policy = preemptionPolicy, !["PreemptLowerPriority", "Never"].contains(policy) {
      problems.append(
        .notSupported("\(path).preemptionPolicy", policy, ["Never", "PreemptLowerPriority"]))
    }
    return problems
  }
}

extension PodTemplateSpec {
  /// What the API server would refuse of a template.
  func validate(_ path: String) -> [InputProblem] {
    LabelRules.validate(metadata.labels, "\(path).labels")
      + LabelRules.validate(annotations: metadata.annotations, "\(path).annotations")
      + spec.validate("\(path).spec")
  }
}
