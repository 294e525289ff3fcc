extension Container {
  /// What the API server would refuse of any container.
  ///
  /// Source: pkg/apis/core/validation/validation.go validateContainerCommon.
  func validateCommon(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if name.isEmpty {
      problems.append(.required("\(path).name"))
    } else {
      problems += NameRules.dnsLabel(name).map { .invalid("\(path).name", .string(name), $0) }
    }
    if image.isEmpty { problems.append(.required("\(path).image")) }
    problems += ContainerPort.validate(ports, "\(path).ports")
    if let policy = imagePullPolicy, !["Always", "IfNotPresent", "Never", ""].contains(policy) {
      problems.append(.notSupported("\(path).imagePullPolicy", policy, ["Always", "IfNotPresent", "Never"]))
    }
    return problems + resources.validate("\(path).resources")
  }

  /// What the API server would refuse of a main container or sidecar beyond that.
  func validateRunning(_ path: String, gracePeriod: Int64) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let hook = lifecycle?.postStart {
      problems += hook.validate("\(path).lifecycle.postStart", gracePeriod: gracePeriod)
    }
    if let hook = lifecycle?.preStop {
      problems += hook.validate("\(path).lifecycle.preStop", gracePeriod: gracePeriod)
    }
    problems +=
      livenessProbe?.validate("\(path).livenessProbe", role: .liveness, gracePeriod: gracePeriod) ?? []
    problems +=
      readinessProbe?.validate("\(path).readinessProbe", role: .readiness, gracePeriod: gracePeriod) ?? []
    return problems
      + (startupProbe?.validate("\(path).startupProbe", role: .startup, gracePeriod: gracePeriod) ?? [])
  }

  /// What the API server would refuse of an init container beyond the common rules.
  func validateInit(_ path: String, gracePeriod: Int64) -> [InputProblem] {
    var problems: [InputProblem] = []
    if let policy = restartPolicy, policy != "Always" {
      problems.append(.notSupported("\(path).restartPolicy", policy, ["Always"]))
    }
    if isRestartable { return problems + validateRunning(path, gracePeriod: gracePeriod) }
    let rule = "may not be set for init containers without restartPolicy=Always"
    if lifecycle != nil { problems.append(.forbidden("\(path).lifecycle", rule)) }
    if livenessProbe != nil { problems.append(.forbidden("\(path).livenessProbe", rule)) }
    if readinessProbe != nil { problems.append(.forbidden("\(path).readinessProbe", rule)) }
    if startupProbe != nil { problems.append(.forbidden("\(path).startupProbe", rule)) }
    return problems
  }
}

extension ContainerPort {
  /// What the API server would refuse of a container's ports.
  static func validate(_ ports: [ContainerPort], _ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let path = "\(path)[\(index)]"
      if !port.name.isEmpty {
        let wrong = PortRules.name(port.name)
        problems += wrong.map { .invalid("\(path).name", .string(port.name), $0) }
        if wrong.isEmpty, !names.insert(port.name).inserted {
          problems.append(.duplicate("\(path).name", port.name))
        }
      }
      if port.containerPort == 0 {
        problems.append(.required("\(path).containerPort"))
      } else {
        problems += PortRules.number("\(path).containerPort", port.containerPort)
      }
      if port.hostPort != 0 { problems += PortRules.number("\(path).hostPort", port.hostPort) }
      if !["SCTP", "TCP", "UDP"].contains(port.protocol) {
        problems.append(.notSupported("\(path).protocol", port.protocol, ["SCTP", "TCP", "UDP"]))
      }
    }
    return problems
  }
}
