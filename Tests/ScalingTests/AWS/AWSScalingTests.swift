import Testing

@testable import Scaling

@Suite("Step scaling and target tracking")
struct AWSScalingTests {
  @Test(
    "The step is picked by the distance from the threshold, whose ends belong to the outer steps",
    arguments: [(59, nil), (60, 11), (69.9, 11), (70, 13), (500, 13)] as [(Double, Int32?)])
  func above(metric: Double, capacity: Int32?) throws {
    let policy = try #require(
      StepScaling(
        .changeInCapacity,
        steps: [.init(lower: 0, upper: 10, adjustment: 1), .init(lower: 10, upper: nil, adjustment: 3)]))
    #expect(policy.capacity(from: 10, metric: metric, threshold: 60) == capacity)
  }

  @Test(
    "Below the threshold the upper end belongs to the step",
    arguments: [(30, 9), (20, 7), (21, 9)] as [(Double, Int32)])
  func below(metric: Double, capacity: Int32) throws {
    let policy = try #require(
      StepScaling(
        .changeInCapacity,
        steps: [
          .init(lower: nil, upper: -10, adjustment: -3), .init(lower: -10, upper: 0.001, adjustment: -1),
        ]))
    #expect(policy.capacity(from: 10, metric: metric, threshold: 30) == capacity)
  }

  @Test("Steps that overlap or leave gaps are refused")
  func gaps() {
    #expect(
      StepScaling(
        .exactCapacity,
        steps: [.init(lower: 0, upper: 10, adjustment: 1), .init(lower: 11, upper: nil, adjustment: 3)])
        == nil)
    #expect(
      StepScaling(
        .exactCapacity,
        steps: [.init(lower: 0, upper: nil, adjustment: 1), .init(lower: 10, upper: nil, adjustment: 3)])
        == nil)
  }

  @Test(
    "Percentages round toward zero, but never to nothing",
    arguments: [(10.0, 25.0, 12), (3, 10, 4), (3, -10, 2), (10, -25, 8), (10, 0, 10)]
      as [(Double, Double, Int32)])
  func percent(current: Double, percent: Double, capacity: Int32) throws {
    let policy = try #require(
      StepScaling(.percentChangeInCapacity, steps: [.init(lower: 0, upper: nil, adjustment: percent)]))
    #expect(policy.capacity(from: Int32(current), metric: 1, threshold: 1) == capacity)
  }

  @Test("While a scale-out cools down only the excess over it is added")
  func excess() {
    var cooldown = ScalingCooldown()
    #expect(cooldown.apply(12, to: 10, nowMs: 0, outSeconds: 300, inSeconds: 300) == 12)
    // Another 3 are asked for; 2 of them came already.
    #expect(cooldown.apply(15, to: 12, nowMs: 60_000, outSeconds: 300, inSeconds: 300) == 13)
    #expect(cooldown.apply(10, to: 13, nowMs: 70_000, outSeconds: 300, inSeconds: 300) == 13)
    #expect(cooldown.apply(10, to: 13, nowMs: 400_000, outSeconds: 300, inSeconds: 300) == 10)
    // Growing does not wait for the cooldown of shrinking.
    #expect(cooldown.apply(11, to: 10, nowMs: 410_000, outSeconds: 300, inSeconds: 300) == 11)
  }

  @Test("Target tracking grows after three minutes, shrinks after fifteen, and sits still without data")
  func tracking() {
    var policy = TargetTracking(target: 50)
    policy.scaleInCooldownSeconds = 0
    policy.scaleOutCooldownSeconds = 60
    var capacity: Int32 = 4
    for minute in 1...2 {
      capacity = policy.decide(metric: 80, capacity: capacity, nowMs: Int64(minute) * 60_000)
    }
    #expect(capacity == 4)
    // ceil(4 · 80 / 50)
    #expect(policy.decide(metric: 80, capacity: 4, nowMs: 180_000) == 7)
    for minute in 4...17 {
      #expect(policy.decide(metric: 20, capacity: 7, nowMs: Int64(minute) * 60_000) == 7)
    }
    // ceil(7 · 20 / 50)
    #expect(policy.decide(metric: 20, capacity: 7, nowMs: 1_080_000) == 3)
    #expect(policy.decide(metric: nil, capacity: 3, nowMs: 1_140_000) == 3)
  }
}
