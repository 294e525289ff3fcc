import Cluster
import Controllers
import Kubernetes
import Testing
import Workload

@testable import Simulation

/// Evicts pods that have run for ten minutes, one at a time, and tells what it saw.
private struct Recycler: CustomController {
  var name: String { "recycler" }
  var watches: [WatchedKind] { [WatchedKind(apiVersion: "v1", kind: "Pod")] }

  func reconcile(_ key: ObjectKey, reading cluster: some ClusterReading) -> Reconciliation {
    guard case .pod(let pod)? = cluster.object(key) else { return .done }
    guard cluster.nowMs >= 600_000 else { return Reconciliation(requeueAfterMs: 600_000 - cluster.nowMs) }
    let old = pod.metadata.name.split(separator: "-").last.flatMap { Int($0) } ?? 0
    return old < 3 ? Reconciliation([.evict(namespace: "default", pod: pod.metadata.name)]) : .done
  }
}

/// Cordons the first node at once, and asks for what nobody gives.
private struct Cordoner: CustomController {
  var name: String { "cordoner" }
  var watches: [WatchedKind] { [WatchedKind(apiVersion: "v1", kind: "Node")] }

  func reconcile(_ key: ObjectKey, reading cluster: some ClusterReading) -> Reconciliation {
    guard case .node(let node)? = cluster.object(key), key.name == "node-0" else { return .done }
    if node.spec.unschedulable { return .done }
    return Reconciliation([.cordon(node: key.name, true), .delete(key)])
  }
}

@Suite("Controllers of the user's own in the loop")
struct UserControllerTests {
  private func scenario(
    _ controllers: [any CustomController], replicas: Int32 = 3, hours: Int64 = 1,
    annotations: [String: String] = [:]
  ) throws -> Scenario {
    var deployment = try Scenarios.deployment(replicas: replicas)
    deployment.metadata.annotations = annotations
    var scenario = Scenario(
      horizonMs: hours * 3_600_000, nodePools: Scenarios.nodes,
      workloads: [
        ScenarioWorkload(deployment: deployment, load: Scenarios.load([(0, 20)], end: hours * 3_600))
      ])
    scenario.controllers = controllers
    return scenario
  }

  @Test("NightShift halves a Deployment from ten at night to six in the morning, by the clock of the load")
  func nightShift() throws {
    var scenario = try scenario(
      [NightShift()], replicas: 10, hours: 12, annotations: [NightShift.annotation: "10"])
    // The load begins at eight in the evening.
    scenario.epochMs = 20 * 3_600_000
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.decisions.map(\.to) == [5, 10])
    #expect(recording.decisions.allSatisfy { $0.autoscaler == "NightShift" })
    let timeline = recording.workloads[0].timeline
    let replicas = [1, 118, 119, 598, 599].map { minute in
      timeline.timeMs.firstIndex(of: Int64(minute) * 60_000).map { timeline.replicas[$0] }
    }
    #expect(replicas == [10, 10, 5, 5, 10])
  }

  @Test("A controller that evicts pods sees them by name, and their controller makes others")
  func recycler() throws {
    let recording = try ClosedLoop.run(try scenario([Recycler()]), seed: 1)
    let evicted = recording.workloads[0].podLog.filter { $0.reason == .evicted }
    #expect(evicted.map(\.pod).sorted() == [0, 1, 2])
    #expect(evicted.allSatisfy { $0.timeMs == 600_000 })
    #expect(recording.workloads[0].timeline.ready.last == 3)
  }

  @Test(
    "What a controller asks for is done up to the first action that fails, which it is asked about again later"
  )
  func failing() throws {
    let recording = try ClosedLoop.run(try scenario([Cordoner()]), seed: 1)
    #expect(recording.nodeChanges.map(\.kind) == [.cordoned])
  }

  @Test("With a controller that does nothing, a run comes out as without")
  func idle() throws {
    let without = try ClosedLoop.run(try scenario([]), seed: 3)
    let with = try ClosedLoop.run(try scenario([NightShift()]), seed: 3)
    #expect(with.workloads[0].timeline == without.workloads[0].timeline)
  }
}
