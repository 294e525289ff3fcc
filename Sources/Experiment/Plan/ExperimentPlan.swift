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
    spec.checkSignals(report)
    for (index, strategy) in spec.strategies.enumerated() {
      let prepared = PreparedStrategy.prepare(
        strategy, of: spec, path: "spec.strategies[\(index)]", report: report)
      if let prepared { strategies.append(prepared) }
    }
    if !report.problems.isEmpty { throw InputErrors(ExperimentPlan.distinct(report.problems)) }
    spec.checkTimings(of: strategies, report)
    traces = try PreparedTrace.all(of: spec, report: report)
    spec.checkEvents(longestMs: traces.map { $0.endMs - $0.startMs }.max() ?? 0, report)
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

extension ExperimentSpec {
  /// Notes metrics that are signals of Deployments without a load.
  fileprivate func checkSignals(_ report: DocumentReport) {
    let targets = workloads.map(\.target)
    for (index, metric) in metrics.enumerated() {
      guard case .signal(_, let deployment) = metric.origin, !targets.contains(deployment) else { continue }
      report.problem(
        "Deployment \(deployment) gets no load, so it has no signal", at: metric.place,
        path: "spec.metrics[\(index)].deployment",
        hint: Spelling.nearest(to: deployment, in: targets).map { "did you mean \($0)?" })
    }
  }

  /// Notes events after the end of every run.
  fileprivate func checkEvents(longestMs: Int64, _ report: DocumentReport) {
    for (index, event) in events.enumerated() where event.incident.atMs >= longestMs {
      report.problem(
        "happens at \(Span.text(event.incident.atMs)), after the end of every run", at: event.place,
        path: "spec.events[\(index)].at", hint: "runs last \(Span.text(longestMs))")
    }
  }

  /// Warns of times of autoscalers that no strategy has.
  fileprivate func checkTimings(of strategies: [PreparedStrategy], _ report: DocumentReport) {
    let names = strategies.flatMap { $0.autoscalers.map(\.hpa.metadata.name) + $0.scalers.map(\.name) }
    for (index, timing) in autoscalers.enumerated() where !names.contains(timing.name) {
      report.warn(
        "no strategy has an HPA \(timing.name)", at: nil, path: "spec.autoscalers[\(index)].name",
        hint: Spelling.nearest(to: timing.name, in: names).map { "did you mean \($0)?" })
    }
  }
}
