import Kubernetes
import Scaling

/// The lines between the lab and a program that scales: one JSON object each.
enum ScalerMessage {
  /// The lab's greeting.
  static func hello(_ setting: ScalerSetting) -> String {
    DocumentNode.fields([
      ("type", .text("hello")), ("protocol", .number(ExecScaler.protocolVersion)),
      ("scaler", .text(setting.name)), ("workload", .text(setting.workload)),
      ("intervalSeconds", seconds(setting.intervalMs)), ("minReplicas", .number(setting.bounds.lowerBound)),
      ("maxReplicas", .number(setting.bounds.upperBound)), ("replicas", .number(setting.replicas)),
      ("startDate", seconds(setting.startDateMs)),
    ]).json
  }

  /// What is seen: times in seconds, what nobody has measured as null.
  static func observation(_ seen: ScalerObservation) -> String {
    let metrics = seen.metrics.sorted { $0.key < $1.key }.map { (key: $0.key, value: number($0.value)) }
    return DocumentNode.fields([
      ("type", .text("observation")), ("time", seconds(seen.timeMs)), ("date", seconds(seen.dateMs)),
      ("replicas", .number(seen.replicas)), ("readyPods", .number(seen.readyPods)),
      ("pendingPods", .number(seen.pendingPods)), ("minReplicas", .number(seen.minReplicas)),
      ("maxReplicas", .number(seen.maxReplicas)), ("sampledPods", .number(seen.sampledPods)),
      ("cpu", number(seen.cpu)), ("cpuRequest", number(seen.cpuRequest)),
      ("cpuUtilization", number(seen.cpuUtilization)), ("memory", number(seen.memory)),
      ("memoryRequest", number(seen.memoryRequest)), ("memoryUtilization", number(seen.memoryUtilization)),
      ("requestsPerSecond", number(seen.requestsPerSecond)), ("inFlight", number(seen.inFlight)),
      ("queueLength", number(seen.queueLength)), ("latencySeconds", number(seen.latencySeconds)),
      ("metrics", .fields(metrics)),
    ]).json
  }

  /// Checks the program's greeting.
  static func checkHello(_ line: String, of command: String) throws(ScalerFailure) {
    let file = "<greeting of \(command)>"
    let node = try parse(line, file: file)
    let expected = "{\"type\": \"hello\", \"protocol\": \(ExecScaler.protocolVersion)}"
    guard node["type"]?.text == "hello", case .number(let version)? = node["protocol"]?.content else {
      throw ScalerFailure("\(file) is \(clipped(line))", hint: "the first line must be \(expected)")
    }
    guard version == "\(ExecScaler.protocolVersion)" else {
      throw ScalerFailure(
        "the program \(command) speaks version \(version) of the protocol, the lab \(ExecScaler.protocolVersion)"
      )
    }
  }

  /// Reads a decision.
  static func decision(
    _ line: String, of command: String, number: Int
  ) throws(ScalerFailure) -> ScalerDecision {
    let file = "<answer \(number) of \(command)>"
    let node = try parse(line, file: file)
    let report = DocumentReport()
    let decision = Fields.read(node, path: "", report: report) { fields -> ScalerDecision? in
      fields.ignore("type")
      let reason = fields.string("reason") ?? ""
      if reason.unicodeScalars.contains(where: { $0.value < 0x20 }) {
        fields.problem("reason", "must be one line of text")
      }
      guard node["replicas"] != nil else {
        fields.problem("replicas", "is required", hint: "a whole number, or null to leave them as they are")
        return nil
      }
      let replicas = fields.int32("replicas")
      if let replicas, replicas < 0 { fields.problem("replicas", "must not be negative, found \(replicas)") }
      return ScalerDecision(replicas: replicas, reason: reason)
    }
    if let problem = report.problems.first {
      throw ScalerFailure(problem.description, hint: "it said \(clipped(line))")
    }
    guard let decision else { throw ScalerFailure("\(file) is no decision: \(clipped(line))") }
    return decision
  }

  private static func parse(_ line: String, file: String) throws(ScalerFailure) -> DocumentNode {
    do throws(InputErrors) {
      return try DocumentNode.parse(json: line, file: file)
    } catch {
      throw ScalerFailure(
        error.problems.first?.description ?? "\(file) is no JSON", hint: "it said \(clipped(line))")
    }
  }

  private static func clipped(_ line: String) -> String {
    line.count > 80 ? "\(line.prefix(80))…" : line
  }

  private static func seconds(_ ms: Int64) -> DocumentNode {
    ms.isMultiple(of: 1_000) ? .number(ms / 1_000) : number(Double(ms) / 1_000)
  }

  /// A number in its shortest form that reads back exactly; null for none.
  private static func number(_ value: Double?) -> DocumentNode {
    var node = DocumentNode.number(0)
    guard let value, value.isFinite else {
      node.content = .null
      return node
    }
    let isWhole = value == value.rounded() && abs(value) < 1e15
    node.content = .number(isWhole ? "\(Int64(value))" : "\(value)")
    return node
  }
}
