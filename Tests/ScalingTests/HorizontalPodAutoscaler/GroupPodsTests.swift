import Testing

@testable import Scaling

@Suite("Sorting pods")
struct GroupPodsTests {
  private func groups(_ scene: Scene, isCPU: Bool = true) -> PodGroups {
    PodGroups(
      scene.observation, reading: scene.observation.readings[0], isCPU: isCPU,
      youth: PodYouth(cpuInitializationPeriodMs: 300_000, initialReadinessDelayMs: 30_000))
  }

  @Test("Deleted and failed pods are ignored, with their samples")
  func ignored() {
    var scene = Scene(replicas: 3)
    scene.add(usage: 100)
    scene.add(usage: 900, isDeleted: true)
    scene.add(usage: 900, phase: .failed)
    let found = groups(scene)
    #expect(found.ignored == 2)
    #expect(found.ready == 1)
    #expect(found.sum == 100)
  }

  @Test("A pending pod is unready even with a sample, one without a sample is missing")
  func pendingAndMissing() {
    var scene = Scene(replicas: 3)
    scene.add(usage: 100, phase: .pending)
    scene.add(2, usage: nil)
    let found = groups(scene)
    #expect(found.unready == 1)
    #expect(found.missing == 2)
    #expect(found.samples == 0)
  }

  @Test("Succeeded pods are not special")
  func succeeded() {
    var scene = Scene(replicas: 2)
    scene.add(usage: 100, phase: .succeeded)
    scene.add(usage: nil, phase: .succeeded)
    let found = groups(scene)
    #expect(found.ready == 1)
    #expect(found.missing == 1)
  }

  @Test("Pods outside the list keep their samples")
  func strangers() {
    var scene = Scene(replicas: 1)
    scene.add(usage: 100)
    scene.addStrangers(2, usage: 50)
    let found = groups(scene)
    #expect(found.samples == 3)
    // 100 + 2 · 50
    #expect(found.sum == 200)
    #expect(found.readySum == 100)
  }

  struct Young: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var ready: HPAObservation.PodReadiness = .true
    var startedAgo: Int64? = 100
    var readyAgo: Int64 = 50
    var sampledAgo: Int64 = 10
    var isUnready: Bool
  }

  @Test(
    "CPU samples of young pods are trusted only if their whole window lies after readiness",
    arguments: [
      Young(testDescription: "no Ready condition", ready: .absent, isUnready: true),
      Young(testDescription: "no start time", startedAgo: nil, isUnready: true),
      // The window of 30 s ends 10 s ago, so it begins 40 s ago: after readiness 50 s ago.
      Young(testDescription: "window after readiness", isUnready: false),
      Young(testDescription: "window from before readiness", readyAgo: 39, isUnready: true),
      // 10 + 30 = 40 s: the comparison is strict.
      Young(testDescription: "window exactly at readiness", readyAgo: 40, isUnready: false),
      Young(testDescription: "not ready", ready: .false, isUnready: true),
      Young(testDescription: "unknown is not false", ready: .unknown, isUnready: false),
      // 300 s after the start the first rule no longer holds: 300 > 300 is false.
      Young(
        testDescription: "exactly at the end of initialization", ready: .true, startedAgo: 300, readyAgo: 5,
        isUnready: false),
      Young(
        testDescription: "was ready long after its start", ready: .false, startedAgo: 600, readyAgo: 100,
        isUnready: false),
      // It became unready 570 s ago, 30 s after its start: 30 > 30 is false.
      Young(
        testDescription: "exactly at the initial readiness delay", ready: .false, startedAgo: 600,
        readyAgo: 570,
        isUnready: false),
      Young(
        testDescription: "never ready", ready: .false, startedAgo: 600, readyAgo: 571, isUnready: true),
    ])
  func youth(_ pod: Young) {
    var scene = Scene(replicas: 1)
    scene.add(
      usage: 100, ready: pod.ready, startedAgo: pod.startedAgo, readyAgo: pod.readyAgo,
      sampledAgo: pod.sampledAgo)
    #expect(groups(scene).unready == (pod.isUnready ? 1 : 0))
    #expect(groups(scene, isCPU: false).unready == 0, "only CPU is judged")
  }
}
