import Testing

@testable import Scaling

@Suite("Exponential smoothing")
struct ExponentialSmoothingTests {
  @Test("A level follows values by its share")
  func level() throws {
    let method = ExponentialSmoothing()
    let parameters = ExponentialSmoothing.Parameters(alpha: 0.5)
    let run = try method.run([10, 20], parameters, from: .init(level: 10))
    // 10 is expected and comes; then 10 is expected and 20 comes: 0.5·20 + 0.5·10.
    #expect(run.fitted == [10, 10])
    #expect(run.states.level == 15)
    #expect(run.squaredError == 100)
    #expect(method.forecast(run, parameters, steps: 2) == [15, 15])
  }

  @Test("A damped trend runs out")
  func damped() throws {
    let method = ExponentialSmoothing(trend: .additive)
    let parameters = ExponentialSmoothing.Parameters(alpha: 1, beta: 0, phi: 0.5)
    let run = try method.run([10], parameters, from: .init(level: 8, trend: 8))
    // The slope of 8 is halved at each step: 4 after the value, then 2, 1, …
    #expect(method.forecast(run, parameters, steps: 3) == [12, 13, 13.5])
  }

  @Test("The season of the last value is only used as documented where asked for")
  func lastSeason() throws {
    var method = ExponentialSmoothing(seasonal: .additive, period: 2)
    let parameters = ExponentialSmoothing.Parameters(alpha: 0, gamma: 1)
    let run = try method.run([11, 7], parameters, from: .init(level: 10, season: [0, 0]))
    // Seasons become 1 and −3; the last one is forgotten as in statsmodels.
    #expect(method.forecast(run, parameters, steps: 4) == [11, 10, 11, 10])
    method.fidelity = .fixed
    #expect(method.forecast(run, parameters, steps: 4) == [11, 7, 11, 7])
  }

  @Test("A season that repeats exactly is found and continued", arguments: [4, 5, 7, 12])
  func exactSeason(period: Int) throws {
    let method = ExponentialSmoothing(trend: .additive, seasonal: .additive, period: period)
    let history = (0..<(6 * period)).map { 100 + 2 * Double($0) + Double(($0 % period * 7) % period) }
    let states = try method.states(for: history)
    let parameters = try method.fit(history, from: states)
    let run = try method.run(history, parameters, from: states)
    for (index, value) in method.forecast(run, parameters, steps: period).enumerated() {
      let position = history.count + index
      let expected = 100 + 2 * Double(position) + Double((position % period * 7) % period)
      #expect(abs(value - expected) < 1e-6)
    }
  }

  @Test("A history too short for its season is refused")
  func short() {
    let method = ExponentialSmoothing(seasonal: .additive, period: 12)
    #expect(throws: ForecastError.tooShort(values: 10, needed: 24)) {
      try method.states(for: [Double](repeating: 1, count: 10))
    }
    #expect(throws: ForecastError.self) {
      try method.run([1, 2], .init(alpha: 0.5), from: .init(level: 1, season: [1, 2]))
    }
  }
}
