import Kubernetes
import Testing

@testable import Scheduling

/// One case of a table of upstream's unit tests: nodes, pods on them, a pod, what is wanted.
private struct TableCase {
  let name: String
  let body: DocumentNode
  var snapshot = ClusterSnapshot()
  var nodes: [String: NodeID] = [:]
  let pod: PodClassID

  init?(_ element: DocumentNode) throws {
    guard let body = element["case"], let pod = body["pod"] ?? body["requestedPod"] else { return nil }
    name = element["name"]?.text ?? ""
    self.body = body
    // The namespaces the tables' namespace selectors pick from.
    for (name, team) in [
      ("subteam1.team1", "team1"), ("subteam2.team1", "team1"), ("subteam1.team2", "team2"),
      ("subteam2.team2", "team2"),
    ] {
      snapshot.setNamespace(name, labels: ["team": team])
    }
    let allNodes = (body["nodes"]?.elements ?? []) + [body["node"]].compactMap { $0 }
    for node in allNodes + (body["failedNodes"]?.elements ?? []) {
      let read = try required(Node.decode(node, report: DocumentReport()))
      nodes[read.metadata.name] = snapshot.addNode(read)
    }
    for other in (body["existingPods"] ?? body["pods"])?.elements ?? [] {
      let read = try required(Pod.decode(other, report: DocumentReport()))
      guard let node = nodes[read.spec.nodeName] else { continue }
      var description = Self.description(read)
      description.spec.nodeName = ""
      let id = try snapshot.assigned(snapshot.podClass(description), to: node)
      if read.metadata.deletionTimestampMs != nil { snapshot.markTerminating(id) }
    }
    var description = Self.description(try required(Pod.decode(pod, report: DocumentReport())))
    for object in body["objs"]?.elements ?? [] {
      guard let selector = object["spec"]?["selector"] else { continue }
      let labels = selector["matchLabels"] ?? selector
      let pairs = (labels.entries ?? []).map { ($0.key, $0.value.text ?? "") }
      let found = LabelSelector(matchLabels: Dictionary(pairs) { first, _ in first })
      if found.matches(description.labels) { description.spreadingSelector = found }
    }
    description.spec.nodeName = ""
    self.pod = snapshot.podClass(description)
  }

  private static func description(_ pod: Pod) -> PodDescription { PodDescription(pod) }

  /// The wanted scores by node.
  var wantedScores: [String: Int64] {
    var result: [String: Int64] = [:]
    for entry in (body["want"] ?? body["expectedList"] ?? body["expectedScores"])?.elements ?? [] {
      guard case .number(let text)? = entry["Score"]?.content else { continue }
      result[entry["Name"]?.text ?? ""] = Int64(text)
    }
    return result
  }

  /// The nodes that may take the pod, in order.
  var feasible: [String] {
    let failed = Set((body["failedNodes"]?.elements ?? []).compactMap { $0["metadata"]?["name"]?.text })
    return nodes.keys.filter { !failed.contains($0) }.sorted()
  }
}

@Suite(
  "Tables of upstream's unit tests",
  .enabled(
    if: SharedFolder.path("conformance/cluster/upstream/k8s") != nil,
    "the reference data is not on this machine"))
struct UpstreamTablesTests {
  private func cases(_ plugin: String, _ tests: [String]) throws -> [TableCase] {
    let file = "pkg__scheduler__framework__plugins__\(plugin).json"
    let path = try #require(SharedFolder.path("conformance/cluster/upstream/k8s/\(file)"))
    return try DocumentNode.parse(contentsOf: path).flatMap { document in
      try (document["cases"]?.elements ?? []).filter { tests.contains($0["test"]?.text ?? "") }
        .filter { !Self.skipped.contains($0["name"]?.text ?? "") }.compactMap { try TableCase($0) }
    }
  }

  /// Cases of what is not modeled: gates that are off no more, arguments of plugins, claims of devices, images as
  /// volumes, labels no server lets through, two nodes of one name.
  private static let skipped: Set<String> = [
    "matchLabelKeys ignored when feature gate disabled", "added affinity",
    "added affinity and pod has default affinity", "Ignore preferred terms of existing pods",
    "include DRA resource on a node for balanced resource allocation",
    "include DRA resource on a node for balanced resource allocation if PreScore not called",
    "pod with ImageVolume", "resource with zero weight",
    "PodAffinity fails PreFilter with an invalid affinity label syntax",
    "PodAntiAffinity fails PreFilter with an invalid antiaffinity label syntax",
  ]

  /// Compares scores of all cases; `otherwise` is what nodes have that are not told apart.
  private func compare(
    _ cases: [TableCase], otherwise: Int64,
    _ score: (inout TableCase, [Int32], inout [Int64]) -> Bool
  ) {
    for var table in cases where !table.wantedScores.isEmpty {
      let feasible = table.feasible
      var scores = [Int64](repeating: 0, count: feasible.count)
      let rows = feasible.compactMap { table.nodes[$0]?.index }
      if !score(&table, rows, &scores) { scores = scores.map { _ in otherwise } }
      let found = Dictionary(uniqueKeysWithValues: zip(feasible, scores))
      #expect(found == table.wantedScores, "\(table.name)")
    }
  }

