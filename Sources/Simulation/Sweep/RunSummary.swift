public import Cluster

/// What the scores of a run are made of, summed while it went on: everything from the end of the warm-up on.
///
/// The numbers are those that the run's recording comes to, to the last bit. One workload.
public struct RunSummary: Sendable, Hashable {
  /// Pod time from binding to the end of the pod, in pod-milliseconds.
  public var podMs: Int64 = 0
  /// The CPU one pod requests, in cores.
  public var requestCores = 0.0
  /// The memory one pod requests, in bytes.
  public var requestBytes = 0.0
  /// The length of the run from the end of the warm-up on, in milliseconds.
  public var scoredMs: Int64 = 0
  /// The number of reconciles of the whole run.
  public var reconciles = 0
  /// Changes of spec.replicas.
  public var scaleEvents = 0
  /// The replicas added and removed by them.
  public var replicasMoved: Int64 = 0
  /// Changes in the opposite direction of the one before.
  public var directionFlips = 0
  /// Requests answered, slow ones included: the sum over rows.
  public var served = 0.0
  /// Requests answered too late.
  public var slow = 0.0
  /// Requests refused.
  public var dropped = 0.0
  /// Requests given up after the timeout.
  public var timedOut = 0.0
  /// Requests cut off by the end of their pod.
  public var cut = 0.0
  /// The most requests waiting at the end of a row.
  public var longestBacklog = 0.0
  /// The CPU used, in cores times milliseconds: the sum over rows of their mean times their width.
  public var usageCoreMs = 0.0
  /// The time in rows that broke the objective, in milliseconds.
  public var violatingMs: Int64 = 0
  /// The stretches in which the objective was broken: rows less than a minute apart are one.
  public var violations = 0
  /// Their lengths together, in milliseconds.
  public var violationsMs: Int64 = 0
  /// The longest of them, in milliseconds.
  public var longestViolationMs: Int64 = 0
  /// Response times of all served requests.
  public var latency: LatencyHistogram

  /// Makes a summary of nothing but response times.
  public init(latency: LatencyHistogram = LatencyHistogram()) { self.latency = latency }
}

extension RunSummary {
  /// Sums up a recording of one workload. `objective` is the share of requests that must be answered in time.
  public init(_ recording: Recording, of scenario: Scenario, objective: Double) {
    self.init(latency: recording.workloads[0].latency)
    let workload = recording.workloads[0]
    let rows = workload.timeline
    podMs = workload.podMs
    requestCores = workload.requestCores
    requestBytes = workload.requestBytes
    reconciles = recording.reconciles
    var changes = ChangeCount()
    for decision in recording.decisions
    where decision.timeMs >= scenario.measureFromMs && decision.from != decision.to {
      changes.add(from: decision.from, to: decision.to)
    }
    take(changes)
    let first = rows.timeMs.firstIndex { $0 >= scenario.measureFromMs } ?? rows.count
    var troubles = Troubles()
    for row in first..<rows.count {
      let end = row + 1 < rows.count ? rows.timeMs[row + 1] : recording.horizonMs
      let ms = end - rows.timeMs[row]
      served += rows.served[row]
      slow += rows.slow[row]
      dropped += rows.dropped[row]
      timedOut += rows.timedOut[row]
      cut += rows.cut[row]
      if rows.backlog[row] > longestBacklog { longestBacklog = rows.backlog[row] }
      usageCoreMs += rows.usageCores[row] * Double(ms)
      scoredMs += ms
      let failed = rows.dropped[row] + rows.timedOut[row] + rows.cut[row]
      let ended = rows.served[row] + failed
      if ended > 0 ? rows.slow[row] + failed > (1 - objective) * ended : rows.backlog[row] > 0 {
        violatingMs += ms
        troubles.add(fromMs: rows.timeMs[row], toMs: end)
      }
    }
    take(troubles)
  }

  mutating func take(_ changes: ChangeCount) {
    scaleEvents = changes.events
    replicasMoved = changes.moved
    directionFlips = changes.flips
  }

  mutating func take(_ troubles: Troubles) {
    violations = troubles.count
    violationsMs = troubles.totalMs
    longestViolationMs = troubles.mostMs
  }
}

/// Counts changes of a size in the order of time.
struct ChangeCount: Sendable {
  private(set) var events = 0
  private(set) var moved: Int64 = 0
  private(set) var flips = 0
  private var wentUp: Bool?

  mutating func add(from: Int32, to: Int32) {
    let isUp = to > from
    events += 1
    moved += abs(Int64(to) - Int64(from))
    if let wentUp, wentUp != isUp { flips += 1 }
    wentUp = isUp
  }
}
