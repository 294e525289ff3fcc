extension NetworkPolicy {
  /// Source: kubernetes pkg/apis/networking/validation/validation.go ValidateNetworkPolicy.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    problems += podSelector.validate("spec.podSelector")
    for (index, rule) in ingress.enumerated() {
      problems += rule.validate("spec.ingress[\(index)]", peers: "from")
    }
    for (index, rule) in egress.enumerated() {
      problems += rule.validate("spec.egress[\(index)]", peers: "to")
    }
    let types = policyTypes ?? []
    if types.count > 2 {
      let list = "[\(types.map(FieldValue.quoted).joined(separator: ","))]"
      problems.append(
        .invalid("spec.policyTypes", .json(list), "may not specify more than two policyTypes"))
      return problems
    }
    for (index, type) in types.enumerated() where !["Ingress", "Egress"].contains(type) {
      problems.append(.notSupported("spec.policyTypes[\(index)]", type, ["Ingress", "Egress"]))
    }
    return problems
  }
}

extension NetworkPolicyRule {
  fileprivate func validate(_ path: String, peers key: String) -> [InputProblem] {
    ports.enumerated().flatMap { $1.validate("\(path).ports[\($0)]") }
      + peers.enumerated().flatMap { $1.validate("\(path).\(key)[\($0)]") }
  }
}

extension NetworkPolicyPort {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    let protocols = ["TCP", "UDP", "SCTP"]
    if let name = `protocol`, !protocols.contains(name) {
      problems.append(.notSupported("\(path).protocol", name, protocols))
    }
    func end(_ rule: String) {
      if let endPort { problems.append(.invalid("\(path).endPort", .number(Int64(endPort)), rule)) }
    }
    switch port {
    case .int(let number):
      problems += PortRules.number("\(path).port", number)
      if let endPort {
        if endPort < number { end("must be greater than or equal to `port`") }
        problems += PortRules.number("\(path).endPort", endPort)
      }
    case .string(let name):
      end("may not be specified when `port` is non-numeric")
      problems += PortRules.name(name).map { .invalid("\(path).port", .string(name), $0) }
    case nil: end("may not be specified when `port` is not specified")
    }
    return problems
  }
}

extension NetworkPolicyPeer {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    problems += podSelector?.validate("\(path).podSelector") ?? []
    problems += namespaceSelector?.validate("\(path).namespaceSelector") ?? []
    problems += ipBlock?.validate("\(path).ipBlock") ?? []
    if podSelector == nil, namespaceSelector == nil, ipBlock == nil {
      problems.append(.required(path, "must specify a peer"))
    } else if ipBlock != nil, podSelector != nil || namespaceSelector != nil {
      problems.append(.forbidden(path, "may not specify both ipBlock and another peer"))
    }
    return problems
  }
}

extension IPBlock {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    let rule = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"
    guard !cidr.isEmpty else { return [.required("\(path).cidr")] }
    guard cidr.contains("/"), let block = AddressBlock(cidr) else {
      return [.invalid("\(path).cidr", .string(cidr), rule)]
    }
    return except.enumerated().flatMap { index, text -> [InputProblem] in
      guard text.contains("/"), let inner = AddressBlock(text) else {
        return [.invalid("\(path).except[\(index)]", .string(text), rule)]
      }
      guard block.contains(inner), inner.prefix > block.prefix else {
        return [.invalid("\(path).except[\(index)]", .string(text), "must be a strict subset of `cidr`")]
      }
      return []
    }
  }
}
