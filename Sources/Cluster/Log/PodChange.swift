/// Something that happened to a pod, as the pod log tells it.
public enum PodChange: UInt8, Sendable, Hashable, CaseIterable {
  /// The API server has it; it waits for a node.
  case created
  /// It has a node; its sandbox is made.
  case scheduled
  /// An image is pulled, or waits for its turn or for the end of a back-off.
  case pulling
  /// An init container runs.
  case initializing
  /// Its containers are created.
  case starting
  /// All its containers run; it is not ready yet.
  case running
  /// Its Ready condition became true.
  case ready
  /// Its Ready condition became false.
  case unready
  /// Its serving container is told to stop, to be restarted.
  case stopping
  /// Its serving container ended and waits for its restart.
  case restarting
  /// Its serving container runs again.
  case restarted
  /// Its deletion timestamp is set.
  case terminating
  /// Its node is not heard of any more.
  case lost
  /// It is no more.
  case gone
  /// It requests and may use something else than before, in place.
  case resized
}

/// Why something happened to a pod.
public enum PodChangeReason: UInt8, Sendable, Hashable, CaseIterable {
  /// It follows from what came before.
  case none
  /// It was there when the run began.
  case found
  /// Its controller lacks pods.
  case scaledUp
  /// Its controller has too many pods.
  case scaledDown
  /// Its template was replaced.
  case rollout
  /// Its image could not be pulled: ErrImagePull.
  case imagePullFailed
  /// A pull waits for its back-off: ImagePullBackOff.
  case imagePullBackOff
  /// Its readiness probe succeeded, or it has none.
  case readinessSucceeded
  /// Its readiness probe failed.
  case readinessFailed
  /// Its liveness probe failed.
  case livenessFailed
  /// Its startup probe failed.
  case startupFailed
  /// The memory of its container passed the limit: exit code 137.
  case oomKilled
  /// Its application ended with an error.
  case crashed
  /// A restart waits for its back-off: CrashLoopBackOff.
  case crashLoopBackOff
  /// Its containers ended.
  case ended
  /// It did what it was made for, and ended.
  case completed
  /// It ended with an error, and is not started again.
  case failed
  /// Its Job failed.
  case jobFailed
  /// Its grace period was over: SIGKILL.
  case graceOver
  /// Its node failed.
  case nodeLost
  /// Its node was drained.
  case drained
  /// Its node was short of a resource.
  case nodePressure
  /// Its node has a taint it does not tolerate.
  case tainted
  /// A pod of higher priority needed its room.
  case preempted
  /// It was evicted through the API.
  case evicted
  /// Its node was taken away.
  case nodeRemoved
  /// Its container starts again to be of another size.
  case resized
}

/// One line of the pod log. Trivially copyable, without texts.
public struct PodEvent: Sendable, Hashable {
  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// The pod's number in its workload, in order of creation.
  public var pod: Int32
  /// The index of its node in the cluster, -1 without one.
  public var node: Int32
  /// What happened.
  public var change: PodChange
  /// Why.
  public var reason: PodChangeReason

  /// Makes a line of its parts.
  public init(timeMs: Int64, pod: Int32, node: Int32, change: PodChange, reason: PodChangeReason = .none) {
    self.timeMs = timeMs
    self.pod = pod
    self.node = node
    self.change = change
    self.reason = reason
  }
}
