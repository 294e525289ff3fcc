import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("Traffic of random scenarios")
struct TrafficPropertyTests {
  @Test(
    "Every request is served, lost for a reason, or waits, to the microcore-millisecond", arguments: 0..<40)
  func conservation(block: Int) throws {
    for seed in (block * 25)..<(block * 25 + 25) {
      let scenario = try TrafficScenarios.random(UInt64(seed))
      try scenario.check()
      var loop = Loop(scenario, seed: 7)
      loop.run()
      for (index, state) in loop.cluster.workloads.enumerated() {
        let totals = state.totals
        let lost = totals.lostBefore.total + totals.lost.total
        let arrived = totals.arrivedBefore + totals.arrived
        let served = totals.servedBefore + totals.served
        #expect(arrived == served + lost + state.backlog, "seed \(seed), workload \(index)")
        #expect(state.backlog >= 0)
      }
    }
  }

  @Test("Equal scenarios and seeds give equal recordings", arguments: 0..<10)
  func determinism(seed: Int) throws {
    let scenario = try TrafficScenarios.random(UInt64(seed))
    #expect(try ClosedLoop.run(scenario, seed: 3) == ClosedLoop.run(scenario, seed: 3))
  }

  @Test("What workloads call adds up: a callee gets the caller's served requests times those of a call")
  func calls() throws {
    var found = 0
    for seed in 0..<120 {
      var scenario = try TrafficScenarios.random(UInt64(seed))
      scenario.incidents = []
      scenario.traffic.streams.indices.forEach { scenario.traffic.streams[$0].retry = nil }
      let recording = try ClosedLoop.run(scenario, seed: 7)
      for (target, workload) in recording.workloads.enumerated() {
        let streams = scenario.traffic.streams.filter { $0.target == target }
        let callers = streams.compactMap { stream -> (Int, Double)? in
          if case .workload(let caller) = stream.origin { (caller, stream.requests) } else { nil }
        }
        guard !callers.isEmpty, callers.count == streams.count else { continue }
        // Requests of its own come beside those of its callers.
        let own = scenario.workloads[target].load.values.reduce(0) { $0 + $1 * 15 }
        let arrived = workload.timeline.arrived.reduce(0, +) - own
        let made = callers.reduce(0.0) { sum, call in
          let rows = recording.workloads[call.0].timeline
          let failed = rows.losses.first { $0.reason == .callFailed }?.requests.reduce(0, +) ?? 0
          return sum + (rows.served.reduce(0, +) + failed) * call.1
        }
        // Of requests given up nobody can tell from outside whether they made their calls.
        let isClear = callers.allSatisfy {
          recording.workloads[$0.0].timeline.timedOut.allSatisfy { $0 == 0 }
        }
        guard made > 1_000, isClear else { continue }
        found += 1
        #expect(abs(arrived - made) < 0.002 * made + 50, "seed \(seed), workload \(target)")
      }
    }
    #expect(found > 10)
  }
}
