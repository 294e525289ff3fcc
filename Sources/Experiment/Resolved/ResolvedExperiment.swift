import Kubernetes

/// An experiment with everything said: what its file left to defaults, and each strategy's objects as patched.
///
/// Read again from the folder it stands in, it gives the same results, and is resolved to the same text and files.
struct ResolvedExperiment {
  /// The text of experiment.yaml.
  let text: String
  /// The files it names.
  let files: [ExperimentFile]

  init(_ plan: ExperimentPlan) {
    files = plan.spec.files
    text =
      DocumentNode.fields([
        ("apiVersion", .text(ExperimentSpec.apiVersion)), ("kind", .text(ExperimentSpec.kind)),
        ("metadata", .fields([("name", .text(plan.spec.name))])), ("spec", ResolvedExperiment.body(plan)),
      ]).yaml()
  }

  private static func body(_ plan: ExperimentPlan) -> DocumentNode {
    let spec = plan.spec
    let pairs = spec.pairs.map { pair in
      DocumentNode.fields([
        ("strategy", .text(plan.strategies[pair.strategy].name)),
        ("against", .text(plan.strategies[pair.against].name)),
      ])
    }
    return .fields([
      ("summary", spec.summary.isEmpty ? nil : .text(spec.summary)),
      ("workloads", .list(spec.workloads.map(\.resolved))), ("blocks", spec.blockMs.map { .span($0) }),
      ("duration", spec.durationMs.map { .span($0) }), ("warmup", .span(spec.warmupMs)),
      ("seeds", .list(spec.seeds.map { .number($0) })), ("nodePools", .list(spec.nodePools.map(\.resolved))),
      ("metrics", spec.metrics.isEmpty ? nil : .list(spec.metrics.map(\.resolved))),
      ("controller", spec.resolvedController), ("metricsPipeline", spec.metricsPipeline.resolved),
      ("autoscalers", spec.autoscalers.isEmpty ? nil : .list(spec.autoscalers.map(\.resolved))),
      ("slo", spec.objective.resolved), ("prices", spec.prices.resolved),
      ("recordStep", .span(spec.recordStepMs)),
      ("reportStep", .span(plan.reportStepMs)), ("baseline", .text(plan.strategies[spec.baseline].name)),
      ("compare", pairs.isEmpty ? nil : .list(pairs)), ("strategies", .list(plan.strategies.map(\.resolved))),
    ])
  }
}
