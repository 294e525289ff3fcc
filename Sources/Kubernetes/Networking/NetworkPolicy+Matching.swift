/// One side of a connection, as NetworkPolicies see it.
public struct NetworkEnd: Sendable, Hashable {
  /// The namespace of a pod, nil for an address outside the cluster.
  public var namespace: String?
  /// The pod's labels.
  public var labels: [String: String]
  /// The namespace's labels.
  public var namespaceLabels: [String: String]
  /// The address outside; nil for one nobody knows.
  public var address: AddressBlock?

  /// Makes a pod; its namespace has the label that every namespace has.
  public init(namespace: String, labels: [String: String], namespaceLabels: [String: String] = [:]) {
    self.namespace = namespace
    self.labels = labels
    self.namespaceLabels = namespaceLabels.merging(["kubernetes.io/metadata.name": namespace]) { $1 }
  }

  /// Makes an address outside the cluster.
  public init(address: AddressBlock?) {
    labels = [:]
    namespaceLabels = [:]
    self.address = address
  }
}

/// A port of a pod that a connection goes to.
public struct NetworkPort: Sendable, Hashable {
  /// TCP, UDP or SCTP.
  public var `protocol`: String
  /// The number, nil where only the name is known.
  public var number: Int32?
  /// The container's name for it, empty for none.
  public var name: String

  /// Makes a port of its parts.
  public init(protocol: String = "TCP", number: Int32?, name: String = "") {
    self.protocol = `protocol`
    self.number = number
    self.name = name
  }
}

extension NetworkPolicy {
  /// Tells whether some policies let a connection through.
  ///
  /// A pod that any policy of a direction is about takes, or makes, only what one of these policies allows; both
  /// sides must agree. Answers go back freely. Nodes reach their own pods whatever the policies say: that is the
  /// caller's to know.
  ///
  /// Source: the API's own words, kubernetes/api networking/v1/types.go. Policies are defaulted.
  public static func allow(
    _ policies: [NetworkPolicy], from source: NetworkEnd, to target: NetworkEnd, port: NetworkPort?
  ) -> Bool {
    func passes(_ type: String, _ own: NetworkEnd, _ other: NetworkEnd) -> Bool {
      let about = policies.filter { policy in
        policy.policyTypes?.contains(type) ?? false && policy.metadata.namespace == own.namespace
          && policy.podSelector.matches(own.labels)
      }
      return about.isEmpty
        || about.contains { policy in
          (type == "Ingress" ? policy.ingress : policy.egress).contains {
            $0.allows(other, port: port, namespace: policy.metadata.namespace)
          }
        }
    }
    return passes("Ingress", target, source) && passes("Egress", source, target)
  }
}

extension NetworkPolicyRule {
  /// Whether the other side is one of the peers and the port one of the ports.
  fileprivate func allows(_ other: NetworkEnd, port: NetworkPort?, namespace: String) -> Bool {
    (peers.isEmpty || peers.contains { $0.matches(other, namespace: namespace) })
      && (ports.isEmpty || ports.contains { $0.matches(port) })
  }
}

extension NetworkPolicyPeer {
  /// Whether the other side is meant: inside an element all conditions must hold.
  fileprivate func matches(_ end: NetworkEnd, namespace: String) -> Bool {
    if let ipBlock { return ipBlock.contains(end) }
    guard let its = end.namespace else { return false }
    let isNear = namespaceSelector?.matches(end.namespaceLabels) ?? (its == namespace)
    return isNear && podSelector?.matches(end.labels) ?? true
  }
}

extension IPBlock {
  /// Whether an end's address is of this block. Of a pod, or of an address nobody knows, that can be said only
  /// where the block holds all addresses.
  fileprivate func contains(_ end: NetworkEnd) -> Bool {
    guard let block = AddressBlock(cidr) else { return false }
    guard end.namespace == nil, let address = end.address else {
      return block.prefix == 0 && except.isEmpty
    }
    return block.contains(address) && !except.contains { AddressBlock($0)?.contains(address) ?? false }
  }
}

extension NetworkPolicyPort {
  /// Whether a connection to a port is meant; one to a port nobody knows is meant only by all ports.
  fileprivate func matches(_ found: NetworkPort?) -> Bool {
    if let found, found.protocol != `protocol` ?? "TCP" { return false }
    switch port {
    case nil: return true
    case .string(let name): return found.map { !$0.name.isEmpty && $0.name == name } ?? false
    case .int(let first):
      guard let number = found?.number else { return false }
      return number >= first && number <= endPort ?? first
    }
  }
}
