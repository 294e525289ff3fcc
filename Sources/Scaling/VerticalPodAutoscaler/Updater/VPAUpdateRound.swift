import Kubernetes

/// What the updater sees in one round.
public struct VPAUpdateRound: Sendable {
  /// A VPA with the selector of its target's pods.
  public struct Target: Sendable {
    /// The VPA with its last recommendation in its status.
    public var vpa: VerticalPodAutoscaler
    /// The selector.
    public var selector: LabelSelector

    /// Makes a target from its parts.
    public init(vpa: VerticalPodAutoscaler, selector: LabelSelector) {
      self.vpa = vpa
      self.selector = selector
    }
  }

  /// What manages some pods.
  public struct Controller: Sendable, Hashable {
    /// The kind, such as ReplicaSet.
    public var kind: String
    /// The name.
    public var name: String
    /// The namespace.
    public var namespace: String
    /// The pods it wants; of a DaemonSet those that are ready.
    public var replicas: Int
    /// The kind of what manages it in the end, such as Deployment.
    public var topKind: String
    /// The name of that.
    public var topName: String

    /// Makes a controller from its parts.
    public init(
      kind: String, name: String, namespace: String = "default", replicas: Int, topKind: String,
      topName: String
    ) {
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.replicas = replicas
      self.topKind = topKind
      self.topName = topName
    }
  }

  /// The time in milliseconds since 1970.
  public var nowMs: Int64
  /// The VPAs, handled in this order; upstream's order is random.
  public var targets: [Target]
  /// The pods, in the order of the server's list.
  public var pods: [VPAPod]
  /// What manages the pods.
  public var controllers: [Controller]
  /// The rules of the namespaces.
  public var limitRanges: [LimitRange]

  /// Makes a round from its parts.
  public init(
    nowMs: Int64, targets: [Target], pods: [VPAPod], controllers: [Controller],
    limitRanges: [LimitRange] = []
  ) {
    self.nowMs = nowMs
    self.targets = targets
    self.pods = pods
    self.controllers = controllers
    self.limitRanges = limitRanges
  }

  /// The controller of a pod, nil if it has none that is known.
  func controller(of pod: VPAPod) -> Controller? {
    guard let owner = pod.controller else { return nil }
    return controllers.first {
      $0.kind == owner.kind && $0.name == owner.name && $0.namespace == pod.namespace
    }
  }

  /// The place of the VPA that controls a pod: of those that match, the oldest, then the first by name.
  func target(of pod: VPAPod, among candidates: [Int]) -> Int? {
    guard let controller = controller(of: pod) else { return nil }
    let matching = candidates.filter { index in
      let target = targets[index]
      guard let reference = target.vpa.spec.targetRef else { return false }
      return target.vpa.metadata.namespace == pod.namespace && reference.kind == controller.topKind
        && reference.name == controller.topName && target.selector.matches(pod.labels)
    }
    return matching.min { a, b in
      let (first, second) = (targets[a].vpa.metadata, targets[b].vpa.metadata)
      let (born, otherBorn) = (first.creationTimestampMs ?? .min, second.creationTimestampMs ?? .min)
      return born != otherBorn ? born < otherBorn : first.name < second.name
    }
  }
}

/// What the updater asks the API server to do.
public enum VPAUpdateAction: Sendable, Hashable {
  /// Evict a pod, by its place in the round.
  case evict(pod: Int)
  /// Resize a pod, by its place in the round, and remove some of its notes.
  ///
  /// `endsBoost` tells a resize that only takes a startup boost away.
  case resize(pod: Int, change: VPAPodChange, removing: [String], endsBoost: Bool)
}

/// What the API server answers.
public enum VPAActionOutcome: Sendable, Hashable {
  /// Done.
  case done
  /// Refused, such as by a PodDisruptionBudget.
  case refused
  /// Refused because no node of that size exists.
  case infeasible
}

/// What became of a pod in a round, and why.
public struct VPAUpdateVerdict: Sendable, Hashable {
  /// The reasons, in the order they are looked at.
  public enum Reason: Sendable, Hashable {
    /// A startup boost still runs.
    case boosted
    /// A startup boost was taken away.
    case boostEnded
    /// Its group has too few pods, or is not known.
    case noGroup
    /// Too many pods of its group are missing or on their way.
    case budget
    /// The resize waits for the kubelet.
    case deferred
    /// An earlier resize to no less was infeasible.
    case infeasible
    /// The recommendation cannot be fitted to the pod.
    case unfit(VPAInputError)
    /// Within the bounds, and its start is not known.
    case noStartTime
    /// Within the bounds, and too young.
    case tooYoung
    /// Within the bounds, and too little would change.
    case tooSimilar
    /// Killed quickly for want of memory, but nothing would change.
    case unchanged
    /// The VPA's eviction requirements are not met.
    case requirements
    /// It was evicted.
    case evicted
    /// It was resized.
    case resized
    /// The API server refused.
    case refused
  }

  /// The pod, by its place in the round.
  public var pod: Int
  /// The VPA, by its place in the round.
  public var target: Int
  /// Why.
  public var reason: Reason
  /// How urgent a change was, as far as that was looked at.
  public var priority: VPAPriority?
}
