/// Clients that stay with the pod their first connection went to.
///
/// Each has an equal part of the load. One whose pod left, whose session is over or who kept quiet for longer than the
/// timeout begins anew with a pod drawn by the route's weights; so new pods get only such clients.
struct StickyClients: Sendable {
  let affinity: TrafficRoute.Affinity
  /// The pod of each client by uid, -1 for none.
  private(set) var pods: [Int32]
  /// When each is followed by another, `.max` for never.
  private var endMs: [Int64]
  /// How often each began.
  private var beginnings: [Int32]
  /// Since when no requests come; nil while some do.
  private var quietSinceMs: Int64?

  init(_ affinity: TrafficRoute.Affinity) {
    self.affinity = affinity
    let count = max(1, affinity.clients)
    pods = Array(repeating: -1, count: count)
    beginnings = Array(repeating: 0, count: count)
    endMs = (0..<count).map { client in
      affinity.sessionMs.map { $0 * (2 * Int64(client) + 1) / (2 * Int64(count)) } ?? .max
    }
  }

  /// Notes whether requests come.
  mutating func hears(_ rate: Int64, nowMs: Int64) {
    if rate == 0 {
      if quietSinceMs == nil { quietSinceMs = nowMs }
    } else if let since = quietSinceMs {
      if nowMs - since >= affinity.timeoutMs { for client in pods.indices { pods[client] = -1 } }
      quietSinceMs = nil
    }
  }

  /// Whether so many requests a second leave each client quiet for longer than the timeout.
  func forgets(requestsPerSecond: Double) -> Bool {
    requestsPerSecond > 0
      && Double(pods.count) / requestsPerSecond * 1_000 >= Double(affinity.timeoutMs)
  }

  /// Lets those begin anew that have to. `weights` are the route's, of the pods by uid; `draw` gives a number below 1
  /// for a client's beginning.
  mutating func update(
    weights: [(uid: Int32, weight: Int64)], nowMs: Int64, draw: (_ client: Int, _ beginning: Int32) -> Double
  ) {
    let total = weights.reduce(0) { $0 + $1.weight }
    let present = Set(weights.filter { $0.weight > 0 }.map(\.uid))
    for client in pods.indices {
      var isNew = !present.contains(pods[client])
      if endMs[client] <= nowMs, let session = affinity.sessionMs {
        isNew = true
        let late = (nowMs - endMs[client]) / max(1, session) + 1
        endMs[client] += late * max(1, session)
      }
      guard isNew else { continue }
      guard total > 0 else {
        pods[client] = -1
        continue
      }
      var place = Int64(draw(client, beginnings[client]) * Double(total))
      beginnings[client] &+= 1
      let chosen = weights.first { entry in
        place -= entry.weight
        return place < 0
      }
      pods[client] = chosen?.uid ?? weights.last { $0.weight > 0 }?.uid ?? -1
    }
  }

  /// When the next one's session is over, to the second; nil if never.
  var changeMs: Int64? {
    guard let next = endMs.min(), next < .max else { return nil }
    return (next + 999) / 1_000 * 1_000
  }
}
