import Kubernetes
import Scheduling

/// A pod that needs a node, with what may be left out of its wishes.
public struct PodDemand: Sendable {
  /// The pod's name, unique in its namespace.
  public var name: String
  /// What it is.
  public var pod: PodDescription
  /// When it was made.
  public var createdMs: Int64
  /// What it asks for, one pod included.
  public var resources: NodeResources

  /// Makes a demand of a pod.
  public init(name: String, pod: PodDescription, createdMs: Int64 = 0) {
    self.name = name
    self.pod = pod
    self.createdMs = createdMs
    let request = PodRequest(pod.spec)
    var others: [String: Int64] = [:]
    for scalar in request.scalars { others[scalar.name] = scalar.amount }
    if request.ephemeralStorage > 0 { others["ephemeral-storage"] = request.ephemeralStorage }
    resources = NodeResources(
      milliCPU: request.milliCPU, memory: request.memory, pods: 1, others: others)
  }

  /// In which order pods are placed: most CPU first, then most memory, then oldest, then by name.
  ///
  /// Source: pkg/controllers/provisioning/scheduling/queue.go (Karpenter 1.13).
  static func isBefore(_ a: PodDemand, _ b: PodDemand) -> Bool {
    (b.resources.milliCPU, b.resources.memory, a.createdMs, a.name)
      < (a.resources.milliCPU, a.resources.memory, b.createdMs, b.name)
  }

  /// What it requires of a node's labels: its selector, the first of the required terms, the weightiest
  /// preferred one.
  ///
  /// Source: pkg/scheduling/requirements.go NewPodRequirements (Karpenter 1.13).
  public var requirements: Requirements {
    var result = Requirements(labels: pod.spec.nodeSelector)
    let affinity = pod.spec.affinity?.nodeAffinity
    if let term = affinity?.required?.nodeSelectorTerms.first {
      result.add(Requirements(term.matchExpressions))
    }
    if let best = heaviestPreference { result.add(Requirements(best.preference.matchExpressions)) }
    return result
  }

  private var heaviestPreference: PreferredSchedulingTerm? {
    let preferred = pod.spec.affinity?.nodeAffinity?.preferred ?? []
    return preferred.reduce(nil) { best, term in best.map { $0.weight >= term.weight } ?? false ? best : term
    }
  }

  /// Whether it may be on a node with these marks.
  func tolerates(_ taints: [Taint]) -> Bool {
    taints.allSatisfy { taint in pod.spec.tolerations.contains { $0.tolerates(taint) } }
  }

  /// Gives one wish up, the least important first; returns whether there was one.
  ///
  /// Source: pkg/controllers/provisioning/scheduling/preferences.go (Karpenter 1.13).
  mutating func relax(toleratesSoftTaints: Bool) -> Bool {
    if var terms = pod.spec.affinity?.nodeAffinity?.required?.nodeSelectorTerms, terms.count > 1 {
      terms.removeFirst()
      pod.spec.affinity?.nodeAffinity?.required?.nodeSelectorTerms = terms
      return true
    }
    if let left = Self.withoutHeaviest(pod.spec.affinity?.podAffinity?.preferred, \.weight) {
      pod.spec.affinity?.podAffinity?.preferred = left
      return true
    }
    if let left = Self.withoutHeaviest(pod.spec.affinity?.podAntiAffinity?.preferred, \.weight) {
      pod.spec.affinity?.podAntiAffinity?.preferred = left
      return true
    }
    if let left = Self.withoutHeaviest(pod.spec.affinity?.nodeAffinity?.preferred, \.weight) {
      pod.spec.affinity?.nodeAffinity?.preferred = left
      return true
    }
    if let index = pod.spec.topologySpreadConstraints.firstIndex(where: {
      $0.whenUnsatisfiable == "ScheduleAnyway"
    }) {
      pod.spec.topologySpreadConstraints.remove(at: index)
      return true
    }
    let all = Toleration(key: "", operator: "Exists", value: "", effect: "PreferNoSchedule")
    if toleratesSoftTaints, !pod.spec.tolerations.contains(all) {
      pod.spec.tolerations.append(all)
      return true
    }
    return false
  }

  private static func withoutHeaviest<Term>(_ terms: [Term]?, _ weight: (Term) -> Int32) -> [Term]? {
    guard var left = terms, let most = left.map(weight).max(),
      let index = left.firstIndex(where: { weight($0) == most })
    else { return nil }
    left.remove(at: index)
    return left
  }
}
