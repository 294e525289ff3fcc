/// Whether a rollout gets on, is done, or is stuck.
///
/// Source: deployment_util.go DeploymentComplete, DeploymentProgressing, DeploymentTimedOut.
public struct DeploymentProgress: Sendable, Hashable {
  /// The counts a Deployment reports.
  public struct Counts: Sendable, Hashable {
    /// Pods of all ReplicaSets.
    public var replicas: Int32
    /// Pods of the new one.
    public var updatedReplicas: Int32
    /// Pods that are ready.
    public var readyReplicas: Int32
    /// Pods that have been ready for long enough.
    public var availableReplicas: Int32

    /// Makes counts from their parts.
    public init(replicas: Int32, updatedReplicas: Int32, readyReplicas: Int32, availableReplicas: Int32) {
      self.replicas = replicas
      self.updatedReplicas = updatedReplicas
      self.readyReplicas = readyReplicas
      self.availableReplicas = availableReplicas
    }

    /// Counts ReplicaSets' pods.
    public init(_ state: DeploymentState) {
      self.init(
        replicas: state.allSets.reduce(0) { $0 &+ $1.statusReplicas },
        updatedReplicas: state.newSet?.statusReplicas ?? 0,
        readyReplicas: state.allSets.reduce(0) { $0 &+ $1.readyReplicas },
        availableReplicas: state.allSets.reduce(0) { $0 &+ $1.availableReplicas })
    }

    /// Whether all replicas are new and available, and no other pod is left.
    public func isComplete(replicas wanted: Int32) -> Bool {
      updatedReplicas == wanted && replicas == wanted && availableReplicas == wanted
    }

    /// Whether more was reached than before: new pods, fewer old ones, ready or available ones.
    public func isProgress(since old: Counts) -> Bool {
      updatedReplicas > old.updatedReplicas
        || replicas &- updatedReplicas < old.replicas &- old.updatedReplicas
        || readyReplicas > old.readyReplicas || availableReplicas > old.availableReplicas
    }
  }

  /// The counts when progress was last looked at.
  public private(set) var counts: Counts
  /// When there last was progress, in milliseconds.
  public private(set) var progressMs: Int64
  /// Whether the rollout was complete when it was last looked at.
  public private(set) var isComplete: Bool

  /// Begins to watch.
  public init(_ counts: Counts, replicas: Int32, nowMs: Int64) {
    self.counts = counts
    progressMs = nowMs
    isComplete = counts.isComplete(replicas: replicas)
  }

  /// Looks again; tells whether the deadline has passed without progress.
  public mutating func update(
    _ new: Counts, replicas: Int32, progressDeadlineSeconds: Int32, nowMs: Int64
  ) -> Bool {
    let isDone = new.isComplete(replicas: replicas)
    if new.isProgress(since: counts) || isComplete && !isDone || isDone && !isComplete { progressMs = nowMs }
    counts = new
    isComplete = isDone
    if isDone || progressDeadlineSeconds == Int32.max { return false }
    return progressMs + Int64(progressDeadlineSeconds) * 1000 < nowMs
  }
}
