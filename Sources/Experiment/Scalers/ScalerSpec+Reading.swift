import Kubernetes
import Scaling
import Simulation

extension ScalerSpec {
  /// The kinds that can be named, in the order of the documentation.
  static let kinds = [
    "static", "exec", "predictive", "phpa", "crane", "erlang", "react", "adapt", "hist", "reg", "pid",
    "targetTracking", "stepScaling", "knative",
  ]

  /// Reads `scaler`: one, or a list of one for each workload.
  static func readAll(_ fields: Fields, _ context: ScalerContext) -> [ScalerSpec] {
    guard let node = fields.value("scaler") else { return [] }
    if node.elements != nil { return fields.objects("scaler") { read($0, context) } ?? [] }
    return fields.object("scaler") { read($0, context) }.map { [$0] } ?? []
  }

  /// Reads one scaler; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields, _ context: ScalerContext) -> ScalerSpec? {
    let before = fields.report.problems.count
    let workload = fields.workloadName("workload")?.name ?? context.onlyWorkload
    if let workload, !context.workloads.contains(workload) {
      fields.mismatch(
        "workload", "a Deployment that gets load",
        hint: Spelling.nearest(to: workload, in: context.workloads).map { "did you mean \($0)?" }
          ?? "there is \(context.workloads.joined(separator: ", "))")
    } else if workload == nil, !context.workloads.isEmpty {
      fields.missing("workload", hint: "one of \(context.workloads.joined(separator: ", "))")
    }
    let given = kinds.filter(fields.has)
    guard let kind = given.first, given.count == 1 else {
      let keys = fields.keys.filter { !common.contains($0) }
      let hint = keys.compactMap { Spelling.nearest(to: $0, in: kinds) }.first
      fields.ignore("name", "interval", "phase", "minReplicas", "maxReplicas", "stabilization", "window")
      fields.report.problem(
        given.isEmpty
          ? "names no scaler" : "names \(given.count) scalers: \(given.joined(separator: ", "))",
        at: fields.node.place, path: fields.path,
        hint: hint.map { "did you mean \($0)?" } ?? "one of \(kinds.joined(separator: ", "))")
      return nil
    }
    let intervalMs = fields.span("interval", 1_000...86_400_000) ?? usualInterval(of: kind)
    guard let made = made(kind, fields, context, intervalMs: intervalMs) else {
      fields.ignore("name", "phase", "minReplicas", "maxReplicas", "stabilization", "window", "timeLimit")
      if fields.report.problems.count == before { fields.problem(kind, "cannot be read") }
      return nil
    }
    if kind == "knative" {
      for key in ["interval", "minReplicas", "maxReplicas", "stabilization", "window"] where fields.has(key) {
        fields.problem(
          key, "is not for knative", hint: "annotations: {min-scale: ..., max-scale: ..., window: ...}")
      }
    }
    var scaler = ScenarioScaler(name: fields.line("name") ?? kind, workload: workload ?? "", kind: made)
    scaler.intervalMs = intervalMs
    scaler.phaseMs = fields.span("phase", 0...86_400_000)
    let least = fields.whole("minReplicas", 0...100_000) ?? (kind == "static" ? 0 : 1)
    let most = fields.whole("maxReplicas", 1...100_000) ?? (kind == "static" ? 100_000 : 100)
    if least > most {
      fields.problem("minReplicas", "must be at most maxReplicas, \(most), found \(least)")
    }
    scaler.bounds = Int32(min(least, most))...Int32(most)
    if let span = fields.span("stabilization", 0...86_400_000) { scaler.stabilizationMs = span }
    if let span = fields.span("window", 0...86_400_000) { scaler.windowMs = span }
    guard fields.report.problems.count == before else { return nil }
    return ScalerSpec(workload: workload, place: fields.node.place, node: fields.node, scaler: scaler)
  }

  private static func made(
    _ kind: String, _ fields: Fields, _ context: ScalerContext, intervalMs: Int64
  ) -> ScenarioScaler.Kind? {
    let reading = ScalerReading(context, intervalMs: intervalMs)
    if kind == "knative" { return fields.object("knative", reading.knative).map { .knative($0) } }
    return reading.maker(kind, fields).map { .own($0) }
  }

  private static let common = [
    "workload", "name", "interval", "phase", "minReplicas", "maxReplicas", "stabilization", "window",
    "timeLimit",
  ]

  /// How often a kind is asked if nothing is said: the literature's controllers and AWS's alarms know minutes.
  private static func usualInterval(of kind: String) -> Int64 {
    switch kind {
    case "react", "adapt", "hist", "reg", "targetTracking", "stepScaling", "predictive", "crane": 60_000
    default: 15_000
    }
  }
}

extension ScalerContext {
  /// The workload where there is just one.
  var onlyWorkload: String? { workloads.count == 1 ? workloads[0] : nil }
}
