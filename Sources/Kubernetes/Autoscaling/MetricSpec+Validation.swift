// Source: pkg/apis/autoscaling/validation/validation.go validateMetricSpec and those below it.

extension MetricSpec {
  private static let types = ["ContainerResource", "External", "Object", "Pods", "Resource"]

  /// What the API server would refuse of a metric; of several sources only the first is looked into.
  func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if type.isEmpty { problems.append(.required("\(path).type", "must specify a metric source type")) }
    let isKnown = Self.types.contains(type)
    if !isKnown { problems.append(.notSupported("\(path).type", type, Self.types)) }
    let present = [
      ("object", object != nil), ("external", external != nil), ("pods", pods != nil),
      ("resource", resource != nil),
      ("containerResource", containerResource != nil),
    ].filter(\.1).map(\.0)
    if let first = present.first { problems += validateSource(first, "\(path).\(first)") }
    let expected = isKnown ? type.prefix(1).lowercased() + type.dropFirst() : ""
    if isKnown, !present.contains(expected) {
      problems.append(
        .required("\(path).\(expected)", "must populate information for the given metric source"))
    }
    if present.count > 1 {
      for other in present where other != expected {
        problems.append(.forbidden("\(path).\(other)", "must populate the given metric source only"))
      }
    }
    return problems
  }

  private func validateSource(_ name: String, _ path: String) -> [InputProblem] {
    switch name {
    case "object": object?.validate(path) ?? []
    case "external": external?.validate(path) ?? []
    case "pods": pods?.validate(path) ?? []
    case "resource": resource?.validate(path) ?? []
    default: containerResource?.validate(path) ?? []
    }
  }
}

extension ObjectMetricSource {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = describedObject.validate("\(path).describedObject", mayLackGroup: true)
    problems += metric.validate("\(path).metric") + target.validate("\(path).target")
    if target.value == nil, target.averageValue == nil {
      problems.append(
        .required("\(path).target.averageValue", "must set either a target value or averageValue"))
    }
    return problems
  }
}

extension ExternalMetricSource {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = metric.validate("\(path).metric") + target.validate("\(path).target")
    if target.value == nil, target.averageValue == nil {
      problems.append(
        .required(
          "\(path).target.averageValue", "must set either a target value for metric or a per-pod target"))
    }
    if target.value != nil, target.averageValue != nil {
      problems.append(
        .forbidden("\(path).target.value", "may not set both a target value for metric and a per-pod target"))
    }
    return problems
  }
}

extension PodsMetricSource {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems = metric.validate("\(path).metric") + target.validate("\(path).target")
    if target.averageValue == nil {
      problems.append(
        .required("\(path).target.averageValue", "must specify a positive target averageValue"))
    }
    return problems
  }
}

extension ResourceMetricSource {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if name.isEmpty { problems.append(.required("\(path).name", "must specify a resource name")) }
    return problems + target.validateForResource("\(path).target")
  }
}

extension ContainerResourceMetricSource {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if name.isEmpty {
      problems.append(.required("\(path).name", "must specify a resource name"))
    } else {
      problems += ResourceRules.containerResource(name, "\(path).name")
    }
    if container.isEmpty {
      problems.append(.required("\(path).container", "must specify a container"))
    } else {
      problems += NameRules.dnsLabel(container).map { .invalid("\(path).container", .string(container), $0) }
    }
    return problems + target.validateForResource("\(path).target")
  }
}

extension MetricTarget {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if type.isEmpty { problems.append(.required("\(path).type", "must specify a metric target type")) }
    if !["Utilization", "Value", "AverageValue"].contains(type) {
      problems.append(
        .invalid("\(path).type", .string(type), "must be either Utilization, Value, or AverageValue"))
    }
    if let value, value.sign <= 0 {
      problems.append(.invalid("\(path).value", .quantity(value), "must be positive"))
    }
    if let averageValue, averageValue.sign <= 0 {
      problems.append(.invalid("\(path).averageValue", .quantity(averageValue), "must be positive"))
    }
    if let averageUtilization, averageUtilization < 1 {
      problems.append(
        .invalid("\(path).averageUtilization", .number(Int64(averageUtilization)), "must be greater than 0"))
    }
    return problems
  }

  /// The rules of a target of a resource: a utilization or an average value, not both.
  fileprivate func validateForResource(_ path: String) -> [InputProblem] {
    var problems = validate(path)
    if averageUtilization == nil, averageValue == nil {
      problems.append(
        .required("\(path).averageUtilization", "must set either a target raw value or a target utilization"))
    }
    if averageUtilization != nil, averageValue != nil {
      problems.append(
        .forbidden("\(path).averageValue", "may not set both a target raw value and a target utilization"))
    }
    return problems
  }
}

extension MetricIdentifier {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    if name.isEmpty { return [.required("\(path).name", "must specify a metric name")] }
    return NameRules.pathSegment(name).map { .invalid("\(path).name", .string(name), $0) }
  }
}
