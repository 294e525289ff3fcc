import Conformance
import Testing

@testable import Scaling

@Suite("Baselines")
struct BaselineTests {
  @Test("A sample of the author's runs is decided as the author's code decided")
  func samples() throws {
    let report = try AcademicConformance.run(SharedFolder.sample("academic.json.gz"))
    #expect(report.summary == "8 passed, 0 failed", "\(report.text)")
  }

  @Test("React adds a fifth to what is missing and keeps a fifth of room")
  func react() {
    var controller = React()
    #expect(controller.step(load: 60, serverSpeed: 10) == 1)
    // 1 + ⌊1.2·5⌋ = 7; then 1.2·⌈20/10⌉.
    #expect(controller.step(load: 20, serverSpeed: 10) == 7)
    #expect(controller.step(load: 20, serverSpeed: 10) == 2.4)
  }

  @Test("The parabola of Reg goes through what is one")
  func parabola() {
    let values = (0..<20).map { Double($0 * $0) - 3 * Double($0) + 7 }
    #expect(abs(Reg.parabolaEnd(values) - values[19]) < 1e-9)
    #expect(Reg.parabolaEnd([5, 5, 5, 5, 5]) == 5)
    #expect(Reg.parabolaEnd([4]) == 4)
  }

  @Test("A PID controller corrects its share of the error, and its sum waits at a bound")
  func pid() {
    var controller = PIDController(target: 0.5, maxReplicas: 12)
    // (0.75 − 0.5)/0.5 = 0.5, half of it: 8·1.25
    #expect(controller.decide(usage: 0.75, replicas: 8, nowMs: 0) == 10)
    // One minute later 0.05·0.5 comes in addition: 10·(1 + 0.25 + 0.025) = 12.75, bounded.
    #expect(controller.decide(usage: 0.75, replicas: 10, nowMs: 60_000) == 12)
    #expect(controller.sum == 0)
    #expect(controller.decide(usage: nil, replicas: 12, nowMs: 120_000) == 12)
    #expect(controller.decide(usage: 0.5, replicas: 12, nowMs: 180_000) == 12)
  }

  @Test("Queueing theory staffs a rate")
  func erlang() {
    var staffing = ErlangStaffing(serviceRate: 1, waitShare: 0.5)
    #expect(staffing.replicas(forRate: 5) == 7)
    #expect(staffing.replicas(forRate: 0) == 0)
    staffing.serversPerReplica = 2
    #expect(staffing.replicas(forRate: 5) == 4)
    staffing.rule = .squareRoot
    // ⌈5 + 0.506·√5⌉ = 7 servers
    #expect(staffing.replicas(forRate: 5) == 4)
    staffing.waitShare = 2
    #expect(staffing.replicas(forRate: 5) == nil)
  }
}
