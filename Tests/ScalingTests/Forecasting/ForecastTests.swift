import Conformance
import Foundation
import Testing

@testable import Scaling

@Suite("Other forecasts")
struct ForecastTests {
  @Test("A line is continued, with a band that widens")
  func line() throws {
    let line = try LinearTrend([1, 3, 5, 7.5])
    #expect(abs(line.slope - 2.15) < 1e-12)
    #expect(
      line.interval(step: 2).upperBound - line.interval(step: 2).lowerBound > line.interval(step: 1)
        .upperBound - line.interval(step: 1).lowerBound)
    #expect(line.interval(step: 1).contains(line.forecast(step: 1)))
    #expect(throws: ForecastError.tooShort(values: 2, needed: 3)) { try LinearTrend([1, 2]) }
  }

  @Test("Naive forecasts repeat, drift or average")
  func naive() throws {
    #expect(try NaiveForecasts.seasonal([1, 2, 3, 4, 5], period: 3, steps: 4) == [3, 4, 5, 3])
    #expect(try NaiveForecasts.drift([2, 9, 6], steps: 2) == [8, 10])
    #expect(try NaiveForecasts.movingAverage([1, 2, 4], window: 2) == 3)
    #expect(try NaiveForecasts.weightedAverage([10, 20], share: 0.25) == 12.5)
    #expect(throws: ForecastError.self) { try NaiveForecasts.seasonal([1], period: 3, steps: 1) }
    #expect(throws: ForecastError.self) { try NaiveForecasts.seasonal([1], period: 0, steps: 1) }
  }

  private static let waves = (0..<48).map { step in
    20 + 5 * sin(2 * Double.pi * Double(step) / 12) + 2 * cos(4 * Double.pi * Double(step) / 12)
  }

  @Test("Waves are found and continued, by least squares and by their spectrum")
  func spectrum() throws {
    let regression = try HarmonicRegression(Self.waves, period: 12, harmonics: 2, trend: false)
    let spectral = try SpectralForecast(Self.waves, waves: 2)
    #expect(spectral.strongest == [4, 8])
    for (index, pair) in zip(regression.forecast(steps: 12), spectral.forecast(steps: 12)).enumerated() {
      #expect(abs(pair.0 - Self.waves[index]) < 1e-9)
      #expect(abs(pair.1 - Self.waves[index]) < 1e-9)
    }
    #expect(throws: ForecastError.self) {
      try HarmonicRegression(Self.waves, period: 12, harmonics: 7, trend: false)
    }
  }

  @Test("An autoregression finds the shares it was made with")
  func autoregression() throws {
    var history = [3.0, 1]
    for step in 2..<60 { history.append(2 + 0.5 * history[step - 1] - 0.3 * history[step - 2]) }
    let model = try Autoregression(Array(history.prefix(20)), order: 2)
    #expect(abs(model.shares[0] - 0.5) < 1e-8 && abs(model.shares[1] + 0.3) < 1e-8)
    #expect(abs(model.forecast(steps: 5)[4] - history[24]) < 1e-8)
  }

  @Test("A local level moves toward what it sees by its gain")
  func localLevel() {
    let model = StateSpaceModel.localLevel(noise: 1, level: 0, initialLevel: 0, initialVariance: 1)
    let filtered = model.filter([4])
    // The gain is 1 / (1 + 1).
    #expect(filtered.states == [[2]])
    #expect(filtered.variances == [[0.5]])
    #expect(model.forecast(filtered, steps: 1)[0].variance == 1.5)
  }

  @Test("A stationary autoregression begins with its own variance")
  func stationary() {
    let model = ARIMA(autoregressive: [0.6], variance: 9).stateSpace
    // 9 / (1 − 0.36)
    #expect(abs(model.initialCovariance[0][0] - 14.0625) < 1e-9)
  }

  @Test("Look-ahead is in milliseconds as upstream, in seconds as documented")
  func lookAhead() {
    let history = (0..<10).map { PredictiveHPA.Sample(timeMs: Int64($0) * 15_000, replicas: Double($0)) }
    let asUpstream = PredictiveHPA.linear(history, nowMs: 150_000, lookAhead: 15)
    #expect(abs(asUpstream - 10.001) < 1e-9)
    let fixed = PredictiveHPA.linear(history, nowMs: 150_000, lookAhead: 15, fidelity: .fixed)
    #expect(abs(fixed - 11) < 1e-9)
    #expect(PredictiveHPA.replicas(fixed - 0.5) == 11)
  }

  @Test("Upstream's history runs backward, the fixed one forward; whole seasons go")
  func pruning() {
    var asUpstream: [PredictiveHPA.Sample] = []
    var fixed: [PredictiveHPA.Sample] = []
    for step in 0..<9 {
      let sample = PredictiveHPA.Sample(timeMs: Int64(step), replicas: Double(step))
      asUpstream = PredictiveHPA.pruned(asUpstream, adding: sample, period: 2, storedSeasons: 3)
      fixed = PredictiveHPA.pruned(fixed, adding: sample, period: 2, storedSeasons: 3, fidelity: .fixed)
    }
    #expect(asUpstream.map(\.replicas) == [8, 7, 6, 5, 4, 3, 2])
    #expect(fixed.map(\.replicas) == [2, 3, 4, 5, 6, 7, 8])
  }

  @Test(
    "Predictions and the reactive value become one number",
    arguments: [(.maximum, 9), (.minimum, 2), (.mean, 5), (.median, 4)] as [(PredictiveHPA.Decision, Int32)])
  func decisions(decision: PredictiveHPA.Decision, replicas: Int32) {
    #expect(PredictiveHPA.decide(decision, reactive: 4, predictions: [2, 9]) == replicas)
  }

  @Test("Upstream fails on a damped trend, the fixed variant does not")
  func damped() throws {
    let method = ExponentialSmoothing(trend: .additive, seasonal: .additive, period: 2)
    let history = (0..<20).map { Double($0 + $0 % 2) }
    let parameters = ExponentialSmoothing.Parameters(alpha: 0.5, beta: 0.1, gamma: 0.1, phi: 0.9)
    #expect(throws: ForecastError.self) {
      try PredictiveHPA.holtWinters(
        history, method: method, parameters: parameters, damped: true, initialization: .heuristic)
    }
    let found = try PredictiveHPA.holtWinters(
      history, method: method, parameters: parameters, damped: true, initialization: .heuristic,
      fidelity: .fixed)
    #expect(found > 15 && found < 25)
    #expect(
      try PredictiveHPA.holtWinters(
        [1, 2], method: method, parameters: parameters, damped: false, initialization: .heuristic) == 0)
  }

  @Test("Crane's estimators raise the largest value or the last period's waves")
  func crane() throws {
    let samples = [1.0, 5, 2, 8, 3, 4]
    let rate = 1.0 / 3_600
    let largest = try CraneEstimator.maxValue(margin: 0.5).estimate(samples, rate: rate, periodSeconds: 7_200)
    // Places: 1 2 3 and 5 8 4.
    #expect(largest == [4.5, 12])
    var settings = CraneEstimator.Spectrum()
    settings.margin = 0
    let estimate = try CraneEstimator.fft(settings).estimate(Self.waves, rate: rate, periodSeconds: 43_200)
    for (found, expected) in zip(estimate, Self.waves.suffix(12)) { #expect(abs(found - expected) < 1e-9) }
    #expect(CraneEstimator.amplifiedError(actual: [10], estimate: [11]) == 0.1)
    #expect(CraneEstimator.amplifiedError(actual: [0], estimate: [1]) == nil)
  }

  @Test("A sample of reference forecasts is met within 1e-9, fits within a thousandth")
  func samples() throws {
    let report = try ForecastConformance.run(SharedFolder.sample("forecast.jsonl.gz"))
    #expect(report.failed == 0, "\(report.text)")
    #expect(report.passed == 89)
  }
}
