/// A `kubectl drain`: nodes are cordoned, then emptied one after the other through the eviction API.
struct Drain: Sendable {
  /// The nodes in order.
  var nodes: [Int]
  /// How many of them are empty.
  var done = 0
  /// Whether it was given up.
  var isOver = false
}

extension Cluster {
  /// How long kubectl waits before it asks again for an eviction that was refused, in milliseconds.
  private static let retryMs: Int64 = 5_000
  /// How often it looks whether evicted pods are gone.
  private static let pollMs: Int64 = 1_000

  /// Begins to drain nodes; returns the drain's number.
  ///
  /// Source: kubectl pkg/cmd/drain/drain.go and pkg/drain/drain.go: all nodes are cordoned first; an eviction that is
  /// answered with 429 is asked for again after 5 s; a node is done when its pods are gone.
  public mutating func drain(_ nodes: [Int], nowMs: Int64) -> Int {
    for node in nodes { cordon(node: node, nowMs: nowMs) }
    lifecycle.drains.append(Drain(nodes: nodes))
    planDrainStep(lifecycle.drains.count - 1, at: nowMs)
    return lifecycle.drains.count - 1
  }

  /// Ends a drain and lets pods onto its nodes again.
  public mutating func endDrain(_ drain: Int, nowMs: Int64) {
    lifecycle.drains[drain].isOver = true
    for node in lifecycle.drains[drain].nodes { uncordon(node: node, nowMs: nowMs) }
  }

  /// Marks a node as unschedulable.
  public mutating func cordon(node: Int, nowMs: Int64) {
    guard !nodes[node].health.isCordoned, !nodes[node].isGone else { return }
    nodes[node].health.isCordoned = true
    note(.cordoned, node: node, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
  }

  /// Lets pods onto a node again.
  public mutating func uncordon(node: Int, nowMs: Int64) {
    guard nodes[node].health.isCordoned, !nodes[node].isGone else { return }
    nodes[node].health.isCordoned = false
    note(.uncordoned, node: node, nowMs: nowMs)
    showScheduler(node: node, nowMs: nowMs)
  }

  private mutating func planDrainStep(_ drain: Int, at timeMs: Int64) {
    lifecycle.planned += 1
    events.push(.drainStep, at: timeMs, subject: Int32(drain))
  }

  /// Asks for the eviction of all pods of the present node, or goes on to the next one when they are gone.
  mutating func stepDrain(_ drain: Int, nowMs: Int64) {
    guard !lifecycle.drains[drain].isOver else { return }
    while lifecycle.drains[drain].done < lifecycle.drains[drain].nodes.count {
      let node = lifecycle.drains[drain].nodes[lifecycle.drains[drain].done]
      guard tenants(of: node).contains(where: { !isDaemon($0) }) else {
        note(.drained, node: node, nowMs: nowMs)
        lifecycle.drains[drain].done += 1
        continue
      }
      let refused = evictAll(fromNode: node, nowMs: nowMs)
      planDrainStep(drain, at: nowMs + (refused > 0 ? Self.retryMs : Self.pollMs))
      return
    }
  }
}
