import Kubernetes
import Workload

extension ExperimentSpec {
  /// Reads the workloads and how their traces are cut.
  mutating func readWorkloads(_ fields: Fields, folder: String) {
    readBlocks(fields)
    guard fields.has("workloads") else {
      fields.missing(
        "workloads", hint: "workloads: [{target: my-deployment, load: {constant: 100, duration: 1h}}]")
      return
    }
    workloads = fields.objects("workloads") { WorkloadSpec.read($0, folder: folder) } ?? []
    if fields.value("workloads")?.elements?.isEmpty == true {
      fields.problem("workloads", "must name at least one Deployment or StatefulSet with its load")
    }
    var seen: [String: SourcePlace] = [:]
    for workload in workloads {
      if let first = seen[workload.target] {
        fields.report.problem(
          "\(workload.kind ?? "") \(workload.target) stands here already", at: workload.place,
          path: fields.path(of: "workloads"),
          hint: "given at \(first); to add loads up, use sum")
      }
      seen[workload.target] = workload.place
    }
    checkLoads(fields)
    checkTraces(fields)
  }

  /// Notes workloads without a load, unless others make calls: then they may be meant.
  private func checkLoads(_ fields: Fields) {
    let callers = workloads.contains { !$0.calls.isEmpty }
    let idle = workloads.enumerated().filter { $0.element.traces.isEmpty && !$0.element.servesNobody }
    for (index, workload) in idle where !callers || workloads.allSatisfy(\.traces.isEmpty) {
      fields.report.problem(
        "missing field \"load\"", at: workload.place, path: "\(fields.path(of: "workloads"))[\(index)].load",
        hint: "load: {csv: ...} or a generator, such as load: {constant: 100, duration: 1h}")
    }
  }

  private mutating func readBlocks(_ fields: Fields) {
    guard let node = fields.value("blocks") else { return }
    if node.text == "none" { return }
    let words = ["hour": 3_600_000, "day": 86_400_000, "week": 604_800_000] as [String: Int64]
    if let length = node.text.flatMap({ words[$0] }) {
      blockMs = length
    } else if let length = Span.milliseconds(node), length > 0 {
      blockMs = length
    } else {
      fields.mismatch("blocks", "hour, day, week, or a length of time such as 12h")
    }
  }

  /// Notes workloads whose traces have other names than the first one's.
  private func checkTraces(_ fields: Fields) {
    let named = workloads.filter { !$0.joinsEveryTrace }
    guard let first = named.first else { return }
    for other in named.dropFirst() where Set(other.traces.map(\.name)) != Set(first.traces.map(\.name)) {
      fields.report.problem(
        "the traces of \(other.target) are not those of \(first.target)", at: other.place,
        path: fields.path(of: "workloads"),
        hint: "loads of one name are run together: \(first.traces.map(\.name).joined(separator: ", "))")
    }
  }
}

extension WorkloadSpec {
  /// Reads one workload; nil, with the problems noted, if it is wrong.
  static func read(_ fields: Fields, folder: String) -> WorkloadSpec? {
    let before = fields.report.problems.count
    var workload = WorkloadSpec(target: "", place: fields.node.place, traces: [], joinsEveryTrace: true)
    if fields.has("target") {
      if let found = fields.workloadName("target") { (workload.kind, workload.target) = found }
    } else {
      fields.missing("target", hint: "the name of a Deployment, or kind/name: StatefulSet/db")
    }
    workload.readTraces(fields, folder: folder)
    workload.readTraffic(fields)
    let makesJobs = workload.kind == "ScaledJob"
    workload.job = fields.object("job") { JobTiming.read($0, folder: folder, ofScaledJob: makesJobs) }
    if workload.job != nil, !["Job", "ScaledJob"].contains(workload.kind ?? "Job") {
      fields.problem("job", "belongs to a Job", hint: "target: Job/\(workload.target)")
    }
    if workload.job != nil { workload.kind = workload.kind ?? "Job" }
    if workload.kind == "Job", !fields.has("job") {
      fields.missing("job", hint: "job: {at: 10m, duration: {mean: 5m, cv: 0.3}}")
    }
    if let node = fields.value("response") {
      let read = ResponseModel.read(node, path: fields.path(of: "response"), report: fields.report)
      if let read { workload.response = read }
    }
    if let timing = fields.object("podTiming", PodTimingFields.read) { workload.timing = timing }
    if let settled = fields.flag("startsSettled") { workload.startsSettled = settled }
    workload.readQueue(fields)
    return fields.report.problems.count == before ? workload : nil
  }

  private mutating func readTraces(_ fields: Fields, folder: String) {
    if let node = fields.value("load") {
      if fields.has("traces") {
        fields.problem("traces", "cannot stand beside load", hint: "one load, or several traces with names")
      }
      trace(node, path: fields.path(of: "load"), folder: folder, fields.report)
    } else if let nodes = fields.value("traces")?.elements, !nodes.isEmpty {
      joinsEveryTrace = false
      for (index, node) in nodes.enumerated() {
        let path = "\(fields.path(of: "traces"))[\(index)]"
        let name = node["name"]?.text
        if name == nil {
          fields.report.problem(
            "missing field \"name\"", at: node.place, path: path, hint: "each trace has a name")
        } else if traces.contains(where: { $0.name == name }) {
          fields.report.problem("the name \(name ?? "") is taken", at: node.place, path: "\(path).name")
        }
        trace(node, path: path, folder: folder, fields.report)
      }
    } else if fields.has("traces") {
      fields.mismatch("traces", "a list of loads")
    }
  }

  private mutating func trace(_ node: DocumentNode, path: String, folder: String, _ report: DocumentReport) {
    guard let load = LoadDescription.read(from: node, path: path, relativeTo: folder, report: report) else {
      return
    }
    traces.append(TraceSpec(name: load.name, load: load, node: node, path: path))
  }
}

extension WorkloadSpec {
  /// Whether it is an object that need not serve requests.
  var servesNobody: Bool { kind == "DaemonSet" || kind == "Job" }
}

extension Fields {
  /// The kinds that keep pods.
  private static let workloadKinds = ["Deployment", "StatefulSet", "DaemonSet", "Job", "ScaledJob"]

  /// Reads the name of an object that keeps pods, also written as `{kind: StatefulSet, name: db}` or
  /// `statefulset/db`; without a kind any is meant.
  func workloadName(_ key: String) -> (kind: String?, name: String)? {
    guard let node = value(key) else { return nil }
    let kind: String?
    let name: String?
    switch node.content {
    case .string(let text) where text.contains("/"):
      let selection = ObjectSelection(text: text, place: node.place)
      (kind, name) = (selection.kind, selection.name)
    case .string(let text): (kind, name) = (nil, text)
    case .mapping:
      kind = node["kind"]?.text.map { ObjectSelection(kind: $0, place: node.place).kind }
      name = node["name"]?.text
    default: (kind, name) = ("", nil)
    }
    guard kind.map(Self.workloadKinds.contains) ?? true, let name, !name.isEmpty else {
      mismatch(key, "the name of a Deployment, StatefulSet, DaemonSet, Job or ScaledJob")
      return nil
    }
    return (kind, name)
  }
}
