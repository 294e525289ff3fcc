import Kubernetes
import Testing

@Suite("Calendars of cron")
struct CronCalendarTests {
  @Test(
    "Schedules that cannot be meant are refused",
    arguments: [
      ("@hourly", "parser does not accept descriptors: @hourly"),
      ("* * * *", "expected exactly 5 fields, found 4: * * * *"),
      ("60 * * * *", "end of range (60) above maximum (59): 60"),
      ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
      ("5-2 * * * *", "beginning of range (5) beyond end of range (2): 5-2"),
      ("*/0 * * * *", "step of range should be a positive number: */0"),
      ("1-2-3 * * * *", "too many hyphens: 1-2-3"), ("x * * * *", "failed to parse int from x: not a number"),
    ])
  func schedules(text: String, message: String) {
    let error = #expect(throws: InputProblem.self) { try CronCalendar(text, as: .fields) }
    #expect(error?.message == message)
  }

  @Test("An hour that the clocks skip or repeat")
  func daylightSaving() throws {
    let zone = try #require(ZoneRules("Europe/Berlin"))
    let schedule = try CronCalendar("30 2 * * *")
    // On 2024-03-31 there is no 02:30: the next is on April 1st, 00:30 UTC.
    #expect(schedule.next(afterMs: 1_711_843_200_000, in: zone) == 1_711_931_400_000)
    // On 2024-10-27 there are two; the first is at 00:30 UTC.
    #expect(schedule.next(afterMs: 1_729_980_000_000, in: zone) == 1_729_989_000_000)
  }

  @Test("A date that never comes within five years is none")
  func never() throws {
    let zone = try #require(ZoneRules("UTC"))
    #expect(try CronCalendar("0 0 30 2 *").next(afterMs: 0, in: zone) == nil)
  }

  /// 2024-01-15 00:00:00 UTC, a Monday.
  private static let monday: Int64 = 1_705_276_800_000
  private static let hour: Int64 = 3_600_000

  @Test("A zone before the fields is the calendar's own", arguments: ["TZ=Asia/Tokyo", "CRON_TZ=Asia/Tokyo"])
  func ownZone(prefix: String) throws {
    let calendar = try CronCalendar("\(prefix)   0 9 * * *")
    #expect(calendar.ownZone?.name == "Asia/Tokyo")
    let berlin = try #require(ZoneRules("Europe/Berlin"))
    // 09:00 in Tokyo is 00:00 UTC.
    #expect(calendar.next(afterMs: Self.monday - 1, in: berlin) == Self.monday)
    #expect(calendar.next(afterMs: Self.monday, in: berlin) == Self.monday + 24 * Self.hour)
  }

  @Test("Go's names for no zone and for that of whoever reads the calendar")
  func goZones() throws {
    #expect(try CronCalendar("TZ= 0 9 * * *").ownZone == .utc)
    #expect(try CronCalendar("TZ=Local 0 9 * * *").ownZone == nil)
    #expect(ZoneRules("UTC") == .utc)
  }

  @Test(
    "What one program's users may write another's may not",
    arguments: [
      (
        "TZ=Nowhere/City 0 9 * * *", .fields,
        "provided bad location Nowhere/City: unknown time zone Nowhere/City"
      ),
      ("TZ=UTC", .fields, "expected exactly 5 fields, found 0: "),
      ("CRON_TZ=UTC 0 9 * * *", .utc, "expected exactly 5 fields, found 6: CRON_TZ=UTC 0 9 * * *"),
      ("TZ=UTC 0 0 9 * * *", .withSeconds, "expected exactly 6 fields, found 7: TZ=UTC 0 0 9 * * *"),
      ("@daily", .fields, "parser does not accept descriptors: @daily"),
      ("@evry", .utc, "unrecognized descriptor: @evry"),
      ("0 9 * *", .utc, "expected exactly 5 fields, found 4: 0 9 * *"),
      ("0 0 9 *", .withSeconds, "expected exactly 6 fields, found 4: 0 0 9 *"),
    ] as [(String, CronCalendar.Form, String)])
  func forms(text: String, form: CronCalendar.Form, message: String) {
    let error = #expect(throws: InputProblem.self) { try CronCalendar(text, as: form) }
    #expect(error?.message == message)
  }

  @Test("A name stands for its fields, and the day of the week may lack where seconds come first")
  func names() throws {
    #expect(try CronCalendar("@weekly", as: .utc) == CronCalendar("0 0 * * 0", as: .utc))
    #expect(try CronCalendar("@daily", as: .withSeconds) == CronCalendar("0 0 0 * * *", as: .withSeconds))
    #expect(
      try CronCalendar("0 30 9 1 *", as: .withSeconds) == CronCalendar("0 30 9 1 * *", as: .withSeconds))
  }

  @Test("A step in the days counts from the first, and makes them restricted, but not for the CronHPA")
  func steps() throws {
    // Every tenth day from the 1st, or any Monday: the 15th is one, then the 21st, which is a Sunday.
    let either = try CronCalendar("0 0 */10 * 1", as: .utc)
    #expect(either.next(afterMs: Self.monday - 1, in: .utc) == Self.monday)
    #expect(either.next(afterMs: Self.monday, in: .utc) == Self.monday + 6 * 24 * Self.hour)
    // The 1st, 11th, 21st or 31st that is a Monday: the first of them is 2024-03-11, 56 days later.
    let both = try CronCalendar("0 0 0 */10 * 1", as: .withSeconds)
    #expect(both.next(afterMs: Self.monday - 1, in: .utc) == Self.monday + 56 * 24 * Self.hour)
  }
}
