import Kubernetes
import Testing

@testable import Scaling

@Suite("Stabilization")
struct StabilizeTests {
  private func controller(
    _ history: [(replicas: Int32, secondsAgo: Int64)], up: Int32? = nil, down: Int32? = nil
  ) -> HPAController {
    let behavior =
      up == nil && down == nil
      ? nil
      : HorizontalPodAutoscalerBehavior(
        scaleUp: .init(stabilizationWindowSeconds: up), scaleDown: .init(stabilizationWindowSeconds: down))
    var controller = HPAController.running(.scaling([.cpu(percent: 50)], behavior: behavior))
    controller.memory.recommendations = history.map {
      HPARecommendation(replicas: $0.replicas, atMs: Scene.nowMs - $0.secondsAgo * 1000)
    }
    return controller
  }

  private func stabilize(_ controller: inout HPAController, _ wanted: Int32, current: Int32) -> Int32 {
    var trace = HPANoTrace()
    return controller.plan.hasBehavior
      ? controller.stabilizeWithBehavior(wanted, current: current, nowMs: Scene.nowMs, trace: &trace)
      : controller.stabilizeWithoutBehavior(wanted, nowMs: Scene.nowMs, trace: &trace)
  }

  @Test("Without behavior the highest recommendation of five minutes holds, one exactly as old included")
  func withoutBehavior() {
    var edge = controller([(8, 300), (6, 100)])
    #expect(stabilize(&edge, 3, current: 8) == 8)
    var older = controller([(8, 301), (6, 100)])
    #expect(stabilize(&older, 3, current: 8) == 6)
  }

  @Test("With behavior a recommendation exactly as old as the window no longer counts")
  func withBehavior() {
    var edge = controller([(8, 300), (6, 100)], down: 300)
    #expect(stabilize(&edge, 3, current: 8) == 6)
    var inside = controller([(8, 299), (6, 100)], down: 300)
    #expect(stabilize(&inside, 3, current: 8) == 8)
  }

  @Test("Scaling up goes no higher than the lowest recommendation of the upward window")
  func up() {
    var controller = controller([(4, 20), (7, 10)], up: 60, down: 0)
    #expect(stabilize(&controller, 9, current: 3) == 4)
  }

  @Test("Between the two bounds the size stays")
  func between() {
    var controller = controller([(2, 20), (9, 10)], up: 60, down: 60)
    #expect(stabilize(&controller, 5, current: 4) == 4)
  }

  @Test("The new recommendation takes the last slot that no window needs any more, else a new one")
  func slots() {
    var reused = controller([(1, 400), (2, 350), (3, 100)])
    _ = stabilize(&reused, 5, current: 3)
    #expect(reused.memory.recommendations.map(\.replicas) == [1, 5, 3])
    var appended = controller([(3, 100)])
    _ = stabilize(&appended, 5, current: 3)
    #expect(appended.memory.recommendations.map(\.replicas) == [3, 5])
    // Both windows have to have passed it: 90 s is old for the upward window only.
    var both = controller([(1, 90)], up: 60, down: 300)
    _ = stabilize(&both, 5, current: 3)
    #expect(both.memory.recommendations.map(\.replicas) == [1, 5])
  }

  @Test("A controller that has just started holds the current size for one window")
  func start() {
    var scene = Scene(replicas: 8)
    scene.add(8, usage: 100)
    var controller = HPAController(.scaling([.cpu(percent: 50)]))
    // 10 / 50 = 0.2; ceil(0.2 · 8) = 2, but 8 was recorded at the start.
    #expect(controller.reconcile(scene.observation).scaledTo == nil)
    #expect(controller.reason(.ableToScale) == "ScaleDownStabilized")
    #expect(controller.memory.recommendations.map(\.replicas) == [8, 2])
    scene.observation.nowMs += 300_000
    #expect(controller.reconcile(scene.observation).scaledTo == nil, "without behavior the edge counts")
    scene.observation.nowMs += 15_000
    #expect(controller.reconcile(scene.observation).scaledTo == 2)
  }
}
