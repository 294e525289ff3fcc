import Testing

@testable import Workload

@Suite("Dates")
struct TimeTextTests {
  private func iso(_ text: String, zone: Int = 0) -> Int64? {
    let bytes = Array(text.utf8)
    return TimeText.iso(bytes.span, 0, bytes.count, zoneMinutes: zone)
  }

  // `date -u -d 2026-11-25T08:00:00Z +%s` is 1795593600.
  @Test(
    "are read in all forms of ISO 8601 that files have",
    arguments: [
      ("2026-11-25T08:00:00Z", 1_795_593_600_000), ("2026-11-25 08:00:00", 1_795_593_600_000),
      ("2026-11-25T08:00", 1_795_593_600_000), ("2026-11-25t08:00:00z", 1_795_593_600_000),
      ("2026-11-25T09:00:00+01:00", 1_795_593_600_000), ("2026-11-25T02:30:00-0530", 1_795_593_600_000),
      ("2026-11-25T10:00:00+02", 1_795_593_600_000), ("2026-11-25 08:00:00 UTC", 1_795_593_600_000),
      ("2026-11-25 08:00:00 +0000", 1_795_593_600_000), ("2026-11-25T08:00:00.5Z", 1_795_593_600_500),
      ("2026-11-25T08:00:00,123456Z", 1_795_593_600_123), ("2026-11-25", 1_795_564_800_000),
      ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1_000),
      ("2000-02-29T00:00:00Z", 951_782_400_000),
      ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ])
  func reads(_ text: String, _ milliseconds: Int64) {
    #expect(iso(text) == milliseconds)
  }

  @Test(
    "are refused where the calendar or the clock has none",
    arguments: [
      "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-11-25T24:00:00Z",
      "2026-11-25T08:60:00Z", "2026-11-25T08:00:61Z", "2026-11-25T08:00:00.Z", "2026-11-25T08", "2026-11",
      "25.11.2026", "2026/11/25", "2026-11-25T08:00:00+25:00", "2026-11-25T08:00:00Zulu", "", "20261125",
    ])
  func refuses(_ text: String) {
    #expect(iso(text) == nil)
  }

  @Test("without a zone stand in the zone told")
  func zone() {
    #expect(iso("2026-11-25T09:00:00", zone: 60) == 1_795_593_600_000)
    #expect(iso("2026-11-25T08:00:00Z", zone: 60) == 1_795_593_600_000)
    #expect(TimeText.zoneMinutes("-05:30") == -330)
    #expect(TimeText.zoneMinutes("Europe/Berlin") == nil)
  }

  @Test("are written the way they are read, over 800 years")
  func roundTrip() {
    for day in stride(from: Int64(-146_000), through: 146_000, by: 97) {
      let milliseconds = day * 86_400_000 + 45_296_789
      #expect(iso(TimeText.iso(milliseconds)) == milliseconds)
    }
  }
}
