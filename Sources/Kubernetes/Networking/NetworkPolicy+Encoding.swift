extension NetworkPolicy {
  /// The object as a manifest that kubectl applies; what is nil or empty is left out.
  public func encode() -> DocumentNode {
    func rules(_ rules: [NetworkPolicyRule], _ peers: String) -> DocumentNode? {
      rules.isEmpty ? nil : .list(rules.map { $0.encode(peers: peers) })
    }
    return .fields([
      ("apiVersion", .text("networking.k8s.io/v1")), ("kind", .text("NetworkPolicy")),
      ("metadata", metadata.encode()),
      (
        "spec",
        .fields([
          ("podSelector", podSelector.encoded), ("ingress", rules(ingress, "from")),
          ("egress", rules(egress, "to")),
          ("policyTypes", policyTypes.map { .list($0.map { .text($0) }) }),
        ])
      ),
    ])
  }
}

extension NetworkPolicyRule {
  fileprivate func encode(peers key: String) -> DocumentNode {
    .fields([
      (key, peers.isEmpty ? nil : .list(peers.map { $0.encode() })),
      (
        "ports",
        ports.isEmpty
          ? nil
          : .list(
            ports.map {
              .fields([
                ("protocol", $0.protocol.map { .text($0) }), ("port", $0.port?.encode()),
                ("endPort", $0.endPort.map { .number($0) }),
              ])
            })
      ),
    ])
  }
}

extension NetworkPolicyPeer {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("podSelector", podSelector?.encoded), ("namespaceSelector", namespaceSelector?.encoded),
      (
        "ipBlock",
        ipBlock.map { block in
          .fields([
            ("cidr", .text(block.cidr)),
            ("except", block.except.isEmpty ? nil : .list(block.except.map { .text($0) })),
          ])
        }
      ),
    ])
  }
}

extension LabelSelector {
  /// The selector as it stands in a manifest.
  fileprivate var encoded: DocumentNode {
    .fields([
      ("matchLabels", .texts(matchLabels)),
      (
        "matchExpressions",
        matchExpressions.isEmpty
          ? nil
          : .list(
            matchExpressions.map { condition in
              .fields([
                ("key", .text(condition.key)), ("operator", .text(condition.operator)),
                ("values", condition.values.isEmpty ? nil : .list(condition.values.map { .text($0) })),
              ])
            })
      ),
    ])
  }
}
