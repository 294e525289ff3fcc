import Kubernetes
import Testing

@Suite("Counts and shares")
struct IntOrStringTests {
  @Test(
    "A share of a total is rounded up for what may be added and down for what may be missing",
    arguments: [
      // 25 % of 10 is 2.5.
      (IntOrString.string("25%"), 10, 3, 2), (.string("25%"), 4, 1, 1), (.string("0%"), 7, 0, 0),
      (.string("100%"), 7, 7, 7),
      (.string("1%"), 1, 1, 0), (.int(3), 10, 3, 3), (.string("x"), 10, 0, 0), (.string("%"), 10, 0, 0),
      (.string("-5%"), 10, 0, 0), (.string("99999999999999999999%"), 10, 0, 0),
    ] as [(IntOrString, Int32, Int32, Int32)])
  func shares(value: IntOrString, total: Int32, up: Int32, down: Int32) {
    #expect(value.scaled(total: total, roundUp: true) == up)
    #expect(value.scaled(total: total, roundUp: false) == down)
  }

  @Test("A huge share does not overflow")
  func huge() {
    #expect(IntOrString.string("9223372036854775807%").scaled(total: .max, roundUp: true) == .max)
  }
}
