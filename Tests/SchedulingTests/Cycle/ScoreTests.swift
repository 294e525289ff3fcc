import Kubernetes
import Testing

@testable import Scheduling

@Suite("Scores beyond the recorded cases")
struct ScoreTests {
  private func scores(_ profile: SchedulerProfile, _ pod: PodDescription, _ nodes: [Node]) -> [[String:
    Int64]]
  {
    var snapshot = ClusterSnapshot()
    for node in nodes { snapshot.addNode(node) }
    let id = snapshot.podClass(pod)
    return Scheduler(profile).evaluate(id, in: &snapshot).findings.map { finding in
      Dictionary(finding.scores.map { ($0.plugin, $0.score) }) { first, _ in first }
    }
  }

  @Test(
    "BalancedAllocation compares with and without the pod since 1.36, before it looks at the pod on the node")
  func balance() {
    // 2 of 4 cores, 2 of 16 GiB: shares 0.5 and 0.125, half the difference 0.1875, b = int(81.25) = 81.
    let pod = Scene.pod(cpu: 2_000, memoryMiB: 2_048)
    let old = scores(SchedulerProfile(minorVersion: 35), pod, [Scene.node("n")])
    #expect(old[0]["NodeResourcesBalancedAllocation"] == 81)
    // Without it b = 100: 50 + (50 + 81 - 100) / 2 = 50 + 15.
    let new = scores(SchedulerProfile(), pod, [Scene.node("n")])
    #expect(new[0]["NodeResourcesBalancedAllocation"] == 65)
  }

  @Test("Weights and further resources count in LeastAllocated")
  func weights() {
    var profile = SchedulerProfile()
    profile.strategy = ScoringStrategy(
      .leastAllocated, resources: [.init("cpu", weight: 3), .init("memory"), .init("example.com/gpu")])
    // CPU (4000-1000)*100/4000 = 75, memory (16-4)*100/16 = 75; the pod asks for no GPU: (3*75 + 75) / 4 = 75.
    #expect(
      scores(profile, Scene.pod(cpu: 1_000, memoryMiB: 4_096), [Scene.node("n")])[0]["NodeResourcesFit"] == 75
    )
    // CPU 50, memory 75: (150 + 75) / 4 = 56.25.
    #expect(
      scores(profile, Scene.pod(cpu: 2_000, memoryMiB: 4_096), [Scene.node("n")])[0]["NodeResourcesFit"] == 56
    )
  }

  @Test("A piecewise linear function goes through its points and is flat outside them")
  func shape() {
    let shape = [ScoringStrategy.Point(utilization: 20, score: 2), .init(utilization: 70, score: 10)]
    #expect(ScoringStrategy.value(of: shape, at: 0) == 20)
    #expect(ScoringStrategy.value(of: shape, at: 20) == 20)
    #expect(ScoringStrategy.value(of: shape, at: 45) == 60)  // 20 + 80 * 25/50
    #expect(ScoringStrategy.value(of: shape, at: 100) == 100)
    #expect(ScoringStrategy.value(of: [], at: 50) == 0)
  }

  @Test("Whole percent equal exact division, also where a double is not exact")
  func percent() {
    var seed: UInt64 = 1
    func draw(_ bound: Int64) -> Int64 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(seed >> 1) % bound
    }
    for bits in stride(from: 1, to: 45, by: 1) {
      for _ in 0..<200 {
        let whole = draw(1 << Int64(bits)) + 1
        let part = draw(whole + 1)
        #expect(Percent.floor(part, of: whole) == part * 100 / whole)
      }
      let whole = Int64(1) << Int64(bits)
      for percent in 0...100 {
        #expect(Percent.floor(whole * Int64(percent) / 100, of: whole) <= Int64(percent))
      }
    }
  }
}
