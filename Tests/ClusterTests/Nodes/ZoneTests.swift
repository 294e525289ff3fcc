import Testing

@testable import Cluster

@Suite("Taints of unreachable nodes")
struct ZoneTests {
  /// Kills nodes at 33 s and runs on.
  private func killed(_ nodes: [Int], of bench: Bench, to endMs: Int64 = 3_000_000) -> Bench {
    var bench = bench
    bench.run(to: 33_000)
    for node in nodes { bench.cluster.lose(node: node, powerless: true, nowMs: 33_000) }
    bench.run(to: endMs)
    return bench
  }

  @Test("come one every 10 s in each zone")
  func normal() {
    // Ten nodes, even ones in a, odd ones in b; two of five are less than 55 %.
    let bench = killed([0, 1, 2, 3], of: .nodes(10, zones: ["a", "b"]))
    #expect(bench.instants(of: .notReady) == [[82, 0], [82, 1], [82, 2], [82, 3]])
    #expect(bench.instants(of: .tainted) == [[82, 0], [82, 1], [92, 2], [92, 3]])
  }

  @Test("stop in a small zone of which 55 % are unhealthy")
  func partlyDisrupted() {
    let bench = killed([0, 2, 4], of: .nodes(10, zones: ["a", "b"]))
    #expect(bench.instants(of: .notReady).count == 3)
    #expect(bench.instants(of: .tainted).isEmpty)
  }

  @Test("come one every 100 s in a large zone of which 55 % are unhealthy")
  func largeZone() {
    let bench = killed(Array(0..<40), of: .nodes(60), to: 300_000)
    #expect(bench.instants(of: .tainted) == [[82, 0], [182, 1], [282, 2]])
  }

  @Test("go on at the full rate in a zone that is down as a whole, as long as another is not")
  func fullyDisrupted() {
    let bench = killed([0, 2, 4], of: .nodes(6, zones: ["a", "b"]))
    #expect(bench.instants(of: .tainted) == [[82, 0], [92, 2], [102, 4]])
  }

  @Test("are taken away when all zones are down, since then the control plane must have lost its own network")
  func allDown() {
    var bench = Bench.nodes(3)
    let web = bench.add(replicas: 3)
    bench = killed([0, 1, 2], of: bench)
    #expect(bench.instants(of: .tainted).isEmpty)
    #expect(bench.state(web).podCount == 3)
    #expect(bench.state(web).readyCount == 0)
    // One comes back: the others, two of three, are no more than two, so the zone is normal again.
    bench.cluster.restore(node: 1, nowMs: 3_000_000)
    bench.run(to: 3_002_000)
    #expect(bench.instants(of: .tainted) == [[3_002, 0]])
    bench.run(to: 3_012_000)
    #expect(bench.instants(of: .tainted) == [[3_002, 0], [3_012, 2]])
  }

  @Test("are waited for no longer by a node that is back")
  func back() {
    var bench = killed([0, 1], of: .nodes(10), to: 85_000)
    bench.cluster.restore(node: 1, nowMs: 85_000)
    bench.run(to: 500_000)
    #expect(bench.instants(of: .tainted) == [[82, 0]])
    #expect(bench.instants(of: .ready) == [[87, 1]])
  }
}
