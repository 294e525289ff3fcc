extension Ingress {
  /// Source: kubernetes pkg/apis/networking/validation/validation.go ValidateIngressCreate.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.dnsSubdomain)
    if rules.isEmpty, defaultBackend == nil {
      problems.append(
        .invalid("spec", .json("null"), "either `defaultBackend` or `rules` must be specified"))
    }
    problems += defaultBackend?.validate("spec.defaultBackend") ?? []
    for (index, rule) in rules.enumerated() { problems += rule.validate("spec.rules[\(index)]") }
    for (index, entry) in tls.enumerated() {
      for (number, host) in entry.hosts.enumerated() {
        problems += IngressRule.validate(host: host, "spec.tls[\(index)].hosts[\(number)]")
      }
      if !entry.secretName.isEmpty {
        problems += NameRules.dnsSubdomain(entry.secretName).map {
          .invalid("spec.tls[\(index)].secretName", .string(entry.secretName), $0)
        }
      }
    }
    let annotation = metadata.annotations["kubernetes.io/ingress.class"]
    if let name = ingressClassName {
      problems += NameRules.dnsSubdomain(name).map { .invalid("spec.ingressClassName", .string(name), $0) }
      if let annotation, annotation != name {
        problems.append(
          .invalid(
            "annotations.kubernetes.io/ingress.class", .string(annotation),
            "must match `ingressClassName` when both are specified"))
      }
    }
    return problems
  }
}

extension IngressRule {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    var problems: [InputProblem] = []
    if !host.isEmpty {
      if AddressBlock(host)?.isAddress ?? false, !host.contains("/") {
        problems.append(.invalid("\(path).host", .string(host), "must be a DNS name, not an IP address"))
      }
      problems += Self.validate(host: host, "\(path).host")
    }
    guard let paths else { return problems }
    if paths.isEmpty { problems.append(.required("\(path).http.paths")) }
    return problems
      + paths.enumerated().flatMap { index, entry in entry.validate("\(path).http.paths[\(index)]") }
  }

  fileprivate static func validate(host: String, _ path: String) -> [InputProblem] {
    let wrong = host.contains("*") ? NameRules.wildcardSubdomain(host) : NameRules.dnsSubdomain(host)
    return wrong.map { .invalid(path, .string(host), $0) }
  }
}

extension IngressPath {
  private static let types = ["Exact", "ImplementationSpecific", "Prefix"]

  fileprivate func validate(_ place: String) -> [InputProblem] {
    guard let pathType else {
      return [.required("\(place).pathType", "pathType must be specified")]
        + backend.validate("\(place).backend")
    }
    var problems: [InputProblem] = []
    func wrong(_ rule: String) { problems.append(.invalid("\(place).path", .string(path), rule)) }
    switch pathType {
    case "Exact", "Prefix":
      if !path.hasPrefix("/") { wrong("must be an absolute path") }
      for sequence in ["//", "/./", "/../", "%2f", "%2F"] where path.contains(text: sequence) {
        wrong("must not contain '\(sequence)'")
      }
      for end in ["/..", "/."] where path.hasSuffix(end) { wrong("cannot end with '\(end)'") }
    case "ImplementationSpecific":
      if !path.isEmpty, !path.hasPrefix("/") { wrong("must be an absolute path") }
    default: problems.append(.notSupported("\(place).pathType", pathType, Self.types))
    }
    return problems + backend.validate("\(place).backend")
  }
}

extension IngressBackend {
  fileprivate func validate(_ path: String) -> [InputProblem] {
    guard let service else {
      return resource == nil
        ? [.invalid(path, "", "resource or service backend is required")] : []
    }
    guard resource == nil else {
      return [.invalid(path, "", "cannot set both resource and service backends")]
    }
    var problems: [InputProblem] = []
    if service.isEmpty {
      problems.append(.required("\(path).service.name"))
    } else {
      problems += NameRules.serviceName(service).map {
        .invalid("\(path).service.name", .string(service), $0)
      }
    }
    switch (portName.isEmpty, portNumber == 0) {
    case (true, true): problems.append(.required(path, "port name or number is required"))
    case (false, false):
      problems.append(.invalid(path, "", "cannot set both port name & port number"))
    case (false, true):
      problems += PortRules.name(portName).map {
        .invalid("\(path).service.port.name", .string(portName), $0)
      }
    case (true, false): problems += PortRules.number("\(path).service.port.number", portNumber)
    }
    return problems
  }
}

extension NameRules {
  /// A DNS subdomain whose first label is a star.
  static func wildcardSubdomain(_ text: String) -> [String] {
    let pattern =
      "\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
    if text.hasPrefix("*."), dnsSubdomain(String(text.dropFirst(2))).isEmpty {
      return tooLong(text, 253)
    }
    return tooLong(text, 253) + [
      expected(
        "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must "
          + "consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric "
          + "character", pattern, ["*.example.com"])
    ]
  }
}

extension String {
  /// Whether a text occurs in it.
  fileprivate func contains(text: String) -> Bool {
    let own = Array(utf8)
    let other = Array(text.utf8)
    guard other.count <= own.count else { return false }
    return (0...(own.count - other.count)).contains { own[$0..<($0 + other.count)].elementsEqual(other) }
  }
}
