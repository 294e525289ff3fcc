/// A v1 Service: one address for the pods of a selector.
public struct Service: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "Service"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// What it is to be.
  public var spec: ServiceSpec

  /// Makes a service from its parts.
  public init(metadata: ObjectMeta, spec: ServiceSpec) {
    self.metadata = metadata
    self.spec = spec
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(), spec: fields.object("spec", ServiceSpec.init(reading:)) ?? ServiceSpec())
  }
}

/// What a Service is to be.
public struct ServiceSpec: Sendable, Hashable {
  /// ClusterIP, NodePort, LoadBalancer or ExternalName.
  public var type: String
  /// The labels of its pods; empty for endpoints kept by someone else.
  public var selector: [String: String]
  /// The ports.
  public var ports: [ServicePort]
  /// Its address, `None` for a headless service, empty where the server is to choose.
  public var clusterIP: String
  /// None or ClientIP.
  public var sessionAffinity: String
  /// Whether pods that are not ready get traffic too.
  public var publishNotReadyAddresses: Bool

  /// Makes a specification from its parts, with the API server's defaults.
  public init(
    type: String = "ClusterIP", selector: [String: String] = [:], ports: [ServicePort] = [],
    clusterIP: String = "",
    sessionAffinity: String = "None", publishNotReadyAddresses: Bool = false
  ) {
    self.type = type
    self.selector = selector
    self.ports = ports
    self.clusterIP = clusterIP
    self.sessionAffinity = sessionAffinity
    self.publishNotReadyAddresses = publishNotReadyAddresses
  }

  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      type: fields.string("type") ?? "ClusterIP", selector: fields.strings("selector") ?? [:],
      ports: fields.objects("ports", ServicePort.init(reading:)) ?? [],
      clusterIP: fields.string("clusterIP") ?? "",
      sessionAffinity: fields.string("sessionAffinity") ?? "None",
      publishNotReadyAddresses: fields.bool("publishNotReadyAddresses") ?? false)
  }
}

/// A port of a Service and where it leads.
public struct ServicePort: Sendable, Hashable {
  /// The name.
  public var name: String
  /// TCP, UDP or SCTP.
  public var `protocol`: String
  /// The port.
  public var port: Int32
  /// The pods' port, by number or name.
  public var targetPort: IntOrString
  /// The nodes' port, 0 where the server is to choose.
  public var nodePort: Int32

  /// Makes a port from its parts; without a target it leads to the same number.
  public init(
    name: String = "", protocol: String = "TCP", port: Int32, targetPort: IntOrString? = nil,
    nodePort: Int32 = 0
  ) {
    self.name = name
    self.protocol = `protocol`
    self.port = port
    self.targetPort = targetPort ?? .int(port)
    self.nodePort = nodePort
  }

  /// Reads a port from checked fields.
  init(reading fields: Fields) {
    let target = fields.intOrString("targetPort")
    self.init(
      name: fields.string("name") ?? "", protocol: fields.string("protocol") ?? "TCP",
      port: fields.int32("port") ?? 0,
      targetPort: target == .int(0) || target == .string("") ? nil : target,
      nodePort: fields.int32("nodePort") ?? 0)
  }
}

extension Service {
  /// Source: pkg/apis/core/validation/validation.go ValidateService.
  public func validate(gates: FeatureGates) -> [InputProblem] {
    var problems = metadata.validate(name: NameRules.serviceName)
    let isHeadless = spec.clusterIP == "None"
    if spec.ports.isEmpty, !isHeadless, spec.type != "ExternalName" {
      problems.append(.required("spec.ports"))
    }
    if spec.type == "LoadBalancer", isHeadless {
      let rule = "may not be set to 'None' for LoadBalancer services"
      problems.append(.invalid("spec.clusterIPs[0]", .string(spec.clusterIP), rule))
    }
    var names: Set<String> = []
    var seen: Set<String> = []
    for (index, port) in spec.ports.enumerated() {
      let path = "spec.ports[\(index)]"
      problems += port.validate(path, needsName: spec.ports.count > 1, isHeadless: isHeadless, names: &names)
      if !seen.insert("\(port.protocol)/\(port.port)").inserted {
        let key = "{\"port\":\(port.port),\"protocol\":\(FieldValue.quoted(port.protocol))}"
        problems.append(InputProblem(path: path, message: "Duplicate value: \(key)"))
      }
    }
    problems += LabelRules.validate(spec.selector, "spec.selector")
    let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]
    if !types.contains(spec.type) { problems.append(.notSupported("spec.type", spec.type, types)) }
    if !["ClientIP", "None"].contains(spec.sessionAffinity) {
      problems.append(.notSupported("spec.sessionAffinity", spec.sessionAffinity, ["ClientIP", "None"]))
    }
    return problems
  }
}

extension ServicePort {
  fileprivate func validate(
    _ path: String, needsName: Bool, isHeadless: Bool, names: inout Set<String>
  ) -> [InputProblem] {
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
