import Testing

@testable import Scaling

@Suite("Targets of an average value")
struct PlainMetricTests {
  @Test("The average over all samples is compared, strangers included")
  func strangers() {
    var scene = Scene(replicas: 2)
    scene.add(2, usage: 1000)
    scene.addStrangers(2, usage: 3000)
    // (2000 + 6000) / 4 = 2000; 2000 / 1000 = 2; ceil(2 · 2 ready pods) = 4.
    let proposal = scene.proposal(.pods(average: "1"))
    #expect(proposal.replicas == 4)
    #expect(proposal.value == 2000)
  }

  @Test("Pods without a sample have exactly the target when scaling down, nothing when scaling up")
  func missing() {
    var down = Scene(replicas: 4)
    down.add(3, usage: 200)
    down.add(1, usage: nil)
    // 0.2. Filled: (600 + 1000) / 4 = 400, 0.4; ceil(0.4 · 4) = 2.
    #expect(down.proposal(.pods(average: "1")).replicas == 2)
    var up = Scene(replicas: 4)
    up.add(3, usage: 2000)
    up.add(1, usage: nil)
    // 2. Filled: 6000 / 4 = 1500, 1.5; ceil(1.5 · 4) = 6.
    #expect(up.proposal(.pods(average: "1")).replicas == 6)
  }

  @Test("At exactly the target nothing is filled, and nothing changes")
  func exact() {
    var scene = Scene(replicas: 4)
    scene.add(3, usage: 1000)
    scene.add(1, usage: nil)
    #expect(scene.proposal(.pods(average: "1")).replicas == 4)
  }

  @Test("Only CPU looks at how young a pod is")
  func youth() {
    var scene = Scene(replicas: 2)
    scene.add(1, usage: 2000)
    scene.add(1, usage: 2000, ready: .false, startedAgo: 60)
    // As a custom metric both count: 2; ceil(2 · 2) = 4.
    #expect(scene.proposal(.pods(average: "1")).replicas == 4)
    #expect(scene.proposal(.resource("memory", average: "1")).replicas == 4)
    // As CPU the second is unready. Filled: 2000 / 2 = 1000, 1: within the tolerance.
    #expect(scene.proposal(.resource("cpu", average: "1")).replicas == 2)
  }
}
