import ArgumentParser
import Experiment
import Foundation
import Kubernetes
import Report
import Store
import Synchronization
import Tuning

/// Searches the policies an experiment describes, and recommends one.
struct TuneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune",
    abstract: "Searches the policies an experiment allows, and recommends one, ready to apply.",
    discussion: """
      EXPERIMENT is a file of kind Experiment with a `tune` section (docs/tuning.md tells its fields). Policies are tried
      on one part of the load, and the best are judged on the part kept back. The report goes to a folder of the
      experiment's name and -tuning; recommended.yaml in it is ready for kubectl apply.

      Every run is kept in the store: an interrupted search goes on where it was, and ends with the same files.

      Exit codes: 0 done, 1 no policy surely keeps the limits, 2 something is wrong with the input or the report cannot be
      written, 130 interrupted (what was run is kept).
      """)

  @Argument(
    help: "The file that describes the experiment.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var experiment: String

  @Option(help: "The folder that the report's folder goes into.", completion: .directory)
  var out = "Reports"

  @Option(
    help:
      "The way to search, in place of the experiment's: \(MethodChoice.allCases.map(\.rawValue).joined(separator: ", "))."
  )
  var method: String?

  @Option(help: "The most runs (policy × trace × seed) of the search, in place of the experiment's.")
  var budget: Int?

  @Option(help: "The file that runs are kept in; `none` keeps none.", completion: .file())
  var store = "Reports/runs.sqlite"

  @Option(help: "How many runs go on at once; all cores by default. Results do not depend on it.")
  var jobs: Int?

  @Option(help: "How many policies the table shows.")
  var top = 10

  @Flag(help: "Print what was found as JSON.")
  var json = false

  @Flag(help: "Print neither warnings nor progress.")
  var quiet = false

  func validate() throws {
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024.") }
    if let budget, budget < 1 { throw ValidationError("--budget must be at least 1.") }
    if !(1...10_000).contains(top) { throw ValidationError("--top must be from 1 to 10000.") }
    if let method, MethodChoice(rawValue: method) == nil {
      throw ValidationError(
        "--method must be one of \(MethodChoice.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  func run() async throws {
    let tuner = try inputs { () throws(InputErrors) in try prepare() }
    let folder = "\(out)/\(tuner.plan.spec.name)-tuning"
    try inputs { () throws(InputErrors) in try WritableFolder.check(folder) }
    let result = try await search(tuner)
    try inputs { () throws(InputErrors) in try TuningReport.write(result, to: folder) }
    if json {
      print(TuningJSON(result, folder: folder).text)
    } else {
      let sentences = [result.verdict.headline] + result.verdict.sentences
      let lines = TuningTable.lines(result, most: top) + [""] + sentences
      print(
        (lines + ["", "Report: \(folder)/index.html", "Apply:  \(folder)/recommended.yaml"]).joined(
          separator: "\n"))
    }
    if !result.keepsLimits { throw ExitCode(1) }
  }

  private func prepare() throws(InputErrors) -> Tuner {
    let report = DocumentReport()
    let plan = try ExperimentPlan(file: experiment, report: report)
    var tuner = try Tuner(plan, report: report)
    if let method = method.flatMap(MethodChoice.init) { tuner.tune.method = method }
    if let budget { tuner.tune.budget = budget }
    if !quiet {
      for warning in report.warnings { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
    }
    return tuner
  }

  private func search(_ tuner: Tuner) async throws -> TuningResult {
    let book = try inputs { () throws(InputErrors) in
      store == "none" ? nil : RunBook(tuner.plan, store: try RunStore(file: store))
    }
    let cores = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let stop = StopFlag()
    let line = Mutex(ProgressLine(isShown: !quiet && isatty(STDERR_FILENO) != 0))
    let sweep = Sweep(
      evaluator: SweepEvaluator(tuner.plan), jobs: cores, store: book, isCancelled: { stop.isSet },
      progress: { progress in
        line.withLock { $0.show(RunProgress(done: progress.done, total: progress.total)) }
      })
    let task = Task { try await tuner.run(sweep, jobs: cores) }
    let interrupts = Interrupts {
      stop.set()
      task.cancel()
    }
    defer {
      interrupts.stop()
      line.withLock { $0.clear() }
    }
    do {
      return try await task.value
    } catch is CancellationError {
      FileHandle.standardError.write(Data("interrupted: what was run is kept in \(store)\n".utf8))
      throw ExitCode(130)
    } catch let error as InputErrors {
      return try inputs { () throws(InputErrors) in throw error }
    }
  }
}

/// A flag that one thread sets and others read.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  /// Whether it was set.
  var isSet: Bool { flag.load(ordering: .relaxed) }

  /// Sets it.
  func set() { flag.store(true, ordering: .relaxed) }
}
