import Simulation
import Testing
import Workload

@testable import Experiment

@Suite("Traces and blocks")
struct TraceTests {
  /// A load that is 1 in the first hour, 2 in the second, and so on.
  private static let stairs =
    "steps: [{at: 0s, value: 1}, {at: 1h, value: 2}, {at: 2h, value: 3}, {at: 3h, value: 4}]"

  private func plan(_ workload: String, more: String = "") throws -> ExperimentPlan {
    try SampleExperiment.plan(
      SampleExperiment.text(workloads: "  workloads:\n  - target: web\n    \(workload)", more: more))
  }

  @Test("A trace is as long as its load, or as the experiment says")
  func lengths() throws {
    let load = "load: {name: calm, constant: 5, duration: 2h}"
    #expect(try plan(load).traces.map(\.endMs) == [7_200_000])
    #expect(try plan(load, more: "  duration: 30m").traces.map(\.endMs) == [1_800_000])
    #expect(try plan(load).traces.map(\.name) == ["calm"])
  }

  @Test("Several named loads are several traces")
  func named() throws {
    let plan = try plan(
      "traces: [{name: a, constant: 5, duration: 1h}, {name: b, constant: 9, duration: 2h}]")
    #expect(plan.traces.map(\.name) == ["a", "b"])
    #expect(plan.traces.map(\.endMs) == [3_600_000, 7_200_000])
    let inputs = try plan.inputs(trace: 1, seed: 1)
    #expect(inputs.loads[0].values.allSatisfy { $0 == 9 })
  }

  @Test("Blocks cut a trace into equal parts, each with the load before it as its warm-up")
  func blocks() throws {
    let plan = try plan("load: {\(Self.stairs), duration: 4h}", more: "  blocks: hour\n  warmup: 10m")
    #expect(plan.traces.map(\.name) == ["hour 1", "hour 2", "hour 3", "hour 4"])
    let scenario = plan.scenario(
      strategy: plan.strategies[0], trace: 1, inputs: try plan.inputs(trace: 1, seed: 1))
    #expect(scenario.horizonMs == 70 * 60_000)
    let load = scenario.workloads[0].load
    #expect(load.timesMs[0] == 0 && load.endMs == scenario.horizonMs)
    // Ten minutes of the first hour's load, then the second hour's.
    #expect(load.index(atMs: 599_999).map { load.values[$0] } == 1)
    #expect(load.index(atMs: 600_000).map { load.values[$0] } == 2)
  }

  @Test("The first block is led in by its own first value")
  func firstBlock() throws {
    let plan = try plan("load: {\(Self.stairs), duration: 4h}", more: "  blocks: 2h\n  warmup: 10m")
    let load = try plan.inputs(trace: 0, seed: 1).loads[0]
    #expect(load.index(atMs: 0).map { load.values[$0] } == 1)
    #expect(load.index(atMs: 4_199_999).map { load.values[$0] } == 1)
    #expect(load.index(atMs: 4_200_000).map { load.values[$0] } == 2)
    #expect(load.endMs == 130 * 60_000)
  }

  @Test("What does not fill a block is left out, and told")
  func remainder() throws {
    let plan = try plan("load: {\(Self.stairs), duration: 3h30m}", more: "  blocks: hour")
    #expect(plan.traces.count == 3)
    #expect(plan.notes == ["spec.blocks: the last 30m of the load \"load\" fill no block and are left out"])
  }

  @Test("A trace no longer than a block stays whole")
  func shortTrace() throws {
    #expect(
      try plan("load: {constant: 5, duration: 1h}", more: "  blocks: day").traces.map(\.name) == ["load"])
  }

  @Test("Runs of one seed on two traces have luck of their own, runs of one block the same")
  func luck() throws {
    let plan = try plan(
      "traces: [{name: a, constant: 5, duration: 1h}, {name: b, constant: 9, duration: 1h}]")
    let (a, b) = (try plan.inputs(trace: 0, seed: 1), try plan.inputs(trace: 1, seed: 1))
    #expect(a.luck != b.luck)
    let (again, other) = (try plan.inputs(trace: 0, seed: 1), try plan.inputs(trace: 0, seed: 2))
    #expect(again.luck == a.luck && other.luck != a.luck)
  }

  @Test("The step of reports keeps the number of rows in bounds")
  func reportStep() throws {
    // Two strategies, 12 seeds, two weeks of 20,160 minutes: 2,016 rows a run allow ten minutes.
    #expect(try plan("load: {constant: 5, duration: 14d}").reportStepMs == 600_000)
    #expect(try plan("load: {constant: 5, duration: 30m}").reportStepMs == 60_000)
    #expect(try plan("load: {constant: 5, duration: 30m}", more: "  reportStep: 5m").reportStepMs == 300_000)
    // 2 · 1,000 runs of a day: at most 25 rows each, so of an hour.
    #expect(try plan("load: {constant: 5, duration: 1d}", more: "  seeds: 1000").reportStepMs == 3_600_000)
  }
}
