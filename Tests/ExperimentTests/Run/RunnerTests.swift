import Kubernetes
import Simulation
import Synchronization
import Testing
import Workload

@testable import Experiment

@Suite("Running an experiment")
struct RunnerTests {
  /// A plan of three strategies, two traces and four seeds.
  private func plan() throws -> ExperimentPlan {
    try SampleExperiment.plan(
      SampleExperiment.text(
        workloads: """
            workloads:
            - target: web
              traces: [{name: a, constant: 5, duration: 10m}, {name: b, constant: 9, duration: 10m}]
          """,
        strategies: "  strategies: [{name: x, replicas: 1}, {name: y, replicas: 2}, {name: z, replicas: 3}]",
        more: "  seeds: [7, 3, 9, 1]"))
  }

  /// A run that leaves a mark of its strategy, load and luck.
  private static let marked: ExperimentRunner.Run = { scenario, seed in
    let replicas = Double(scenario.workloads[0].deployment.spec.replicas)
    let load = scenario.workloads[0].load.values[0]
    return HandMade.recording(
      (0..<10).map { _ in .init(served: load * 60, slow: Double(seed % 7), ready: replicas) },
      podHours: replicas)
  }

  @Test("Results are ordered by strategy, trace, seed, whatever the number of jobs", arguments: [1, 2, 7])
  func order(jobs: Int) async throws {
    let runs = try await ExperimentRunner(jobs: jobs, run: Self.marked).runs(of: plan())
    #expect(runs.map(\.strategy) == (0..<3).flatMap { Array(repeating: $0, count: 8) })
    #expect(
      runs.map(\.trace)
        == Array(repeating: ["a", "a", "a", "a", "b", "b", "b", "b"], count: 3).joined().map { $0 })
    #expect(runs.map(\.seed) == (0..<6).flatMap { _ in [7, 3, 9, 1] })
    for run in runs { #expect(run.recording.workloads[0].timeline.ready[0] == Double(run.strategy + 1)) }
  }

  @Test("Strategies meet the same luck, blocks different luck")
  func commonRandomNumbers() async throws {
    let seen = Mutex<[String: Set<UInt64>]>([:])
    let plan = try plan()
    _ = try await ExperimentRunner(
      jobs: 2,
      run: { scenario, seed in
        seen.withLock { _ = $0["\(scenario.workloads[0].load.values[0])", default: []].insert(seed) }
        return HandMade.recording([.init(served: 1)])
      }
    ).runs(of: plan)
    // Eight blocks, three strategies: eight different lucks.
    #expect(seen.withLock { $0.values.map(\.count) } == [4, 4])
    #expect(seen.withLock { Set($0.values.joined()).count } == 8)
  }

  @Test("Progress counts every run once")
  func progress() async throws {
    var seen: [Int] = []
    _ = try await ExperimentRunner(jobs: 3, run: Self.marked).runs(of: plan()) { progress in
      #expect(progress.total == 24)
      seen.append(progress.done)
    }
    #expect(seen == Array(1...24))
  }

  @Test("What is wrong with one run ends the experiment")
  func failure() async throws {
    let plan = try plan()
    let failing: ExperimentRunner.Run = { scenario, _ throws(InputErrors) in
      throw InputErrors([InputProblem(message: "no run today")])
    }
    await #expect(throws: InputErrors.self) {
      try await ExperimentRunner(jobs: 2, run: failing).runs(of: plan)
    }
  }

  @Test("A cancelled experiment ends soon and throws")
  func cancellation() async throws {
    let plan = try plan()
    let started = Mutex(0)
    let task = Task {
      try await ExperimentRunner(
        jobs: 1,
        run: { _, _ in
          started.withLock { $0 += 1 }
          withUnsafeCurrentTask { $0?.cancel() }
          return HandMade.recording([.init(served: 1)])
        }
      ).runs(of: plan) { _ in withUnsafeCurrentTask { $0?.cancel() } }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(started.withLock { $0 } < 24)
  }
}
