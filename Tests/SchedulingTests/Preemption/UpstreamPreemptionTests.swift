import Kubernetes
import Testing

@testable import Scheduling

/// A case of upstream's tables of preemption: nodes by name, pods on them, a pod that finds no room.
private struct PreemptionCase {
  let name: String
  var snapshot = ClusterSnapshot()
  let body: DocumentNode
  let pod: PodClassID
  var podNames: [PodID: String] = [:]
  var budgets: [PreemptionBudget] = []
  var scheduler = Scene.scheduler

  init?(_ element: DocumentNode) throws {
    guard let body = element["case"], let pod = body["pod"] ?? body["testPods"]?.elements?.first else {
      return nil
    }
    name = element["name"]?.text ?? ""
    self.body = body
    for text in (body["nodeNames"]?.elements ?? []).compactMap(\.text) {
      // "node-a/zone1" is a node in a zone.
      let parts = text.split(separator: "/").map(String.init)
      var labels = ["node": parts[0], "hostname": parts[0]]
      if parts.count > 1 { labels["zone"] = parts[1] }
      let allocatable = [
        "cpu": Quantity(milli: 500), "memory": Quantity(500), "pods": Quantity(32),
      ]
      _ = try snapshot.added(
        Node(
          metadata: ObjectMeta(name: parts[0], labels: labels), status: NodeStatus(allocatable: allocatable)))
    }
    for other in (body["pods"] ?? body["initPods"])?.elements ?? [] {
      var read = try required(Pod.decode(other, report: DocumentReport()))
      guard let node = snapshot.node(named: read.spec.nodeName) else { continue }
      read.spec.nodeName = ""
      let id = try snapshot.assigned(
        snapshot.podClass(PodDescription(read)), to: node, startMs: read.status?.startTimeMs ?? 0)
      podNames[id] = read.metadata.name
    }
    self.pod = snapshot.podClass(
      PodDescription(try required(Pod.decode(pod, report: DocumentReport()))))
    for budget in body["pdbs"]?.elements ?? [] {
      let read = try required(PodDisruptionBudget.decode(budget, report: DocumentReport()))
      var allowed: Int32 = 0
      if case .number(let text)? = budget["status"]?["disruptionsAllowed"]?.content {
        allowed = Int32(text) ?? 0
      }
      let disrupted = Set(budget["status"]?["disruptedPods"]?.entries?.map(\.key) ?? [])
      budgets.append(
        PreemptionBudget(
          selector: snapshot.selector(namespaces: ["default"], labels: read.selector),
          disruptionsAllowed: allowed,
          disruptedPods: podNames.filter { disrupted.contains($0.value) }.keys.sorted()))
    }
  }
}

@Suite(
  "Tables of upstream's tests of preemption",
  .enabled(
    if: SharedFolder.path("conformance/cluster/upstream/k8s") != nil,
    "the reference data is not on this machine"))
struct UpstreamPreemptionTests {
  private func cases(_ test: String) throws -> [PreemptionCase] {
    let file = "pkg__scheduler__framework__plugins__defaultpreemption__default_preemption.json"
    let path = try #require(SharedFolder.path("conformance/cluster/upstream/k8s/\(file)"))
    return try DocumentNode.parse(contentsOf: path).flatMap { document in
      // The recording lost when pods started.
      try (document["cases"]?.elements ?? []).filter {
        $0["test"]?.text == test && $0["name"]?.text?.lowercased().contains("time") == false
      }.compactMap { try PreemptionCase($0) }
    }
  }

  @Test("The candidate that hurts least")
  func best() throws {
    let cases = try cases("TestSelectBestCandidate")
    #expect(cases.count == 6)
    for var table in cases {
      let choice = table.scheduler.preempt(
        for: table.pod, key: 1, budgets: table.budgets, in: &table.snapshot)
      let name = choice.map { table.snapshot.name(of: $0.node) } ?? ""
      let wanted = (table.body["expected"]?.elements ?? []).compactMap(\.text)
      #expect(wanted.contains(name), "\(table.name)")
    }
  }

  @Test("Victims on every node")
  func victims() throws {
    for var table in try cases("TestDryRunPreemption") {
      // Filters made up for the test, and limits to two candidates.
      let isMadeUp = table.body["fakeFilterRC"]?["$enum"]?.text != "Success" || table.body["args"] != nil
      if isMadeUp { continue }
      let nodes = table.snapshot.allNodes.map(\.index)
      let found = table.scheduler.candidates(
        for: table.pod, key: 1, on: nodes, start: 0, budgets: table.budgets, in: &table.snapshot)
      let texts = found.map { candidate in
        let victims = candidate.victims.map { table.podNames[$0] ?? "" }.sorted().joined(separator: " ")
        return "\(table.snapshot.name(of: candidate.node)): \(victims) (\(candidate.violations))"
      }
      let wanted = (table.body["expected"]?.elements?.first?.elements ?? []).map { candidate in
        let victims = candidate["victims"]
        let names = (victims?["Pods"]?.elements ?? []).compactMap { $0["metadata"]?["name"]?.text }
        var violations = "0"
        if case .number(let text)? = victims?["NumPDBViolations"]?.content { violations = text }
        return "\(candidate["name"]?.text ?? ""): \(names.sorted().joined(separator: " ")) (\(violations))"
      }
      #expect(texts.sorted() == wanted.sorted(), "\(table.name)")
    }
  }
}
