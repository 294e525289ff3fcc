import Kubernetes
import Testing

@testable import Scaling

@Suite("Limits")
struct RateLimitTests {
  private func limit(
    _ desired: Int32, current: Int32, minimum: Int32 = 1, maximum: Int32 = 1000,
    behavior: HorizontalPodAutoscalerBehavior?, added: [(Int32, Int64)] = [], removed: [(Int32, Int64)] = []
  ) -> (Int32, HPAConditionReason) {
    let plan = HPAPlan(
      .scaling([.cpu(percent: 50)], minimum: minimum, maximum: maximum, behavior: behavior),
      configuration: HPAConfiguration())
    var trace = HPANoTrace()
    func events(_ list: [(Int32, Int64)]) -> [HPAScaleEvent] {
      list.map { HPAScaleEvent(change: $0.0, atMs: Scene.nowMs - $0.1 * 1000) }
    }
    let past = HPAPlan.PastChanges(up: events(added), down: events(removed), nowMs: Scene.nowMs)
    let limited =
      behavior == nil
      ? plan.limitWithoutBehavior(desired, current: current, trace: &trace)
      : plan.limitWithBehavior(desired, current: current, past: past, trace: &trace)
    return (limited.replicas, limited.reason)
  }

  private func up(_ policies: [HPAScalingPolicy], select: String = "Max") -> HorizontalPodAutoscalerBehavior {
    HorizontalPodAutoscalerBehavior(scaleUp: .init(selectPolicy: select, policies: policies))
  }

  private func down(_ policies: [HPAScalingPolicy], select: String = "Max") -> HorizontalPodAutoscalerBehavior
  {
    HorizontalPodAutoscalerBehavior(scaleDown: .init(selectPolicy: select, policies: policies))
  }

  @Test("Without behavior one step at most doubles the size, but always reaches four")
  func withoutBehavior() {
    #expect(limit(100, current: 1, behavior: nil) == (4, .scaleUpLimit))
    #expect(limit(100, current: 5, behavior: nil) == (10, .scaleUpLimit))
    #expect(limit(100, current: 5, maximum: 8, behavior: nil) == (8, .tooManyReplicas))
    #expect(limit(0, current: 5, minimum: 2, behavior: nil) == (2, .tooFewReplicas))
    #expect(limit(7, current: 5, behavior: nil) == (7, .desiredWithinRange))
  }

  @Test("Max takes the policy that allows the most, Min the least, Disabled none")
  func selection() {
    let policies = [
      HPAScalingPolicy(type: "Pods", value: 4, periodSeconds: 15),
      HPAScalingPolicy(type: "Percent", value: 100, periodSeconds: 15),
    ]
    // 10 + 4 = 14, 10 · 2 = 20.
    #expect(limit(50, current: 10, behavior: up(policies)) == (20, .scaleUpLimit))
    #expect(limit(50, current: 10, behavior: up(policies, select: "Min")) == (14, .scaleUpLimit))
    #expect(limit(50, current: 10, behavior: up(policies, select: "Disabled")) == (10, .scaleUpLimit))
    let falling = [
      HPAScalingPolicy(type: "Pods", value: 4, periodSeconds: 15),
      HPAScalingPolicy(type: "Percent", value: 50, periodSeconds: 15),
    ]
    // 10 - 4 = 6, 10 · 0.5 = 5: the largest change is the smallest number.
    #expect(limit(1, current: 10, behavior: down(falling)) == (5, .scaleDownLimit))
    #expect(limit(1, current: 10, behavior: down(falling, select: "Min")) == (6, .scaleDownLimit))
    #expect(limit(1, current: 10, behavior: down(falling, select: "Disabled")) == (10, .scaleDownLimit))
  }

  @Test("A policy counts from the size at the start of its period, with both kinds of events")
  func periods() {
    let policy = up([HPAScalingPolicy(type: "Pods", value: 5, periodSeconds: 60)])
    // 20 - 3 + 1 = 18 a minute ago; 18 + 5 = 23. An event exactly a minute old no longer counts.
    #expect(
      limit(99, current: 20, behavior: policy, added: [(3, 59), (4, 60)], removed: [(1, 10)])
        == (23, .scaleUpLimit))
    // 20 - 9 = 11; 16 is below the current size, which stays.
    #expect(limit(99, current: 20, behavior: policy, added: [(9, 30)]) == (20, .scaleUpLimit))
  }

  @Test("Percentages keep upstream's doubles")
  func doubles() {
    // 50 · (1 + 10/100) is 55.00000000000001 in doubles, so it rounds up to 56.
    let rise = up([HPAScalingPolicy(type: "Percent", value: 10, periodSeconds: 15)])
    #expect(limit(99, current: 50, behavior: rise) == (56, .scaleUpLimit))
    // 30 · (1 - 90/100) is 2.9999999999999996, cut to 2.
    let fall = down([HPAScalingPolicy(type: "Percent", value: 90, periodSeconds: 15)])
    #expect(limit(1, current: 30, behavior: fall) == (2, .scaleDownLimit))
  }

  @Test("From zero, a policy in percent alone never lets anything start")
  func zeroTrap() {
    let percent = up([HPAScalingPolicy(type: "Percent", value: 100, periodSeconds: 15)])
    #expect(limit(9, current: 0, minimum: 0, behavior: percent) == (0, .scaleUpLimit))
    #expect(limit(9, current: 0, minimum: 0, behavior: .init()) == (4, .scaleUpLimit))
    #expect(limit(9, current: 0, minimum: 0, behavior: nil) == (4, .scaleUpLimit))
  }

  @Test("A size that stays is not held against the bounds")
  func staying() {
    #expect(limit(5, current: 5, minimum: 6, behavior: .init()) == (5, .desiredWithinRange))
    #expect(limit(2, current: 5, minimum: 3, behavior: .free) == (3, .tooFewReplicas))
    #expect(limit(20, current: 5, maximum: 8, behavior: .free) == (8, .tooManyReplicas))
  }
}
