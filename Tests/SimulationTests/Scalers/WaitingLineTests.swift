import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("Messages in a queue")
struct WaitingLineTests {
  /// One pod of a core works off 10 messages a second.
  private let worker = ResponseModel(
    cpuPerRequest: 0.1, serviceTimeCV: 0, timeout: nil, discipline: .queue)

  private func run(
    _ load: Series, replicas: Int32, response: ResponseModel? = nil, seed: UInt64 = 1,
    recordStepMs: Int64 = 10_000,
    _ decide: @escaping @Sendable (ScalerObservation) -> Int32
  ) throws -> Recording {
    let scaler = ScalerScenes.scaler { ScalerDecision(replicas: decide($0), reason: "by the clock") }
    var scenario = try ScalerScenes.scenario(
      load, replicas: replicas, response: response ?? worker, recordStepMs: recordStepMs, scaler: scaler)
    scenario.latencyObjectiveMs = 10_000
    return try ClosedLoop.run(scenario, seed: seed)
  }

  @Test("wait while there is no pod, none is lost, and the first pod works them off")
  func waits() throws {
    // 5 messages a second for a minute without pods are 300; one pod does 10 a second and has a net of 5: it takes a
    // minute from its first work on.
    let load = Scenarios.load([(0, 5)], end: 300)
    let run = try run(load, replicas: 0) { $0.timeMs < 60_000 ? 0 : 1 }
    let rows = run.workloads[0].timeline
    #expect(rows.backlog[5] == 300)
    #expect(rows.served[5] == 0)
    #expect(rows.dropped.allSatisfy { $0 == 0 })
    #expect(rows.timedOut.allSatisfy { $0 == 0 })
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    // About 2.6 s to start: 313 waiting, then 62.6 s at 5 a second net.
    #expect(rows.backlog[11] > 0 && rows.backlog[13] == 0)
    // The first to be served came at 0 and waited for more than a minute.
    #expect(run.workloads[0].latency.quantile(0.999, shape: SurvivalTable(cv: 0)) > 55)
  }

  @Test(
    "are served first come, first served: the mean wait is that of the triangle between arrivals and departures"
  )
  func waitsExactly() throws {
    // One settled pod does 10 a second; 15 a second come for 20 s, then 5: the queue grows to 100 and is gone at 40 s.
    // Σ waiting · time = 100 · 40 / 2 = 2000 message-seconds over 20 · 15 + 20 · 5 = 400 messages: 5 s, and 0.1 s of work.
    let load = Scenarios.load([(0, 15), (20, 5), (40, 0)], end: 60)
    let run = try run(load, replicas: 1) { _ in 1 }
    #expect(abs(run.workloads[0].latency.mean - 5.1) < 0.03)
    #expect(abs(run.workloads[0].timeline.backlog[1] - 100) < 1e-6)
    #expect(run.workloads[0].timeline.backlog[4] == 0)
  }

  @Test("are not cut when their pod is taken away: they go on waiting")
  func survives() throws {
    let load = Scenarios.load([(0, 30)], end: 200)
    let run = try run(load, replicas: 2) { $0.timeMs < 60_000 ? 2 : $0.timeMs < 120_000 ? 0 : 4 }
    let rows = run.workloads[0].timeline
    #expect(rows.cut.allSatisfy { $0 == 0 })
    #expect(rows.dropped.allSatisfy { $0 == 0 })
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    // At 60 s 10 a second had been left over, and then 30 a second wait.
    #expect(abs(rows.backlog[11] - (600 + 1_800)) < 40)
  }

  @Test("are given up after a timeout, the oldest first")
  func expires() throws {
    var response = worker
    response.timeout = 20
    let load = Scenarios.load([(0, 5)], end: 100)
    let run = try run(load, replicas: 0, response: response) { _ in 0 }
    let rows = run.workloads[0].timeline
    // What came in the last 20 s waits: 100 messages; the rest, 400, is given up.
    #expect(rows.backlog.last == 100)
    #expect(rows.timedOut.reduce(0, +) == 400)
  }

  @Test(
    "are all accounted for, whatever the load and the pods do, and alike for rows of any width",
    arguments: 0..<24)
  func conserves(seed: Int) throws {
    var luck = RandomStream(seed: UInt64(seed), purpose: "queue-test")
    var steps: [(Int64, Double)] = [(0, 0)]
    for index in 1..<12 { steps.append((Int64(index) * 50, Double(luck.index(below: 60)))) }
    let sizes = (0..<12).map { _ in Int32(luck.index(below: 4)) }
    var response = worker
    response.serviceTimeCV = 1
    if seed % 3 == 1 { response.timeout = 30 }
    let load = Scenarios.load(steps, end: 600)
    let fine = try run(load, replicas: sizes[0], response: response, seed: UInt64(seed)) {
      sizes[min(11, Int($0.timeMs / 50_000))]
    }
    let rows = fine.workloads[0].timeline
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    #expect(rows.cut.allSatisfy { $0 == 0 })
    #expect(rows.dropped.allSatisfy { $0 == 0 })
    let coarse = try run(
      load, replicas: sizes[0], response: response, seed: UInt64(seed), recordStepMs: 60_000
    ) { sizes[min(11, Int($0.timeMs / 50_000))] }
    let sums = (
      fine.workloads[0].timeline.served.reduce(0, +), coarse.workloads[0].timeline.served.reduce(0, +)
    )
    #expect(abs(sums.0 - sums.1) <= (response.timeout == nil ? 1e-6 : 0.02 * sums.0))
    #expect(
      try run(load, replicas: sizes[0], response: response, seed: UInt64(seed)) {
        sizes[min(11, Int($0.timeMs / 50_000))]
      } == fine)
  }
}
