import Testing

@testable import Report

@Suite struct NumeralTests {
  @Test(
    "Numbers are rounded to three digits, half away from zero, and keep all whole digits",
    arguments: [
      (0, "0"), (1, "1"), (1.005, "1.01"), (1.004, "1"), (2.345, "2.35"), (99.95, "100"), (999.5, "1,000"),
      (1234.5, "1,235"), (12_345_678, "12,345,678"), (0.012345, "0.0123"), (-0.5, "−0.5"),
      (0.00095, "9.5e−4"),
      (1e-9, "1e−9"), (1e18, "1e18"), (.nan, "–"), (.infinity, "∞"), (-.infinity, "−∞"),
    ])
  func text(value: Double, expected: String) { #expect(Numeral.text(value) == expected) }

  @Test(
    "Differences show their sign, but zero has none",
    arguments: [(1.5, "+1.5"), (-1.5, "−1.5"), (0, "0"), (-0.0, "0"), (.nan, "–")])
  func difference(value: Double, expected: String) { #expect(Numeral.difference(value) == expected) }

  @Test(
    "Lengths of time take the unit that suits them",
    arguments: [(0.0351, "35.1 ms"), (0.9994, "999 ms"), (1, "1 s"), (12.345, "12.3 s"), (.nan, "–")])
  func seconds(value: Double, expected: String) { #expect(Numeral.seconds(value) == expected) }

  @Test("Places in a drawing have two decimals at most and stay inside")
  func percent() {
    #expect(
      [0, 0.5, 1.0 / 3, 0.1234, 1, 1.2, -3].map(Numeral.percent)
        == ["0", "50", "33.33", "12.34", "100", "100", "0"])
  }

  @Test("Counts agree with their noun")
  func count() {
    #expect(Numeral.count(1, "run") == "1 run")
    #expect(Numeral.count(12_000, "run") == "12,000 runs")
    #expect(Numeral.count(0, "strategy", "strategies") == "0 strategies")
  }
}
