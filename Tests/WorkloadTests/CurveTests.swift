import Testing

@testable import Workload

/// Generators without luck: their values are means over steps, which a table and numeric integration check.
@Suite("Curves")
struct CurveTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let yaml: String
    let values: [Double]
    var testDescription: String { yaml }
  }

  static let table: [Case] = [
    Case(yaml: "{constant: 7, every: 10s, duration: 30s}", values: [7, 7, 7]),
    Case(yaml: "{step: {from: 1, to: 3, at: 20s}, every: 10s, duration: 40s}", values: [1, 1, 3, 3]),
    // The change is in the middle of a step.
    Case(yaml: "{step: {from: 1, to: 3, at: 15s}, every: 10s, duration: 30s}", values: [1, 2, 3]),
    Case(
      yaml:
        "{steps: [{at: 5s, value: 1}, {at: 10s, value: 2}, {at: 18s, value: 12}], every: 10s, duration: 30s}",
      // 0-10: 1 also before its time; 10-20: 8 s of 2 and 2 s of 12; 20-30: 12.
      values: [1, 4, 12]),
    // Lines have their middle's value: 5 and 15 on the way to 20, with the end inside the third step.
    Case(
      yaml: "{ramp: {from: 0, to: 25, over: 25s}, every: 10s, duration: 40s}", values: [5, 15, 23.75, 25]),
    Case(
      yaml: "{ramp: {from: 10, to: 0, at: 10s, over: 20s}, every: 10s, duration: 40s}",
      values: [10, 7.5, 2.5, 0]),
    Case(
      yaml: "{spike: {base: 1, peak: 11, at: 12s, width: 6s}, every: 10s, duration: 30s}", values: [1, 7, 1]),
    // A triangle of 20 s holds half of a rectangle: two halves of 5 each.
    Case(
      yaml: "{spike: {peak: 10, at: 10s, width: 20s, shape: triangle}, every: 10s, duration: 40s}",
      values: [0, 5, 5, 0]),
    Case(
      yaml: "{sawtooth: {low: 0, high: 20, period: 20s}, every: 10s, duration: 40s}", values: [5, 15, 5, 15]),
    // The tooth falls back in the middle of the second step: (7.5·5 + 2.5·5)... of 10 to 15, then 0 to 5.
    Case(
      yaml: "{sawtooth: {low: 0, high: 15, period: 15s}, every: 10s, duration: 30s}", values: [5, 7.5, 10]),
    Case(
      yaml: "{sawtooth: {low: 20, high: 0, period: 20s, phase: 10s}, every: 10s, duration: 40s}",
      values: [5, 15, 5, 15]),
    Case(yaml: "{square: {low: 1, high: 5, period: 20s}, every: 10s, duration: 40s}", values: [5, 1, 5, 1]),
    Case(
      yaml: "{square: {low: 1, high: 5, period: 20s, duty: 0.25, phase: 5s}, every: 10s, duration: 20s}",
      values: [3, 1]),
    // Rises to 8 in 20 s, holds 10 s, then falls by e^(−t/10).
    Case(
      yaml:
        "{flashCrowd: {base: 2, peak: 10, at: 10s, rise: 20s, hold: 10s, decay: 10s}, every: 10s, duration: 60s}",
      values: [2, 4, 8, 10, 2 + 8 * (1 - exponential(-1)), 2 + 8 * (1 - exponential(-1)) * exponential(-1)]),
    // Over a whole turn a sine is its mean; over half of one its mean is 2/π of the amplitude.
    Case(yaml: "{sine: {mean: 5, amplitude: 3, period: 10s}, every: 10s, duration: 20s}", values: [5, 5]),
    Case(
      yaml: "{sine: {mean: 5, amplitude: 3, period: 20s}, every: 10s, duration: 20s}",
      values: [5 + 6 / Double.pi, 5 - 6 / Double.pi]),
    Case(
      yaml: "{diurnal: {mean: 10, amplitude: 0, weekend: 0.5, startsOn: friday}, every: 1d, duration: 5d}",
      values: [10, 5, 5, 10, 10]),
    // Over a whole day the shape is 1, and growth has its middle's value: half a day of 70 % a week is 5 %.
    Case(
      yaml: "{diurnal: {mean: 10, amplitude: 0, growth: 0.7}, every: 1d, duration: 2d}", values: [10.5, 11.5]),
  ]

  @Test("give the mean of each step", arguments: table)
  func means(_ curve: Case) throws {
    let values = try LoadText(curve.yaml).values()
    #expect(values.isNear(curve.values, 1e-12), "\(values)")
  }

  // Coarse means must be the means of fine ones: both are integrals of the same curve.
  @Test(
    "integrate to the same whatever the step",
    arguments: [
      "sine: {mean: 10, amplitude: 4, period: 7m, phase: 13s}",
      "sawtooth: {low: 3, high: 9, period: 7m, phase: 31s}",
      "square: {low: 3, high: 9, period: 7m, duty: 0.3}",
      "flashCrowd: {base: 5, peak: 50, at: 17m, rise: 95s, hold: 3m, decay: 11m}",
      "spike: {base: 2, peak: 9, at: 13m, width: 11m, shape: triangle}",
      "ramp: {from: 9, to: 2, at: 7m, over: 31m}",
      "diurnal: {mean: 10, amplitude: 0.6, peakAt: 0h, weekend: 0.5, startsOn: friday, startsAt: 23h30m, growth: 3, harmonics: [{amplitude: 0.3, peakAt: 40m}]}",
    ])
  func integrals(_ yaml: String) throws {
    let fine = try LoadText("{\(yaml), every: 1s, duration: 80m}").values()
    for step in [10, 60, 240, 4800] {
      let coarse = try LoadText("{\(yaml), every: \(step)s, duration: 80m}").values()
      let expected = coarse.indices.map { fine[$0 * step..<($0 + 1) * step].reduce(0, +) / Double(step) }
      #expect(coarse.isNear(expected, 1e-9))
    }
  }

  @Test("of people are highest at their hour, weaker at weekends, and grow")
  func diurnal() throws {
    let load = try LoadText(
      "{diurnal: {mean: 100, amplitude: 0.5, peakAt: 16h, weekend: 0.6, growth: 0.1}, every: 1h, duration: 14d}"
    ).read()
    let values = load.signal(seed: 1).values
    let tuesday = Array(values[24..<48])
    // The peak at 16:00 lies between the hours 15 and 16.
    #expect(tuesday.indices.max { tuesday[$0] < tuesday[$1] } == 16)
    let sunday: Double = values[6 * 24..<7 * 24].reduce(0, +)
    #expect(sunday < 0.7 * tuesday.reduce(0, +))
    // A week later all is larger by what 10 % of the first week's mean are.
    let growth: Double = values[192 + 10] / values[24 + 10] - 1
    let expected: Double = 0.1 / (1 + 0.1 * 34.5 / 168)
    #expect(abs(growth - expected) < 1e-3)
  }
}
