import Kubernetes
import Scaling
import Simulation

extension StrategyCheck {
  /// A ScaledObject with what its triggers read in the experiment.
  func scaledObject(_ manifest: Manifest) -> ScenarioScaler? {
    let before = report.problems.count
    let target = target(of: manifest)
    guard let object = ScaledObject.read(manifest.node, report: report) else { return nil }
    let sources = object.triggers.indices.map { source(of: object.triggers[$0], at: $0, manifest) }
    guard report.problems.count == before, let target else { return nil }
    let keda = ScenarioKEDA(object: object, sources: sources.compactMap(\.self))
    var scaler = ScenarioScaler(name: manifest.name, workload: target, kind: .keda(keda))
    scaler.phaseMs = spec.autoscalers.first { $0.name == manifest.name }?.phaseMs
    return scaler
  }

  /// A ScaledJob that is a workload of the experiment, with what its triggers read; nil for one that is left out.
  func scaledJob(_ manifest: Manifest) -> ScenarioScaler? {
    guard let workload = spec.workloads.first(where: { $0.target == manifest.name }) else { return nil }
    let before = report.problems.count
    guard let scaled = ScaledJobManifest.read(manifest.node, report: report) else { return nil }
    if workload.queue == nil {
      report.problem(
        "ScaledJob \(manifest.name) makes Jobs that work off a queue, and workload \(workload.target) has none",
        at: workload.place, path: "spec.workloads", hint: "give it queue: {name: ...}")
    }
    let sources = scaled.triggers.indices.map { source(of: scaled.triggers[$0], at: $0, manifest) }
    guard report.problems.count == before else { return nil }
    var scaler = ScenarioScaler(
      name: manifest.name, workload: workload.target,
      kind: .scaledJob(ScenarioScaledJob(manifest: scaled, sources: sources.compactMap(\.self))))
    scaler.phaseMs = spec.autoscalers.first { $0.name == manifest.name }?.phaseMs
    return scaler
  }

  /// Where a trigger reads; notes a trigger that asks for what the experiment does not have.
  private func source(of trigger: KEDATrigger, at index: Int, _ manifest: Manifest) -> ScenarioKEDA.Source? {
    let metadata = manifest.node.value(at: "spec.triggers[\(index)].metadata")
    func known(_ key: String, _ found: String?) -> ScenarioKEDA.Source? {
      let name = found ?? ""
      if let owner = spec.workloads.first(where: { $0.queue?.name == name }) {
        return .queue(deployment: owner.target)
      }
      if let metric = metric(named: name) { return .metric(metric.name) }
      let queues = spec.workloads.compactMap(\.queue?.name)
      report.problem(
        "there is no queue \(name) in the experiment", at: (metadata?[key] ?? metadata)?.place,
        path: "spec.triggers[\(index)].metadata.\(key)",
        hint: Spelling.nearest(to: name, in: queues).map { "did you mean \($0)?" }
          ?? (queues.isEmpty
            ? "give a workload queue: {name: \(name)}" : "there is \(queues.joined(separator: ", "))"))
      return nil
    }
    switch trigger.source {
    case .cron, .resource, .scripted: return .itself
    case .kafka: return known("topic", metadata?["topic"]?.text)
    case .sqs:
      return known("queueURL", metadata?["queueURL"]?.text?.split(separator: "/").last.map(String.init))
    case .rabbitMQ: return known("queueName", metadata?["queueName"]?.text)
    case .redisList: return known("listName", metadata?["listName"]?.text)
    case .prometheus:
      let query = metadata?["query"]?.text ?? ""
      if let metric = metric(named: query) { return .metric(metric.name) }
      report.problem(
        "no metric of the experiment answers this query", at: (metadata?["query"] ?? metadata)?.place,
        path: "spec.triggers[\(index)].metadata.query",
        hint:
          "metrics: [{name: ..., api: external, query: the same text, signal: ..., deployment: ...}], or its name"
      )
      return nil
    }
  }

  /// A metric by its name or its query.
  private func metric(named text: String) -> MetricSpecification? {
    func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
    return spec.metrics.first { $0.name == text }
      ?? spec.metrics.first { $0.query.map { words($0) == words(text) } ?? false }
  }
}
