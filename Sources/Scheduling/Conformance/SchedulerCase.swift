import Conformance
import Kubernetes

/// One pod to be placed, with what upstream's framework found of each node.
struct SchedulerCase {
  let id: String
  private var snapshot: ClusterSnapshot
  private var scheduler: Scheduler
  private let pod: PodClassID
  private let rejected: [String: String]
  private let scores: [String: [String: Int64]]?

  /// Reads a case; nil, with problems noted, if it lacks something.
  init?(_ fields: Fields) {
    id = fields.value("id")?.scalarText ?? ""
    var profile = SchedulerProfile(minorVersion: Int(fields.int32("minorVersion") ?? 36))
    profile.tieBreaking = .first
    guard let strategy = Self.strategy(fields) else { return nil }
    profile.strategy = strategy
    scheduler = Scheduler(profile)
    snapshot = ClusterSnapshot()
    guard let nodes = fields.required("nodes", { fields.objects($0, Self.node) }) else { return nil }
    for node in nodes.sorted(by: { $0.metadata.name < $1.metadata.name }) { snapshot.addNode(node) }
    for (pod, isTerminating) in fields.objects("existing", Self.pod) ?? [] {
      guard let node = snapshot.node(named: pod.spec.nodeName) else { continue }
      var description = pod
      description.spec.nodeName = ""
      let assigned = snapshot.assign(snapshot.podClass(description), to: node)
      if isTerminating, let assigned { snapshot.markTerminating(assigned) }
    }
    guard let (described, _) = fields.required("pod", { fields.object($0, Self.pod) }) else { return nil }
    pod = snapshot.podClass(described)
    rejected = fields.strings("rejected") ?? [:]
    scores = fields.object("scores") { nodes in
      var result: [String: [String: Int64]] = [:]
      for name in nodes.keys {
        result[name] = nodes.object(name) { plugins in
          Dictionary(plugins.keys.map { ($0, plugins.int64($0) ?? 0) }) { first, _ in first }
        }
      }
      return result
    }
  }

  /// Compares all findings with the recorded ones.
  mutating func checks() -> [CaseCheck] {
    var checks: [CaseCheck] = []
    for finding in scheduler.evaluate(pod, in: &snapshot).findings {
      let name = snapshot.name(of: finding.node)
      let text =
        finding.rejection.map { rejection in
          let reasons = snapshot.reasons(of: rejection, for: pod)
          return "\(rejection.filter.name): \(reasons.joined(separator: ", "))"
        } ?? ""
      checks.append(
        CaseCheck("rejected.\(name)", expected: Self.ordered(rejected[name] ?? ""), found: Self.ordered(text))
      )
      guard let scores, finding.rejection == nil else { continue }
      checks += compare(finding, name, with: scores[name] ?? [:])
    }
    return checks
  }

  private func compare(
    _ finding: Evaluation.Finding, _ name: String, with recorded: [String: Int64]
  ) -> [CaseCheck] {
    var found: [String: Int64] = ["total": finding.total]
    for (plugin, score) in finding.scores { found[plugin] = score }
    // Claims of devices are not modeled; a pod without them scores 0.
    if recorded["DynamicResources"] != nil { found["DynamicResources"] = 0 }
    return Set(recorded.keys).union(found.keys).sorted().map { plugin in
      CaseCheck(
        "scores.\(name).\(plugin)", expected: recorded[plugin].map { "\($0)" } ?? "none",
        found: found[plugin].map { "\($0)" } ?? "none")
    }
  }

  /// A rejection with its reasons sorted: upstream's order of further resources is that of a hash table.
  private static func ordered(_ text: String) -> String {
    guard let colon = text.firstRange(of: ": ") else { return text }
    let reasons = text[colon.upperBound...].split(separator: ",").map { $0.drop { $0 == " " } }
    return text[..<colon.upperBound] + reasons.sorted().joined(separator: ", ")
  }

  private static func strategy(_ fields: Fields) -> ScoringStrategy? {
    switch fields.string("strategy") ?? "LeastAllocated" {
    case "LeastAllocated": return .leastAllocated
    case "MostAllocated": return .mostAllocated
    case "RequestedToCapacityRatio":
      let shape = fields.objects("shape") {
        ScoringStrategy.Point(utilization: $0.int64("utilization") ?? 0, score: $0.int64("score") ?? 0)
      }
      return ScoringStrategy(.requestedToCapacityRatio(shape: shape ?? recordedShape))
    case let other:
      fields.problem(
        "strategy",
        "must be LeastAllocated, MostAllocated or RequestedToCapacityRatio, found \(other)")
      return nil
    }
  }

  /// The function the cases were recorded with.
  private static let recordedShape = [
    ScoringStrategy.Point(utilization: 0, score: 0), ScoringStrategy.Point(utilization: 40, score: 3),
    ScoringStrategy.Point(utilization: 100, score: 10),
  ]

  /// Reads a node, whose parts stand side by side in a case.
  private static func node(_ fields: Fields) -> Node? {
    Node(
      metadata: ObjectMeta(name: fields.string("name") ?? "", labels: fields.strings("labels") ?? [:]),
      spec: NodeSpec(
        unschedulable: fields.bool("unschedulable") ?? false,
        taints: fields.objects("taints") {
          Taint(
            key: $0.string("key") ?? "", value: $0.string("value") ?? "", effect: $0.string("effect") ?? "")
        } ?? []),
      status: NodeStatus(
        allocatable: fields.quantities("allocatable") ?? [:],
        images: fields.objects("images") {
          ContainerImage(names: $0.texts("names") ?? [], sizeBytes: $0.int64("sizeBytes") ?? 0)
        } ?? []))
  }

  /// Reads a pod: labels and specification side by side.
  private static func pod(_ fields: Fields) -> (PodDescription, isTerminating: Bool)? {
    guard let spec = fields.required("spec", fields.value) else { return nil }
    let document = DocumentNode.fields([("metadata", .fields([("name", .text("p"))])), ("spec", spec)])
    guard let pod = Pod.decode(document, path: fields.path, report: fields.report) else { return nil }
    // The name of the owner stands for its selector: rs-a selects app=a.
    let selector = fields.string("owner_replicaset").map {
      LabelSelector(matchLabels: ["app": String($0.dropFirst(3))])
    }
    let description = PodDescription(
      namespace: fields.string("namespace") ?? "default", labels: fields.strings("labels") ?? [:],
      spec: pod.spec, spreadingSelector: selector)
    return (description, fields.bool("terminating") ?? false)
  }
}

extension DocumentNode {
  /// The text of a number or string.
  fileprivate var scalarText: String? {
    switch content {
    case .number(let text), .string(let text): text
    default: nil
    }
  }
}
