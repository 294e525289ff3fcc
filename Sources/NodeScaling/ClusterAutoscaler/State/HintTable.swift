/// Where pods found a place in the last loop, so that they are tried there first.
///
/// A hint that was not used in a loop is forgotten after the next. Source: simulator/scheduling/hints.go.
struct HintTable: Sendable {
  private struct Hint: Sendable {
    var node: Int32
    var loop: Int32
  }

  private var hints: [Hint] = []
  private var loop: Int32 = 1
  private var count = 0
  private var lastCount = 0
  /// Whether this loop's hints differ from the last loop's, as far as can be told before its end.
  private(set) var hasChanged = false

  /// The node a pod is to be tried on, -1 for none.
  func node(of pod: Int32) -> Int32 {
    guard Int(pod) < hints.count, hints[Int(pod)].loop >= loop - 1 else { return -1 }
    return hints[Int(pod)].node
  }

  /// Notes where a pod found a place, -1 for one that is gone in the next loop.
  mutating func set(_ pod: Int32, to node: Int32) {
    while hints.count <= Int(pod) { hints.append(Hint(node: -1, loop: -10)) }
    let old = hints[Int(pod)]
    if old.loop != loop - 1 || old.node != node { hasChanged = true }
    hints[Int(pod)] = Hint(node: node, loop: loop)
    count += 1
  }

  /// Ends a loop and tells whether its hints differ from those of the loop before.
  mutating func endLoop() -> Bool {
    let result = hasChanged || count != lastCount
    lastCount = count
    count = 0
    loop += 1
    hasChanged = false
    return result
  }
}
