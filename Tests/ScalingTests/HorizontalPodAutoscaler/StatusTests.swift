import Kubernetes
import Testing

@testable import Scaling

@Suite("Status, conditions and early ends")
struct StatusTests {
  private func scene(replicas: Int32, usage: Int64) -> Scene {
    var scene = Scene(replicas: replicas)
    scene.add(replicas, usage: usage)
    return scene
  }

  @Test("Above the maximum or below the minimum nothing else is looked at")
  func bounds() {
    for (replicas, expected, reason) in [
      (12, 10, HPARescaleReason.aboveMaximum), (1, 2, .belowMinimum),
    ] as [(Int32, Int32, HPARescaleReason)] {
      var disabled = HPAScalingRules.free
      disabled.selectPolicy = "Disabled"
      var controller = HPAController.running(
        .scaling(
          [.cpu(percent: 50)], minimum: 2, maximum: 10,
          behavior: .init(scaleUp: disabled, scaleDown: disabled)))
      let decision = controller.reconcile(scene(replicas: replicas, usage: 500).observation)
      #expect(decision.scaledTo == expected, "even though policies are disabled")
      #expect(decision.reason == reason)
      #expect(controller.memory.conditions[.scalingActive] == nil)
      #expect(controller.memory.recommendations.isEmpty)
      #expect(controller.memory.reported.isEmpty)
    }
  }

  @Test("A condition keeps its transition time while its status stays")
  func transitions() {
    var controller = HPAController.running(.scaling([.cpu(percent: 50)], behavior: .free))
    var steady = scene(replicas: 4, usage: 500)
    _ = controller.reconcile(steady.observation)
    steady.observation.nowMs += 15_000
    let again = controller.reconcile(steady.observation)
    #expect(controller.memory.conditions[.scalingActive]?.transitionMs == Scene.nowMs)
    #expect(!again.statusWritten, "nothing changed")
    steady.observation.readings[0].failure = 0
    steady.observation.failures = [.empty]
    steady.observation.nowMs += 15_000
    let failed = controller.reconcile(steady.observation)
    #expect(failed.statusWritten)
    #expect(controller.memory.conditions[.scalingActive]?.transitionMs == Scene.nowMs + 30_000)
  }

  @Test("Conditions stand in the order they were first set")
  func order() {
    var controller = HPAController.running(.scaling([.cpu(percent: 50)], maximum: 10))
    _ = controller.reconcile(scene(replicas: 12, usage: 500).observation)
    #expect(controller.conditions.map(\.type) == ["AbleToScale", "ScaledToZero"])
    _ = controller.reconcile(scene(replicas: 10, usage: 500).observation)
    #expect(
      controller.conditions.map(\.type) == ["AbleToScale", "ScaledToZero", "ScalingActive", "ScalingLimited"])
  }

  @Test("A scale that cannot be read ends everything")
  func scaleFailure() {
    var controller = HPAController(.scaling([.cpu(percent: 50)]))
    var broken = scene(replicas: 4, usage: 500)
    broken.observation.scaleFailure = .unreadable("gone")
    let decision = controller.reconcile(broken.observation)
    #expect(decision.outcome == .scaleUnreadable)
    #expect(!controller.memory.hasRecommendations, "the history does not begin")
    #expect(
      controller.errorText(of: decision, observation: broken.observation)
        == "failed to query scale subresource for Deployment/default/w: gone")
    #expect(
      controller.conditions.map(\.message) == [
        "the HPA controller was unable to get the target's current scale: gone"
      ])
  }

  @Test(
    "A selector that cannot be used ends everything but the start of the history",
    arguments: [
      (
        HPAObservation.SelectorState.empty, "InvalidSelector", "Warning SelectorRequired selector is required"
      ),
      (
        .ambiguous(selector: "app=w", autoscalers: ["default/a", "default/b"]), "AmbiguousSelector",
        "Warning AmbiguousSelector pods by selector app=w are controlled by multiple HPAs: [default/a default/b]"
      ),
    ])
  func selector(state: HPAObservation.SelectorState, reason: String, event: String) {
    var controller = HPAController(.scaling([.cpu(percent: 50)]))
    var unusable = scene(replicas: 4, usage: 500)
    unusable.observation.selector = state
    let decision = controller.reconcile(unusable.observation)
    #expect(decision.outcome == .selectorRefused)
    #expect(controller.reason(.scalingActive) == reason)
    #expect(controller.events(of: decision, observation: unusable.observation).first == event)
    #expect(controller.memory.recommendations.map(\.replicas) == [4])
  }

  @Test("A scale that cannot be written leaves the old size in the status, and no scale event")
  func writeFailure() {
    var controller = HPAController.running(.scaling([.cpu(percent: 50)], behavior: .free))
    _ = controller.reconcile(scene(replicas: 4, usage: 500).observation)
    var broken = scene(replicas: 4, usage: 1000)
    broken.observation.writeFailure = "conflict"
    let decision = controller.reconcile(broken.observation)
    #expect(decision.outcome == .writeFailed)
    #expect(decision.scaledTo == nil)
    #expect(decision.target == 8)
    #expect(controller.memory.desiredReplicas == 4)
    #expect(controller.memory.scaleUpEvents.isEmpty)
    #expect(controller.reason(.ableToScale) == "FailedUpdateScale")
    #expect(
      controller.events(of: decision, observation: broken.observation) == [
        "Warning FailedRescale New size: 8; reason: cpu resource utilization (percentage of request) above target; "
          + "error: conflict"
      ])
  }

  @Test("Messages outlive the spec they were made with")
  func replacedSpec() {
    var controller = HPAController.running(.scaling([.cpu(percent: 50)], behavior: .free))
    _ = controller.reconcile(scene(replicas: 4, usage: 500).observation)
    let message =
      "the HPA was able to successfully calculate a replica count from cpu resource utilization "
      + "(percentage of request)"
    controller.replaceSpec(HorizontalPodAutoscaler.scaling([.external(value: "1")], maximum: 3).spec)
    #expect(controller.conditions.contains { $0.message == message })
    // Four replicas are more than three, so no metric is looked at and the old condition stays.
    _ = controller.reconcile(scene(replicas: 4, usage: 500).observation)
    #expect(controller.conditions.contains { $0.message == message })
  }

  @Test("Status entries carry what was computed, memory in powers of 1024")
  func statusEntries() {
    let controller = HPAController(.scaling([.resource("memory", average: "1Gi")]))
    let proposal = HPAProposal(replicas: 1, value: 708_669_440_000)
    #expect(
      controller.statusNode(of: 0, proposal: proposal).canonicalText
        == #"{"resource":{"current":{"averageValue":"692060Ki"},"name":"memory"},"type":"Resource"}"#)
    #expect(controller.statusNode(of: 0, proposal: HPAProposal(problem: .noPods)).canonicalText == "{}")
  }
}
