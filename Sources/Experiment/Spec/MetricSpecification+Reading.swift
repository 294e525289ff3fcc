import Kubernetes
import Simulation
import Workload

extension MetricSpecification {
  /// Reads one metric; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields, folder: String) -> MetricSpecification? {
    let before = fields.report.problems.count
    for (key, hint) in [("name", "as HPAs name it"), ("api", "pods, object or external")]
    where !fields.has(key) {
      fields.missing(key, hint: hint)
    }
    let name = fields.line("name")
    let api = fields.choice("api", of: MetricSource.API.self)
    let origin = origin(fields, folder: folder)
    let labels = fields.strings("labels")
    let object = fields.object("object", described)
    let window = fields.span("window", 0...86_400_000)
    let lag = fields.span("lag", 0...86_400_000)
    let query = fields.line("query")
    let outages = fields.outages("fails")
    if api == .pods || api == .external, fields.has("object") {
      fields.problem("object", "belongs to the object API only")
    }
    guard fields.report.problems.count == before, let name, let api, let origin else { return nil }
    var metric = MetricSpecification(name: name, place: fields.node.place, api: api, origin: origin)
    metric.labels = labels ?? [:]
    metric.object = object
    if let window { metric.windowMs = window }
    if let lag { metric.lagMs = lag }
    metric.query = query
    metric.outages = outages
    return metric
  }

  private static func origin(_ fields: Fields, folder: String) -> Origin? {
    switch (fields.has("signal"), fields.value("series")) {
    case (true, nil):
      let signal = fields.choice("signal", of: MetricSource.Signal.self)
      if !fields.has("deployment") { fields.missing("deployment", hint: "whose signal it is") }
      guard let deployment = fields.workloadName("deployment")?.name, let signal else { return nil }
      return .signal(signal, deployment: deployment)
    case (false, let node?):
      if fields.has("deployment") { fields.problem("deployment", "belongs to a signal, not to a series") }
      let path = fields.path(of: "series")
      return LoadDescription.read(signal: node, path: path, relativeTo: folder, report: fields.report).map {
        .series($0, node: node, path: path)
      }
    case (true, _?):
      fields.problem("series", "cannot stand beside signal", hint: "a metric is one or the other")
    case (false, nil):
      fields.missing("signal", hint: "signal: requestsPerSecond with deployment: web, or series: {csv: ...}")
    }
    fields.ignore("deployment")
    return nil
  }

  private static func described(_ fields: Fields) -> CrossVersionObjectReference? {
    guard let kind = fields.line("kind"), let name = fields.line("name") else {
      for key in ["kind", "name"] where !fields.has(key) {
        fields.missing(key, hint: "the object the metric describes")
      }
      return nil
    }
    return CrossVersionObjectReference(apiVersion: fields.line("apiVersion") ?? "", kind: kind, name: name)
  }
}
