import Testing

@testable import Experiment

@Suite("Numbers in sentences")
struct FigureTests {
  @Test(
    "Three digits that count, never a power of ten",
    arguments: [
      (0, "0"), (1, "1.00"), (-3, "-3.00"), (0.012345, "0.0123"), (4.567, "4.57"), (12.345, "12.3"),
      (123.4, "123"),
      (1234.5, "1235"), (0.0000123, "0.0000123"), (99.96, "100.0"), (1e9, "1000000000"), (.nan, "unknown"),
      (.infinity, "infinite"),
    ] as [(Double, String)])
  func text(value: Double, expected: String) { #expect(Figure.text(value) == expected) }

  @Test("Lists read as in a sentence")
  func lists() {
    #expect(Figure.list([]) == "")
    #expect(Figure.list(["a"]) == "a")
    #expect(Figure.list(["a", "b"]) == "a and b")
    #expect(Figure.list(["a", "b", "c"]) == "a, b and c")
  }
}
