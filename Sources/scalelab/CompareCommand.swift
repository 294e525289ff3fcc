import ArgumentParser
import Experiment
import Foundation
import Kubernetes
import Report

/// Runs an experiment, prints what it found and writes its report.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs every strategy of an experiment on the same load and luck, and compares them.",
    discussion: """
      EXPERIMENT is a file of kind Experiment (docs/experiment.md tells its fields). The report goes to a folder of
      the experiment's name; its experiment.yaml can be run again and gives the same bytes.

      Exit codes: 0 done, 1 every strategy breaks the objective, 2 something is wrong with the input or the report
      cannot be written, 130 interrupted (then nothing was written).
      """)

  @Argument(
    help: "The file that describes the experiment.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var experiment: String

  @Option(help: "The folder that the report's folder goes into.", completion: .directory)
  var out = "Reports"

  @Option(help: "How many seeds to run, in place of those of the experiment.")
  var seeds: Int?

  @Option(help: "How many runs go on at once; all cores by default. Results do not depend on it.")
  var jobs: Int?

  @Flag(help: "Print what was found as JSON.")
  var json = false

  @Flag(help: "Print neither warnings nor progress.")
  var quiet = false

  func validate() throws {
    if let seeds, !(1...100_000).contains(seeds) {
      throw ValidationError("--seeds must be from 1 to 100000.")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024.") }
  }

  func run() async throws {
    let plan = try inputs { () throws(InputErrors) in try prepare() }
    let folder = "\(out)/\(plan.spec.name)"
    try inputs { () throws(InputErrors) in try WritableFolder.check(folder) }
    let result = try await evaluate(plan)
    try inputs { () throws(InputErrors) in try Report.write(result, to: folder) }
    if json {
      print(ComparisonJSON(result, folder: folder).text)
    } else {
      let sentences = [result.verdict.headline] + result.verdict.sentences
      print(
        (SummaryTable.lines(result) + [""] + sentences + ["", "Report: \(folder)/index.html"]).joined(
          separator: "\n"))
    }
    if result.everyStrategyBreaksObjective { throw ExitCode(1) }
  }

  private func prepare() throws(InputErrors) -> ExperimentPlan {
    let report = DocumentReport()
    var spec = try ExperimentSpec.read(file: experiment, report: report)
    if let seeds { spec.seeds = ExperimentSpec.seeds(count: seeds) }
    let plan = try ExperimentPlan(spec, report: report)
    if !quiet {
      for warning in report.warnings { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
    }
    return plan
  }

  /// Runs the experiment in a task that an interrupt cancels.
  private func evaluate(_ plan: ExperimentPlan) async throws -> ExperimentResult {
    let runner = ExperimentRunner(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let isQuiet = quiet
    let task = Task {
      var line = ProgressLine(isShown: !isQuiet && isatty(STDERR_FILENO) != 0)
      defer { line.clear() }
      return try await Experiment.run(plan, on: runner) { line.show($0) }
    }
    let interrupts = Interrupts { task.cancel() }
    defer { interrupts.stop() }
    do {
      let result = try await task.value
      try Task.checkCancellation()
      if task.isCancelled { throw CancellationError() }
      return result
    } catch is CancellationError {
      FileHandle.standardError.write(Data("interrupted: nothing was written\n".utf8))
      throw ExitCode(130)
    } catch let error as InputErrors {
      return try inputs { () throws(InputErrors) in throw error }
    }
  }
}
