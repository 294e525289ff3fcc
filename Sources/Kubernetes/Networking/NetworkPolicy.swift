/// A networking.k8s.io/v1 NetworkPolicy: which connections some pods may take and make.
public struct NetworkPolicy: APIObject {
  /// The type of the schema that its manifests are checked against.
  public static let schemaName = "NetworkPolicy"

  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// Which pods of its namespace it is about; empty for all.
  public var podSelector: LabelSelector
  /// Connections to the pods that it allows.
  public var ingress: [NetworkPolicyRule]
  /// Connections from the pods that it allows.
  public var egress: [NetworkPolicyRule]
  /// Ingress, Egress or both: in which direction everything else is denied; nil before defaulting.
  public var policyTypes: [String]?

  /// Makes a policy from its parts.
  public init(
    metadata: ObjectMeta, podSelector: LabelSelector = LabelSelector(), ingress: [NetworkPolicyRule] = [],
    egress: [NetworkPolicyRule] = [], policyTypes: [String]? = nil
  ) {
    self.metadata = metadata
    self.podSelector = podSelector
    self.ingress = ingress
    self.egress = egress
    self.policyTypes = policyTypes
  }

  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(metadata: fields.metadata())
    _ = fields.object("spec") { spec -> Bool? in
      podSelector = spec.selector("podSelector") ?? LabelSelector()
      ingress = spec.objects("ingress") { NetworkPolicyRule(reading: $0, peers: "from") } ?? []
      egress = spec.objects("egress") { NetworkPolicyRule(reading: $0, peers: "to") } ?? []
      policyTypes = spec.texts("policyTypes")
      return true
    }
  }

  /// Source: kubernetes pkg/apis/networking/v1/defaults.go.
  public func defaulted() -> NetworkPolicy {
    var policy = self
    if policyTypes?.isEmpty ?? true {
      policy.policyTypes = egress.isEmpty ? ["Ingress"] : ["Ingress", "Egress"]
    }
    for rule in ingress.indices {
      for port in ingress[rule].ports.indices where ingress[rule].ports[port].protocol == nil {
        policy.ingress[rule].ports[port].protocol = "TCP"
      }
    }
    for rule in egress.indices {
      for port in egress[rule].ports.indices where egress[rule].ports[port].protocol == nil {
        policy.egress[rule].ports[port].protocol = "TCP"
      }
    }
    return policy
  }
}

/// Connections that a NetworkPolicy allows: those of any of some peers over any of some ports.
public struct NetworkPolicyRule: Sendable, Hashable {
  /// The other side; empty for anybody.
  public var peers: [NetworkPolicyPeer]
  /// The ports; empty for all.
  public var ports: [NetworkPolicyPort]

  /// Makes a rule from its parts.
  public init(peers: [NetworkPolicyPeer] = [], ports: [NetworkPolicyPort] = []) {
    self.peers = peers
    self.ports = ports
  }

  init(reading fields: Fields, peers key: String) {
    self.init(
      peers: fields.objects(key, NetworkPolicyPeer.init(reading:)) ?? [],
      ports: fields.objects("ports", NetworkPolicyPort.init(reading:)) ?? [])
  }
}

/// The other side of a connection: pods, all pods of namespaces, pods of namespaces, or addresses.
public struct NetworkPolicyPeer: Sendable, Hashable {
  /// Which pods; nil for all of the namespaces.
  public var podSelector: LabelSelector?
  /// Which namespaces; nil for the policy's own.
  public var namespaceSelector: LabelSelector?
  /// Which addresses, in place of pods.
  public var ipBlock: IPBlock?

  /// Makes a peer from its parts.
  public init(
    podSelector: LabelSelector? = nil, namespaceSelector: LabelSelector? = nil, ipBlock: IPBlock? = nil
  ) {
    self.podSelector = podSelector
    self.namespaceSelector = namespaceSelector
    self.ipBlock = ipBlock
  }

  init(reading fields: Fields) {
    self.init(
      podSelector: fields.selector("podSelector"), namespaceSelector: fields.selector("namespaceSelector"),
      ipBlock: fields.object("ipBlock") {
        IPBlock(cidr: $0.string("cidr") ?? "", except: $0.texts("except") ?? [])
      })
  }
}

/// Addresses of a block without those of others.
public struct IPBlock: Sendable, Hashable {
  /// The block, such as 10.0.0.0/8.
  public var cidr: String
  /// Blocks within it that do not count.
  public var except: [String]

  /// Makes a block from its parts.
  public init(cidr: String, except: [String] = []) {
    self.cidr = cidr
    self.except = except
  }
}

/// A port of a pod, or a range of ports.
public struct NetworkPolicyPort: Sendable, Hashable {
  /// TCP, UDP or SCTP; nil before defaulting.
  public var `protocol`: String?
  /// The pods' port by number or name; nil for all.
  public var port: IntOrString?
  /// The last port of a range that begins at `port`.
  public var endPort: Int32?

  /// Makes a port from its parts.
  public init(protocol: String? = nil, port: IntOrString? = nil, endPort: Int32? = nil) {
    self.protocol = `protocol`
    self.port = port
    self.endPort = endPort
  }

  init(reading fields: Fields) {
    self.init(
      protocol: fields.string("protocol"), port: fields.intOrString("port"), endPort: fields.int32("endPort"))
  }
}
