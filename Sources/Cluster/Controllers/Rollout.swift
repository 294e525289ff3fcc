import Controllers
import Kubernetes

/// A Deployment on its way to a new template: one ReplicaSet for each template that has pods.
struct Rollout: Sendable {
  /// How pods are replaced.
  let strategy: DeploymentStrategy
  /// Seconds a pod must be ready to count as available.
  let minReadySeconds: Int32
  /// The ReplicaSets, the oldest first; the new one comes last, once it is made.
  var sets: [ReplicaSet]

  /// A ReplicaSet as the Deployment keeps it.
  struct ReplicaSet: Sendable {
    /// The revision of the template of its pods.
    let revision: Int32
    let createdMs: Int64
    var replicas: Int32
    /// The Deployment's replicas when this was last scaled, and those with the surge; nil if it never was.
    var desired: Int32?
    var most: Int32?

    var name: String { "revision-\(revision)" }
  }
}

extension WorkloadState {
  /// What the Deployment controller sees. `revision` is the new template's.
  func deploymentState(of rollout: Rollout, nowMs: Int64) -> DeploymentState {
    let sets = rollout.sets.map { observed($0, minReadySeconds: rollout.minReadySeconds, nowMs: nowMs) }
    return DeploymentState(
      replicas: replicas, strategy: rollout.strategy,
      statusReplicas: sets.reduce(0) { $0 + $1.statusReplicas },
      newSet: sets.first { $0.revision == Int64(revision) },
      oldSets: sets.filter { $0.revision != Int64(revision) })
  }

  private func observed(_ set: Rollout.ReplicaSet, minReadySeconds: Int32, nowMs: Int64) -> OwnedReplicaSet {
    var alive: Int32 = 0
    var ready: Int32 = 0
    var available: Int32 = 0
    var existing: Int32 = 0
    for pod in pods where pod.revision == set.revision {
      existing += 1
      if pod.isDeleted { continue }
      alive += 1
      guard pod.isReady else { continue }
      ready += 1
      if pod.readyMs + Int64(minReadySeconds) * 1_000 <= nowMs { available += 1 }
    }
    return OwnedReplicaSet(
      name: set.name, createdMs: set.createdMs, revision: Int64(set.revision), replicas: set.replicas,
      statusReplicas: alive, readyReplicas: ready, availableReplicas: available,
      desiredAnnotation: set.desired,
      maxReplicasAnnotation: set.most, runningPods: existing)
  }
}
