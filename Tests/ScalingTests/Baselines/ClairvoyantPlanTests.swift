import Testing

@testable import Scaling

@Suite("The clairvoyant plan")
struct ClairvoyantPlanTests {
  /// A cluster step by step: replicas of single ages, the youngest going first.
  private struct Replay {
    var ages: [Int]
    var cost = 0.0
    let startup: Int
    let costs: ClairvoyantPlan.Costs

    init(initial: Int32, startup: Int, costs: ClairvoyantPlan.Costs) {
      ages = [Int](repeating: startup, count: Int(initial))
      self.startup = startup
      self.costs = costs
    }

    /// Sets the replicas of a step; returns how many are ready in it.
    mutating func set(_ replicas: Int) -> Int {
      if replicas > ages.count { cost += costs.start * Double(replicas - ages.count) }
      if replicas < ages.count { cost += costs.stop * Double(ages.count - replicas) }
      while ages.count < replicas { ages.append(0) }
      while ages.count > replicas { ages.removeLast() }
      cost += costs.step * Double(replicas)
      let ready = ages.count { $0 >= startup }
      for index in ages.indices { ages[index] += 1 }
      return ready
    }
  }

  /// The least cost over all plans that meet what can be met, by trying them all.
  private static func bruteForce(
    _ demand: [Int32], startup: Int, initial: Int32, costs: ClairvoyantPlan.Costs, most: Int
  ) -> Double {
    var best = Double.infinity
    func search(_ step: Int, _ state: Replay) {
      if state.cost >= best { return }
      guard step < demand.count else {
        best = state.cost
        return
      }
      for replicas in 0...most {
        var next = state
        let ready = next.set(replicas)
        let reachable = step < startup ? min(demand[step], initial) : demand[step]
        if ready >= Int(reachable) { search(step + 1, next) }
      }
    }
    search(0, Replay(initial: initial, startup: startup, costs: costs))
    return best
  }

  @Test("No plan is cheaper, as trying all plans of small cases shows", arguments: 0..<4)
  func optimal(startup: Int) {
    var state: UInt64 = UInt64(startup) &* 7_919 &+ 1
    func random(_ limit: Int32) -> Int32 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int32(truncatingIfNeeded: Int64(state >> 40)) % limit
    }
    for round in 0..<150 {
      let demand = (0..<6).map { _ in random(4) }
      let initial = random(4)
      let costs = ClairvoyantPlan.Costs(
        step: 1, start: [0, 0.5, 1.5, 4][round % 4], stop: [0, 0.25, 2][round % 3])
      let plan = ClairvoyantPlan(demand: demand, startupSteps: startup, initial: initial, costs: costs)
      let best = Self.bruteForce(demand, startup: startup, initial: initial, costs: costs, most: 4)
      #expect(abs(plan.cost - best) < 1e-9, "demand \(demand), initial \(initial), \(costs)")
      // The plan costs what it says and is ready when it says.
      var replay = Replay(initial: initial, startup: startup, costs: costs)
      let ready = plan.replicas.map { Int32(replay.set(Int($0))) }
      #expect(abs(replay.cost - plan.cost) < 1e-9)
      #expect(ready == plan.ready)
    }
  }

  @Test("It starts as early as the start-up takes, and not earlier")
  func lead() {
    let plan = ClairvoyantPlan(demand: [1, 1, 1, 1, 5, 1, 1], startupSteps: 2, initial: 1)
    #expect(plan.replicas == [1, 1, 5, 5, 5, 1, 1])
    #expect(plan.ready == [1, 1, 1, 1, 5, 1, 1])
    #expect(plan.cost == 19)
    #expect(plan.unmetSteps == 0)
  }

  @Test("What cannot be ready in time is counted, not asked for")
  func unmet() {
    let plan = ClairvoyantPlan(demand: [4, 4, 4], startupSteps: 2, initial: 1)
    #expect(plan.replicas == [4, 4, 4])
    #expect(plan.ready == [1, 1, 4])
    #expect(plan.unmetSteps == 2)
  }

  @Test("Short troughs are sat out when starts are dear")
  func troughs() {
    let demand: [Int32] = [3, 1, 1, 3]
    #expect(ClairvoyantPlan(demand: demand, startupSteps: 0, initial: 3).replicas == demand)
    let plan = ClairvoyantPlan(demand: demand, startupSteps: 0, initial: 3, costs: .init(start: 3))
    // Two replicas over two steps cost 4, two starts 6.
    #expect(plan.replicas == [3, 3, 3, 3])
  }

  @Test("Bounds hold, and no demand is no plan")
  func bounds() {
    let plan = ClairvoyantPlan(demand: [0, 9], startupSteps: 0, initial: 0, bounds: 2...5)
    #expect(plan.replicas == [2, 5])
    #expect(plan.unmetSteps == 1)
    #expect(ClairvoyantPlan(demand: [], startupSteps: 3, initial: 1).replicas == [])
  }

  @Test("A longer start-up never makes it cheaper, and no plan undercuts the demand")
  func monotone() {
    let demand = (0..<200).map { (step: Int) -> Int32 in 10 + Int32(step * 7 % 13) }
    var last = 0.0
    for startup in 0..<8 {
      let plan = ClairvoyantPlan(demand: demand, startupSteps: startup, initial: 20, costs: .init(start: 1))
      #expect(plan.cost >= last)
      last = plan.cost
      #expect(zip(plan.ready, demand).allSatisfy { $0 >= $1 })
    }
  }
}
