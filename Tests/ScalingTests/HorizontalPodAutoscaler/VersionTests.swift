import Kubernetes
import Testing

@testable import Scaling

@Suite("Releases and tolerances")
struct VersionTests {
  private func configuration(_ version: String) throws -> HPAConfiguration {
    HPAConfiguration(version: try #require(KubernetesVersion(version)))
  }

  @Test(
    "Releases are read as people write them",
    arguments: [
      ("1.28", 28), ("v1.37", 37), ("1.34.2", 34), ("1.27", nil), ("1.38", nil), ("2.30", nil), ("1", nil),
      ("", nil), ("1.x", nil),
    ] as [(String, Int?)])
  func versions(text: String, minor: Int?) {
    #expect(KubernetesVersion(text)?.minor == minor)
  }

  @Test("Gates have the defaults of their release")
  func gates() throws {
    #expect(
      try configuration("1.28").gates
        == HPAFeatureGates(scaleToZero: false, configurableTolerance: false, podLevelResources: false))
    #expect(
      try configuration("1.35").gates
        == HPAFeatureGates(scaleToZero: false, configurableTolerance: true, podLevelResources: true))
    #expect(
      try configuration("1.37").gates
        == HPAFeatureGates(scaleToZero: true, configurableTolerance: true, podLevelResources: true))
  }

  @Test("A ratio of 55/50 is at the edge: inside since 1.33, outside before")
  func edge() throws {
    var scene = Scene(replicas: 20)
    scene.add(20, usage: 550)
    #expect(scene.proposal(.cpu(percent: 50)).replicas == 20)
    // 1.1 · 20 = 22.
    #expect(scene.proposal(.cpu(percent: 50), configuration: try configuration("1.32")).replicas == 22)
  }

  @Test("Each direction may have its own tolerance, where the gate allows it")
  func directions() throws {
    let behavior = HorizontalPodAutoscalerBehavior(
      scaleUp: .init(tolerance: q("0.5")), scaleDown: .init(tolerance: q("0")))
    var low = Scene(replicas: 100)
    low.add(100, usage: 490)
    var high = Scene(replicas: 100)
    high.add(100, usage: 740)
    let autoscaler = HorizontalPodAutoscaler.scaling([.cpu(percent: 50)], behavior: behavior)
    let newest = HPAController(autoscaler)
    // 0.98 is below 1 - 0, so ceil(0.98 · 100) = 98; 1.48 is within 1 + 0.5.
    #expect(newest.proposals(for: low.observation)[0].replicas == 98)
    #expect(newest.proposals(for: high.observation)[0].replicas == 100)
    let gated = HPAController(autoscaler, configuration: try configuration("1.34"))
    #expect(gated.proposals(for: low.observation)[0].replicas == 100)
    #expect(gated.proposals(for: high.observation)[0].replicas == 148)
  }

  @Test("A new HPA is looked at at once since 1.37, after one period before")
  func firstReconcile() throws {
    #expect(HPAConfiguration().firstReconcileMs(createdAtMs: 1000) == 1000)
    #expect(try configuration("1.36").firstReconcileMs(createdAtMs: 1000) == 16_000)
  }

  @Test("In 1.28 metrics that failed left the old status alone")
  func keptStatus() throws {
    var scene = Scene(replicas: 4)
    scene.add(4, usage: 500)
    for (version, reported) in [("1.28", 500), ("1.37", 0)] as [(String, Int64)] {
      var controller = HPAController.running(
        .scaling([.cpu(percent: 50)]), configuration: try configuration(version))
      _ = controller.reconcile(scene.observation)
      var broken = scene
      broken.observation.readings[0].failure = 0
      broken.observation.failures = [.empty]
      _ = controller.reconcile(broken.observation)
      #expect(controller.memory.reported.map(\.value) == [reported])
    }
  }

  @Test("In 1.28 a proposal from an External value wrapped around")
  func caps() throws {
    let scene = Scene.outside([.max], replicas: 2)
    #expect(scene.proposal(.external(value: "1m")).replicas == .max)
    #expect(
      scene.proposal(.external(value: "1m"), configuration: try configuration("1.28")).replicas == .min)
  }
}
