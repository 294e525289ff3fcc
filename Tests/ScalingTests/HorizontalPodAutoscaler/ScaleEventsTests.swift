import Kubernetes
import Testing

@testable import Scaling

@Suite("Scale events")
struct ScaleEventsTests {
  private func controller(behavior: HorizontalPodAutoscalerBehavior?) -> HPAController {
    HPAController.running(.scaling([.cpu(percent: 50)], behavior: behavior))
  }

  @Test("Without behavior nothing is stored")
  func withoutBehavior() {
    var controller = controller(behavior: nil)
    controller.storeScaleEvent(from: 2, to: 5, nowMs: Scene.nowMs)
    #expect(controller.memory.scaleUpEvents.isEmpty)
  }

  @Test("Each direction has its own list, of positive changes")
  func directions() {
    var controller = controller(behavior: .init())
    controller.storeScaleEvent(from: 2, to: 5, nowMs: Scene.nowMs)
    controller.storeScaleEvent(from: 5, to: 1, nowMs: Scene.nowMs)
    #expect(controller.memory.scaleUpEvents.map(\.change) == [3])
    #expect(controller.memory.scaleDownEvents.map(\.change) == [4])
  }

  @Test("Events older than the longest period are marked for good; the last of them gives up its slot")
  func slots() {
    var controller = controller(
      behavior: .init(
        scaleUp: .init(policies: [
          .init(type: "Pods", value: 1, periodSeconds: 60), .init(type: "Pods", value: 1, periodSeconds: 30),
        ])))
    let ago = { (seconds: Int64) in Scene.nowMs - seconds * 1000 }
    controller.memory.scaleUpEvents = [
      HPAScaleEvent(change: 1, atMs: ago(61)), HPAScaleEvent(change: 2, atMs: ago(90)),
      // Exactly as old as the longest period: not older.
      HPAScaleEvent(change: 3, atMs: ago(60)),
    ]
    controller.storeScaleEvent(from: 10, to: 14, nowMs: Scene.nowMs)
    #expect(
      controller.memory.scaleUpEvents == [
        HPAScaleEvent(change: 1, atMs: ago(61), isOutdated: true),
        HPAScaleEvent(change: 4, atMs: Scene.nowMs),
        HPAScaleEvent(change: 3, atMs: ago(60)),
      ])
  }

  @Test("A mark does not keep a policy from counting the event")
  func marksDoNotMatter() {
    let plan = HPAPlan(
      .scaling(
        [.cpu(percent: 50)],
        behavior: .init(
          scaleUp: .init(policies: [
            .init(type: "Pods", value: 5, periodSeconds: 60)
          ]))), configuration: HPAConfiguration())
    var trace = HPANoTrace()
    let marked = HPAScaleEvent(change: 3, atMs: Scene.nowMs - 10_000, isOutdated: true)
    let past = HPAPlan.PastChanges(up: [marked], down: [], nowMs: Scene.nowMs)
    // 20 - 3 + 5
    #expect(plan.scaleUpLimit(current: 20, past: past, trace: &trace) == 22)
  }
}
