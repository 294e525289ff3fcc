import Testing

@testable import Experiment

@Suite("Lengths of time")
struct SpanTests {
  @Test(
    "Units may follow each other",
    arguments: [
      ("15s", 15_000), ("1h30m", 5_400_000), ("7d", 604_800_000), ("500ms", 500), ("1.5h", 5_400_000),
      ("0s", 0),
    ] as [(String, Int64)])
  func reads(text: String, expected: Int64) { #expect(Span.milliseconds(text) == expected) }

  @Test(
    "What is no length of time is refused", arguments: ["", "s", "5", "-5s", "1y", "15 s", "0.1ms", "9999d"])
  func refuses(text: String) { #expect(Span.milliseconds(text) == nil) }

  @Test("A written span reads back", arguments: [0, 1, 999, 1_000, 90_061_007, 604_800_000] as [Int64])
  func roundTrip(milliseconds: Int64) {
    #expect(Span.milliseconds(Span.text(milliseconds)) == milliseconds)
  }
}
