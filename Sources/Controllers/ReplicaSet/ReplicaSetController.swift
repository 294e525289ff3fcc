/// What a ReplicaSet does about the difference between the pods it has and those it should have.
///
/// Source: pkg/controller/replicaset/replica_set.go manageReplicas.
public enum ReplicaSetController {
  /// The most pods made or deleted in one go.
  public static let burst = 500

  /// One step.
  public enum Decision: Sendable, Hashable {
    /// Nothing is to be done.
    case nothing
    /// Make so many pods, in the batches of ``slowStart(_:)``.
    case create(Int)
    /// Delete the pods of these indices.
    case delete([Int])
  }

  /// Decides on the next step; pods that are not active are not counted.
  public static func decide(replicas: Int32, pods: [ControlledPod], nowMs: Int64) -> Decision {
    let active = pods.indices.filter { pods[$0].isActive }
    let difference = active.count - Int(max(replicas, 0))
    if difference < 0 { return .create(min(-difference, burst)) }
    if difference == 0 { return .nothing }
    let victims = VictimOrder.first(min(difference, burst), of: active.map { pods[$0] }, nowMs: nowMs)
    return .delete(victims.map { active[$0] })
  }

  /// The batches in which pods are made: 1, 2, 4, ... If a pod of a batch fails, the later batches wait.
  ///
  /// Source: replica_set.go slowStartBatch.
  public static func slowStart(_ count: Int, initial: Int = 1) -> [Int] {
    var batches: [Int] = []
    var remaining = count
    var size = min(remaining, initial)
    while size > 0 {
      batches.append(size)
      remaining -= size
      size = min(2 * size, remaining)
    }
    return batches
  }
}

/// The counts a ReplicaSet reports.
///
/// Source: pkg/controller/replicaset/replica_set_utils.go calculateStatus.
public struct ReplicaSetStatus: Sendable, Hashable {
  /// Active pods.
  public var replicas: Int32 = 0
  /// Those that are ready.
  public var readyReplicas: Int32 = 0
  /// Those that have been ready for long enough.
  public var availableReplicas: Int32 = 0
  /// Pods that are being deleted.
  public var terminatingReplicas: Int32 = 0

  /// Counts pods.
  public init(_ pods: [ControlledPod], minReadySeconds: Int32, nowMs: Int64) {
    for pod in pods {
      if pod.isTerminating { terminatingReplicas += 1 }
      guard pod.isActive else { continue }
      replicas += 1
      guard pod.readyMs != nil else { continue }
      readyReplicas += 1
      if pod.isAvailable(minReadySeconds: minReadySeconds, nowMs: nowMs) { availableReplicas += 1 }
    }
  }

  /// Counts nothing.
  public init() {}
}
