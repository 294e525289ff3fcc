import Testing

@testable import Scaling

@Suite("Roundings without a call")
struct WholeDoubleTests {
  private static let values: [Double] = {
    var values: [Double] = [
      0, 0.5, 1.5, 2.5, 0.49999999999999994, 0.5000000000000001, 1e-300, 4_503_599_627_370_495.5, 0x1p51,
      0x1p52,
      0x1.fffffffffffffp50, 1e18, .infinity,
    ]
    for power in -4..<54 {
      var value = Double(sign: .plus, exponent: power, significand: 1)
      for _ in 0..<3 {
        values += [value, value.nextUp, value.nextDown, value + 0.5, value * 1.37]
        value += 0.25
      }
    }
    return values + values.map { -$0 }
  }()

  @Test("They are what rounding makes of every number, but for the sign of a zero")
  func equal() {
    for value in Self.values {
      #expect(WholeDouble.up(value) == value.rounded(.up), "\(value)")
      #expect(WholeDouble.down(value) == value.rounded(.down), "\(value)")
      #expect(WholeDouble.nearest(value) == value.rounded(), "\(value)")
    }
    #expect(WholeDouble.up(.nan).isNaN && WholeDouble.down(.nan).isNaN && WholeDouble.nearest(.nan).isNaN)
  }
}
