import Testing

@testable import Controllers

@Suite("StatefulSets")
struct StatefulSetTests {
  typealias Control = StatefulSetController

  private func member(_ ordinal: Int32, ready: Bool = true, updated: Bool = true, terminating: Bool = false)
    -> Control.Member
  {
    let pod = ControlledPod(uid: "\(ordinal)", readyMs: ready ? 0 : nil, isTerminating: terminating)
    return Control.Member(ordinal: ordinal, pod: pod, isUpdated: updated)
  }

  private func decide(_ spec: Control.Specification, _ members: [Control.Member]) -> [Control.Action] {
    Control.decide(spec, members: members, nowMs: 10_000)
  }

  @Test("OrderedReady makes one pod at a time, each once those before it are ready")
  func ordered() {
    let spec = Control.Specification(replicas: 3)
    #expect(decide(spec, []) == [.create(ordinal: 0, isUpdated: true)])
    #expect(decide(spec, [member(0, ready: false)]) == [])
    #expect(decide(spec, [member(0)]) == [.create(ordinal: 1, isUpdated: true)])
    #expect(decide(spec, [member(1), member(2)]) == [.create(ordinal: 0, isUpdated: true)])
    #expect(decide(spec, [member(0), member(1), member(2)]) == [])
  }

  @Test("A pod that must be ready for some seconds holds the next one up")
  func available() {
    let spec = Control.Specification(replicas: 2, minReadySeconds: 30)
    #expect(decide(spec, [member(0)]) == [])
    #expect(Control.decide(spec, members: [member(0)], nowMs: 30_000).count == 1)
  }

  @Test("Scaling down deletes from the last on, one at a time, waiting for each to be gone")
  func down() {
    let spec = Control.Specification(replicas: 1)
    let all = [member(0), member(1), member(2)]
    #expect(decide(spec, all) == [.delete(ordinal: 2)])
    #expect(decide(spec, [member(0), member(1), member(2, terminating: true)]) == [])
    #expect(decide(spec, [member(0), member(1)]) == [.delete(ordinal: 1)])
    // Nothing is deleted while a pod that stays is not ready.
    #expect(decide(spec, [member(0, ready: false), member(1)]) == [])
  }

  @Test("Parallel waits for nobody")
  func parallel() {
    let spec = Control.Specification(replicas: 2, start: 5, isParallel: true)
    #expect(
      decide(spec, []) == [.create(ordinal: 5, isUpdated: true), .create(ordinal: 6, isUpdated: true)])
    let members = [member(5, ready: false), member(6), member(7), member(8)]
    #expect(decide(spec, members) == [.delete(ordinal: 8), .delete(ordinal: 7)])
  }

  @Test("An update goes from the last pod down to the partition, one at a time")
  func update() {
    let spec = Control.Specification(replicas: 3, partition: 1)
    func old(_ ordinal: Int32) -> Control.Member { member(ordinal, updated: false) }
    #expect(decide(spec, [old(0), old(1), old(2)]) == [.delete(ordinal: 2)])
    #expect(decide(spec, [old(0), old(1), member(2, ready: false)]) == [])
    #expect(decide(spec, [old(0), old(1), member(2)]) == [.delete(ordinal: 1)])
    #expect(decide(spec, [old(0), member(1), member(2)]) == [])
    // A pod below the partition is made of the old template.
    #expect(decide(spec, [member(1), member(2)]) == [.create(ordinal: 0, isUpdated: false)])
  }

  @Test("Several may be replaced at once where so many may be unavailable")
  func maxUnavailable() {
    let spec = Control.Specification(replicas: 4, isParallel: true, maxUnavailable: 2)
    let old = (0..<4).map { member($0, updated: false) }
    #expect(decide(spec, old) == [.delete(ordinal: 3), .delete(ordinal: 2)])
    let half = [old[0], old[1], old[2], member(3, ready: false)]
    #expect(decide(spec, half) == [.delete(ordinal: 2)])
  }

  @Test("A failed pod is deleted and made anew once it is gone; on delete nothing is updated")
  func failedAndOnDelete() {
    var failed = member(0)
    failed.pod.phase = .failed
    #expect(decide(Control.Specification(replicas: 1), [failed]) == [.delete(ordinal: 0)])
    let spec = Control.Specification(replicas: 1, isOnDelete: true)
    #expect(decide(spec, [member(0, updated: false)]) == [])
  }
}
