import Testing

@testable import Workload

@Suite("Lengths of time")
struct TimespanTests {
  @Test(
    "are read as people write them",
    arguments: [
      ("15s", 15_000), ("500ms", 500), ("1h30m", 5_400_000), ("7d", 604_800_000), ("2w", 1_209_600_000),
      ("1.5h", 5_400_000), ("0", 0), ("0s", 0), ("-5m", -300_000), ("0.001s", 1),
    ])
  func reads(_ text: String, _ milliseconds: Int64) {
    #expect(Timespan.milliseconds(text) == milliseconds)
  }

  @Test(
    "are refused where they are none, finer than a millisecond, or endless",
    arguments: ["", "s", "15", "1y", "1h30", "5 m", "1e3s", "0.5ms", "1..5s", "99999999d", "-", "١s"])
  func refuses(_ text: String) {
    #expect(Timespan.milliseconds(text) == nil)
  }

  @Test(
    "are written the way they are read",
    arguments: [0, 1, 999, 1_000, 61_001, 3_600_000, 90_061_001, 604_800_000, -1_500] as [Int64])
  func roundTrip(_ milliseconds: Int64) {
    #expect(Timespan.milliseconds(Timespan.text(milliseconds)) == milliseconds)
  }
}
