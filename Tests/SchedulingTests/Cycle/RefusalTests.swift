import Kubernetes
import Statistics
import Testing

@testable import Scheduling

@Suite("What one pod found out holds for its equals")
struct RefusalTests {
  private static let kinds = [
    Scene.pod(cpu: 1_500), Scene.pod(cpu: 400),
    Scene.pod(cpu: 100, app: "spread") {
      $0.topologySpreadConstraints = [Scene.spread(Scene.hostname, app: "spread")]
    },
    Scene.pod(cpu: 10, app: "alone") {
      $0.affinity = Affinity(podAntiAffinity: PodAffinity(required: [Scene.term(Scene.zone, app: "alone")]))
    },
  ]

  @Test("A scheduler that remembers finds what one that never met a pod finds", arguments: 0..<20)
  func memory(seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "refusals")
    var snapshot = ClusterSnapshot()
    let kinds = Self.kinds.map { snapshot.podClass($0) }
    var remembering = Scheduler()
    var pods: [PodID] = []
    var refused = 0
    for step in 0..<300 {
      let pod = kinds[stream.index(below: kinds.count)]
      var fresh = Scheduler()
      let isTaken = fresh.schedule(pod, key: UInt64(step), in: &snapshot).node != nil
      let outcome = remembering.schedule(pod, key: UInt64(step), in: &snapshot)
      #expect((outcome.node != nil) == isTaken)
      if let node = outcome.node, let assigned = snapshot.assign(pod, to: node) {
        pods.append(assigned)
      } else {
        refused += 1
        let filters = remembering.rejectingFilters(pod, key: UInt64(step), in: &snapshot)
        #expect(filters == fresh.diagnose(pod, key: UInt64(step), in: &snapshot).rejectedBy)
        #expect(outcome.evaluatedNodes == snapshot.nodeCount)
      }
      switch stream.index(below: 24) {
      case 0 where snapshot.nodeCount < 8:
        snapshot.addNode(Scene.node("n\(step)", zone: "z\(stream.index(below: 3))"))
      case 1 where !pods.isEmpty: snapshot.remove(pods.remove(at: stream.index(below: pods.count)))
      case 2:
        guard let node = snapshot.allNodes.first else { continue }
        let name = snapshot.name(of: node)
        snapshot.updateNode(
          node, to: Scene.node(name, zone: "z0", unschedulable: stream.index(below: 2) == 0))
      default: break
      }
    }
    #expect(refused > 100)
  }

  @Test("Room kept for one pod is no refusal of that pod")
  func nomination() {
    var snapshot = ClusterSnapshot()
    let node = snapshot.addNode(Scene.node("n", cpu: 1_000))
    let pod = snapshot.podClass(Scene.pod(cpu: 800, priority: 5))
    var scheduler = Scheduler()
    if let node { scheduler.nominations.nominate(1, pod, priority: 5, to: node) }
    #expect(scheduler.schedule(pod, key: 2, in: &snapshot).node == nil)
    let filters = scheduler.rejectingFilters(pod, key: 2, in: &snapshot)
    #expect(filters == [.nodeResourcesFit])
    #expect(scheduler.schedule(pod, key: 1, in: &snapshot).node == node)
  }
}
