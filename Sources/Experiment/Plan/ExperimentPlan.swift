public import Kubernetes
import Simulation
import Workload

/// An experiment that is ready to run: every strategy decoded and checked, every trace cut to length.
public struct ExperimentPlan: Sendable {
  /// The experiment as written.
  public var spec: ExperimentSpec
  /// Its strategies, in order.
  public var strategies: [PreparedStrategy]
  /// The traces or blocks that each strategy is run on.
  public var traces: [PreparedTrace]
  /// What was strange in the inputs, a line each.
  public var notes: [String]

  /// Prepares an experiment, so that whatever is wrong with it is told before anything runs.
  ///
  /// Throws all problems of all strategies, each once.
  public init(_ spec: ExperimentSpec, report: DocumentReport) throws(InputErrors) {
    self.spec = spec
    strategies = []
    for (index, strategy) in spec.strategies.enumerated() {
      let prepared = PreparedStrategy.prepare(
        strategy, of: spec, path: "spec.strategies[\(index)]", report: report)
      if let prepared { strategies.append(prepared) }
    }
    if !report.problems.isEmpty { throw InputErrors(ExperimentPlan.distinct(report.problems)) }
    traces = try PreparedTrace.all(of: spec, report: report)
    try report.check()
    notes = ExperimentPlan.notes(report.warnings)
  }

  /// Reads and prepares the experiment of a file.
  public init(file: String, report: DocumentReport) throws(InputErrors) {
    try self.init(ExperimentSpec.read(file: file, report: report), report: report)
  }

  /// The problems without those told before: what is wrong with a shared manifest is wrong in every strategy.
  private static func distinct(_ problems: [InputProblem]) -> [InputProblem] {
    var seen: Set<InputProblem> = []
    return problems.filter { seen.insert($0).inserted }
  }

  /// Warnings as lines for reports, without their files: a resolved experiment holds all that other files held.
  private static func notes(_ warnings: [InputProblem]) -> [String] {
    var seen: Set<String> = []
    let lines = warnings.map { InputProblem(path: $0.path, message: $0.message, hint: $0.hint).description }
    return lines.filter { seen.insert($0).inserted }
  }
}
