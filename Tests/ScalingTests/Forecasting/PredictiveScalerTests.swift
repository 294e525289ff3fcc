import Foundation
import Testing

@testable import Scaling

@Suite("Scaling ahead of the load")
struct PredictiveScalerTests {
  private static func load(_ step: Int) -> Double { 100 + 50 * sin(2 * Double.pi * Double(step) / 24) }

  @Test(
    "A season that was seen is foreseen",
    arguments: [
      .seasonalNaive(period: 24), .harmonic(period: 24, waves: 1, trend: false),
      .smoothing(
        ExponentialSmoothing(seasonal: .additive, period: 24), .init(alpha: 0.1, gamma: 0.1), damped: false),
      .autoregression(order: 2),
    ] as [ForecastMethod])
  func season(method: ForecastMethod) {
    var scaler = PredictiveScaler(.init(method: method, leadSteps: 4, historySteps: 24 * 8))
    for step in 0..<(24 * 6) {
      let expected = scaler.observe(Self.load(step))
      guard step >= 24 * 4 else { continue }
      let truth = (1...4).map { Self.load(step + $0) }.max() ?? 0
      #expect(abs((expected ?? 0) - truth) < 1, "step \(step)")
    }
  }

  @Test("A quantile of past errors is added once there are enough of them")
  func quantile() {
    var scaler = PredictiveScaler(
      .init(method: .movingAverage(window: 1), leadSteps: 1, historySteps: 10, quantile: 1))
    var expected: Double?
    // The load alternates between 10 and 20: the largest error is 10.
    for step in 0..<40 { expected = scaler.observe(step % 2 == 0 ? 10 : 20) }
    #expect(expected == 30)
    #expect(scaler.errors.count == 39)
  }

  @Test("Too short a history says nothing, and the reactive replicas stand")
  func short() {
    var scaler = PredictiveScaler(.init(method: .seasonalNaive(period: 24), leadSteps: 2, historySteps: 48))
    #expect(scaler.observe(5) == nil)
    #expect(PredictiveScaler.replicas(expected: nil, perReplica: 10, reactive: 3) == 3)
    #expect(PredictiveScaler.replicas(expected: 45, perReplica: 10, reactive: 3) == 5)
    #expect(PredictiveScaler.replicas(expected: 15, perReplica: 10, reactive: 3) == 3)
  }

  @Test("Of very many errors the newest are kept, ranked as they are")
  func manyErrors() throws {
    var scaler = PredictiveScaler(
      .init(method: .movingAverage(window: 1), leadSteps: 1, historySteps: 2, quantile: 0))
    var expected: Double?
    var load = 1.0
    for step in 0..<2_500 {
      load = Double(step * 7_919 % 1_000)
      expected = scaler.observe(load)
    }
    #expect(scaler.errors.count == 2_000)
    let least = try #require(scaler.errors.min())
    #expect(expected == max(0, load + least))
  }
}
