extension Service {
  /// The object as a manifest that kubectl applies; what is nil or empty is left out.
  public func encode() -> DocumentNode {
    .fields([
      ("apiVersion", .text("v1")), ("kind", .text("Service")), ("metadata", metadata.encode()),
      ("spec", spec.encode()),
    ])
  }
}

extension ServiceSpec {
  fileprivate func encode() -> DocumentNode {
    func list(_ texts: [String]) -> DocumentNode? { texts.isEmpty ? nil : .list(texts.map { .text($0) }) }
    return .fields([
      ("type", .text(type)), ("clusterIP", clusterIP.isEmpty ? nil : .text(clusterIP)),
      ("externalName", externalName.isEmpty ? nil : .text(externalName)),
      ("selector", .texts(selector)),
      ("ports", ports.isEmpty ? nil : .list(ports.map { $0.encode() })),
      ("sessionAffinity", sessionAffinity == "None" ? nil : .text(sessionAffinity)),
      (
        "sessionAffinityConfig",
        affinityTimeoutSeconds.map {
          .fields([("clientIP", .fields([("timeoutSeconds", .number($0))]))])
        }
      ),
      ("externalTrafficPolicy", externalTrafficPolicy.map { .text($0) }),
      ("internalTrafficPolicy", internalTrafficPolicy.map { .text($0) }),
      ("trafficDistribution", trafficDistribution.map { .text($0) }),
      ("publishNotReadyAddresses", publishNotReadyAddresses ? .bool(true) : nil),
      ("externalIPs", list(externalIPs)), ("loadBalancerClass", loadBalancerClass.map { .text($0) }),
      ("allocateLoadBalancerNodePorts", allocateLoadBalancerNodePorts.map { .bool($0) }),
      ("healthCheckNodePort", healthCheckNodePort == 0 ? nil : .number(healthCheckNodePort)),
      ("loadBalancerSourceRanges", list(loadBalancerSourceRanges)),
    ])
  }
}

extension ServicePort {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("name", name.isEmpty ? nil : .text(name)), ("protocol", .text(`protocol`)), ("port", .number(port)),
      ("targetPort", targetPort.encode()), ("nodePort", nodePort == 0 ? nil : .number(nodePort)),
    ])
  }
}

extension IntOrString {
  /// The number or the text as it stands in a manifest.
  func encode() -> DocumentNode {
    switch self {
    case .int(let number): .number(number)
    case .string(let text): .text(text)
    }
  }
}
