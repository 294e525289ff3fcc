import Kubernetes
import Scaling
import Simulation

/// Reads what a kind of scaler is told.
struct ScalerReading {
  let context: ScalerContext
  let intervalMs: Int64

  init(_ context: ScalerContext, intervalMs: Int64) {
    self.context = context
    self.intervalMs = intervalMs
  }

  /// Makes the maker of a kind; nil, with the problems noted, if it cannot.
  func maker(_ kind: String, _ fields: Fields) -> ScalerMaker? {
    switch kind {
    case "static":
      return fields.whole("static", 0...100_000).map { replicas in
        ScalerMaker("static \(replicas)") { _ in StaticScaler(replicas: Int32(replicas)) }
      }
    case "exec": return exec(fields)
    case "predictive": return fields.object("predictive", predictive)
    case "phpa": return fields.object("phpa", phpa)
    case "crane": return fields.object("crane", crane)
    case "erlang": return fields.object("erlang", erlang)
    case "pid": return fields.object("pid", pid)
    case "targetTracking": return fields.object("targetTracking", targetTracking)
    case "stepScaling": return fields.object("stepScaling", stepScaling)
    default: return fields.object(kind) { controller(kind, $0) }
    }
  }

  private func exec(_ fields: Fields) -> ScalerMaker? {
    let limitMs = fields.span("timeLimit", 1...3_600_000) ?? ExecScaler.usualLimitMs
    let command = fields.list("exec") { node, path -> String? in
      switch node.content {
      case .string(let text) where !text.isEmpty && !text.utf8.contains(0): return text
      case .number(let text): return text
      default:
        fields.report.problem(
          "must be a text, found \(Fields.quoted(node))", at: node.place, path: path,
          hint: "exec: [python3, scaler.py]")
        return nil
      }
    }
    guard let command else { return nil }
    guard !command.isEmpty else {
      fields.mismatch("exec", "a program with its arguments", hint: "exec: [python3, scaler.py]")
      return nil
    }
    return ExecScaler.maker(command, folder: context.folder, limitMs: limitMs)
  }

  /// Reads what a scaler goes by.
  func signal(_ fields: Fields, usual: LoadSignal) -> LoadSignal {
    guard let name = fields.line("metric") else { return usual }
    let known = LoadSignal.names + context.metrics
    if !known.contains(name) {
      fields.mismatch(
        "metric", "one of \(known.joined(separator: ", "))",
        hint: Spelling.nearest(to: name, in: known).map { "did you mean \($0)?" })
    }
    return LoadSignal(name: name)
  }

  /// Reads the load that one replica bears.
  func perReplica(_ fields: Fields) -> Double? {
    guard fields.has("perReplica") else {
      fields.missing("perReplica", hint: "the load one replica bears, such as 60 requests a second")
      return nil
    }
    return fields.number("perReplica", 1e-9...1e15, "a number above 0")
  }

  /// Reads a length of time as a whole number of steps, at least one.
  func steps(_ fields: Fields, _ key: String) -> Int? {
    guard let span = fields.span(key, 1...Span.longestMs) else { return nil }
    let steps = (span + intervalMs - 1) / intervalMs
    if steps > Self.mostSteps {
      fields.problem(
        key, "is \(steps) steps of \(Span.text(intervalMs)), more than \(Self.mostSteps)",
        hint: "a longer interval has fewer")
      return nil
    }
    return Int(steps)
  }

  private static let mostSteps: Int64 = 20_000

  private func erlang(_ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .requestsPerSecond)
    if !fields.has("serviceRate") {
      fields.missing("serviceRate", hint: "the requests one server finishes per second")
    }
    var staffing = ErlangStaffing(
      serviceRate: fields.number("serviceRate", 1e-9...1e12, "a number above 0") ?? 1)
    if let rule = fields.choice("rule", of: ErlangStaffing.Rule.self) { staffing.rule = rule }
    if let servers = fields.number("serversPerReplica", 1e-6...1e6, "a number above 0") {
      staffing.serversPerReplica = servers
    }
    if let share = fields.number("waitShare", 1e-9...(1 - 1e-9), "a number between 0 and 1") {
      staffing.waitShare = share
    }
    guard fields.report.problems.count == before else { return nil }
    return ScalerMaker(staffing.rule.rawValue) { [staffing] _ in ErlangScaler(staffing, signal: signal) }
  }

  private func controller(_ kind: String, _ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .requestsPerSecond)
    guard let perReplica = perReplica(fields), fields.report.problems.count == before else { return nil }
    return ScalerMaker(kind) { setting in
      let controller: any ElasticityController =
        switch kind {
        case "react": React()
        case "adapt": Adapt()
        case "hist": Hist(startSecond: setting.startDateMs / 1_000)
        default: Reg()
        }
      return ElasticityScaler(controller, name: kind, signal: signal, perReplica: perReplica)
    }
  }

  private func pid(_ fields: Fields) -> ScalerMaker? {
    let before = fields.report.problems.count
    let signal = signal(fields, usual: .cpu)
    var controller = PIDController(target: target(fields) ?? 1, maxReplicas: 100)
    for (key, path) in [
      ("proportional", \PIDController.proportional), ("integral", \.integral), ("derivative", \.derivative),
    ] {
      if let gain = fields.number(key, -1e6...1e6, "a number") { controller[keyPath: path] = gain }
    }
    guard fields.report.problems.count == before else { return nil }
    return ScalerMaker("pid") { [controller] _ in PIDScaler(controller, signal: signal) }
  }

  func target(_ fields: Fields) -> Double? {
    guard fields.has("target") else {
      fields.missing("target", hint: "percent of the request for cpu and memory, a pod's part for the rest")
      return nil
    }
    return fields.number("target", 1e-9...1e15, "a number above 0")
  }
}
