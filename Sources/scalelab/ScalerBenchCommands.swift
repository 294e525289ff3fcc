import ArgumentParser
import Simulation
import Workload

/// One Deployment under KEDA for a week.
struct KEDABenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keda",
    abstract: "W1 under a ScaledObject: a poll every 30 s, an HPA every 15 s, the whole load.",
    discussion: "The last line reads `keda: <x> ms CPU per policy-week, <y> decisions per CPU-second`.")

  @OptionGroup var options: BenchOptions

  func run() throws { try options.measure("keda", BenchmarkScenarios.keda) }
}

/// One Deployment under Knative for a week.
struct KnativeBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knative", abstract: "W1 under Knative's autoscaler, which ticks every 2 s, the whole load.",
    discussion: "The last line reads `knative: <x> ms CPU per policy-week, <y> decisions per CPU-second`.")

  @OptionGroup var options: BenchOptions

  func run() throws { try options.measure("knative", BenchmarkScenarios.knative) }
}

extension BenchOptions {
  /// Measures a scenario of the load by name.
  fileprivate func measure(_ name: String, _ scenario: (Series) -> Scenario) throws {
    let load = try series()
    let measured = try Measurement(scenario(load), bare: load.values, runs: runs)
    measured.explain()
    let weeks = Double(load.endMs) / 604_800_000
    print(
      "\(name): \(fixed(measured.leastMs / weeks)) ms CPU per policy-week, "
        + "\(Int(Double(measured.reconciles) / measured.leastMs * 1_000)) decisions per CPU-second")
  }
}
