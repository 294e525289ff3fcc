// Source: pkg/apis/autoscaling/validation/validation.go of Kubernetes 1.28 and 1.35, and the strategy beside
// it.

extension HorizontalPodAutoscaler {
  /// What the API server would refuse, in its order and words.
  ///
  /// With HPAScaleToZero on, no replicas are fine if an Object or External metric can bring them back;
  /// without such a metric both of the older server's objections are given.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    let problems = metadata.validate(name: NameRules.dnsSubdomain) + spec.validate("spec", gates: gates)
    // The server's answer, too, holds each message once.
    var seen: Set<InputProblem> = []
    return problems.filter { seen.insert($0).inserted }
  }
}

extension HorizontalPodAutoscalerSpec {
  fileprivate func validate(_ path: String, gates: FeatureGates) -> [InputProblem] {
    var problems: [InputProblem] = []
    let canWake = metrics.contains { $0.type == "Object" || $0.type == "External" }
    if let minReplicas {
      let bound: Int32 = gates.scaleToZero && (canWake || minReplicas < 0) ? 0 : 1
      if minReplicas < bound {
        problems.append(
          .invalid(
            "\(path).minReplicas", .number(Int64(minReplicas)), "must be greater than or equal to \(bound)"))
      }
    }
    let most = FieldValue.number(Int64(maxReplicas))
    if maxReplicas < 1 { problems.append(.invalid("\(path).maxReplicas", most, "must be greater than 0")) }
    if let minReplicas, maxReplicas < minReplicas {
      problems.append(.invalid("\(path).maxReplicas", most, "must be greater than or equal to `minReplicas`"))
    }
    let mayLackGroup = scaleTargetRef.kind == "ReplicationController"
    problems += scaleTargetRef.validate("\(path).scaleTargetRef", mayLackGroup: mayLackGroup)
    for (index, metric) in metrics.enumerated() { problems += metric.validate("\(path).metrics[\(index)]") }
    if minReplicas == 0, !canWake {
      let rule = "must specify at least one Object or External metric to support scaling to zero replicas"
      problems.append(.forbidden("\(path).metrics", rule))
    }
    problems += behavior?.scaleUp?.validate("\(path).behavior.scaleUp", gates: gates) ?? []
    return problems + (behavior?.scaleDown?.validate("\(path).behavior.scaleDown", gates: gates) ?? [])
  }
}

extension CrossVersionObjectReference {
  func validate(_ path: String, mayLackGroup: Bool) -> [InputProblem] {
    var problems: [InputProblem] = []
    for (field, text) in [("kind", kind), ("name", name)] {
      if text.isEmpty {
        problems.append(.required("\(path).\(field)"))
      } else {
        problems += NameRules.pathSegment(text).map { .invalid("\(path).\(field)", .string(text), $0) }
      }
    }
    let slashes = apiVersion.utf8.count { $0 == UInt8(ascii: "/") }
    let group = slashes == 1 ? apiVersion.prefix { $0 != "/" } : ""
    if slashes > 1 {
      let rule = "unexpected GroupVersion string: \(apiVersion)"
      problems.append(.invalid("\(path).apiVersion", .string(apiVersion), rule))
    } else if group.isEmpty, !mayLackGroup {
      problems.append(
        .invalid("\(path).apiVersion", .string(apiVersion), "apiVersion must specify API group"))
    }
    return problems
  }
}

extension HPAScalingRules {
  /// The longest period of a policy in seconds.
  static let longestPeriod: Int32 = 1_800
  /// The longest stabilization window in seconds.
  static let longestWindow: Int32 = 3_600

  fileprivate func validate(_ path: String, gates: FeatureGates) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let window = stabilizationWindowSeconds {
      let field = "\(path).stabilizationWindowSeconds"
      let value = FieldValue.number(Int64(window))
      if window < 0 { problems.append(.invalid(field, value, "must be greater than or equal to zero")) }
      if window > Self.longestWindow {
        problems.append(.invalid(field, value, "must be less than or equal to \(Self.longestWindow)"))
      }
    }
    if let selectPolicy, !["Disabled", "Max", "Min"].contains(selectPolicy) {
      problems.append(.notSupported("\(path).selectPolicy", selectPolicy, ["Disabled", "Max", "Min"]))
    }
    if policies?.isEmpty ?? true {
      problems.append(.required("\(path).policies", "must specify at least one Policy"))
    }
    for (index, policy) in (policies ?? []).enumerated() {
      problems += policy.validate("\(path).policies[\(index)]")
    }
    if let tolerance, tolerance.sign < 0, gates.configurableTolerance {
      problems.append(
        .invalid("\(path).tolerance", .quantity(tolerance), "must be greater than or equal to 0"))
    }
    return problems
  }
}

extension HPAScalingPolicy {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if type != "Pods", type != "Percent" {
      problems.append(.notSupported("\(path).type", type, ["Percent", "Pods"]))
    }
    if value <= 0 {
      problems.append(.invalid("\(path).value", .number(Int64(value)), "must be greater than zero"))
    }
    let field = "\(path).periodSeconds"
    let period = FieldValue.number(Int64(periodSeconds))
    if periodSeconds <= 0 { problems.append(.invalid(field, period, "must be greater than zero")) }
    if periodSeconds > HPAScalingRules.longestPeriod {
      problems.append(
        .invalid(field, period, "must be less than or equal to \(HPAScalingRules.longestPeriod)"))
    }
    return problems
  }
}
