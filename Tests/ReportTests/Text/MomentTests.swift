import Testing

@testable import Report

@Suite struct MomentTests {
  @Test("With a date, times are days of the calendar in UTC")
  func dated() {
    // 1 772 323 200 s are 20 513 days: 2026-03-01, a Sunday.
    let moment = Moment(epochMs: 1_772_323_200_000)
    #expect(moment.text(0) == "Sun 1 Mar 00:00")
    #expect(moment.text(-1000) == "Sat 28 Feb 23:59:59")
    #expect(moment.text(86_400_000 + 11_715_000) == "Mon 2 Mar 03:15:15")
    // From 2026-03-01 to 2028-03-01 are 365 + 366 days; one less is the leap day.
    #expect(moment.day(730 * Moment.dayMs) == "Tue 29 Feb")
  }

  @Test("Without a date, days are counted from the start")
  func counted() {
    let moment = Moment(epochMs: 0)
    #expect(moment.text(0) == "day 1 00:00")
    #expect(moment.text(86_400_000 * 2 + 60_000) == "day 3 00:01")
  }

  @Test(
    "Lengths are told in the largest unit that fits",
    arguments: [
      (Int64(604_800_000), "7 days"), (86_400_000, "1 day"), (129_600_000, "1 day 12 h"), (7_200_000, "2 h"),
      (900_000, "15 min"), (7_800_000, "2 h 10 min"), (1500, "1.5 s"), (0, "0 s"),
    ])
  func lengths(milliseconds: Int64, expected: String) { #expect(Moment.length(milliseconds) == expected) }
}
