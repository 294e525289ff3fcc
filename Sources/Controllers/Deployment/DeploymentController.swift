import Kubernetes

/// What a Deployment does next about its ReplicaSets: one step of a rollout, a scaling, or nothing.
///
/// Each call makes at most one kind of change, as upstream does: the next follows when its effect is seen.
/// Source: pkg/controller/deployment/{deployment_controller,sync,rolling,recreate}.go.
public enum DeploymentController {
  /// Decides on the next step.
  public static func decide(_ state: DeploymentState) -> [DeploymentAction] {
    if state.isPaused || isScaling(state) { return scale(state) }
    guard state.newSet != nil else { return begin(state) }
    return state.strategy.type == "Recreate" ? recreate(state) : roll(state)
  }

  /// Whether the replicas changed since the active ReplicaSets were last scaled.
  ///
  /// Source: sync.go isScalingEvent.
  static func isScaling(_ state: DeploymentState) -> Bool {
    state.allSets.contains { set in
      set.replicas > 0 && set.desiredAnnotation.map { $0 != state.replicas } ?? false
    }
  }

  /// Makes the ReplicaSet of a new template; for Recreate only once no pod of an old one is left.
  private static func begin(_ state: DeploymentState) -> [DeploymentAction] {
    if state.strategy.type == "Recreate" {
      let down = toZero(state.oldSets)
      if !down.isEmpty { return down }
      if state.oldSets.contains(where: { $0.runningPods > 0 }) { return [] }
      return [.create(replicas: state.replicas)]
    }
    return [
      .create(
        replicas: state.limits.newReplicas(current: 0, total: state.totalReplicas, replicas: state.replicas))
    ]
  }

  private static func recreate(_ state: DeploymentState) -> [DeploymentAction] {
    let down = toZero(state.oldSets)
    if !down.isEmpty { return down }
    if state.oldSets.contains(where: { $0.runningPods > 0 }) { return [] }
    if let set = state.newSet, set.replicas != state.replicas {
      return [.scale(name: set.name, to: state.replicas)]
    }
    return cleanUp(state)
  }

  private static func roll(_ state: DeploymentState) -> [DeploymentAction] {
    guard let set = state.newSet else { return [] }
    if set.replicas != state.replicas {
      let wanted =
        set.replicas > state.replicas
        ? state.replicas
        : state.limits.newReplicas(
          current: set.replicas, total: state.totalReplicas, replicas: state.replicas)
      if wanted != set.replicas { return [.scale(name: set.name, to: wanted)] }
    }
    let down = scaleDownOld(state)
    return down.isEmpty ? cleanUp(state) : down
  }

  /// Takes pods off old ReplicaSets: unhealthy ones first, then the oldest's, keeping enough available.
  ///
  /// Source: rolling.go reconcileOldReplicaSets.
  static func scaleDownOld(_ state: DeploymentState) -> [DeploymentAction] {
    guard let new = state.newSet, state.oldSets.contains(where: { $0.replicas > 0 }) else { return [] }
    let leastAvailable = state.replicas &- state.limits.unavailable
    let newUnavailable = new.replicas &- new.availableReplicas
    let most = state.totalReplicas &- leastAvailable &- newUnavailable
    if most <= 0 { return [] }
    var sizes = state.oldSets.sorted(by: isOlder)
    var removed: Int32 = 0
    for index in sizes.indices where removed < most {
      let unhealthy = sizes[index].replicas &- sizes[index].availableReplicas
      if sizes[index].replicas == 0 || unhealthy <= 0 { continue }
      let count = min(most &- removed, unhealthy)
      sizes[index].replicas &-= count
      removed &+= count
    }
    let available = state.allSets.reduce(0) { $0 &+ $1.availableReplicas }
    var spare = available &- leastAvailable
    for index in sizes.indices where spare > 0 {
      let count = min(sizes[index].replicas, spare)
      sizes[index].replicas &-= count
      spare &-= count
    }
    let before = Dictionary(state.oldSets.map { ($0.name, $0.replicas) }) { first, _ in first }
    return sizes.filter { before[$0.name] != $0.replicas }.map { .scale(name: $0.name, to: $0.replicas) }
  }

  /// Deletes the oldest ReplicaSets without pods beyond the limit of history.
  ///
  /// Source: sync.go cleanupDeployment. Only once the rollout is complete.
  private static func cleanUp(_ state: DeploymentState) -> [DeploymentAction] {
    guard let new = state.newSet, new.availableReplicas == state.replicas,
      new.statusReplicas == state.replicas, state.oldSets.allSatisfy({ $0.statusReplicas == 0 })
    else { return [] }
    let excess = state.oldSets.count - Int(state.revisionHistoryLimit)
    if excess <= 0 { return [] }
    let oldest = state.oldSets.sorted { ($0.revision, $0.name) < ($1.revision, $1.name) }
    return oldest.prefix(excess).filter { $0.replicas == 0 && $0.statusReplicas == 0 }
      .map { .delete(name: $0.name) }
  }

  private static func toZero(_ sets: [OwnedReplicaSet]) -> [DeploymentAction] {
    sets.filter { $0.replicas > 0 }.map { .scale(name: $0.name, to: 0) }
  }

  static func isOlder(_ a: OwnedReplicaSet, _ b: OwnedReplicaSet) -> Bool {
    (a.createdMs, a.name) < (b.createdMs, b.name)
  }
}
