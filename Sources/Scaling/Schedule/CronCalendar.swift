import Kubernetes

/// When a calendar of five or six fields comes due.
///
/// Source: robfig/cron v3 (parser.go, spec.go), which KEDA and the CronHPA use: bit sets, the rule that a day fits if
/// either of two restricted day fields does, and what happens when the clocks change.
public struct CronCalendar: Sendable, Hashable {
  private let seconds: UInt64
  private let minutes: UInt64
  private let hours: UInt64
  private let days: UInt64
  private let months: UInt64
  private let weekdays: UInt64
  /// Whether both day fields have to fit.
  private let needsBothDays: Bool

  /// Reads five fields: minute, hour, day of month, month, day of week; with seconds, six.
  public init(_ text: String, hasSeconds: Bool = false) throws(InputProblem) {
    if text.hasPrefix("@") {
      throw InputProblem(
        message: "parser does not accept descriptors: \(text)", hint: "write the fields, as in 0 * * * *")
    }
    let fields = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    let count = hasSeconds ? 6 : 5
    guard fields.count == count else {
      throw InputProblem(
        message: "expected exactly \(count) fields, found \(fields.count): \(text)",
        hint: hasSeconds ? "second minute hour day month weekday" : "minute hour day month weekday")
    }
    let rest = hasSeconds ? Array(fields.dropFirst()) : fields
    seconds = hasSeconds ? try Self.field(fields[0], 0...59).bits : 1
    minutes = try Self.field(rest[0], 0...59).bits
    hours = try Self.field(rest[1], 0...23).bits
    let day = try Self.field(rest[2], 1...31)
    days = day.bits
    months = try Self.field(rest[3], 1...12, names: Self.monthNames, firstName: 1).bits
    let weekday = try Self.field(rest[4], 0...6, names: Self.weekdayNames, firstName: 0)
    weekdays = weekday.bits
    needsBothDays = day.isStar || weekday.isStar
  }

  private static let monthNames = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  private static func field(
    _ text: String, _ range: ClosedRange<Int>, names: [String] = [], firstName: Int = 0
  ) throws(InputProblem) -> (bits: UInt64, isStar: Bool) {
    var bits: UInt64 = 0
    var isStar = false
    for part in text.split(separator: ",") {
      let read = try self.part(String(part), range, names: names, firstName: firstName)
      bits |= read.bits
      isStar = isStar || read.isStar
    }
    return (bits, isStar)
  }

  /// `*`, `*/2`, `3`, `3/2`, `3-9` or `3-9/2`.
  private static func part(
    _ text: String, _ range: ClosedRange<Int>, names: [String], firstName: Int
  ) throws(InputProblem) -> (bits: UInt64, isStar: Bool) {
    let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
    let bounds = slashed[0].split(separator: "-", omittingEmptySubsequences: false)
    func number(_ text: Substring) throws(InputProblem) -> Int {
      if let index = names.firstIndex(of: text.lowercased()) { return index + firstName }
      guard !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(text) else {
        throw InputProblem(message: "failed to parse int from \(text): not a number")
      }
      return number
    }
    var first = range.lowerBound
    var last = range.upperBound
    var isStar = bounds[0] == "*" || bounds[0] == "?"
    if !isStar {
      first = try number(bounds[0])
      switch bounds.count {
      case 1: last = first
      case 2: last = try number(bounds[1])
      default: throw InputProblem(message: "too many hyphens: \(text)")
      }
    }
    var step = 1
    if slashed.count == 2 {
      step = try number(slashed[1])
      if bounds.count == 1 { last = range.upperBound }
      if step > 1 { isStar = false }
    } else if slashed.count > 2 {
      throw InputProblem(message: "too many slashes: \(text)")
    }
    if first < range.lowerBound {
      throw InputProblem(
        message: "beginning of range (\(first)) below minimum (\(range.lowerBound)): \(text)")
    }
    if last > range.upperBound {
      throw InputProblem(message: "end of range (\(last)) above maximum (\(range.upperBound)): \(text)")
    }
    if first > last {
      throw InputProblem(message: "beginning of range (\(first)) beyond end of range (\(last)): \(text)")
    }
    if step == 0 { throw InputProblem(message: "step of range should be a positive number: \(text)") }
    var bits: UInt64 = 0
    for value in stride(from: first, through: last, by: step) { bits |= 1 << UInt64(value) }
    return (bits, isStar)
  }

  private static func has(_ bits: UInt64, _ value: Int64) -> Bool { bits >> UInt64(value) & 1 == 1 }

  private func fitsDay(_ civil: CivilTime) -> Bool {
    let day = Self.has(days, civil.day)
    let weekday = Self.has(weekdays, civil.weekday)
    return needsBothDays ? day && weekday : day || weekday
  }

  /// Whether the month and day fields fit a date.
  func fitsDate(_ civil: CivilTime) -> Bool { Self.has(months, civil.month) && fitsDay(civil) }

  /// The next time after a time, both in milliseconds since 1970; nil if none comes within five years.
  public func next(afterMs nowMs: Int64, in zone: ZoneRules) -> Int64? {
    next(after: UnixTime.seconds(nowMs), in: zone).map { $0 * 1_000 }
  }

  /// Raises field after field until all fit; a field that wraps around begins again with the month.
  private func next(after second: Int64, in zone: ZoneRules) -> Int64? {
    var time = second + 1
    var isRaised = false
    let lastYear = zone.local(time).year + 5
    search: while true {
      var civil = zone.local(time)
      if civil.year > lastYear { return nil }
      while !Self.has(months, civil.month) {
        if !isRaised {
          isRaised = true
          time = zone.seconds(CivilTime(year: civil.year, month: civil.month, day: 1))
          civil = zone.local(time)
        }
        time = added(civil, months: 1, days: 0, zone)
        civil = zone.local(time)
        if civil.month == 1 { continue search }
      }
      while !fitsDay(civil) {
        if !isRaised {
          isRaised = true
          time = zone.seconds(CivilTime(year: civil.year, month: civil.month, day: civil.day))
          civil = zone.local(time)
        }
        time = added(civil, months: 0, days: 1, zone)
        civil = zone.local(time)
        // A changed offset moves midnight; go back to it.
        if civil.hour != 0 {
          time += civil.hour > 12 ? (24 - civil.hour) * 3_600 : -civil.hour * 3_600
          civil = zone.local(time)
        }
        if civil.day == 1 { continue search }
      }
      while !Self.has(hours, civil.hour) {
        if !isRaised {
          isRaised = true
          time = zone.seconds(
            CivilTime(year: civil.year, month: civil.month, day: civil.day, hour: civil.hour))
        }
        time += 3_600
        civil = zone.local(time)
        if civil.hour == 0 { continue search }
      }
      while !Self.has(minutes, civil.minute) {
        if !isRaised {
          isRaised = true
          time -= time % 60
        }
        time += 60
        civil = zone.local(time)
        if civil.minute == 0 { continue search }
      }
      while !Self.has(seconds, civil.second) {
        isRaised = true
        time += 1
        civil = zone.local(time)
        if civil.second == 0 { continue search }
      }
      return time
    }
  }

  /// A date moved by months and days at the same time of day.
  private func added(_ civil: CivilTime, months: Int64, days: Int64, _ zone: ZoneRules) -> Int64 {
    zone.seconds(
      CivilTime(
        year: civil.year, month: civil.month + months, day: civil.day + days, hour: civil.hour,
        minute: civil.minute)) + civil.second
  }
}
