import Cluster
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("A scaler of one's own in the closed loop")
struct OwnScalerTests {
  private let constant = Scenarios.load([(0, 100)], end: 600)

  @Test("sets the replicas it answers, and its reason stands in the log of decisions")
  func scales() throws {
    let scaler = ScalerScenes.scaler { seen in
      ScalerDecision(replicas: seen.timeMs < 75_000 ? 3 : 5, reason: "by the clock")
    }
    let run = try ClosedLoop.run(try ScalerScenes.scenario(constant, scaler: scaler), seed: 1)
    #expect(run.workloads[0].timeline.replicas == [3, 5, 5, 5, 5, 5, 5, 5, 5, 5])
    #expect(
      run.decisions == [
        DecisionRecord(
          timeMs: 0, autoscaler: "own", workload: "web", from: 2, to: 3, proposed: 3, reason: "by the clock",
          limits: [], metric: ""),
        DecisionRecord(
          timeMs: 75_000, autoscaler: "own", workload: "web", from: 3, to: 5, proposed: 5,
          reason: "by the clock", limits: [], metric: ""),
      ])
    // 0, 15, …, 600 s.
    #expect(run.reconciles == 41)
  }

  @Test("sees cpu as metrics-server has it, and the service's own numbers as scraped")
  func sees() throws {
    let scaler = ScalerScenes.scaler { seen throws(ScalerFailure) in
      if seen.timeMs == 0, seen.cpu != nil || seen.requestsPerSecond != nil {
        throw ScalerFailure("saw what nobody had measured")
      }
      if seen.timeMs >= 120_000 {
        // 100 requests of 10 ms on two pods: half a core each, of one requested.
        guard let cpu = seen.cpu, abs(cpu - 0.5) < 0.002, seen.cpuUtilization == cpu, seen.sampledPods == 2,
          let rate = seen.requestsPerSecond, abs(rate - 100) < 1e-6, seen.readyPods == 2,
          seen.pendingPods == 0, let latency = seen.latencySeconds, abs(latency - 0.02) < 1e-3,
          let waiting = seen.queueLength, waiting == 0, let inFlight = seen.inFlight, abs(inFlight - 2) < 0.1
        else { throw ScalerFailure("saw \(seen)") }
      }
      return .stays("looks on")
    }
    _ = try ClosedLoop.run(try ScalerScenes.scenario(constant, scaler: scaler), seed: 1)
  }

  @Test("sees the scenario's own metrics by name")
  func seesMetrics() throws {
    let scaler = ScalerScenes.scaler { seen throws(ScalerFailure) in
      if seen.metrics["backlog"] != 7 { throw ScalerFailure("saw \(seen.metrics)") }
      return .stays("looks on")
    }
    var scenario = try ScalerScenes.scenario(constant, scaler: scaler)
    let series = Series(name: "backlog", unit: .number, timesMs: [0], values: [7], endMs: 601_000)
    scenario.metrics = [MetricSource(name: "backlog", api: .external, origin: .series(series))]
    _ = try ClosedLoop.run(scenario, seed: 1)
  }

  @Test("is held within its bounds, and the log says so once")
  func bounded() throws {
    let scaler = ScalerScenes.scaler(bounds: 2...4) { _ in ScalerDecision(replicas: 9, reason: "more") }
    let run = try ClosedLoop.run(try ScalerScenes.scenario(constant, scaler: scaler), seed: 1)
    #expect(run.workloads[0].timeline.replicas.allSatisfy { $0 == 4 })
    #expect(run.decisions.map(\.limits) == [["TooManyReplicas"]])
  }

  @Test("does not shrink before its largest answer is older than the stabilization")
  func stabilized() throws {
    var scaler = ScalerScenes.scaler { seen in
      ScalerDecision(replicas: seen.timeMs < 60_000 ? 6 : 2, reason: "by the clock")
    }
    scaler.stabilizationMs = 120_000
    let run = try ClosedLoop.run(try ScalerScenes.scenario(constant, scaler: scaler), seed: 1)
    // The last 6 was answered at 45 s, which is older than two minutes at 180 s.
    #expect(run.decisions.last?.timeMs == 180_000)
    #expect(run.decisions.last?.to == 2)
  }

  @Test("that fails ends the run with its words and the time")
  func fails() throws {
    let scaler = ScalerScenes.scaler { seen throws(ScalerFailure) in
      if seen.timeMs >= 90_000 { throw ScalerFailure("is at its wits' end") }
      return .stays("looks on")
    }
    let scenario = try ScalerScenes.scenario(constant, scaler: scaler)
    #expect {
      _ = try ClosedLoop.run(scenario, seed: 1)
    } throws: { error in
      "\(error)" == "scaler own: is at its wits' end, 0h1m30.0s into the run"
    }
  }

  @Test("and an HPA on one workload are refused")
  func refusesTwo() throws {
    var scenario = try ScalerScenes.scenario(
      constant, scaler: ScalerScenes.scaler { _ in .stays("looks on") })
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa())]
    #expect(throws: InputErrors.self) { try scenario.check() }
    scenario.autoscalers = []
    scenario.scalers[0].workload = "nobody"
    #expect(throws: InputErrors.self) { try scenario.check() }
  }

  @Test("gives the same bytes for the same seed, and another phase for another")
  func deterministic() throws {
    var scaler = ScalerScenes.scaler { seen in
      ScalerDecision(replicas: Int32((seen.requestsPerSecond ?? 0) / 40), reason: "by rate")
    }
    scaler.phaseMs = nil
    let scenario = try ScalerScenes.scenario(
      Scenarios.load([(0, 100), (200, 300), (400, 50)], end: 600), scaler: scaler)
    #expect(try ClosedLoop.run(scenario, seed: 1) == ClosedLoop.run(scenario, seed: 1))
    #expect(try ClosedLoop.run(scenario, seed: 1).decisions != ClosedLoop.run(scenario, seed: 2).decisions)
  }

  @Test("is not taken by the sweep's reduced world")
  func notSwept() throws {
    let scaler = ScalerScenes.scaler { _ in ScalerDecision(replicas: 5, reason: "five") }
    let scenario = try ScalerScenes.scenario(constant, scaler: scaler)
    let swept = try PolicySweep(objective: 0.99).run([scenario], seed: 3)
    let whole = try ClosedLoop.run(scenario, seed: 3)
    #expect(swept[0].podMs == whole.workloads[0].podMs)
  }

  @Test("asks again when it wants to")
  func asksAgain() throws {
    let scaler = ScalerScenes.scaler { seen in
      ScalerDecision(
        replicas: Int32(1 + seen.timeMs / 100_000), reason: "later", askAgainMs: seen.timeMs + 100_000)
    }
    let run = try ClosedLoop.run(try ScalerScenes.scenario(constant, scaler: scaler), seed: 1)
    #expect(run.decisions.map(\.timeMs) == [0, 100_000, 200_000, 300_000, 400_000, 500_000, 600_000])
  }
}

