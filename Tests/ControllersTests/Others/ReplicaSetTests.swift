import Testing

@testable import Controllers

@Suite("ReplicaSets")
struct ReplicaSetTests {
  @Test("Pods are made in batches of 1, 2, 4 ...")
  func slowStart() {
    #expect(ReplicaSetController.slowStart(0) == [])
    #expect(ReplicaSetController.slowStart(1) == [1])
    #expect(ReplicaSetController.slowStart(10) == [1, 2, 4, 3])
    #expect(ReplicaSetController.slowStart(500).reduce(0, +) == 500)
  }

  @Test("At most 500 pods are made or deleted in one go, pods that ended are not counted")
  func burst() {
    #expect(ReplicaSetController.decide(replicas: 600, pods: [], nowMs: 0) == .create(500))
    let pods = (0..<700).map { ControlledPod(uid: "\($0)", phase: $0 == 0 ? .failed : .running) }
    guard case .delete(let victims) = ReplicaSetController.decide(replicas: 100, pods: pods, nowMs: 0) else {
      Issue.record("nothing is deleted")
      return
    }
    #expect(victims.count == 500)
    #expect(!victims.contains(0))
    #expect(ReplicaSetController.decide(replicas: 699, pods: pods, nowMs: 0) == .nothing)
  }

  @Test("Ranks count the active pods of all related ReplicaSets on a node")
  func ranks() {
    #expect(VictimOrder.ranks(of: ["a", "b", ""], among: ["a", "a", "c", "b"]) == [2, 1, 0])
  }

  @Test("Ages count by their binary logarithm in nanoseconds")
  func buckets() {
    #expect(VictimOrder.bucket(-1) == -1)
    #expect(VictimOrder.bucket(0) == -1)
    #expect(VictimOrder.bucket(1) == 19)  // 10^6 ns, between 2^19 and 2^20
    #expect(VictimOrder.bucket(.max) == 63)
  }

  @Test("Status counts ready pods, and available ones after minReadySeconds")
  func status() {
    let pods = [
      ControlledPod(uid: "a", readyMs: 0), ControlledPod(uid: "b", readyMs: 8_000),
      ControlledPod(uid: "c", readyMs: nil), ControlledPod(uid: "d", isTerminating: true),
    ]
    let status = ReplicaSetStatus(pods, minReadySeconds: 5, nowMs: 10_000)
    #expect(status.replicas == 3)
    #expect(status.readyReplicas == 2)
    #expect(status.availableReplicas == 1)
    #expect(status.terminatingReplicas == 1)
  }
}
