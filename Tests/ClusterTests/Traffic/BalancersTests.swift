import Testing

@testable import Cluster

@Suite("Balancers that choose the least")
struct BalancersTests {
  private func filled(_ vessels: [(Int64, Int64, Int64)], rate: Int64, byTime: Bool = false) -> [Int64] {
    var all = vessels.enumerated().map {
      Vessel(group: $0, count: $1.0, capacity: $1.1, queue: $1.2)
    }
    Vessel.fill(&all, rate: rate, byTime: byTime)
    #expect(all.reduce(0) { $0 + $1.inflow } == rate)
    return all.map(\.inflow)
  }

  @Test("Pods without a backlog are busy alike: they share in proportion to what they can do")
  func idle() {
    #expect(filled([(1, 1_000_000, 0), (1, 500_000, 0)], rate: 900_000) == [600_000, 300_000])
  }

  @Test("A pod with a backlog gets nothing while others can take all")
  func backlog() {
    #expect(filled([(2, 2_000_000, 0), (1, 1_000_000, 5_000_000_000)], rate: 1_500_000) == [1_500_000, 0])
  }

  @Test("What is too much fills the lowest alike, in requests a pod or in time")
  func overload() {
    // 3.0 on 1.5 cores: 1.5 too much. By requests each pod's queue grows by 0.75; by time in proportion to capacity.
    #expect(filled([(1, 1_000_000, 0), (1, 500_000, 0)], rate: 3_000_000) == [1_750_000, 1_250_000])
    #expect(
      filled([(1, 1_000_000, 0), (1, 500_000, 0)], rate: 3_000_000, byTime: true) == [2_000_000, 1_000_000])
  }

  @Test("The lowest meet the next when both have moved towards each other")
  func meeting() {
    var all = [
      Vessel(group: 0, count: 1, capacity: 1_000_000, queue: 0),
      Vessel(group: 1, count: 1, capacity: 1_000_000, queue: 10_000_000_000),
    ]
    Vessel.fill(&all, rate: 1_500_000, byTime: false)
    #expect(all.map(\.inflow) == [1_500_000, 0])
    // One rises by 0.5 cores, the other falls by 1: 10,000 core-ms apart meet after 6,667 ms.
    #expect(Vessel.meetingMs(all, byTime: false) == 6_667)
  }

  @Test("A pod that refuses looks idle and gets an equal share")
  func broken() {
    var all = [
      Vessel(group: 0, count: 2, capacity: 2_000_000, queue: 0),
      Vessel(group: 1, count: 1, capacity: 1_000_000, queue: 0, isBroken: true),
    ]
    Vessel.fill(&all, rate: 900_000, byTime: false)
    #expect(all.map(\.inflow) == [600_000, 300_000])
  }

  @Test("Least connections lets new pods take the load until the old ones' backlog is gone")
  func dynamics() {
    var bench = Bench()
    let web = bench.add(
      replicas: 1, readiness: PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 1_000, successes: 1))
    var stream = TrafficStream(target: web, origin: .outside)
    stream.route.balancing = .leastRequests
    bench.cluster.connect(TrafficPlan(streams: [stream]))
    bench.cluster.setLoad(web, microcores: 1_200_000, nowMs: 0)
    bench.cluster.scale(web, to: 2, nowMs: 0)
    // The second receives from 2,610 on; by then 0.2 cores · 2.61 s wait at the first: 0.522 core-seconds, and all
    // goes to the second: 0.2 cores too much rise there while 1 core falls here: they meet after 0.435 s at 87 core-ms.
    bench.run(to: 2_610)
    let groups = bench.cluster.workloads[web].groups
    #expect(groups.map(\.inflow).sorted() == [0, 1_200_000])
    #expect(groups.map(\.queue).max() == 522_000_000)
    bench.run(to: 3_045)
    #expect(bench.cluster.workloads[web].groups.map(\.queue) == [87_000_000, 87_000_000])
    // From there on 0.6 each drain 0.4: 217.5 ms more.
    bench.run(to: 3_300)
    #expect(bench.cluster.workloads[web].groups.map(\.inflow) == [600_000, 600_000])
    #expect(bench.cluster.workloads[web].backlog == 0)
    let totals = bench.cluster.workloads[web].totals
    #expect(totals.served == totals.arrived)
  }
}
