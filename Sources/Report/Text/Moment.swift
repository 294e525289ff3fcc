/// Times of a run for human eyes: a date in UTC where the load carries one, else day and time since the
/// start.
struct Moment {
  /// What 0 means in milliseconds since 1970; 0 where the load carries no date.
  var epochMs: Int64

  /// Returns day and time, for example `Mon 4 Mar 03:15` or `day 2 03:15`; seconds only where there are some.
  func text(_ timeMs: Int64) -> String { day(timeMs) + " " + clock(timeMs) }

  /// Returns the day, for example `Mon 4 Mar` or `day 2`.
  func day(_ timeMs: Int64) -> String {
    let day = (epochMs &+ timeMs).floored(by: Self.dayMs)
    guard epochMs != 0 else { return "day \(day + 1)" }
    let date = Self.date(ofDay: day)
    return
      """
      \(Self.weekdays[Int((day + 3) - (day + 3).floored(by: 7) * 7)]) \(date.day) \
      \(Self.months[date.month - 1])
      """
  }

  /// Returns the time of the day, for example `03:15`.
  func clock(_ timeMs: Int64) -> String {
    let time = epochMs &+ timeMs
    let seconds = (time - time.floored(by: Self.dayMs) * Self.dayMs) / 1000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let text = two(seconds / 3600) + ":" + two(seconds / 60 % 60)
    return seconds % 60 == 0 ? text : text + ":" + two(seconds % 60)
  }

  /// Returns a length of time in words, for example `7 days`, `1 day 12 h` or `90 s`.
  static func length(_ milliseconds: Int64) -> String {
    if milliseconds >= dayMs {
      let (days, hours) = (milliseconds / dayMs, milliseconds % dayMs / 3_600_000)
      return "\(days) day\(days == 1 ? "" : "s")" + (hours == 0 ? "" : " \(hours) h")
    }
    if milliseconds % 3_600_000 == 0, milliseconds > 0 { return "\(milliseconds / 3_600_000) h" }
    if milliseconds % 60_000 == 0, milliseconds > 0 {
      let (hours, minutes) = (milliseconds / 3_600_000, milliseconds % 3_600_000 / 60_000)
      return (hours == 0 ? "" : "\(hours) h ") + "\(minutes) min"
    }
    return Numeral.text(Double(milliseconds) / 1000) + " s"
  }

  /// A day in milliseconds.
  static let dayMs: Int64 = 86_400_000
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The date of a day since 1970 in the Gregorian calendar, by counting years from March so that leap days
  /// come last.
  private static func date(ofDay day: Int64) -> (day: Int, month: Int) {
    let shifted = day + 719_468
    let dayOfEra = Int(shifted - shifted.floored(by: 146_097) * 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (dayOfYear - (153 * month + 2) / 5 + 1, month < 10 ? month + 3 : month - 9)
  }
}

extension Int64 {
  /// The quotient rounded down, also below zero.
  fileprivate func floored(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
