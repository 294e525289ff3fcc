import Kubernetes

/// Scaling a Deployment, also in the middle of a rollout, when each ReplicaSet gets its share.
extension DeploymentController {
  /// Sets the replicas of ReplicaSets after the Deployment's changed.
  ///
  /// One active ReplicaSet takes all. Once the new one has all its replicas, the old ones go to 0. Else what is to be
  /// added or taken away is shared out in proportion to their sizes; what rounding leaves goes to the largest.
  /// Source: sync.go scale.
  static func scale(_ state: DeploymentState) -> [DeploymentAction] {
    if let only = activeOrLatest(state) {
      return only.replicas == state.replicas ? [] : [.scale(name: only.name, to: state.replicas)]
    }
    if isSaturated(state) {
      return state.oldSets.filter { $0.replicas > 0 }.map { .scale(name: $0.name, to: 0) }
    }
    guard state.strategy.type == "RollingUpdate" else { return [] }
    return proportional(state)
  }

  /// The one active ReplicaSet, or the newest if none is; nil if several are.
  ///
  /// Source: deployment_util.go FindActiveOrLatest.
  private static func activeOrLatest(_ state: DeploymentState) -> OwnedReplicaSet? {
    let active = state.allSets.filter { $0.replicas > 0 }
    if active.count == 1 { return active[0] }
    if active.count > 1 { return nil }
    return state.newSet ?? state.oldSets.max { isOlder($0, $1) }
  }

  private static func isSaturated(_ state: DeploymentState) -> Bool {
    guard let new = state.newSet else { return false }
    return new.replicas == state.replicas && new.desiredAnnotation == state.replicas
      && new.availableReplicas == state.replicas
  }

  private static func proportional(_ state: DeploymentState) -> [DeploymentAction] {
    let allowed = state.replicas > 0 ? state.replicas &+ state.limits.surge : 0
    let toAdd = allowed &- state.totalReplicas
    var sets = state.allSets.filter { $0.replicas > 0 }
    // Whoever is largest takes the rest: growing the newer of two, shrinking the older.
    sets.sort { a, b in
      if a.replicas != b.replicas { return a.replicas > b.replicas }
      return toAdd > 0 ? isOlder(b, a) : isOlder(a, b)
    }
    var sizes = sets.map(\.replicas)
    var added: Int32 = 0
    if toAdd != 0 {
      for (index, set) in sets.enumerated() {
        let share = share(of: set, state, toAdd: toAdd, added: added)
        sizes[index] &+= share
        added &+= share
      }
    }
    if !sizes.isEmpty { sizes[0] = max(0, sizes[0] &+ toAdd &- added) }
    return zip(sets, sizes).filter { $0.replicas != $1 }.map { .scale(name: $0.name, to: $1) }
  }

  /// What a ReplicaSet gets or loses, never more than is left.
  ///
  /// Source: deployment_util.go GetReplicaSetProportion.
  private static func share(
    of set: OwnedReplicaSet, _ state: DeploymentState, toAdd: Int32, added: Int32
  ) -> Int32 {
    if set.replicas == 0 || toAdd == added { return 0 }
    let wanted = fraction(of: set, state)
    let left = toAdd &- added
    return toAdd > 0 ? min(wanted, left) : max(wanted, left)
  }

  /// The change that keeps a ReplicaSet's part of the whole, rounded half away from 0.
  ///
  /// Source: deployment_util.go getReplicaSetFraction.
  private static func fraction(of set: OwnedReplicaSet, _ state: DeploymentState) -> Int32 {
    if state.replicas == 0 { return -set.replicas }
    let before = set.maxReplicasAnnotation ?? state.statusReplicas
    if before == 0 { return 0 }
    let most = Int64(state.replicas) + Int64(state.limits.surge)
    let size = Double(Int64(set.replicas) * most) / Double(before)
    return Int32(clamping: Int64(size.rounded())) &- set.replicas
  }
}
