import Kubernetes
import Testing

@testable import Scheduling

@Suite("The scheduling queue")
struct SchedulingQueueTests {
  private var snapshot: ClusterSnapshot
  private let pod: PodClassID

  init() {
    snapshot = ClusterSnapshot()
    pod = snapshot.podClass(Scene.pod(cpu: 500))
  }

  private func queued(_ key: UInt64, priority: Int32 = 0, atMs: Int64 = 0) -> QueuedPod {
    QueuedPod(key: key, podClass: pod, priority: priority, timestampMs: atMs)
  }

  @Test("The more important pod is popped first, of equals the one queued earlier")
  func order() {
    var queue = SchedulingQueue()
    queue.add(queued(1, atMs: 5))
    queue.add(queued(2, priority: 10, atMs: 9))
    queue.add(queued(3, atMs: 2))
    let keys = (0..<4).map { _ in queue.pop(nowMs: 10)?.key }
    #expect(keys == [2, 3, 1, nil])
  }

  @Test(
    "Back-off doubles from 1 s to 10 s",
    arguments: [(0, 0), (1, 1_000), (2, 2_000), (3, 4_000), (4, 8_000), (5, 10_000), (64, 10_000)])
  func backOff(count: Int32, expected: Int64) {
    #expect(SchedulingQueue().backOffMs(count) == expected)
  }

  @Test("A pod without a node waits for an event its filters care about, then for its back-off to end")
  func events() throws {
    var queue = SchedulingQueue()
    var snapshot = snapshot
    queue.add(queued(1))
    let first = try queue.popped(nowMs: 0)
    queue.addUnschedulable(first, rejectedBy: [.nodeResourcesFit], in: snapshot, nowMs: 200)
    #expect(queue.unschedulableCount == 1)
    let small = try snapshot.added(Scene.node("small", cpu: 100))
    queue.move(after: .nodeAdded(small), in: snapshot, nowMs: 300)
    #expect(queue.unschedulableCount == 1)
    let large = try snapshot.added(Scene.node("large"))
    queue.move(after: .nodeAdded(large), in: snapshot, nowMs: 400)
    #expect(queue.unschedulableCount == 0)
    #expect(queue.backOffCount == 1)
    // The back-off ends at 200 + 1000 = 1200, in the window that is over at 2000.
    #expect(queue.nextFlushMs == 2_000)
    queue.flush(nowMs: 1_999)
    #expect(queue.activeCount == 0)
    queue.flush(nowMs: 2_000)
    #expect(queue.activeCount == 1)
  }

  @Test("When no pod is active the next that backs off is popped; before 1.33 it is not")
  func popsFromBackOff() throws {
    for pops in [true, false] {
      var settings = SchedulingQueue.Settings()
      settings.popsFromBackOff = pops
      var queue = SchedulingQueue(settings)
      queue.add(queued(1))
      let first = try queue.popped(nowMs: 0)
      queue.addUnschedulable(first, rejectedBy: [.nodeResourcesFit], in: snapshot, nowMs: 0)
      queue.move(after: .podRemoved(pod), in: snapshot, nowMs: 10)
      let early = queue.pop(nowMs: 20)?.key
      #expect(early == (pops ? 1 : nil))
      let late = queue.pop(nowMs: 1_000)?.key
      #expect(late == (pops ? nil : 1))
    }
  }

  @Test("What happened during a try makes another worth while")
  func inFlight() throws {
    var queue = SchedulingQueue()
    queue.add(queued(1))
    let first = try queue.popped(nowMs: 0)
    queue.move(after: .podRemoved(pod), in: snapshot, nowMs: 50)
    queue.addUnschedulable(first, rejectedBy: [.nodeResourcesFit], in: snapshot, nowMs: 100)
    #expect(queue.backOffCount == 1)
    let second = try queue.popped(nowMs: 200)
    queue.addUnschedulable(second, rejectedBy: [.nodeAffinity], in: snapshot, nowMs: 300)
    // That a pod went does not help who wants another node.
    queue.move(after: .podRemoved(pod), in: snapshot, nowMs: 350)
    #expect(queue.unschedulableCount == 1)
  }

  @Test("After five minutes a pod is tried again in any case, looked for every 30 s")
  func leftover() throws {
    var queue = SchedulingQueue()
    queue.add(queued(1))
    let first = try queue.popped(nowMs: 0)
    queue.addUnschedulable(first, rejectedBy: [.nodeAffinity], in: snapshot, nowMs: 10_000)
    // 10 s + 5 min = 310 s; the first look after it is at 330 s.
    #expect(queue.nextFlushMs == 330_000)
    for time in stride(from: Int64(0), to: 330_000, by: 1_000) {
      queue.flush(nowMs: time)
      #expect(queue.activeCount == 0)
    }
    queue.flush(nowMs: 330_000)
    #expect(queue.activeCount == 1)
  }

  @Test("A failed try backs off, a pod that is gone is forgotten wherever it is")
  func failuresAndRemoval() throws {
    var queue = SchedulingQueue()
    for key in 1...4 { queue.add(queued(UInt64(key))) }
    let failing = try queue.popped(nowMs: 0)
    queue.addFailed(failing, nowMs: 0)
    let refused = try queue.popped(nowMs: 0)
    queue.addUnschedulable(refused, rejectedBy: [.nodeName], in: snapshot, nowMs: 0)
    #expect([queue.activeCount, queue.backOffCount, queue.unschedulableCount] == [2, 1, 1])
    for key in 1...4 { queue.remove(UInt64(key)) }
    #expect([queue.activeCount, queue.backOffCount, queue.unschedulableCount] == [0, 0, 0])
  }
}
