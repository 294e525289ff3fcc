import Controllers
import Statistics
import Testing

@testable import Cluster

@Suite("Parts of a sweep's own world of pods")
struct SweptPartsTests {
  @Test("Events come in the engine's order", arguments: 0..<20)
  func events(seed: Int) {
    var luck = RandomStream(seed: UInt64(seed), purpose: "swept-events")
    let kinds: [EventKind] = [
      .schedule, .running, .applicationUp, .ready, .enterEndpoints, .terminate, .stop,
    ]
    var queue = EventQueue()
    var events = PlainEvents()
    var nowMs: Int64 = 0
    var pod: Int32 = 0
    for _ in 0..<300 {
      for _ in 0..<luck.index(below: 4) {
        let kind = kinds[luck.index(below: kinds.count)]
        let timeMs = nowMs + Int64(luck.index(below: 5))
        // Successive pods may join in one event, all others are apart.
        let count = Int32(1 + luck.index(below: 3))
        for uid in pod..<pod + count {
          queue.push(kind, at: timeMs, subject: 0, pod: uid)
          events.push(kind, at: timeMs, pod: uid, joins: true)
        }
        pod += count + Int32(luck.index(below: 2))
      }
      guard !events.isEmpty else { continue }
      #expect(events.nextMs == queue.nextTimeMs)
      let entry = events.pop()
      nowMs = entry.timeMs
      for uid in entry.first...entry.last {
        let expected = queue.pop()
        #expect(expected?.timeMs == entry.timeMs && expected?.kind == entry.kind && expected?.pod == uid)
      }
    }
  }

  @Test("Sparse sums are those of a dictionary")
  func sums() {
    var luck = RandomStream(seed: 1, purpose: "sparse-sums")
    var sums = SparseSums()
    for round in 0..<3 {
      var expected: [Int: Double] = [:]
      for _ in 0..<5_000 {
        let (row, column) = (luck.index(below: 400), luck.index(below: 3) * 700)
        let value = luck.uniform()
        sums.add(value, row: row, column: column)
        expected[row * 4_096 + column, default: 0] += value
      }
      let found = sums.sums { $0 * 4_096 + $1 }
      #expect(found == expected, "round \(round)")
      sums.removeAll()
      #expect(sums.sums { $0 * 4_096 + $1 }.isEmpty)
    }
  }

  @Test("Two pods are told apart as the ReplicaSet does", arguments: 0..<20)
  func victims(seed: Int) {
    var luck = RandomStream(seed: UInt64(seed), purpose: "swept-victims")
    let nowMs: Int64 = 1_000_000
    let records = (0..<40).map { uid -> (PodRecord, Int32) in
      let createdMs = nowMs - Int64(luck.index(below: 3) * 400_000 + luck.index(below: 2))
      var record = PodRecord(uid: Int32(uid), tieBreaker: luck.next(), createdMs: createdMs)
      if luck.index(below: 10) > 0 { record.node = Int32(luck.index(below: 3)) }
      if record.isBound, luck.index(below: 10) > 0 { record.group = 0 }
      if record.isRunning, luck.index(below: 10) > 0 {
        record.readyMs = createdMs + Int64(luck.index(below: 3))
      }
      return (record, record.isBound ? Int32(luck.index(below: 3)) : 0)
    }
    for (one, oneRank) in records {
      for (two, twoRank) in records where one.uid != two.uid {
        let expected = VictimOrder.precedes(
          Victim(one, pod: 0, rank: oneRank), Victim(two, pod: 1, rank: twoRank), nowMs: nowMs)
        let found = PlainVictim(PlainPod(one), pod: 0, rank: oneRank, nowMs: nowMs)
          .precedes(PlainVictim(PlainPod(two), pod: 1, rank: twoRank, nowMs: nowMs), nowMs: nowMs)
        #expect(found == expected)
      }
    }
  }
}
