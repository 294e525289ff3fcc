import Controllers
public import Kubernetes

/// Workloads that get a new template in the middle of a run.
extension Cluster {
  /// Gives a workload a new template, whose pods request and do what the old ones did.
  ///
  /// A Deployment's pods are replaced as the strategy says, a StatefulSet's as it says itself; a rollout under way is
  /// overtaken. A DaemonSet or Job has none. Source: pkg/controller/deployment/{sync,rolling,recreate}.go, by way of
  /// `DeploymentController`.
  public mutating func rollOut(
    _ workload: Int, strategy: DeploymentStrategy = DeploymentStrategy(), minReadySeconds: Int32 = 0,
    nowMs: Int64
  ) {
    if case .statefulSet = workloads[workload].controller {
      workloads[workload].revision += 1
      return syncMembers(workload, nowMs: nowMs)
    }
    guard case .replicaSet = workloads[workload].controller else { return }
    let old = Rollout.ReplicaSet(
      revision: workloads[workload].revision, createdMs: .min / 2, replicas: workloads[workload].replicas)
    let sets = workloads[workload].rollout?.sets ?? [old]
    workloads[workload].revision += 1
    workloads[workload].rollout = Rollout(
      strategy: strategy, minReadySeconds: minReadySeconds, sets: sets)
    advanceRollout(workload, nowMs: nowMs)
  }

  /// Takes the steps of a rollout that what happened by now allows.
  mutating func advanceRollout(_ workload: Int, nowMs: Int64) {
    guard let rollout = workloads[workload].rollout else { return }
    for set in rollout.sets { syncReplicas(of: set, workload, nowMs: nowMs) }
    while let rollout = workloads[workload].rollout {
      let state = workloads[workload].deploymentState(of: rollout, nowMs: nowMs)
      let counts = DeploymentProgress.Counts(state)
      if counts.isComplete(replicas: state.replicas) {
        workloads[workload].rollout = nil
        return
      }
      let actions = DeploymentController.decide(state)
      if actions.isEmpty { return }
      for action in actions { apply(action, limits: state.limits, workload, nowMs: nowMs) }
    }
  }

  private mutating func apply(
    _ action: DeploymentAction, limits: RollingUpdateLimits, _ workload: Int, nowMs: Int64
  ) {
    let replicas = workloads[workload].replicas
    let most = replicas + limits.surge
    switch action {
    case .create(let count):
      let set = Rollout.ReplicaSet(
        revision: workloads[workload].revision, createdMs: nowMs, replicas: count, desired: replicas,
        most: most)
      workloads[workload].rollout?.sets.append(set)
      syncReplicas(of: set, workload, nowMs: nowMs)
    case .scale(let name, let count):
      guard let index = workloads[workload].rollout?.sets.firstIndex(where: { $0.name == name }),
        var set = workloads[workload].rollout?.sets[index]
      else { return }
      set.replicas = count
      set.desired = replicas
      set.most = most
      workloads[workload].rollout?.sets[index] = set
      syncReplicas(of: set, workload, nowMs: nowMs)
    case .delete(let name):
      workloads[workload].rollout?.sets.removeAll { $0.name == name }
    }
  }

  /// A ReplicaSet creates the pods it lacks or deletes those it has too many of.
  private mutating func syncReplicas(of set: Rollout.ReplicaSet, _ workload: Int, nowMs: Int64) {
    let alive = workloads[workload].pods.reduce(into: Int32(0)) {
      $0 += $1.isDeleted || $1.revision != set.revision ? 0 : 1
    }
    if set.replicas > alive {
      createPods(
        set.replicas - alive, workload: workload, .rollout, revision: set.revision, nowMs: nowMs)
      planScheduling(workload, nowMs: nowMs)
    } else if set.replicas < alive {
      deletePods(
        Int(alive - set.replicas), workload: workload, .rollout, revision: set.revision, nowMs: nowMs)
    }
  }
}
