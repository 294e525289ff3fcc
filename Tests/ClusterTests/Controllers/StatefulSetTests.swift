import Controllers
import Kubernetes
import Testing

@testable import Cluster

@Suite("A StatefulSet in the cluster")
struct StatefulSetTests {
  typealias Specification = StatefulSetController.Specification

  @Test("OrderedReady makes the next pod once all before it are ready: one a second here")
  func ordered() {
    var bench = Bench()
    let db = bench.add("db", .statefulSet(Specification(replicas: 3)), replicas: 3, settled: false)
    for (ms, expected) in [(0, [0]), (999, [0]), (1_000, [0, 1]), (1_999, [0, 1]), (2_000, [0, 1, 2])]
      as [(Int64, [Int32])]
    {
      bench.run(to: ms)
      #expect(bench.slots(db) == expected, "at \(ms)")
    }
    bench.run(to: 3_000)
    #expect(bench.ready(db) == [0, 1, 2])
  }

  @Test("Parallel makes all at once")
  func parallel() {
    var bench = Bench()
    let set = Specification(replicas: 3, isParallel: true)
    let db = bench.add("db", .statefulSet(set), replicas: 3, settled: false)
    #expect(bench.slots(db) == [0, 1, 2])
    bench.run(to: 1_000)
    #expect(bench.ready(db) == [0, 1, 2])
  }

  @Test("It is scaled down from the last number on, each once the one after it is gone")
  func scaledDown() {
    var bench = Bench()
    let db = bench.add("db", .statefulSet(Specification(replicas: 4)), replicas: 4)
    bench.run(to: 10_000)
    bench.cluster.scale(db, to: 1, nowMs: 10_000)
    for (ms, expected) in [
      (10_000, [0, 1, 2]), (10_299, [0, 1, 2]), (10_300, [0, 1]), (10_600, [0]), (11_500, [0]),
    ] as [(Int64, [Int32])] {
      bench.run(to: ms)
      #expect(bench.slots(db) == expected, "at \(ms)")
    }
    #expect(bench.state(db).podCount == 1)
  }

  @Test("It grows by the next numbers, and the first one may be other than 0")
  func scaledUp() {
    var bench = Bench()
    let set = Specification(replicas: 1, start: 5)
    let db = bench.add("db", .statefulSet(set), replicas: 1)
    bench.cluster.scale(db, to: 3, nowMs: 0)
    bench.run(to: 5_000)
    #expect(bench.ready(db) == [5, 6, 7])
  }

  @Test("A rolling update replaces pods from the last down, each once the one after it is ready again")
  func rollingUpdate() {
    var bench = Bench()
    let db = bench.add("db", .statefulSet(Specification(replicas: 3)), replicas: 3)
    bench.run(to: 10_000)
    bench.cluster.rollOut(db, nowMs: 10_000)
    // Gone after 300 ms, made again at once, ready 1,000 ms later: then the next one's turn.
    let turns: [(Int64, Int32)] = [(10_000, 2), (11_300, 1), (12_600, 0)]
    for (ms, slot) in turns {
      bench.run(to: ms)
      let going = bench.state(db).pods.filter(\.isDeleted).map(\.slot)
      #expect(going == [slot], "at \(ms)")
      #expect(bench.state(db).readyCount == 2)
    }
    bench.run(to: 13_900)
    #expect(bench.ready(db) == [0, 1, 2])
    #expect(bench.state(db).pods.allSatisfy { $0.revision == 1 })
    bench.run(to: 20_000)
    #expect(bench.state(db).isSettled)
  }

  @Test("Pods below the partition stay as they are, also when they are made anew")
  func partition() {
    var bench = Bench()
    let set = Specification(replicas: 3, partition: 2)
    let db = bench.add("db", .statefulSet(set), replicas: 3)
    bench.cluster.rollOut(db, nowMs: 0)
    bench.run(to: 10_000)
    #expect(bench.state(db).pods.sorted { $0.slot < $1.slot }.map(\.revision) == [0, 0, 1])
    bench.cluster.evict(db, [bench.state(db).pods.firstIndex { $0.slot == 0 } ?? 0], .evicted, nowMs: 10_000)
    bench.run(to: 20_000)
    #expect(bench.state(db).pods.sorted { $0.slot < $1.slot }.map(\.revision) == [0, 0, 1])
  }

  @Test("A pod that is evicted comes back under its number, and a lost one in the middle holds up growth")
  func evicted() {
    var bench = Bench()
    let db = bench.add("db", .statefulSet(Specification(replicas: 3)), replicas: 3)
    bench.run(to: 1_000)
    let middle = bench.state(db).pods.firstIndex { $0.slot == 1 } ?? 0
    bench.cluster.evict(db, [middle], .evicted, nowMs: 1_000)
    bench.cluster.scale(db, to: 5, nowMs: 1_000)
    #expect(bench.slots(db) == [0, 2])
    // Gone at 1,300, ready again at 2,300; only then number 3 comes.
    bench.run(to: 1_300)
    #expect(bench.slots(db) == [0, 1, 2])
    bench.run(to: 2_299)
    #expect(bench.slots(db) == [0, 1, 2])
    bench.run(to: 2_300)
    #expect(bench.slots(db) == [0, 1, 2, 3])
  }

  @Test("minReadySeconds counts before the next pod is made")
  func minReadySeconds() {
    var bench = Bench()
    let set = Specification(replicas: 2, minReadySeconds: 10)
    let db = bench.add("db", .statefulSet(set), replicas: 2, settled: false)
    bench.run(to: 10_999)
    #expect(bench.slots(db) == [0])
    bench.run(to: 11_000)
    #expect(bench.slots(db) == [0, 1])
  }
}
