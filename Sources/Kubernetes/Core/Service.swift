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

  /// Source: kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service.
  public func defaulted() -> Service {
    var service = self
    if spec.sessionAffinity != "ClientIP" {
      service.spec.affinityTimeoutSeconds = nil
    } else if spec.affinityTimeoutSeconds == nil {
      service.spec.affinityTimeoutSeconds = 10_800
    }
    if spec.isReachedFromOutside, spec.externalTrafficPolicy == nil {
      service.spec.externalTrafficPolicy = "Cluster"
    }
    if spec.internalTrafficPolicy == nil, spec.type != "ExternalName" {
      service.spec.internalTrafficPolicy = "Cluster"
    }
    return service
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

  /// How long a client keeps its pod after its last connection, in seconds; nil without affinity.
  public var affinityTimeoutSeconds: Int32?
  /// Cluster or Local: which pods a node sends connections from outside to; nil where none come.
  public var externalTrafficPolicy: String?
  /// Cluster or Local: which pods a node sends its own pods' connections to.
  public var internalTrafficPolicy: String?
  /// PreferClose, PreferSameZone or PreferSameNode; nil for no preference.
  public var trafficDistribution: String?
  /// The name an ExternalName service stands for.
  public var externalName: String = ""
  /// Further addresses that nodes take connections at.
  public var externalIPs: [String] = []
  /// The implementation of its load balancer, nil for the cluster's own.
  public var loadBalancerClass: String?
  /// Whether its load balancer needs ports on the nodes, nil for yes.
  public var allocateLoadBalancerNodePorts: Bool?
  /// Where its load balancer asks nodes whether they have pods; 0 where the server is to choose.
  public var healthCheckNodePort: Int32 = 0
  /// The addresses its load balancer takes connections from; empty for all.
  public var loadBalancerSourceRanges: [String] = []

  /// Whether it is a DNS name for its pods, without an address of its own.
  public var isHeadless: Bool { clusterIP == "None" }

  /// Whether connections from outside the cluster can come.
  public var isReachedFromOutside: Bool {
    type == "NodePort" || type == "LoadBalancer" || type == "ClusterIP" && !externalIPs.isEmpty
  }

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
    affinityTimeoutSeconds = fields.object("sessionAffinityConfig") {
      $0.object("clientIP") { $0.int32("timeoutSeconds") }
    }
    externalTrafficPolicy = fields.string("externalTrafficPolicy").flatMap { $0.isEmpty ? nil : $0 }
    internalTrafficPolicy = fields.string("internalTrafficPolicy")
    trafficDistribution = fields.string("trafficDistribution")
    externalName = fields.string("externalName") ?? ""
    externalIPs = fields.texts("externalIPs") ?? []
    loadBalancerClass = fields.string("loadBalancerClass")
    allocateLoadBalancerNodePorts = fields.bool("allocateLoadBalancerNodePorts")
    healthCheckNodePort = fields.int32("healthCheckNodePort") ?? 0
    loadBalancerSourceRanges = fields.texts("loadBalancerSourceRanges") ?? []
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
