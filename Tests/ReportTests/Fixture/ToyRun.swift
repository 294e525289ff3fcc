import Cluster
import Experiment
import Simulation

/// One run of the fixture: pods that follow a daily load late and in steps, queues where they are too few.
struct ToyRun {
  var recording = Recording()
  var oracle: [[Double]] = []

  /// How a strategy of the fixture scales.
  struct Rule {
    var target: Double?
    var slowDown: Bool
    var summary: String
  }

  static func rule(_ index: Int) -> Rule {
    switch index % 5 {
    case 0: Rule(target: nil, slowDown: false, summary: "12 replicas, no autoscaler")
    case 1: Rule(target: 0.5, slowDown: false, summary: "HPA cpu 50 %, 2..40")
    case 2: Rule(target: 0.7, slowDown: false, summary: "HPA cpu 70 %, 2..40")
    case 3: Rule(target: 0.9, slowDown: false, summary: "HPA cpu 90 %, 2..40")
    default: Rule(target: 0.7, slowDown: true, summary: "HPA cpu 70 %, 2..40, scale down 10 % a period")
    }
  }

  private static let rate = 25.0  // requests per second that one pod can serve

  init(fixture: Fixture, strategy: Int, trace: Int, seed: UInt64) {
    recording.horizonMs = fixture.horizonMs
    recording.reconciles = fixture.rows
    recording.nodeNames = ["node-0", "node-1", "node-2"]
    for (index, name) in fixture.workloads.enumerated() {
      var luck = Luck(seed &* 0x9E37_79B9 &+ UInt64(trace * 17 + index + 1))
      var workload = WorkloadRecording(name: name)
      var needed: [Double] = []
      let seconds = Double(fixture.stepMs) / 1000
      let rule = Self.rule(strategy)
      var (replicas, ready, backlog, noise) = (12.0, 12.0, 0.0, 0.5)
      var wishes: [Double] = []
      for row in 0..<fixture.rows {
        let time = Int64(row) * fixture.stepMs
        let hour = Double(time % 86_400_000) / 3_600_000
        let day = hour / 12 - 1
        var load = fixture.load * (0.15 + 0.85 * (1 - day * day) * (1 - day * day)) / Double(index + 1)
        if trace == 1, hour >= 12, hour < 14 { load *= 2.2 }
        noise += (luck.next() - noise) * 0.3
        load *= 0.8 + 0.4 * noise
        let capacity = ready * Self.rate
        let work = load + backlog / seconds
        let served = min(work, capacity)
        let waiting = max(work - capacity, 0) * seconds
        backlog = min(waiting, 5000)
        let lost = waiting - backlog
        let use = capacity > 0 ? served / capacity : 1
        let latency = use < 0.98 ? 0.04 / (1 - use) : min(1.5 + backlog / max(capacity, 1), 30)
        append(
          to: &workload.timeline,
          Row(
            time: time, arrived: load * seconds, served: served * seconds, lost: lost, backlog: backlog,
            latency: latency, ready: ready, replicas: replicas, use: use))
        needed.append(max((load / (Self.rate * 0.85)).rounded(.up), 1))
        workload.podMs += Int64(replicas) * fixture.stepMs
        ready = replicas
        guard let target = rule.target else { continue }
        let wish = min(max((replicas * use / target).rounded(.up), 2), 40)
        wishes = wishes.suffix(4) + [wish]
        // Down only to the most that was wished for of late.
        let wanted = wish < replicas ? min(wishes.max() ?? wish, replicas) : wish
        let next = wanted < replicas && rule.slowDown ? max(wanted, (replicas * 0.9).rounded(.down)) : wanted
        if next != replicas, (wanted / replicas - 1).magnitude > 0.1 {
          recording.decisions.append(
            DecisionRecord(
              timeMs: time + 15_000, autoscaler: name, workload: name, from: Int32(replicas), to: Int32(next),
              proposed: Int32(wanted),
              reason: wanted > replicas
                ? "cpu resource utilization (percentage of request) above target"
                : "All metrics below target",
              limits: next == wanted ? ["ReadyForNewScale"] : ["ScaleDownLimit", "TooFewReplicas"],
              metric: "\(Int((use * 100).rounded()))%"))
          replicas = next
        }
      }
      workload.podLog = Self.log(of: workload.timeline)
      workload.requestCores = 0.5
      workload.requestBytes = 268_435_456
      recording.workloads.append(workload)
      oracle.append(needed)
    }
    recording.decisions.sort { $0.timeMs < $1.timeMs }
  }

  /// The lives of pods that come and go as the replicas of each row say, in the order of their numbers.
  private static func log(of timeline: Timeline) -> [PodEvent] {
    var log: [PodEvent] = []
    var (alive, born) = ([Int32](), Int32(0))
    for (time, replicas) in zip(timeline.timeMs, timeline.replicas) {
      while alive.count < replicas {
        if time == 0 {
          log.append(PodEvent(timeMs: 0, pod: born, node: born % 3, change: .ready, reason: .found))
        } else {
          let steps: [(Int64, PodChange, PodChangeReason)] = [
            (0, .created, .scaledUp), (500, .scheduled, .none), (900, .pulling, .none),
            (30_000, .starting, .none), (31_000, .running, .none), (60_000, .ready, .readinessSucceeded),
          ]
          for (delay, change, reason) in steps {
            log.append(
              PodEvent(
                timeMs: time + delay, pod: born, node: change == .created ? -1 : born % 3, change: change,
                reason: reason))
          }
        }
        alive.append(born)
        born += 1
      }
      while alive.count > replicas {
        let pod = alive.removeLast()
        log.append(
          PodEvent(timeMs: time, pod: pod, node: pod % 3, change: .terminating, reason: .scaledDown))
        log.append(PodEvent(timeMs: time + 31_000, pod: pod, node: pod % 3, change: .gone, reason: .ended))
      }
    }
    return log
  }

  private struct Row {
    var time: Int64
    var arrived, served, lost, backlog, latency, ready, replicas, use: Double
  }

  private func append(to timeline: inout Timeline, _ row: Row) {
    timeline.timeMs.append(row.time)
    timeline.arrived.append(row.arrived)
    timeline.served.append(row.served)
    timeline.slow.append(row.latency > 0.5 ? row.served * 0.6 : row.latency > 0.25 ? row.served * 0.02 : 0)
    timeline.dropped.append(row.lost)
    timeline.timedOut.append(0)
    timeline.cut.append(0)
    timeline.backlog.append(row.backlog)
    timeline.latencyMean.append(row.latency / 3)
    timeline.latencyP95.append(row.served > 0 ? row.latency : 0)
    timeline.demandCores.append(row.arrived / 9000)
    timeline.usageCores.append(row.use * row.ready * 0.5)
    timeline.memoryBytes.append(row.ready * 134_217_728)
    timeline.ready.append(row.ready)
    timeline.replicas.append(Int32(row.replicas))
    timeline.desired.append(Int32(row.replicas))
    timeline.pods.append(Int32(row.replicas))
    timeline.unscheduled.append(0)
  }
}

/// Xorshift numbers between 0 and 1.
private struct Luck {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed | 1 }

  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) * 0x1p-53
  }
}