  @Test("Scores of PodTopologySpread")
  func spreadScores() throws {
    let cases = try cases("podtopologyspread__scoring", ["TestPodTopologySpreadScore"])
    compare(cases, otherwise: 0) { $0.snapshot.podTopologySpreadScores(Int($0.pod.index), $1, into: &$2) }
  }

  @Test("Scores of InterPodAffinity")
  func affinityScores() throws {
    let cases = try cases("interpodaffinity__scoring", ["TestPreferredAffinity"])
    compare(cases, otherwise: 0) { $0.snapshot.interPodAffinityScores(Int($0.pod.index), $1, into: &$2) }
  }

  @Test("Scores of TaintToleration, NodeAffinity and ImageLocality")
  func nodeScores() throws {
    let taints = try cases("tainttoleration__taint_toleration", ["TestTaintTolerationScore"])
    compare(taints, otherwise: 100) { $0.snapshot.taintTolerationScores(Int($0.pod.index), $1, into: &$2) }
    let affinity = try cases("nodeaffinity__node_affinity", ["TestNodeAffinityPriority"])
    compare(affinity, otherwise: 0) { $0.snapshot.nodeAffinityScores(Int($0.pod.index), $1, into: &$2) }
    let images = try cases("imagelocality__image_locality", ["TestImageLocalityPriority"])
    compare(images, otherwise: 0) { $0.snapshot.imageLocalityScores(Int($0.pod.index), $1, into: &$2) }
  }

  @Test("Scores of NodeResourcesFit and BalancedAllocation")
  func resourceScores() throws {
    for (name, kind) in [("least", ScoringStrategy.Kind.leastAllocated), ("most", .mostAllocated)] {
      let test = "Test\(name == "least" ? "Least" : "Most")AllocatedScoringStrategy"
      let cases = try cases("noderesources__\(name)_allocated", [test])
      compare(cases, otherwise: 0) { table, rows, scores in
        let resources = (table.body["resources"]?.elements ?? []).map {
          resource -> ScoringStrategy.Resource in
          var weight: Int64 = 1
          if case .number(let text)? = resource["Weight"]?.content { weight = Int64(text) ?? 1 }
          return .init(resource["Name"]?.text ?? "", weight: weight)
        }
        table.snapshot.nodeResourcesFitScores(
          Int(table.pod.index), rows, strategy: ScoringStrategy(kind, resources: resources), into: &scores)
        return true
      }
    }
    let balance = try cases("noderesources__balanced_allocation", ["TestNodeResourcesBalancedAllocation"])
    compare(balance, otherwise: 0) { table, rows, scores in
      let listed = table.body["args"]?["Resources"]?.elements ?? []
      let names = listed.compactMap { $0["Name"]?.text }
      return table.snapshot.balancedAllocationScores(
        Int(table.pod.index), rows, resources: names.isEmpty ? ["cpu", "memory"] : names,
        comparesWithout: true, into: &scores)
    }
  }

  @Test("Refusals of PodTopologySpread")
  func spreadRefusals() throws {
    let cases = try cases(
      "podtopologyspread__filtering", ["TestSingleConstraint", "TestMultipleConstraints"])
    for var table in cases {
      var minimums: [Int32] = []
      table.snapshot.spreadMinimums(Int(table.pod.index), into: &minimums)
      for (name, id) in table.nodes.sorted(by: { $0.key < $1.key }) {
        let found = table.snapshot.podTopologySpread(
          Int(table.pod.index), Int(id.index), minimums: minimums)
        let code =
          found.map { $0.isUnresolvable ? "UnschedulableAndUnresolvable" : "Unschedulable" } ?? "Success"
        let wanted = table.body["wantStatusCode"]?[name]?["$enum"]?.text ?? "Success"
        #expect(code == wanted, "\(table.name): \(name)")
      }
    }
  }

  @Test("Refusals of InterPodAffinity")
  func affinityRefusals() throws {
    let one = try cases("interpodaffinity__filtering", ["TestRequiredAffinitySingleNode"])
    let many = try cases("interpodaffinity__filtering", ["TestRequiredAffinityMultipleNodes"])
    for table in one + many {
      let nodes = table.body["nodes"]?.elements ?? [table.body["node"]].compactMap { $0 }
      let statuses =
        table.body["wantFilterStatuses"]?.elements ?? [table.body["wantFilterStatus"]].compactMap { $0 }
      for (index, node) in nodes.enumerated() {
        let id = try #require(table.nodes[node["metadata"]?["name"]?.text ?? ""])
        let found = table.snapshot.interPodAffinity(Int(table.pod.index), Int(id.index))
        let isRefused = index < statuses.count && Self.isRefusal(statuses[index])
        #expect((found != nil) == isRefused, "\(table.name): \(index)")
      }
    }
  }

  private static func isRefusal(_ status: DocumentNode) -> Bool {
    if case .null = status.content { return false }
    return true
  }
}
