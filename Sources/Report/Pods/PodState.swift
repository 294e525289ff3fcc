import Cluster

/// What a pod is in from one line of the pod log to the next.
enum PodState: Int, CaseIterable {
  case ready, starting, initializing, pulling, waiting, unready, restarting, terminating, lost

  /// The state a change leads to; nil where the pod is no more.
  init?(after change: PodChange) {
    switch change {
    case .created: self = .waiting
    case .scheduled, .starting: self = .starting
    case .pulling: self = .pulling
    case .initializing: self = .initializing
    case .running, .restarted: self = .starting
    case .ready: self = .ready
    case .unready: self = .unready
    case .stopping, .restarting: self = .restarting
    case .terminating: self = .terminating
    case .lost: self = .lost
    case .gone, .resized: return nil
    }
  }

  /// The words of a legend.
  var label: String {
    switch self {
    case .ready: "ready"
    case .starting: "starting"
    case .initializing: "init containers"
    case .pulling: "pulling its image"
    case .waiting: "without a node"
    case .unready: "unready"
    case .restarting: "restarting"
    case .terminating: "terminating"
    case .lost: "lost with its node"
    }
  }

  /// The class that colors it.
  var style: HTML { "p\(rawValue)" }
}

extension PodChangeReason {
  /// The words for a reader.
  var words: String {
    switch self {
    case .none: ""
    case .found: "there from the beginning"
    case .scaledUp: "scaled up"
    case .scaledDown: "scaled down"
    case .rollout: "rollout"
    case .imagePullFailed: "ErrImagePull"
    case .imagePullBackOff: "ImagePullBackOff"
    case .readinessSucceeded: "readiness succeeded"
    case .readinessFailed: "readiness probe failed"
    case .livenessFailed: "liveness probe failed"
    case .startupFailed: "startup probe failed"
    case .oomKilled: "OOMKilled"
    case .crashed: "crashed"
    case .crashLoopBackOff: "CrashLoopBackOff"
    case .ended: "containers ended"
    case .completed: "completed"
    case .failed: "failed"
    case .jobFailed: "its Job failed"
    case .graceOver: "killed at the end of its grace period"
    case .nodeLost: "node lost"
    case .nodeRemoved: "node removed"
    case .drained: "node drained"
    case .nodePressure: "node pressure"
    case .tainted: "node tainted"
    case .preempted: "preempted"
    case .evicted: "evicted"
    case .resized: "resized"
    }
  }
}
