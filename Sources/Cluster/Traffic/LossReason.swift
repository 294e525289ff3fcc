/// Why a request got no answer.
public enum LossReason: UInt8, Sendable, Hashable, CaseIterable {
  /// No pod received requests.
  case noEndpoint
  /// It reached a pod whose application had not come up for the first time.
  case notUp
  /// It reached a pod whose container was being restarted, or was not up again.
  case restarting
  /// It reached a pod that had got SIGTERM, before the proxies knew.
  case terminating
  /// It was sent to a pod whose node was out of reach, before the proxies knew.
  case nodeDown
  /// It reached a pod that had no room for it.
  case queueFull
  /// It waited longer than its timeout.
  case timedOut
  /// Its pod was deleted and ended while it was there.
  case cutByTermination
  /// Its container was killed or crashed, to be restarted, while it was there.
  case cutByRestart
  /// Its pod's node was lost, or evicted the pod without grace, while it was there.
  case cutByNode
  /// A NetworkPolicy kept it out.
  case denied
  /// It was answered with an error, since a call its service made failed.
  case callFailed

  /// The name in files, for example `no_endpoint`.
  public var name: String {
    switch self {
    case .noEndpoint: "no_endpoint"
    case .notUp: "not_up"
    case .restarting: "restarting"
    case .terminating: "terminating"
    case .nodeDown: "node_down"
    case .queueFull: "queue_full"
    case .timedOut: "timed_out"
    case .cutByTermination: "cut_by_termination"
    case .cutByRestart: "cut_by_restart"
    case .cutByNode: "cut_by_node"
    case .denied: "denied"
    case .callFailed: "call_failed"
    }
  }

  /// The reasons why a request is refused as it arrives, or answered with an error.
  public static let refusals: [LossReason] = [
    .noEndpoint, .notUp, .restarting, .terminating, .nodeDown, .queueFull, .denied, .callFailed,
  ]
  /// The reasons why a request in a pod is cut off.
  public static let cuts: [LossReason] = [.cutByTermination, .cutByRestart, .cutByNode]
}

/// Work of requests that got no answer, by reason, in microcore-milliseconds.
public struct Losses: Sendable, Hashable {
  private var noEndpoint: Int64 = 0
  private var notUp: Int64 = 0
  private var restarting: Int64 = 0
  private var terminating: Int64 = 0
  private var nodeDown: Int64 = 0
  private var queueFull: Int64 = 0
  private var timedOut: Int64 = 0
  private var cutByTermination: Int64 = 0
  private var cutByRestart: Int64 = 0
  private var cutByNode: Int64 = 0
  private var denied: Int64 = 0
  private var callFailed: Int64 = 0

  /// Makes losses of nothing.
  public init() {}

  /// The work lost for a reason.
  public subscript(reason: LossReason) -> Int64 {
    @inline(__always) get {
      switch reason {
      case .noEndpoint: noEndpoint
      case .notUp: notUp
      case .restarting: restarting
      case .terminating: terminating
      case .nodeDown: nodeDown
      case .queueFull: queueFull
      case .timedOut: timedOut
      case .cutByTermination: cutByTermination
      case .cutByRestart: cutByRestart
      case .cutByNode: cutByNode
      case .denied: denied
      case .callFailed: callFailed
      }
    }
    @inline(__always) set {
      switch reason {
      case .noEndpoint: noEndpoint = newValue
      case .notUp: notUp = newValue
      case .restarting: restarting = newValue
      case .terminating: terminating = newValue
      case .nodeDown: nodeDown = newValue
      case .queueFull: queueFull = newValue
      case .timedOut: timedOut = newValue
      case .cutByTermination: cutByTermination = newValue
      case .cutByRestart: cutByRestart = newValue
      case .cutByNode: cutByNode = newValue
      case .denied: denied = newValue
      case .callFailed: callFailed = newValue
      }
    }
  }

  /// Work refused as it arrived, or answered with an error.
  public var refused: Int64 {
    noEndpoint + notUp + restarting + terminating + nodeDown + queueFull + denied + callFailed
  }
  /// Work cut off in a pod.
  public var cut: Int64 { cutByTermination + cutByRestart + cutByNode }
  /// All of it.
  public var total: Int64 { refused + timedOut + cut }

  /// Adds other losses.
  public static func += (one: inout Losses, other: Losses) {
    for reason in LossReason.allCases { one[reason] += other[reason] }
  }
}
