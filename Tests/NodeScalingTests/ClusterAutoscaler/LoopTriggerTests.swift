import Testing

@testable import NodeScaling

@Suite("When loops begin")
struct LoopTriggerTests {
  @Test(
    "Since 1.35 a loop that did something is followed at once",
    arguments: [("1.34", 20_000), ("1.35", 10_001)])
  func frequent(_ version: String, _ next: Int64) throws {
    let options = ClusterAutoscalerOptions(version: try #require(AutoscalerVersion(version)))
    var scene = LoopScene([("a", 0, 10, 2)], options: options)
    let kind = scene.kind(milliCPU: 1000)
    scene.addPods(1, of: kind)
    let decision = scene.run(atS: 10)
    #expect(LoopTrigger(options).next(afterLoopAtMs: 10_000, decision) == next)
    #expect(LoopTrigger(options).next(afterLoopAtMs: 10_000, LoopDecision()) == 20_000)
  }

  @Test("A pod wakes the loop if it was found without a place within ten seconds")
  func woken() {
    let trigger = LoopTrigger(ClusterAutoscalerOptions())
    #expect(trigger.isWoken(byPodUnschedulableAtMs: 1000, nowMs: 10_999))
    #expect(!trigger.isWoken(byPodUnschedulableAtMs: 1000, nowMs: 11_000))
  }
}
