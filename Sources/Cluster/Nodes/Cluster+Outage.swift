/// Times without an API server: controllers, the scheduler and the endpoints stand still; kubelets, running pods and
/// traffic go on.
extension Cluster {
  /// How long a controller manager holds on to its lease without the API server (`--leader-elect-renew-deadline`).
  private static let renewDeadlineMs: Int64 = 10_000

  /// Whether the API server is unavailable.
  public func isOut(at nowMs: Int64) -> Bool { nowMs < lifecycle.outageEndMs }

  /// When the API server is back, or was last.
  public var outageEndMs: Int64 { lifecycle.outageEndMs }

  /// Takes the API server away until an instant.
  ///
  /// After more than 10 s the controller manager has lost its lease and starts afresh: it gives every silent node a
  /// new grace period, and every taint a new time of toleration.
  public mutating func startOutage(untilMs endMs: Int64, nowMs: Int64) {
    if !isOut(at: nowMs) { lifecycle.outageStartMs = nowMs }
    lifecycle.outageEndMs = max(lifecycle.outageEndMs, endMs)
    guard endMs - nowMs > Self.renewDeadlineMs else { return }
    for node in nodes.indices {
      if nodes[node].health.link != .up, nodes[node].health.isReady {
        nodes[node].health.turn &+= 1
        planNodeEvent(.nodeCheck, at: silenceMs(ofNode: node, lostMs: nowMs), node: node)
      } else if nodes[node].health.taintedMs < .max {
        nodes[node].health.taintedMs = endMs
        planIntolerance(node: node, nowMs: endMs)
      }
    }
  }

  /// When the node controller finds out about a node that falls silent.
  func silenceMs(ofNode node: Int, lostMs: Int64) -> Int64 {
    let found = lifecycle.silenceMs(ofNode: node, lostMs: lostMs)
    guard found >= lifecycle.outageStartMs, lostMs < lifecycle.outageEndMs,
      lifecycle.outageEndMs - lifecycle.outageStartMs > Self.renewDeadlineMs
    else { return found }
    return lifecycle.check(
      from: lifecycle.check(from: lifecycle.outageEndMs) + lifecycle.settings.monitorGraceMs)
  }

  /// Puts off what only the control plane does until the API server is back; returns whether it did.
  mutating func putOff(_ event: Event) -> Bool {
    guard isOut(at: event.timeMs), event.kind.needsAPIServer else { return false }
    events.push(event.kind, at: lifecycle.outageEndMs, subject: event.subject, pod: event.pod)
    return true
  }
}

extension EventKind {
  /// Whether nothing of it happens without the API server.
  fileprivate var needsAPIServer: Bool {
    switch self {
    case .schedule, .controller, .ready, .enterEndpoints, .leaveEndpoints, .kubeletBack, .nodeCheck,
      .nodeEndpoints,
      .nodeTaint, .taintEviction, .drainStep:
      true
    default: false
    }
  }
}
