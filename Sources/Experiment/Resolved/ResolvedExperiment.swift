import Kubernetes

/// An experiment with everything said: what its file left to defaults, and each strategy's objects as patched.
///
/// Read again from the folder it stands in, it gives the same results, and is resolved to the same text and files.
package struct ResolvedExperiment {
  /// The text of experiment.yaml.
  package let text: String
  /// The files it names.
  package let files: [ExperimentFile]

  package init(_ plan: ExperimentPlan) {
    files = plan.spec.files
    text =
      DocumentNode.fields([
        ("apiVersion", .text(ExperimentSpec.apiVersion)), ("kind", .text(ExperimentSpec.kind)),
        ("metadata", .fields([("name", .text(plan.spec.name))])), ("spec", ResolvedExperiment.body(plan)),
      ]).yaml()
  }

  /// What a run depends on besides its policy, trace and seed, as text.
  package static func world(of plan: ExperimentPlan) -> String {
    let apart = [
      "summary", "seeds", "reportStep", "baseline", "compare", "limits", "strategies", "tune",
    ]
    guard let entries = body(plan).entries else { return "" }
    return DocumentNode.fields(
      entries.filter { !apart.contains($0.key) }.map { ($0.key, DocumentNode?.some($0.value)) }
    ).yaml()
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
      ("nodeAutoscaler", spec.nodeAutoscaler?.node), ("verticalPodAutoscaler", spec.vertical?.node),
      ("images", spec.images.isEmpty ? nil : .list(spec.images.map(\.resolved))),
      ("scheduler", spec.scheduler?.node),
      ("controllers", spec.controllers.isEmpty ? nil : .list(spec.controllers.map { .text($0) })),
      ("events", spec.events.isEmpty ? nil : .list(spec.events.map(\.resolved))),
      ("metrics", spec.metrics.isEmpty ? nil : .list(spec.metrics.map(\.resolved))),
      ("controller", spec.resolvedController), ("metricsPipeline", spec.metricsPipeline.resolved),
      ("autoscalers", spec.autoscalers.isEmpty ? nil : .list(spec.autoscalers.map(\.resolved))),
      ("slo", spec.objective.resolved), ("prices", spec.prices.resolved),
      ("limits", spec.limits.isEmpty ? nil : .list(spec.limits.map(\.resolved))),
      ("bound", spec.showsClairvoyant ? .text("clairvoyant") : nil),
      ("recordStep", .span(spec.recordStepMs)),
      ("reportStep", .span(plan.reportStepMs)), ("baseline", .text(plan.strategies[spec.baseline].name)),
      ("compare", pairs.isEmpty ? nil : .list(pairs)), ("strategies", .list(plan.strategies.map(\.resolved))),
      ("tune", spec.tune),
    ])
  }
}
