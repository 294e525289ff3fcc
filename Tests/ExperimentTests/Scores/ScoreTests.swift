import Simulation
import Statistics
import Testing

@testable import Cluster
@testable import Experiment

@Suite("Scores of hand-made recordings")
struct ScoreTests {
  /// Three minutes: 100 good; 100 of which 2 slow and 3 failures on top; nothing at all.
  private let mixed = HandMade.run(
    HandMade.recording([
      .init(served: 100), .init(served: 100, slow: 2, dropped: 1, timedOut: 1, cut: 1), .init(),
    ]))

  @Test("Every score has an id, a name and a definition of its own")
  func everyScoreIsDefined() {
    let rules = ScoreRule.all(
      for: ServiceLevelObjective(latencyMs: 500, target: 0.99), prices: Prices(cpuHour: 1))
    #expect(Set(rules.map(\.score.id)).count == rules.count)
    #expect(Set(rules.map(\.score.name)).count == rules.count)
    for rule in rules {
      #expect(rule.score.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(rule.score.id)")
      #expect(rule.score.definition.hasSuffix("."), "\(rule.score.id)")
      #expect(!rule.score.definition.contains("\n"), "\(rule.score.id)")
    }
  }

  @Test("Violations are bad requests over all that ended, and minutes in which too many were bad")
  func violations() {
    // Ended: 100 + 100 + 1 + 1 + 1 = 203. Bad: 2 slow + 3 failed = 5.
    #expect(abs(HandMade.score("slo_violation_percent", of: mixed) - 100 * 5 / 203) < 1e-12)
    // The second minute has 5 bad of 103, more than 1 %; the third has no request and none waiting: 1 of 3 minutes.
    #expect(abs(HandMade.score("violating_time_percent", of: mixed) - 100.0 / 3) < 1e-12)
  }

  @Test("A minute in which requests wait and none ends is in violation")
  func jammed() {
    let run = HandMade.run(HandMade.recording([.init(served: 10), .init(backlog: 5)]))
    #expect(HandMade.score("violating_time_percent", of: run) == 50)
    #expect(HandMade.score("backlog_max", of: run) == 5)
  }

  @Test("The error budget burns by the share of bad requests over the share allowed")
  func errorBudget() {
    // 5 / 203 of the requests are bad, 1 / 100 allowed.
    let burn = 5.0 / 203 / 0.01
    #expect(abs(HandMade.score("budget_burn_rate", of: mixed) - burn) < 1e-9)
    // Three minutes of a 30-day budget at that rate: burn · 3 / 43,200, in percent.
    #expect(abs(HandMade.score("month_budget_percent", of: mixed) - 100 * burn * 3 / 43_200) < 1e-9)
  }

  @Test("Failures are told apart by how they failed")
  func failures() {
    #expect(abs(HandMade.score("failed_percent", of: mixed) - 300.0 / 203) < 1e-12)
    for id in ["dropped_percent", "timed_out_percent", "cut_percent"] {
      #expect(abs(HandMade.score(id, of: mixed) - 100.0 / 203) < 1e-12, "\(id)")
    }
  }

  @Test("A run in which no request ended has no rates, and no cost per request")
  func silence() {
    let run = HandMade.run(HandMade.recording([.init(), .init()], podHours: 1))
    for id in [
      "slo_violation_percent", "failed_percent", "latency_p95_ms", "latency_mean_ms", "cost_per_million_good",
    ] {
      #expect(HandMade.score(id, of: run).isNaN, "\(id)")
    }
    #expect(HandMade.score("violating_time_percent", of: run) == 0)
  }

  @Test("Response times come from the histogram of the whole run")
  func responseTimes() {
    var recording = HandMade.recording([.init(served: 100)])
    // All requests took 0.1 s in the mean and their shape is exponential: P95 = -0.1 · ln 0.05 = 0.2996 s.
    recording.workloads[0].latency.add(ResponseStretch(wait: 0, mean: 0.1, requests: 100))
    let run = HandMade.run(recording)
    #expect(abs(HandMade.score("latency_mean_ms", of: run) - 100) < 1e-9)
    #expect(abs(HandMade.score("latency_p95_ms", of: run) - 299.6) < 299.6 * 0.02)
  }

  @Test("Costs follow from pod-hours, requests and prices")
  func costs() {
    // 8 pod-hours of half a core and 1 GiB: 4 core-hours and 8 GiB-hours. At 2 and 0.25: 8 + 2 = 10.
    let prices = Prices(cpuHour: 2, memoryGiBHour: 0.25, currency: "EUR")
    var recording = HandMade.recording(
      [.init(served: 1_000_000, slow: 200_000)], podHours: 8, requestCores: 0.5, requestGiB: 1)
    recording.nodeMs = [7_200_000, 3_600_000]
    let run = HandMade.run(recording, nodePrices: [3, 5])
    #expect(HandMade.score("pod_hours", of: run) == 8)
    #expect(HandMade.score("cpu_request_hours", of: run) == 4)
    #expect(HandMade.score("memory_request_hours", of: run) == 8)
    #expect(HandMade.score("cost", of: run, prices: prices) == 10)
    // Two node-hours at 3 and one at 5.
    #expect(HandMade.score("node_cost", of: run, prices: prices) == 11)
    // 800,000 good requests for 10.
    #expect(abs(HandMade.score("cost_per_million_good", of: run, prices: prices) - 12.5) < 1e-12)
  }

  @Test("Slack is what was requested and not used")
  func slack() {
    // One pod-hour of half a core, of which 0.2 cores were used for half an hour: 0.5 - 0.1 = 0.4 core-hours, 80 %.
    let rows = (0..<60).map { HandMade.Row(served: 1, usageCores: $0 < 30 ? 0.2 : 0) }
    let run = HandMade.run(HandMade.recording(rows, podHours: 1))
    #expect(abs(HandMade.score("slack_core_hours", of: run) - 0.4) < 1e-12)
    #expect(abs(HandMade.score("slack_percent", of: run) - 80) < 1e-9)
  }

  @Test("Churn counts changes, what they moved, and turns of direction")
  func churn() {
    // Up 2, up 1, (no change), down 3, up 1: 4 events, 7 replicas, 2 turns.
    let run = HandMade.run(
      HandMade.recording(
        Array(repeating: .init(), count: 5), decisions: [(2, 4), (4, 5), (5, 5), (5, 2), (2, 3)]))
    #expect(HandMade.score("scale_events", of: run) == 4)
    #expect(HandMade.score("replicas_moved", of: run) == 7)
    #expect(HandMade.score("direction_flips", of: run) == 2)
  }

  @Test("The warm-up's rows and decisions do not count")
  func warmup() {
    let recording = HandMade.recording(
      [.init(served: 100, slow: 100), .init(served: 100)], decisions: [(1, 2), (2, 3)])
    let run = HandMade.run(recording, warmupMs: 60_000)
    #expect(HandMade.score("slo_violation_percent", of: run) == 0)
    #expect(HandMade.score("violating_time_percent", of: run) == 0)
    #expect(HandMade.score("scale_events", of: run) == 1)
    #expect(run.scoredMs == 60_000)
  }
}
