extension Service {
  /// Source: pkg/apis/core/validation/validation.go ValidateService.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.serviceName)
    if spec.ports.isEmpty, !spec.isHeadless, spec.type != "ExternalName" {
      problems.append(.required("spec.ports"))
    }
    problems += spec.validateType()
    var names: Set<String> = []
    var seen: Set<String> = []
    var nodePorts: Set<String> = []
    for (index, port) in spec.ports.enumerated() {
      let path = "spec.ports[\(index)]"
      problems += port.validate(path, needsName: spec.ports.count > 1, names: &names)
      if !seen.insert("\(port.protocol)/\(port.port)").inserted {
        let key = "{\"port\":\(port.port),\"protocol\":\(FieldValue.quoted(port.protocol))}"
        problems.append(InputProblem(path: path, message: "Duplicate value: \(key)"))
      }
      guard port.nodePort != 0 else { continue }
      if spec.type == "ClusterIP" {
        problems.append(.forbidden("\(path).nodePort", "may not be used when `type` is 'ClusterIP'"))
      }
      if !nodePorts.insert("\(port.protocol)/\(port.nodePort)").inserted {
        problems.append(InputProblem(path: "\(path).nodePort", message: "Duplicate value: \(port.nodePort)"))
      }
    }
    problems += LabelRules.validate(spec.selector, "spec.selector")
    let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    if !types.contains(spec.type) { problems.append(.notSupported("spec.type", spec.type, types)) }
    return problems + spec.validateAffinity() + spec.validateBalancer() + spec.validatePolicies()
  }
}

extension ServiceSpec {
  /// What its type does not go with.
  fileprivate func validateType() -> [InputProblem] {
    switch type {
    case "LoadBalancer", "NodePort":
      guard isHeadless else { return [] }
      let rule = "may not be set to 'None' for \(type) services"
      return [.invalid("spec.clusterIPs[0]", .string(clusterIP), rule)]
    case "ExternalName":
      var problems: [InputProblem] = []
      if !clusterIP.isEmpty {
        problems.append(.forbidden("spec.clusterIPs", "may not be set for ExternalName services"))
      }
      if externalName.isEmpty {
        problems.append(.required("spec.externalName"))
      } else {
        let name = externalName.hasSuffix(".") ? String(externalName.dropLast()) : externalName
        problems += NameRules.dnsSubdomain(name).map {
          .invalid("spec.externalName", .string(externalName), $0)
        }
      }
      return problems
    default: return []
    }
  }

  fileprivate func validateAffinity() -> [InputProblem] {
    guard ["ClientIP", "None"].contains(sessionAffinity) else {
      return [.notSupported("spec.sessionAffinity", sessionAffinity, ["ClientIP", "None"])]
    }
    guard let timeout = affinityTimeoutSeconds, sessionAffinity == "ClientIP" else { return [] }
    guard timeout <= 0 || timeout > 86_400 else { return [] }
    return [
      .invalid(
        "spec.sessionAffinityConfig.clientIP.timeoutSeconds", .number(Int64(timeout)),
        "must be greater than 0 and less than 86400")
    ]
  }

  /// What belongs to load balancers only.
  fileprivate func validateBalancer() -> [InputProblem] {
    guard type != "LoadBalancer" else { return [] }
    let rule = "may only be used when `type` is 'LoadBalancer'"
    var problems: [InputProblem] = []
    if !loadBalancerSourceRanges.isEmpty {
      problems.append(.forbidden("spec.LoadBalancerSourceRanges", rule))
    }
    if allocateLoadBalancerNodePorts != nil {
      problems.append(.forbidden("spec.allocateLoadBalancerNodePorts", rule))
    }
    if loadBalancerClass != nil { problems.append(.forbidden("spec.loadBalancerClass", rule)) }
    return problems
  }

  fileprivate func validatePolicies() -> [InputProblem] {
    var problems: [InputProblem] = []
    let policies = ["Cluster", "Local"]
    if let policy = externalTrafficPolicy {
      if !isReachedFromOutside {
        problems.append(
          .invalid(
            "spec.externalTrafficPolicy", .string(policy),
            "may only be set for externally-accessible services"))
      } else if !policies.contains(policy) {
        problems.append(.notSupported("spec.externalTrafficPolicy", policy, policies))
      }
    }
    if healthCheckNodePort != 0 {
      if type == "LoadBalancer", externalTrafficPolicy == "Local" {
        problems += PortRules.number("spec.healthCheckNodePort", healthCheckNodePort)
      } else {
        problems.append(
          .invalid(
            "spec.healthCheckNodePort", .number(Int64(healthCheckNodePort)),
            "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"))
      }
    }
    if let policy = internalTrafficPolicy, !policies.contains(policy) {
      problems.append(.notSupported("spec.internalTrafficPolicy", policy, policies))
    }
    let distributions = ["PreferClose", "PreferSameNode", "PreferSameZone"]
    if let distribution = trafficDistribution, !distributions.contains(distribution) {
      problems.append(.notSupported("spec.trafficDistribution", distribution, distributions))
    }
    return problems
  }
}

extension ServicePort {
  fileprivate func validate(_ path: String, needsName: Bool, names: inout Set<String>) -> [InputProblem] {
    var problems: [InputProblem] = []
    if name.isEmpty {
      if needsName { problems.append(.required("\(path).name")) }
    } else {
      problems += NameRules.dnsLabel(name).map { .invalid("\(path).name", .string(name), $0) }
      if !names.insert(name).inserted { problems.append(.duplicate("\(path).name", name)) }
    }
    problems += PortRules.number("\(path).port", port)
    if !["SCTP", "TCP", "UDP"].contains(`protocol`) {
      problems.append(.notSupported("\(path).protocol", `protocol`, ["SCTP", "TCP", "UDP"]))
    }
    problems += PortRules.numberOrName("\(path).targetPort", targetPort)
    if nodePort != 0 { problems += PortRules.number("\(path).nodePort", nodePort) }
    return problems
  }
}
