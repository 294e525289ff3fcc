import Kubernetes
import Statistics
import Testing

@testable import Scheduling

@Suite("Laws of the snapshot")
struct SnapshotLawTests {
  /// Pods that use everything that is counted.
  private static let kinds: [PodDescription] = [
    Scene.pod(cpu: 100, memoryMiB: 64, app: "a"),
    Scene.pod(cpu: 200, app: "b") {
      $0.topologySpreadConstraints = [Scene.spread(Scene.zone, app: "b", maxSkew: 2)]
    },
    Scene.pod(cpu: 50, app: "c") {
      $0.topologySpreadConstraints = [
        Scene.spread(Scene.hostname, app: "a", hard: false), Scene.spread(Scene.zone, app: "c", hard: false),
      ]
      $0.nodeSelector = ["disk": "ssd"]
    },
    Scene.pod(app: "d") {
      $0.affinity = Affinity(
        podAffinity: PodAffinity(required: [Scene.term(Scene.zone, app: "a")]),
        podAntiAffinity: PodAffinity(
          preferred: [.init(weight: 7, podAffinityTerm: Scene.term(Scene.hostname, app: "b"))]))
    },
    Scene.pod(cpu: 10, app: "e") {
      $0.affinity = Affinity(podAntiAffinity: PodAffinity(required: [Scene.term(Scene.hostname, app: "e")]))
      $0.containers[0].ports = [ContainerPort(containerPort: 80, hostPort: 80)]
    },
  ]

  private static func node(_ name: Int, _ stream: inout RandomStream) -> Node {
    Scene.node(
      "n\(name)", zone: stream.index(below: 5) == 0 ? nil : "z\(stream.index(below: 3))",
      labels: stream.index(below: 2) == 0 ? ["disk": "ssd"] : [:],
      taints: stream.index(below: 4) == 0 ? [Taint(key: "t", effect: "PreferNoSchedule")] : [])
  }

  /// All findings about all kinds of pods, by the names of nodes.
  private static func findings(_ snapshot: inout ClusterSnapshot) -> [String] {
    kinds.flatMap { kind in
      let pod = snapshot.podClass(kind)
      return Scheduler().evaluate(pod, in: &snapshot).findings.map { finding in
        let reasons = finding.rejection.map { snapshot.reasons(of: $0, for: pod).joined() } ?? ""
        let scores = finding.scores.map { "\($0.plugin)=\($0.score)" }.joined(separator: " ")
        return "\(snapshot.name(of: finding.node)) \(reasons) \(scores)"
      }.sorted()
    }
  }

  @Test("After any changes it finds what one made anew finds", arguments: 0..<20)
  func incremental(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "snapshot law")
    var snapshot = ClusterSnapshot()
    var live: [(PodID, Int, String, Bool)] = []
    var nodes: [Int: Node] = [:]
    for step in 0..<120 {
      switch stream.index(below: 10) {
      case 0, 1:
        let node = Self.node(step, &stream)
        nodes[step] = node
        snapshot.addNode(node)
      case 2:
        guard let name = nodes.keys.sorted().first(where: { _ in stream.index(below: 3) == 0 }),
          let id = snapshot.node(named: "n\(name)")
        else { continue }
        let changed = Self.node(name, &stream)
        nodes[name] = changed
        snapshot.updateNode(id, to: changed)
      case 3:
        guard let name = nodes.keys.sorted().first(where: { _ in stream.index(below: 6) == 0 }),
          let id = snapshot.node(named: "n\(name)")
        else { continue }
        nodes[name] = nil
        snapshot.removeNode(id)
        live.removeAll { $0.2 == "n\(name)" }
      case 4:
        if live.isEmpty { continue }
        snapshot.remove(live.remove(at: stream.index(below: live.count)).0)
      case 5:
        if live.isEmpty { continue }
        let index = stream.index(below: live.count)
        snapshot.markTerminating(live[index].0)
        live[index].3 = true
      default:
        let names = nodes.keys.sorted()
        if names.isEmpty { continue }
        let name = "n\(names[stream.index(below: names.count)])"
        let kind = stream.index(below: Self.kinds.count)
        // A class may be met for the first time when others already run.
        let pod = snapshot.podClass(Self.kinds[kind])
        if let id = snapshot.node(named: name), let assigned = snapshot.assign(pod, to: id) {
          live.append((assigned, kind, name, false))
        }
      }
    }
    var fresh = ClusterSnapshot()
    for name in nodes.keys.sorted() { if let node = nodes[name] { fresh.addNode(node) } }
    for (_, kind, name, isTerminating) in live {
      let pod = fresh.podClass(Self.kinds[kind])
      guard let node = fresh.node(named: name), let assigned = fresh.assign(pod, to: node) else { continue }
      if isTerminating { fresh.markTerminating(assigned) }
    }
    #expect(snapshot.podCount == live.count)
    #expect(snapshot.nodeCount == nodes.count)
    #expect(Self.findings(&snapshot) == Self.findings(&fresh))
  }

  @Test("Going back to a checkpoint undoes everything, numbers and order too", arguments: 0..<20)
  func revert(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, purpose: "checkpoint law")
    var snapshot = ClusterSnapshot()
    for index in 0..<8 { snapshot.addNode(Self.node(index, &stream)) }
    for kind in Self.kinds { _ = snapshot.podClass(kind) }
    var pods: [PodID] = []
    for _ in 0..<30 {
      let pod = PodClassID(Int32(stream.index(below: Self.kinds.count)))
      pods.append(try snapshot.assigned(pod, to: NodeID(Int32(stream.index(below: 8)))))
    }
    let before = Self.findings(&snapshot)
    let order = snapshot.allNodes
    let checkpoint = snapshot.checkpoint()
    for step in 0..<40 {
      let node = NodeID(Int32(stream.index(below: 9)))
      switch stream.index(below: 7) {
      case 0: snapshot.addNode(Self.node(100 + step, &stream))
      case 1: snapshot.removeNode(node)
      case 2:
        if snapshot.isPresent(node) {
          var changed = Self.node(0, &stream)
          changed.metadata.name = snapshot.name(of: node)
          snapshot.updateNode(node, to: changed)
        }
      case 3: snapshot.remove(pods[stream.index(below: pods.count)])
      case 4: snapshot.markTerminating(pods[stream.index(below: pods.count)])
      default: snapshot.assign(PodClassID(Int32(stream.index(below: Self.kinds.count))), to: node)
      }
    }
    snapshot.revert(to: checkpoint)
    #expect(Self.findings(&snapshot) == before)
    #expect(snapshot.allNodes == order)
    #expect(snapshot.podCount == 30)
  }

  @Test("Nodes and pods that are not there change nothing")
  func absent() throws {
    var snapshot = ClusterSnapshot()
    let node = try snapshot.added(Scene.node("n"))
    #expect(snapshot.addNode(Scene.node("n")) == nil)
    let pod = snapshot.podClass(Scene.pod(cpu: 100))
    let assigned = try snapshot.assigned(pod, to: node)
    snapshot.remove(assigned)
    snapshot.remove(assigned)
    snapshot.removeNode(node)
    snapshot.removeNode(node)
    #expect(snapshot.assign(pod, to: node) == nil)
    #expect(snapshot.podCount == 0 && snapshot.nodeCount == 0)
    var scheduler = Scheduler()
    #expect(scheduler.schedule(pod, key: 0, in: &snapshot).node == nil)
  }
}
