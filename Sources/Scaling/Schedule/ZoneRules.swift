import Foundation

/// The offsets of a time zone from UTC as a plain table, so that decisions ask no library.
public struct ZoneRules: Sendable, Hashable {
  /// The zone's name, such as Europe/Berlin.
  public let name: String
  /// When an offset begins to hold, seconds since 1970, rising.
  private let begins: [Int64]
  private let offsets: [Int64]

  /// Takes the rules of a zone from the system's database, from 1970 to 2100; nil if it does not know the name.
  public init?(_ name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    func offset(_ second: Int64) -> Int64 {
      Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }
    var begins: [Int64] = [.min]
    var offsets = [offset(0)]
    var day: Int64 = 0
    while day < Self.lastDay {
      let start = day * 86_400
      let end = start + 86_400
      if offset(end) != offsets[offsets.count - 1] {
        var low = start
        var high = end
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == offsets[offsets.count - 1] { low = middle } else { high = middle }
        }
        begins.append(high)
        offsets.append(offset(high))
      }
      day += 1
    }
    self.name = name
    self.begins = begins
    self.offsets = offsets
  }

  private static let lastDay: Int64 = 47_482

  /// The offset at a time, in seconds east of UTC.
  func offset(at second: Int64) -> Int64 {
    var low = 0
    var high = begins.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if begins[middle] <= second { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// The wall clock at a time.
  func local(_ second: Int64) -> CivilTime { CivilTime(seconds: second + offset(at: second)) }

  /// The time at which the wall clock shows a date; what a change of offset skips or repeats is resolved as Go does.
  func seconds(_ civil: CivilTime) -> Int64 {
    let naive = civil.seconds
    let first = offset(at: naive)
    return first == 0 ? naive : naive - offset(at: naive - first)
  }
}

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
