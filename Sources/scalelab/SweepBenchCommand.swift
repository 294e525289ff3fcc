import ArgumentParser
import Foundation
import Kubernetes
import Simulation
import Workload

/// Thousands of policies for a week.
struct SweepBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "4,096 HPA policies on the load of W1: 32 targets, 8 windows, 4 tolerances, 4 minima.",
    discussion: """
      Everything is switched on as in W1: metrics that lag, start-up times, graceful ends, queues, all rules of the HPA.
      CPU time is of all threads together, from the scenarios to the scores' sums; the least of all runs counts. Some of
      the policies, --check of them, are run in the full engine, too, which must give the same sums to the last bit.

      The last line reads `sweep: <x> s CPU for <n> policy-weeks, <y> ns per decision`.
      """)

  @OptionGroup var load: BenchLoad

  @Option(help: "How often the whole sweep is run.")
  var runs = 1

  @Option(help: "How many policies the full engine runs, too.")
  var check = 16

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs must be at least 1, found \(runs)") }
    if check < 0 { throw ValidationError("--check must be at least 0, found \(check)") }
  }

  /// How many policies are run before their summaries are let go.
  private static let batch = 64
  private static let objective = 0.99

  func run() throws {
    let series = try load.series()
    let scenarios = BenchmarkScenarios.sweep(load: series)
    var least = Double.infinity
    var decisions = 0
    var events = 0
    for _ in 0..<runs {
      decisions = 0
      events = 0
      let start = Self.processSeconds()
      let sweep = PolicySweep(objective: Self.objective)
      for first in stride(from: 0, to: scenarios.count, by: Self.batch) {
        let batch = Array(scenarios[first..<min(first + Self.batch, scenarios.count)])
        let summaries = try inputs { () throws(InputErrors) in try sweep.run(batch, seed: 1) }
        for summary in summaries {
          decisions += summary.reconciles
          events += summary.scaleEvents
        }
      }
      least = min(least, Self.processSeconds() - start)
    }
    try compare(scenarios)
    let weeks = Double(scenarios.count) * Double(series.endMs) / 604_800_000
    print(
      "\(scenarios.count) policies, \(decisions) decisions, of which \(events) changed the size; "
        + "\(fixed(least * 1_000 / Double(scenarios.count))) ms a policy")
    print(
      "sweep: \(fixed(least)) s CPU for \(Int(weeks.rounded())) policy-weeks, "
        + "\(fixed(least * 1e9 / Double(max(decisions, 1)))) ns per decision")
  }

  /// Runs some policies, spread over all, in the full engine.
  private func compare(_ scenarios: [Scenario]) throws {
    guard check > 0 else { return }
    let step = max(1, scenarios.count / check)
    // A step that shares no factor with the lists' lengths meets all kinds.
    let picked = stride(from: 0, to: scenarios.count, by: step | 1).map { scenarios[$0] }
    let found = try inputs { () throws(InputErrors) in
      try PolicySweep(objective: Self.objective).run(picked, seed: 1)
    }
    for (scenario, summary) in zip(picked, found) {
      let recording = try inputs { () throws(InputErrors) in try ClosedLoop.run(scenario, seed: 1) }
      precondition(
        summary == RunSummary(recording, of: scenario, objective: Self.objective),
        "the sweep and the engine differ")
    }
    print("\(picked.count) policies run in the full engine, too: the same sums")
  }

  private static func processSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
