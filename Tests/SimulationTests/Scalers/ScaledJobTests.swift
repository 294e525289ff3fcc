import Cluster
import Controllers
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("A ScaledJob in the closed loop")
struct ScaledJobTests {
  /// One Job works off 5 messages of 2 s each on a core: 10 s.
  private static func scenario(
    _ more: String, load: Series, annotations: String = "{}", outages: [Range<Int64>] = [],
    incidents: [Incident] = []
  ) throws -> Scenario {
    let text = """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledJob
      metadata: {name: web, annotations: \(annotations)}
      spec:
        pollingInterval: 10
        \(more)
        triggers:
        - {type: redis, metadata: {listName: jobs, listLength: "5"}}
      """
    let report = DocumentReport()
    let read = ScaledJobManifest.read(try DocumentNode.parse(yaml: text, file: "sj.yaml")[0], report: report)
    try report.check()
    let manifest = try #require(read)
    var scaler = ScenarioScaler(
      name: "web", workload: "web",
      kind: .scaledJob(ScenarioScaledJob(manifest: manifest, sources: [.queue(deployment: "web")])))
    scaler.phaseMs = 0
    var scenario = try ScalerScenes.scenario(
      load, replicas: 0,
      response: ResponseModel(cpuPerRequest: 2, serviceTimeCV: 0, timeout: nil, discipline: .queue),
      recordStepMs: 10_000, scaler: scaler)
    scenario.workloads[0].controller = .jobs(JobBatch(messagesPerJob: 5))
    scenario.workloads[0].queue = ScenarioQueue(name: "jobs")
    scenario.workloads[0].queue?.outages = outages
    scenario.workloads[0].timing.schedule = Delay(meanMs: 1_000)
    scenario.workloads[0].timing.sandbox = Delay(meanMs: 0)
    scenario.workloads[0].timing.start = Delay(meanMs: 500)
    scenario.workloads[0].timing.appStart = Delay(meanMs: 2_000)
    scenario.incidents = incidents
    return scenario
  }

  private func moves(_ run: Recording) -> [String] {
    run.decisions.map { "\($0.timeMs / 1_000): \($0.from) -> \($0.to)" }
  }

  @Test(
    "A poll makes the Jobs that its messages ask for, each of which ends when it has had the time for them")
  func lifecycle() throws {
    // 4 messages a second from 5 s to 8 s: 12, so that the poll at 10 s wants ceil(12 / 5) = 3 Jobs.
    let load = Scenarios.load([(0, 0), (5, 4), (8, 0)], end: 60)
    let run = try ClosedLoop.run(try Self.scenario("maxReplicaCount: 9", load: load), seed: 1)
    #expect(moves(run) == ["10: 0 -> 3"])
    let log = run.workloads[0].podLog
    // Scheduled at 11 s, running at 11.5 s, up and taking messages at 13.5 s, done 10 s later.
    #expect(log.filter { $0.change == .running }.map(\.timeMs) == [11_500, 11_500, 11_500])
    #expect(log.filter { $0.change == .gone }.map(\.timeMs) == [23_500, 23_500, 23_500])
    #expect(log.filter { $0.change == .gone }.allSatisfy { $0.reason == .completed })
    let rows = run.workloads[0].timeline
    #expect(abs(rows.served.reduce(0, +) - 12) < 1e-9)
    // At the end of each 10 s.
    #expect(rows.replicas == [3, 3, 0, 0, 0, 0])
    #expect(abs(ScalerScenes.missing(rows)) < 1e-9)
  }

