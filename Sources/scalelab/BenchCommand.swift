import ArgumentParser
import Foundation
import Kubernetes
import Simulation
import Workload

/// Measures how fast the lab is on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures how fast the lab is on this machine, in CPU time and beside a bare loop.",
    discussion: """
      CPU time is of one thread. Every run does the same work and neighbours on the machine only add to it, so the
      last line tells the least of all runs, and the lines above it how far they spread, and the ratio to a bare loop
      of the HPA's formula that runs in turn with it.
      """,
    subcommands: [
      W1Command.self, W2Command.self, SweepBenchCommand.self, SchedulerBenchCommand.self,
      BenchVPACommand.self, ClusterBenchCommand.self, NodeScalingBenchCommand.self,
      NodeScalabilityBenchCommand.self, KEDABenchCommand.self, KnativeBenchCommand.self,
    ])
}

/// The load that benchmarks run on.
struct BenchLoad: ParsableArguments {
  @Option(help: "A CSV file with a load in cores; the benchmark's own load if absent.", completion: .file())
  var load: String?

  @Option(help: "The column of the load.")
  var column = "load"

  /// The load in requests per second of 10 ms each.
  func series() throws -> Series {
    guard let load else { return W1Load.series() }
    return try inputs { () throws(InputErrors) in
      let place = SourcePlace(file: "--load", line: 1, column: 1)
      func mapping(_ entries: [(String, DocumentNode)]) -> DocumentNode {
        DocumentNode(
          .mapping(entries.map { DocumentNode.Entry(key: $0.0, keyPlace: place, value: $0.1) }), place: place)
      }
      func text(_ value: String) -> DocumentNode { DocumentNode(.string(value), place: place) }
      let csv = mapping([("file", text(load)), ("value", text(column)), ("unit", text("cores"))])
      let report = DocumentReport()
      let description = LoadDescription.read(
        from: mapping([("csv", csv)]), path: "load", relativeTo: "", report: report)
      try report.check()
      guard let description else { throw InputErrors([InputProblem(message: "the load cannot be read")]) }
      return try description.series(seed: 42, cpuPerRequest: 0.01)
    }
  }
}

/// What benchmarks of one run are told.
struct BenchOptions: ParsableArguments {
  @OptionGroup var load: BenchLoad

  @Option(help: "How many runs are measured, after one that is not.")
  var runs = 101

  func validate() throws {
    if runs < 1 { throw ValidationError("--runs must be at least 1, found \(runs)") }
  }

  /// The load in requests per second of 10 ms each.
  func series() throws -> Series { try load.series() }
}

/// One Deployment for a week.
struct W1Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "w1", abstract: "One Deployment on 10 nodes, an HPA every 15 s, the whole load.",
    discussion: "The last line reads `w1: <x> ms CPU per policy-week, <y> decisions per CPU-second, <z> MiB`."
  )

  @OptionGroup var options: BenchOptions

  func run() throws {
    let load = try options.series()
    let scenario = BenchmarkScenarios.w1(load: load)
    let measured = try Measurement(scenario, bare: load.values, runs: options.runs)
    let weeks = Double(load.endMs) / 604_800_000
    measured.explain()
    print(
      "w1: \(fixed(measured.leastMs / weeks)) ms CPU per policy-week, "
        + "\(Int(Double(measured.reconciles) / measured.leastMs * 1_000)) decisions per CPU-second, "
        + "\(fixed(measured.peakMiB)) MiB")
  }
}

/// A hundred Deployments for a day.
struct W2Command: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "w2", abstract: "100 Deployments with an HPA each on 100 nodes, one day.",
    discussion: "The last line reads `w2: <x> ms CPU per day, <y> decisions per CPU-second, <z> MiB`.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    let load = try options.series()
    let measured = try Measurement(BenchmarkScenarios.w2(load: load), bare: load.values, runs: options.runs)
    measured.explain()
    print(
      "w2: \(fixed(measured.leastMs)) ms CPU per day, "
        + "\(Int(Double(measured.reconciles) / measured.leastMs * 1_000)) decisions per CPU-second, "
        + "\(fixed(measured.peakMiB)) MiB")
  }
}
