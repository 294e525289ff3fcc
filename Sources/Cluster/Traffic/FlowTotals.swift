/// What flowed through a workload since the totals were last taken. Work in microcore-milliseconds.
public struct FlowTotals: Sendable, Hashable {
  /// Work of all requests that arrived.
  public var arrived: Int64 = 0
  /// Work of requests served.
  public var served: Int64 = 0
  /// Work of requests that got no answer, by reason.
  public var lost = Losses()
  /// Work of all requests that had arrived when the totals were last taken.
  public internal(set) var arrivedBefore: Int64 = 0
  /// Work of all requests that had been served by then.
  public internal(set) var servedBefore: Int64 = 0
  /// What had been lost by then.
  public internal(set) var lostBefore = Losses()
  /// Work of requests that arrived because they had failed before; part of `arrived`.
  public var retried: Int64 = 0
  /// CPU used by all pods, background included.
  public var usage: Int64 = 0
  /// Ready pods times milliseconds.
  public var readyPodMs: Int64 = 0
  /// Requests served too late.
  public var slowRequests: Double = 0
  /// Response times summed over served requests, in seconds.
  public var responseSeconds: Double = 0
  /// The stretches of equal response times, for percentiles.
  public internal(set) var stretches: [ResponseStretch] = []
  /// Whether anybody will ask for those.
  var keepsStretches = true

  /// Work of requests refused or without room.
  public var dropped: Int64 { lost.refused }
  /// Work of requests given up after the timeout.
  public var timedOut: Int64 { lost[.timedOut] }
  /// Work of requests cut off by the end of their pod or container.
  public var cut: Int64 { lost.cut }

  /// Adds a stretch; one that nobody could tell from an earlier one joins it.
  mutating func add(_ stretch: ResponseStretch) {
    guard keepsStretches else { return }
    for index in stretches.indices where stretch.wait == stretches[index].wait {
      let difference = stretch.mean - stretches[index].mean
      if difference.magnitude <= 1e-3 * stretch.mean {
        stretches[index].requests += stretch.requests
        return
      }
    }
    stretches.append(stretch)
  }

  /// Empties the totals, keeping their memory.
  public mutating func reset() {
    arrivedBefore += arrived
    servedBefore += served
    arrived = 0
    served = 0
    if lost.total > 0 { lostBefore += lost }
    lost = Losses()
    retried = 0
    usage = 0
    readyPodMs = 0
    slowRequests = 0
    responseSeconds = 0
    stretches.removeAll(keepingCapacity: true)
  }
}

/// Requests that met the same conditions: a wait behind the backlog, then a sojourn of a mean.
public struct ResponseStretch: Sendable, Hashable {
  /// Seconds behind the backlog, and of latency that no load changes.
  public var wait: Double
  /// The mean sojourn, in seconds.
  public var mean: Double
  /// How many requests.
  public var requests: Double
}