/// The example of docs/scalers.md, as it stands there.
private struct Momentum: Scaler {
  /// Requests a second that a pod bears.
  let perPod: Double
  private var last: Double?

  init(perPod: Double) { self.perPod = perPod }

  mutating func decide(_ seen: ScalerObservation) -> ScalerDecision {
    // Nothing has been measured yet: leave the replicas as they are.
    guard let rate = seen.requestsPerSecond else { return .stays("nothing measured") }
    let growth = max(0, rate - (last ?? rate))
    last = rate
    // Bounds are kept by the lab; seen.minReplicas and seen.maxReplicas tell them.
    let wanted = ((rate + growth / 2) / perPod).rounded(.up)
    return ScalerDecision(replicas: Int32(wanted), reason: growth > 0 ? "growing" : "as it is")
  }
}

@Suite("The example of docs/scalers.md")
struct ScalerExampleTests {
  @Test("scales a run")
  func scales() throws {
    var scaler = ScenarioScaler(
      name: "momentum", workload: "web", kind: .own(ScalerMaker("momentum") { _ in Momentum(perPod: 60) }))
    scaler.intervalMs = 60_000
    scaler.bounds = 2...40
    let load = Scenarios.load([(0, 100), (900, 500)], end: 1_800)
    let scenario = try ScalerScenes.scenario(load, scaler: scaler)
    let run = try ClosedLoop.run(scenario, seed: 1)
    // 500 / 60.
    #expect(run.workloads[0].timeline.replicas.last == 9)
  }

  @Test("keeps the rules of the conformance kit")
  func conforms() {
    let findings = ScalerCheck.findings(of: ScalerMaker("momentum") { _ in Momentum(perPod: 60) })
    #expect(findings.filter { !$0.isKept } == [])
  }
}