  @Test(
    "Each strategy counts what runs already in its own way",
    arguments: [
      // 50 messages from 1 s to 6 s: at 10 s 10 Jobs are wanted, 4 allowed. They take messages from 13.5 s to 23.5 s, 20
      // of them; the poll at 20 s sees 37 waiting, wants min(37 / 5, 4) = 4 and has 4 running, none pending.
      ("default", ["10: 0 -> 4", "30: 0 -> 4", "50: 0 -> 2"]),
      // Running ones are not taken off as long as all fit the largest number: 4 + 4 - 0 > 4 leaves room for 0. At 60 s
      // 3 still wait, which the 2 that run since 53.5 s are about to take.
      ("accurate", ["10: 0 -> 4", "30: 0 -> 4", "50: 0 -> 2", "60: 2 -> 3"]),
      ("eager", ["10: 0 -> 4", "30: 0 -> 4", "50: 0 -> 2", "60: 2 -> 3"]),
    ])
  func strategies(strategy: String, expected: [String]) throws {
    let load = Scenarios.load([(0, 0), (1, 10), (6, 0)], end: 90)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 4\n  scalingStrategy: {strategy: \(strategy)}", load: load), seed: 1
    )
    #expect(moves(run) == expected)
    #expect(abs(run.workloads[0].timeline.served.reduce(0, +) - 50) < 1e-9)
  }

  @Test("The custom strategy takes off a number, and a share of the running Jobs")
  func custom() throws {
    // At 10 s: min(ceil(30 / 5) - 1 - 0, 20) = 5. At 20 s 5 run and have taken 6.5 s · 5 / 2 s = 16.25: 13 wait,
    // ceil(13 / 5) - 1 - trunc(5 · 0.2) = 1.
    let load = Scenarios.load([(0, 0), (1, 30), (2, 0)], end: 40)
    let run = try ClosedLoop.run(
      try Self.scenario(
        "maxReplicaCount: 20\n  scalingStrategy: {strategy: custom, customScalingQueueLengthDeduction: 1, customScalingRunningJobPercentage: \"0.2\"}",
        load: load), seed: 1)
    #expect(moves(run) == ["10: 0 -> 5", "20: 5 -> 6"])
  }

  @Test("The least number of Jobs is made anew whenever one has ended")
  func least() throws {
    let load = Scenarios.load([(0, 0)], end: 55)
    let run = try ClosedLoop.run(
      try Self.scenario("minReplicaCount: 2\n  maxReplicaCount: 5", load: load), seed: 1)
    // Made at 0 s, taking at 3.5 s, done at 13.5 s; again at 20 s and at 40 s.
    #expect(moves(run) == ["0: 0 -> 2", "20: 0 -> 2", "40: 0 -> 2"])
  }

  @Test("Paused, or while its queue cannot be asked, a poll makes none")
  func paused() throws {
    let load = Scenarios.load([(0, 4), (5, 0)], end: 60)
    let paused = try Self.scenario(
      "maxReplicaCount: 5", load: load, annotations: "{autoscaling.keda.sh/paused: \"true\"}")
    #expect(try ClosedLoop.run(paused, seed: 1).decisions.isEmpty)
    let out = try Self.scenario("maxReplicaCount: 5", load: load, outages: [0..<35_000])
    #expect(moves(try ClosedLoop.run(out, seed: 1)) == ["40: 0 -> 4"])
  }

  @Test("A Job whose node dies gets another pod, and nothing is lost from sight")
  func lostNode() throws {
    let load = Scenarios.load([(0, 2), (20, 0)], end: 900)
    let run = try ClosedLoop.run(
      try Self.scenario(
        "maxReplicaCount: 6", load: load,
        incidents: [Incident(atMs: 16_000, endMs: nil, name: "kill", kind: .kill(NodeTarget(any: 2)))]),
      seed: 1)
    let rows = run.workloads[0].timeline
    #expect(abs(ScalerScenes.missing(rows)) < 1e-6)
    #expect(rows.backlog.last == 0 && rows.replicas.last == 0)
  }

  /// The same with what its Jobs are to be.
  private static func scenario(
    _ more: String, load: Series, jobs: JobController.Specification, failureShare: Double = 0
  ) throws -> Scenario {
    var scenario = try scenario(more, load: load)
    scenario.workloads[0].controller = .jobs(
      JobBatch(messagesPerJob: 5, specification: jobs, failureShare: failureShare))
    return scenario
  }

  private func times(_ run: Recording, _ change: PodChange, _ reason: PodChangeReason = .none) -> [Int64] {
    run.workloads[0].podLog.filter { $0.change == change && $0.reason == reason }.map(\.timeMs)
  }

  @Test("The pods of a Job share its messages and run at once as far as its parallelism allows")
  func parallelism() throws {
    // As in the first test 12 messages make 3 Jobs at 10 s, but of two pods each, which have 2.5 messages: 5 s.
    let load = Scenarios.load([(0, 0), (5, 4), (8, 0)], end: 60)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 9", load: load, jobs: .init(parallelism: 2, completions: 2)),
      seed: 1)
    #expect(moves(run) == ["10: 0 -> 3"])
    // Six take messages from 13.5 s on.
    #expect(times(run, .running) == Array(repeating: 11_500, count: 6))
    #expect(times(run, .gone, .completed) == Array(repeating: 18_500, count: 6))
    #expect(abs(run.workloads[0].timeline.served.reduce(0, +) - 12) < 1e-9)
    #expect(run.workloads[0].timeline.replicas == [3, 0, 0, 0, 0, 0])
  }

  @Test("Completions beyond the parallelism come one after the other, and the Job counts until the last")
  func completions() throws {
    // 4 messages make one Job at 10 s; each of its two pods has 2.5 of 2 s: 5 s. The first takes from 13.5 s to 18.5 s,
    // the second is made then, scheduled at 19.5 s, running at 20 s, taking from 22 s to 27 s.
    let load = Scenarios.load([(0, 0), (5, 4), (6, 0)], end: 60)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 9", load: load, jobs: .init(parallelism: 1, completions: 2)),
      seed: 1)
    #expect(moves(run) == ["10: 0 -> 1"])
    #expect(times(run, .running) == [11_500, 20_000])
    #expect(times(run, .gone, .completed) == [18_500, 27_000])
    #expect(run.workloads[0].timeline.replicas == [1, 1, 0, 0, 0, 0])
  }

  @Test("Without completions the first pod's success ends the work of all")
  func workQueue() throws {
    // Two pods at once with 2.5 messages each: both are done at 18.5 s, and no third is made.
    let load = Scenarios.load([(0, 0), (5, 4), (6, 0)], end: 60)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 9", load: load, jobs: .init(parallelism: 2, completions: nil)),
      seed: 1)
    #expect(moves(run) == ["10: 0 -> 1"])
    #expect(times(run, .gone, .completed) == [18_500, 18_500])
    #expect(run.workloads[0].timeline.replicas == [1, 0, 0, 0, 0, 0])
  }

  @Test("A Job that runs for longer than its deadline ends with its pods, and the next poll makes another")
  func deadline() throws {
    // 4 messages make one Job at 10 s that would take until 23.5 s. It fails at 18 s; the poll at 20 s makes the next,
    // which would take until 33.5 s and fails at 28 s, when nothing is left to do.
    let load = Scenarios.load([(0, 0), (5, 4), (6, 0)], end: 60)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 9", load: load, jobs: .init(activeDeadlineSeconds: 8)), seed: 1)
    #expect(moves(run) == ["10: 0 -> 1", "20: 0 -> 1"])
    #expect(times(run, .terminating, .jobFailed) == [18_000, 28_000])
    #expect(abs(ScalerScenes.missing(run.workloads[0].timeline)) < 1e-9)
    #expect(run.workloads[0].timeline.replicas.last == 0)
  }

  @Test("A Job whose pods fail gets another after a wait, up to its limit")
  func backoff() throws {
    // Taking from 13.5 s the first pod fails at 23.5 s. The second waits 10 s, is made at 33.5 s, scheduled at 34.5 s,
    // running at 35 s, taking at 37 s, and fails at 47 s: two failures are more than one.
    let load = Scenarios.load([(0, 0), (5, 4), (6, 0)], end: 90)
    let run = try ClosedLoop.run(
      try Self.scenario(
        "maxReplicaCount: 9", load: load, jobs: .init(backoffLimit: 1), failureShare: 1), seed: 1)
    #expect(moves(run) == ["10: 0 -> 1"])
    #expect(times(run, .created, .scaledUp) == [10_000, 33_500])
    #expect(times(run, .gone, .failed) == [23_500, 47_000])
    #expect(run.workloads[0].timeline.replicas == [1, 1, 1, 1, 0, 0, 0, 0, 0])
  }

  @Test("A suspended Job has no pod, counts as running, and is all that polls make")
  func suspended() throws {
    let load = Scenarios.load([(0, 0), (5, 4), (6, 0)], end: 60)
    let run = try ClosedLoop.run(
      try Self.scenario("maxReplicaCount: 1", load: load, jobs: .init(isSuspended: true)), seed: 1)
    #expect(moves(run) == ["10: 0 -> 1"])
    #expect(run.workloads[0].podLog.isEmpty)
  }
}
