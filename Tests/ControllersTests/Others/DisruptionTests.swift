import Kubernetes
import Testing

@testable import Controllers

@Suite("Disruption budgets")
struct DisruptionTests {
  private func budget(
    _ minAvailable: IntOrString?, _ maxUnavailable: IntOrString? = nil, policy: String? = nil,
    pods: Int32 = 10, expected: Int32 = 10, healthy: Int32 = 10
  ) -> DisruptionBudget {
    DisruptionBudget(
      PodDisruptionBudget(
        metadata: ObjectMeta(name: "b"), minAvailable: minAvailable, maxUnavailable: maxUnavailable,
        unhealthyPodEvictionPolicy: policy), pods: pods, expected: expected, healthy: healthy)
  }

  @Test("Allowed are the healthy pods beyond those that must stay, shares rounded up")
  func allowed() {
    #expect(budget(.int(7)).disruptionsAllowed == 3)
    #expect(budget(.string("75%")).disruptionsAllowed == 2)  // 8 must stay
    #expect(budget(nil, .string("25%")).disruptionsAllowed == 3)  // 3 may be missing
    #expect(budget(nil, .int(1), healthy: 9).disruptionsAllowed == 0)
    #expect(budget(.int(20)).disruptionsAllowed == 0)
    #expect(budget(nil, .int(5), expected: 3, healthy: 3).desiredHealthy == 0)
    #expect(budget(nil).disruptionsAllowed == 0)
  }

  @Test("An eviction uses the budget up, then is told to come again")
  func evictions() {
    var budgets = [budget(.int(9))]
    let pod = ControlledPod(uid: "p")
    func ask(_ pod: ControlledPod, _ picking: [Int] = [0]) -> DisruptionBudget.Answer {
      DisruptionBudget.answer(evicting: pod, budgets: &budgets, picking: picking)
    }
    #expect(ask(pod) == .allowed(usesBudget: true))
    #expect(ask(pod) == .tooManyRequests)
    #expect(ask(pod, []) == .allowed(usesBudget: false))
    #expect(ask(pod, [0, 0]) == .severalBudgets)
    #expect(ask(ControlledPod(uid: "q", phase: .pending, readyMs: nil)) == .allowed(usesBudget: false))
    #expect(ask(ControlledPod(uid: "q", isTerminating: true)) == .allowed(usesBudget: false))
  }

  @Test("A pod that is not ready may go while enough are healthy, or always if the policy says so")
  func unhealthy() {
    var enough = budget(.int(9), healthy: 9)
    #expect(enough.evict(isReady: false) == .allowed(usesBudget: false))
    var tooFew = budget(.int(9), healthy: 8)
    #expect(tooFew.evict(isReady: false) == .tooManyRequests)
    var always = budget(.int(9), policy: "AlwaysAllow", healthy: 8)
    #expect(always.evict(isReady: false) == .allowed(usesBudget: false))
  }
}
