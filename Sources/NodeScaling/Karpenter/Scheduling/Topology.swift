import Kubernetes
import Scheduling

/// Where pods that are spread, near each other or apart may go, counted by the values of a label.
///
/// Source: pkg/controllers/provisioning/scheduling/topology.go, topologygroup.go (Karpenter 1.13); of equal
/// domains, the first by name is taken where upstream takes any.
struct Topology: Sendable {
  /// What a group of pods wants.
  private enum Kind: Sendable, Hashable {
    case spread(maxSkew: Int32, minDomains: Int32?)
    case affinity
    case antiAffinity
  }

  private struct Key: Sendable, Hashable {
    var kind: Kind
    var label: String
    var namespaces: [String]
    var selector: LabelSelector?
  }

  private var domains: [String: Set<String>]
  private var groups: [Key: [String: Int32]] = [:]
  /// Pods placed: description, and the domains they may be in by label.
  private var placed: [(pod: PodDescription, requirements: Requirements)] = []
  private var owners: [Key: [(pod: PodDescription, requirements: Requirements)]] = [:]

  /// Begins with the values a label may have.
  init(domains: [String: Set<String>]) { self.domains = domains }

  /// Adds a value that a label may have.
  mutating func add(_ domain: String, of label: String) {
    domains[label, default: []].insert(domain)
  }

  /// What must hold besides for a pod on a node; nil if the pod cannot be there.
  func requirements(
    for pod: PodDemand, podRequirements: Requirements, node: Requirements
  ) -> Requirements? {
    var result = Requirements()
    for key in Self.keys(of: pod.pod) {
      let allowed = choose(key, pod.pod, podRequirements[key.label], node[key.label])
      if allowed.isEmpty { return nil }
      result.add(key.label, allowed)
    }
    // Pods that are there keep this one away as far as they may themselves be.
    for (key, owners) in owners where Self.means(key, pod.pod) {
      for owner in owners {
        let taken = owner.requirements[key.label]
        if taken.isComplement { return nil }
        let left = node[key.label].intersection(.notIn(taken.values))
        if left.isEmpty { return nil }
        result.add(key.label, .notIn(taken.values))
      }
    }
    return result
  }

  /// Notes where a pod went.
  mutating func record(_ pod: PodDemand, _ requirements: Requirements) {
    for key in Self.keys(of: pod.pod) where key.kind == .antiAffinity {
      owners[key, default: []].append((pod.pod, requirements))
    }
    placed.append((pod.pod, requirements))
  }

  private func counts(_ key: Key) -> [String: Int32] {
    var result: [String: Int32] = [:]
    for (pod, requirements) in placed where Self.means(key, pod) {
      let domain = requirements[key.label]
      if domain.isComplement { continue }
      if key.kind == .antiAffinity || domain.values.count == 1 {
        for value in domain.values { result[value, default: 0] += 1 }
      }
    }
    return result
  }

  private func choose(
    _ key: Key, _ pod: PodDescription, _ own: Requirement, _ node: Requirement
  ) -> Requirement {
    let known = domains[key.label] ?? []
    let counts = counts(key)
    switch key.kind {
    case .spread(let maxSkew, let minDomains):
      let possible = known.filter { own.allows($0) }
      var least = possible.map { counts[$0] ?? 0 }.min() ?? 0
      // A further host can always be made.
      if key.label == KarpenterLabels.hostname || minDomains.map({ possible.count < $0 }) ?? false {
        least = 0
      }
      let itself: Int32 = Self.means(key, pod) ? 1 : 0
      var best: (count: Int32, domain: String)?
      for domain in known.sorted() where node.allows(domain) && own.allows(domain) {
        let count = (counts[domain] ?? 0) + itself
        if count - least <= maxSkew, best.map({ count < $0.count }) ?? true { best = (count, domain) }
      }
      return best.map { .in([$0.domain]) } ?? .doesNotExist
    case .affinity:
      let there = known.filter { (counts[$0] ?? 0) > 0 && own.allows($0) && node.allows($0) }
      if !there.isEmpty { return .in(there) }
      guard counts.values.allSatisfy({ $0 == 0 }), Self.means(key, pod),
        let first = known.filter({ own.allows($0) && node.allows($0) }).min()
      else { return .doesNotExist }
      return .in([first])
    case .antiAffinity:
      return .in(known.filter { (counts[$0] ?? 0) == 0 && own.allows($0) })
    }
  }

  private static func means(_ key: Key, _ pod: PodDescription) -> Bool {
    key.namespaces.contains(pod.namespace) && key.selector?.matches(pod.labels) ?? false
  }

  /// Whether a pod looks at where others are.
  static func concerns(_ demand: PodDemand) -> Bool {
    let spec = demand.pod.spec
    return !spec.topologySpreadConstraints.isEmpty || spec.affinity?.podAffinity != nil
      || spec.affinity?.podAntiAffinity != nil
  }

  private static func keys(of pod: PodDescription) -> [Key] {
    var result = pod.spec.topologySpreadConstraints.map {
      Key(
        kind: .spread(maxSkew: $0.maxSkew, minDomains: $0.minDomains), label: $0.topologyKey,
        namespaces: [pod.namespace], selector: $0.labelSelector)
    }
    func add(_ kind: Kind, _ terms: PodAffinity?) {
      for term in (terms?.required ?? []) + (terms?.preferred.map(\.podAffinityTerm) ?? []) {
        let namespaces = term.namespaces.isEmpty ? [pod.namespace] : term.namespaces.sorted()
        result.append(
          Key(kind: kind, label: term.topologyKey, namespaces: namespaces, selector: term.labelSelector))
      }
    }
    add(.affinity, pod.spec.affinity?.podAffinity)
    add(.antiAffinity, pod.spec.affinity?.podAntiAffinity)
    return result
  }
}
