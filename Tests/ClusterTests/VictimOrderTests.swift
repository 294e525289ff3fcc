import Controllers
import Testing

@testable import Cluster

@Suite("A ReplicaSet gives up")
struct VictimOrderTests {
  private let now: Int64 = 10_000_000

  private func pod(
    _ uid: Int32, node: Int32 = 0, running: Bool = true, readyFor: Int64? = 1_000_000, age: Int64 = 2_000_000
  ) -> PodRecord {
    PodRecord(
      uid: uid, tieBreaker: UInt64(uid), node: node, group: running ? 0 : -1, createdMs: now - age,
      readyMs: readyFor.map { now - $0 } ?? .max)
  }

  private func victim(_ pod: PodRecord, _ ranks: [Int32]) -> Victim {
    Victim(pod, pod: 0, rank: pod.isBound ? ranks[Int(pod.node)] : 0)
  }

  private func first(_ a: PodRecord, _ b: PodRecord, ranks: [Int32] = [1, 1]) -> Int32 {
    let (one, other) = (victim(a, ranks), victim(b, ranks))
    return VictimOrder.precedes(one, other, nowMs: now) ? a.uid : b.uid
  }

  @Test("a pod without a node before one with a node")
  func unassigned() { #expect(first(pod(1), pod(2, node: -1, running: false, readyFor: nil)) == 2) }

  @Test("a pending pod before a running one")
  func pending() { #expect(first(pod(1), pod(2, running: false, readyFor: nil)) == 2) }

  @Test("an unready pod before a ready one")
  func unready() { #expect(first(pod(1), pod(2, readyFor: nil)) == 2) }

  @Test("a pod on a node with more of its siblings first")
  func doubledUp() { #expect(first(pod(1, node: 0), pod(2, node: 1), ranks: [1, 3]) == 2) }

  @Test("the pod that became ready in a more recent power of two of nanoseconds")
  func readyLater() {
    // 60 s = 6e10 ns: log2 = 35.8; 1,000 s = 1e12 ns: 39.9.
    #expect(first(pod(1, readyFor: 1_000_000), pod(2, readyFor: 60_000)) == 2)
  }

  @Test("the lower UID where both became ready in the same power of two")
  func sameBucket() {
    // 600 s = 6e11 ns: log2 = 39.1; 900 s: 39.7: the same bucket 39.
    #expect(first(pod(2, readyFor: 600_000), pod(1, readyFor: 900_000)) == 1)
  }

  @Test("the younger pod where readiness is equal")
  func created() { #expect(first(pod(1, age: 9_000_000), pod(2, age: 1_500_000)) == 2) }

  @Test("the pod whose container was started again more often, where readiness is equal")
  func restarts() {
    var often = pod(2)
    often.restarts = 3
    #expect(first(pod(1), often) == 2)
  }
}
