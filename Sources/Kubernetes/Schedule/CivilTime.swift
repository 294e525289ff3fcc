/// A date with a time of day, without a zone.
struct CivilTime: Sendable, Hashable {
  var year: Int64
  /// From 1; beyond 12 it counts into the next year.
  var month: Int64
  /// From 1; beyond the month it counts into the next.
  var day: Int64
  var hour: Int64 = 0
  var minute: Int64 = 0
  var second: Int64 = 0

  init(year: Int64, month: Int64, day: Int64, hour: Int64 = 0, minute: Int64 = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
  }

  /// The date of seconds since 1970. Source: Howard Hinnant, chrono-compatible low-level date algorithms.
  init(seconds total: Int64) {
    let days = (total >= 0 ? total : total - 86_399) / 86_400
    let rest = total - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
  }

  /// Seconds since 1970; months and days beyond their range carry over.
  var seconds: Int64 {
    let months = year * 12 + month - 1
    let actualYear = (months >= 0 ? months : months - 11) / 12
    let actualMonth = months - actualYear * 12 + 1
    let shiftedYear = actualMonth <= 2 ? actualYear - 1 : actualYear
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (actualMonth > 2 ? actualMonth - 3 : actualMonth + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468 + day - 1
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }

  /// The day of the week, 0 for Sunday.
  var weekday: Int64 {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    return ((days + 4) % 7 + 7) % 7
  }
}
