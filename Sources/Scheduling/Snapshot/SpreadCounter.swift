/// Counts pods by the values of a label, for spreading over the nodes that take part.
struct SpreadCounter: Sendable {
  /// What makes one counter differ from others.
  struct Key: Sendable, Hashable {
    /// The column of pods per node.
    var column: Int32
    /// The label that divides nodes.
    var label: Int32
    /// Labels a node must have to take part, sorted.
    var requiredLabels: [Int32]
    /// The node requirement a node must meet to take part, -1 for none.
    var nodeRequirement: Int32
    /// The tolerations that must cover a node's taints for it to take part, -1 for none.
    var tolerations: Int32
  }

  let key: Key
  /// Pods by value.
  private(set) var pods = DomainCounter()
  /// Nodes that take part, by value.
  private var nodes = DomainCounter()
  /// How many values have nodes that take part.
  private(set) var domainCount: Int32 = 0
  private var least: Int32 = 0
  /// How many domains have the least count; 0 when that has to be looked up again.
  private var domainsAtLeast: Int32 = 0

  init(_ key: Key) { self.key = key }

  /// Adds a node, or takes one away, with its pods.
  mutating func addNode(_ sign: Int32, domain: Int32, pods count: Int32) {
    nodes.add(sign, domain: domain)
    if sign > 0, nodes[domain] == 1 { domainCount += 1 }
    if sign < 0, nodes[domain] == 0 { domainCount -= 1 }
    pods.add(sign &* count, domain: domain)
    domainsAtLeast = 0
  }

  /// Adds pods on a node that takes part.
  mutating func add(_ amount: Int32, domain: Int32) {
    let before = pods[domain]
    pods.add(amount, domain: domain)
    guard domainsAtLeast > 0 else { return }
    if amount > 0 {
      if before == least { domainsAtLeast -= 1 }
    } else if before + amount < least {
      (least, domainsAtLeast) = (before + amount, 1)
    } else if before + amount == least, before != least {
      domainsAtLeast += 1
    }
  }

  /// The fewest pods of a domain, the largest number without domains.
  mutating func minimum() -> Int32 {
    if domainCount == 0 { return .max }
    if domainsAtLeast == 0 { findLeast() }
    return least
  }

  private mutating func findLeast() {
    least = .max
    for (domain, count) in nodes.counts.enumerated() where count > 0 {
      let found = pods[Int32(domain)]
      if found < least {
        (least, domainsAtLeast) = (found, 1)
      } else if found == least {
        domainsAtLeast += 1
      }
    }
  }
}
