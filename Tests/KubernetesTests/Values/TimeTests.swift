import Kubernetes
import Testing

@Suite("Times and durations")
struct TimeTests {
  @Test(
    "An RFC 3339 time is read to the millisecond",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("2026-11-22T20:49:05Z", 1_795_380_545_000),
      ("2000-02-29T23:59:59.999Z", 951_868_799_999),
      // Two hours ahead is two hours earlier in UTC.
      ("1970-01-01T02:00:00+02:00", 0), ("1969-12-31T20:30:00-03:30", 0), ("1970-01-01T00:00:00.1Z", 100),
      ("1970-01-01T00:00:00.123456789Z", 123), ("1969-12-31T23:59:59Z", -1_000),
      ("1970-01-01t00:00:01z", 1_000),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ])
  func times(text: String, milliseconds: Int64) {
    #expect(KubernetesTime.milliseconds(text) == milliseconds)
  }

  @Test(
    "What is no RFC 3339 time is refused",
    arguments: [
      "", "now", "2026-11-22", "2026-11-22T20:49:05", "2026-11-22 20:49:05Z", "2026-13-01T00:00:00Z",
      "2026-02-29T00:00:00Z",
      "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
      "2026-01-01T00:00:60Z",
      "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0200", "2026-01-01T00:00:00+24:00",
      "2026-01-01T00:00:00Zx", "2026-1-1T00:00:00Z",
    ])
  func noTimes(text: String) {
    #expect(KubernetesTime.milliseconds(text) == nil)
  }

  @Test("Every day of four centuries is written and read back")
  func roundTrip() {
    // 1900-01-01 is day -25567 since 1970; an odd step of hours, minutes and milliseconds goes with each.
    for day in -25_567..<(-25_567 + 146_097) {
      let time = Int64(day) * 86_400_000 + Int64(day &* 7_919 % 86_400) * 1_000 + Int64(day % 3 == 0 ? 0 : 7)
      #expect(KubernetesTime.milliseconds(KubernetesTime.text(milliseconds: time)) == time)
    }
    #expect(KubernetesTime.text(milliseconds: 1_795_380_545_000) == "2026-11-22T20:49:05Z")
    #expect(KubernetesTime.text(milliseconds: 1_795_380_545_070) == "2026-11-22T20:49:05.070Z")
  }

  @Test(
    "A duration is read as Go reads it, to the millisecond",
    arguments: [
      ("15s", 15_000), ("1m30s", 90_000), ("500ms", 500), ("1.5h", 5_400_000), ("0", 0), ("-1m", -60_000),
      ("+2s", 2_000),
      ("1h1m1s1ms", 3_661_001), ("1500us", 1), ("2000000ns", 2), ("1\u{B5}s", 0), (".5s", 500),
      ("1.s", 1_000),
      ("2562047h47m16.854s", 9_223_372_036_854),
    ] as [(String, Int64)])
  func durations(text: String, milliseconds: Int64) {
    #expect(KubernetesDuration.milliseconds(text) == milliseconds)
  }

  @Test(
    "What is no duration is refused",
    arguments: [
      "", "5", "s", "5d", "1m 30s", "--1s", "1s-", ".s", "-", "9999999999h", "2562048h", "1e3s", "1,5s",
    ])
  func noDurations(text: String) {
    #expect(KubernetesDuration.milliseconds(text) == nil)
  }

  @Test(
    "A duration is written in Go's shortest form",
    arguments: [
      (0, "0s"), (15_000, "15s"), (90_000, "1m30s"), (500, "500ms"), (1_500, "1.5s"), (3_600_000, "1h0m0s"),
      (60_000, "1m0s"), (-90_000, "-1m30s"), (86_400_000, "24h0m0s"), (61_020, "1m1.02s"),
    ] as [(Int64, String)])
  func durationTexts(milliseconds: Int64, text: String) {
    #expect(KubernetesDuration.text(milliseconds: milliseconds) == text)
    #expect(KubernetesDuration.milliseconds(text) == milliseconds)
  }
}
