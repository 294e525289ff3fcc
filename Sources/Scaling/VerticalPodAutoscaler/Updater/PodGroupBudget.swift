import Kubernetes

/// How many pods of a controller may be taken away in a round.
///
/// Source: vertical-pod-autoscaler/pkg/updater/restriction/pods_restriction_factory.go.
struct PodGroupBudget: Sendable {
  /// The pods the controller wants.
  let configured: Int
  /// Of those, how many may be missing.
  let tolerance: Int
  /// The live pods that are not pending.
  let running: Int
  /// Whether there are so few that none may be evicted.
  let isBelowMinimum: Bool
  /// Evicted in this round.
  var evicted = 0
  /// Resized in this round.
  var resized = 0

  /// Whether one more pod may be disturbed.
  ///
  /// More are up than must be; or the tolerance is too small for one, all are up and none was touched yet.
  var allowsDisruption: Bool {
    running - (evicted + resized) > configured - tolerance
      || configured == running && tolerance == 0 && evicted == 0 && resized == 0
  }
}

/// The budgets of the groups that the pods of a VPA belong to.
struct PodGroupBudgets: Sendable {
  private struct Key: Hashable {
    let kind: String
    let name: String
    let namespace: String
  }

  private var groups: [PodGroupBudget] = []
  /// The group of each pod by its place in the round, none if it is left alone.
  private var groupOfPod: [Int: Int] = [:]

  /// Counts the groups of some pods of a round.
  init(
    _ round: VPAUpdateRound, _ pods: [Int], _ vpa: VerticalPodAutoscaler,
    _ configuration: VPAUpdaterConfiguration
  ) {
    var members: [Key: [Int]] = [:]
    for index in pods {
      let pod = round.pods[index]
      // Pods nobody manages make one group of their own.
      let key = Key(
        kind: pod.controller?.kind ?? "", name: pod.controller?.name ?? "", namespace: pod.namespace)
      members[key, default: []].append(index)
    }
    let required = vpa.spec.updatePolicy?.minReplicas.map(Int.init) ?? configuration.minReplicas
    let isInPlace = vpa.updateMode == .inPlaceOrRecreate || vpa.updateMode == .inPlace
    let skipsCount = isInPlace && configuration.inPlaceSkipDisruptionBudget
    for (key, indices) in members {
      let isBelow = indices.count < required
      if isBelow, !skipsCount, !indices.contains(where: { round.pods[$0].isBoosted }) { continue }
      guard let configured = Self.configured(key.kind, key.name, key.namespace, round, live: indices.count)
      else { continue }
      let pending = indices.count { round.pods[$0].phase == "Pending" }
      let tolerance = Double(configured) * configuration.evictionTolerance
      for index in indices { groupOfPod[index] = groups.count }
      groups.append(
        PodGroupBudget(
          configured: configured, tolerance: tolerance.isFinite ? Int(tolerance.clamped) : 0,
          running: indices.count - pending, isBelowMinimum: isBelow && skipsCount))
    }
  }

  /// How many pods a controller wants; nil if it is gone or wants none.
  private static func configured(
    _ kind: String, _ name: String, _ namespace: String, _ round: VPAUpdateRound, live: Int
  ) -> Int? {
    switch kind {
    case "Job": return live
    case "ReplicationController", "ReplicaSet", "StatefulSet", "DaemonSet":
      let found = round.controllers.first { $0.kind == kind && $0.name == name && $0.namespace == namespace }
      guard let found, found.replicas > 0 else { return nil }
      return found.replicas
    default: return 0
    }
  }

  /// The budget of a pod's group, nil if it is left alone.
  subscript(pod: Int) -> PodGroupBudget? { groupOfPod[pod].map { groups[$0] } }

  /// Counts a pod as evicted.
  mutating func countEviction(of pod: Int) {
    if let group = groupOfPod[pod] { groups[group].evicted += 1 }
  }

  /// Counts a pod as resized.
  mutating func countResize(of pod: Int) {
    if let group = groupOfPod[pod] { groups[group].resized += 1 }
  }
}

extension Double {
  /// The value within what an Int holds with room to spare.
  fileprivate var clamped: Double { self > 1e15 ? 1e15 : self < -1e15 ? -1e15 : self }
}
