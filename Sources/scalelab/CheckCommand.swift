import ArgumentParser
import Experiment
import Foundation
import Kubernetes

/// Holds the strategies of an experiment against its limits: a gate for a user's CI.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether strategies keep the objective and the limits of an experiment.",
    discussion: """
      Every strategy is run on every trace and seed of EXPERIMENT; the objective (`slo`) and whatever stands under
      `limits`, such as a budget, must be kept in the mean over the runs. A limit that is kept in the mean but not with the
      confidence asked for is told, and counts as broken only with --strict.

      Exit codes: 0 all limits are kept, 1 one is broken, 2 something is wrong with the input, 130 interrupted.
      """)

  @Argument(
    help: "The file that describes the experiment.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var experiment: String

  @Option(help: "A strategy to check; several may be named. All of the experiment's if none is.")
  var strategy: [String] = []

  @Option(help: "A file for the result in JUnit's XML; - is the standard output.", completion: .file())
  var junit: String?

  @Option(help: "A file for the result in Markdown; - is the standard output.", completion: .file())
  var markdown: String?

  @Option(help: "How many seeds to run, in place of those of the experiment.")
  var seeds: Int?

  @Option(help: "How many runs go on at once; all cores by default. Results do not depend on it.")
  var jobs: Int?

  @Flag(help: "Fail also where a limit is kept in the mean, but not with the confidence asked for.")
  var strict = false

  @Flag(help: "Print neither warnings nor progress.")
  var quiet = false

  func validate() throws {
    if let seeds, !(1...100_000).contains(seeds) {
      throw ValidationError("--seeds must be from 1 to 100000.")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs must be from 1 to 1024.") }
  }

  func run() async throws {
    let (plan, chosen) = try inputs { () throws(InputErrors) in try prepare() }
    let check = try await check(plan, chosen)
    for (file, text) in [(junit, check.junit(strict: strict)), (markdown, check.markdown(strict: strict))] {
      if let file { try write(text, to: file) }
    }
    if junit != "-", markdown != "-" {
      for one in check.cases {
        print(
          "\(one.state == .kept ? "kept   " : one.state == .broken ? "BROKEN " : "unclear")  \(one.strategy): \(one.text)"
        )
      }
      let (kept, rest) = (check.cases.count { $0.state == .kept }, check.cases.count { $0.state != .kept })
      print("\(kept) kept, \(rest) not\(check.passes(strict: strict) ? "" : ": the check fails")")
    }
    if !check.passes(strict: strict) { throw ExitCode(1) }
  }

  private func prepare() throws(InputErrors) -> (ExperimentPlan, [Int]) {
    let report = DocumentReport()
    var spec = try ExperimentSpec.read(file: experiment, report: report)
    if let seeds { spec.seeds = ExperimentSpec.seeds(count: seeds) }
    let names = spec.strategies.map(\.name)
    for name in strategy where !names.contains(name) {
      throw InputErrors([
        InputProblem(
          message: "there is no strategy \(name)",
          hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
            ?? "there are \(names.joined(separator: ", "))")
      ])
    }
    let plan = try ExperimentPlan(spec, report: report)
    if !quiet {
      for warning in report.warnings { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
    }
    return (plan, names.indices.filter { strategy.isEmpty || strategy.contains(names[$0]) })
  }

  private func check(_ plan: ExperimentPlan, _ strategies: [Int]) async throws -> LimitCheck {
    let runner = ExperimentRunner(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let isQuiet = quiet
    let task = Task {
      var line = ProgressLine(isShown: !isQuiet && isatty(STDERR_FILENO) != 0)
      defer { line.clear() }
      return try await LimitCheck(plan, strategies: strategies, on: runner) { line.show($0) }
    }
    let interrupts = Interrupts { task.cancel() }
    defer { interrupts.stop() }
    do {
      return try await task.value
    } catch is CancellationError {
      FileHandle.standardError.write(Data("interrupted\n".utf8))
      throw ExitCode(130)
    } catch let error as InputErrors {
      return try inputs { () throws(InputErrors) in throw error }
    }
  }

  private func write(_ text: String, to file: String) throws {
    if file == "-" {
      print(text, terminator: "")
      return
    }
    try inputs { () throws(InputErrors) in
      do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
      } catch {
        throw InputErrors([InputProblem(message: "cannot write \(file): \(error.localizedDescription)")])
      }
    }
  }
}
