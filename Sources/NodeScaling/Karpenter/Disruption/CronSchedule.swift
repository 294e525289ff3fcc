/// A schedule of minutes, in UTC: minute, hour, day of month, month and day of week.
///
/// Source: github.com/robfig/cron/v3 ParseStandard, as used by pkg/apis/v1/nodepool.go (Karpenter 1.13).
public struct CronSchedule: Sendable, Hashable {
  private var minutes: UInt64
  private var hours: UInt64
  private var days: UInt64
  private var months: UInt64
  private var weekdays: UInt64
  private var anyDay: Bool
  private var anyWeekday: Bool

  /// Reads five fields or a name such as `@daily`; nil if it is neither.
  public init?(_ text: String) {
    let names = [
      "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
      "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]
    let fields = (names[text] ?? text).split(separator: " ").map(String.init)
    guard fields.count == 5,
      let minutes = Self.set(fields[0], 0...59, []), let hours = Self.set(fields[1], 0...23, []),
      let days = Self.set(fields[2], 1...31, []), let months = Self.set(fields[3], 1...12, Self.monthNames),
      let weekdays = Self.set(fields[4], 0...6, Self.dayNames)
    else { return nil }
    (self.minutes, self.hours, self.days, self.months, self.weekdays) =
      (minutes, hours, days, months, weekdays)
    (anyDay, anyWeekday) = (Self.isAny(fields[2]), Self.isAny(fields[4]))
  }

  private static let monthNames = [
    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// Whether a field says nothing; one with a step does.
  private static func isAny(_ field: String) -> Bool {
    field.split(separator: ",").contains { ["*", "?", "*/1", "?/1"].contains($0) }
  }

  private static func set(_ field: String, _ range: ClosedRange<Int>, _ names: [String]) -> UInt64? {
    var result: UInt64 = 0
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let step = part.split(separator: "/", omittingEmptySubsequences: false)
      guard step.count <= 2, let every = step.count == 2 ? Int(step[1]) : 1, every > 0 else { return nil }
      let bounds = step[0].split(separator: "-", omittingEmptySubsequences: false)
      var low = range.lowerBound
      var high = range.upperBound
      if step[0] != "*" && step[0] != "?" {
        let ends = bounds.map { Int($0) ?? names.firstIndex(of: $0.lowercased()) }
        guard ends.count <= 2, let first = ends[0] else { return nil }
        low = first
        if ends.count == 2 {
          guard let last = ends[1] else { return nil }
          high = last
        } else if step.count == 1 {
          high = low
        }
      }
      guard range.contains(low), range.contains(high), low <= high else { return nil }
      for value in stride(from: low, through: high, by: every) { result |= 1 << UInt64(value) }
    }
    return result
  }

  /// Whether a minute since 1970 is one of the schedule.
  ///
  /// If both days of the month and of the week are said, either will do.
  public func hits(minute: Int64) -> Bool {
    let day = Self.floorDivide(minute, 1440)
    let inDay = minute - day * 1440
    guard minutes >> UInt64(inDay % 60) & 1 == 1, hours >> UInt64(inDay / 60) & 1 == 1 else { return false }
    return hits(day: day)
  }

  /// Whether any minute of a day since 1970 could be one.
  private func hits(day: Int64) -> Bool {
    let (month, dayOfMonth) = Self.civil(day)
    guard months >> UInt64(month) & 1 == 1 else { return false }
    let isDay = days >> UInt64(dayOfMonth) & 1 == 1
    // 1970-01-01 was a Thursday.
    let isWeekday = weekdays >> UInt64(((day + 4) % 7 + 7) % 7) & 1 == 1
    return anyDay || anyWeekday ? isDay && isWeekday : isDay || isWeekday
  }

  /// Whether a minute later than one time and not later than another is one of the schedule.
  ///
  /// Complexity: O(days between + minutes of a day).
  public func hits(afterMs start: Int64, throughMs end: Int64) -> Bool {
    var minute = Self.floorDivide(start, 60_000) + 1
    let last = Self.floorDivide(end, 60_000)
    while minute <= last {
      let day = Self.floorDivide(minute, 1440)
      if !hits(day: day) {
        minute = (day + 1) * 1440
        continue
      }
      if hits(minute: minute) { return true }
      minute += 1
    }
    return false
  }

  /// Month and day of month of a day since 1970. Source: Howard Hinnant, chrono-compatible low-level date
  /// algorithms.
  private static func civil(_ days: Int64) -> (month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    return (
      shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }
}
