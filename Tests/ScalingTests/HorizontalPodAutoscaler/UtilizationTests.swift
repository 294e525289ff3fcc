import Testing

@testable import Scaling

@Suite("Targets in percent of the requests")
struct UtilizationTests {
  @Test("The ratio times the ready pods is rounded up")
  func scaleUp() {
    var scene = Scene(replicas: 3)
    scene.add(3, usage: 800)
    // U = trunc(100 · 2400 / 3000) = 80; 80 / 50 = 1.6; ceil(1.6 · 3) = 5.
    let proposal = scene.proposal(.cpu(percent: 50))
    #expect(proposal.replicas == 5)
    #expect(proposal.utilization == 80)
    #expect(proposal.value == 800)
  }

  @Test("The percentage is cut off before it is compared with the tolerance")
  func truncation() {
    var scene = Scene(replicas: 10)
    scene.add(10, usage: 779)
    // 77.9 % is cut to 77; 77 / 70 = 1.1 exactly at the edge, which belongs to the tolerance.
    #expect(scene.proposal(.cpu(percent: 70)).replicas == 10)
  }

  @Test("Pods without a sample use all of their request when scaling down")
  func missingDown() {
    var scene = Scene(replicas: 4)
    scene.add(3, usage: 100)
    scene.add(1, usage: nil)
    // 10 % of 50: 0.2. Filled: (300 + 1000) / 4000 = 32 %, 0.64; ceil(0.64 · 4) = 3.
    #expect(scene.proposal(.cpu(percent: 50)).replicas == 3)
  }

  @Test("A target above 100 % fills with the target")
  func missingDownHighTarget() {
    var scene = Scene(replicas: 4)
    scene.add(3, usage: 100)
    scene.add(1, usage: nil)
    // 10 / 150 = 0.07. Filled: (300 + 1500) / 4000 = 45 %, 0.3; ceil(0.3 · 4) = 2.
    #expect(scene.proposal(.cpu(percent: 150)).replicas == 2)
  }

  @Test("Pods without a sample use nothing when scaling up")
  func missingUp() {
    var scene = Scene(replicas: 4)
    scene.add(3, usage: 1000)
    scene.add(1, usage: nil)
    // 100 / 50 = 2. Filled: 3000 / 4000 = 75 %, 1.5; ceil(1.5 · 4) = 6.
    #expect(scene.proposal(.cpu(percent: 50)).replicas == 6)
  }

  @Test("Unready pods use nothing when scaling up, and do not matter when scaling down")
  func unready() {
    var up = Scene(replicas: 4)
    up.add(2, usage: 1000)
    up.add(2, usage: 1000, ready: .false, startedAgo: 60)
    // 2. Filled: 2000 / 4000 = 50 %, 1: within the tolerance.
    #expect(up.proposal(.cpu(percent: 50)).replicas == 4)
    var down = Scene(replicas: 4)
    down.add(2, usage: 100)
    down.add(2, usage: 100, ready: .false, startedAgo: 60)
    // 10 / 50 = 0.2; ceil(0.2 · 2) = 1.
    #expect(down.proposal(.cpu(percent: 50)).replicas == 1)
  }

  @Test("A ratio that changes sides when filled changes nothing")
  func flip() {
    var scene = Scene(replicas: 3)
    scene.add(1, usage: 900)
    scene.add(2, usage: nil)
    // 90 / 50 = 1.8. Filled: 900 / 3000 = 30 %, 0.6.
    #expect(scene.proposal(.cpu(percent: 50)).replicas == 3)
  }

  @Test("A filled number on the wrong side of the current one changes nothing")
  func wrongSide() {
    var scene = Scene(replicas: 8)
    scene.add(2, usage: 1000)
    scene.add(1, usage: nil)
    // 2. Filled: 2000 / 3000 = 66 %, 1.32; ceil(1.32 · 3) = 4 < 8 although the ratio is above 1.
    #expect(scene.proposal(.cpu(percent: 50)).replicas == 8)
  }

  @Test("Samples of strangers count in the number of samples, but not in the sums")
  func strangers() {
    var scene = Scene(replicas: 4)
    scene.add(2, usage: 1000)
    scene.add(2, usage: nil)
    scene.addStrangers(4, usage: 5000)
    // 100 / 40 = 2.5. Filled: 2000 / 4000 = 50 %, 1.25; ceil(1.25 · (2 + 2 + 4)) = 10.
    #expect(scene.proposal(.cpu(percent: 40)).replicas == 10)
  }

  @Test("What is missing has a name, in upstream's order")
  func problems() {
    let empty = Scene(replicas: 1)
    #expect(empty.proposal(.cpu(percent: 50)).problem == .noPods)
    var unsampled = Scene(replicas: 1)
    unsampled.add(usage: nil)
    #expect(unsampled.proposal(.cpu(percent: 50)).problem == .noSamples)
    var unrequested = Scene(replicas: 1)
    unrequested.add(usage: 100, request: 0)
    #expect(unrequested.proposal(.cpu(percent: 50)).problem == .nothingRequested)
    unrequested.observation.failures = [.missingRequest(resource: "cpu", container: "app", pod: "p")]
    unrequested.observation.readings[0].failure = 0
    #expect(unrequested.proposal(.cpu(percent: 50)).problem == .requests)
    unrequested.observation.failures = [.unavailable("down")]
    #expect(unrequested.proposal(.cpu(percent: 50)).problem == .unread)
  }
}
