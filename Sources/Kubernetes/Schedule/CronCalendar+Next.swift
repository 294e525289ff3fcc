/// When a calendar comes due next.
extension CronCalendar {
  private static func has(_ bits: UInt64, _ value: Int64) -> Bool { bits >> UInt64(value) & 1 == 1 }

  private func fitsDay(_ civil: CivilTime) -> Bool {
    let day = Self.has(days, civil.day)
    let weekday = Self.has(weekdays, civil.weekday)
    return needsBothDays ? day && weekday : day || weekday
  }

  /// Whether the date at a time, in milliseconds since 1970, fits the month and day fields.
  public func fitsDate(atMs timeMs: Int64, in zone: ZoneRules) -> Bool {
    let civil = (ownZone ?? zone).local(Self.second(timeMs))
    return Self.has(months, civil.month) && fitsDay(civil)
  }

  /// The next time after a time, both in milliseconds since 1970; nil if none comes within five years.
  ///
  /// The zone is that of the calendar if it names one, else the one given.
  public func next(afterMs nowMs: Int64, in zone: ZoneRules) -> Int64? {
    next(after: Self.second(nowMs), in: ownZone ?? zone).map { $0 * 1_000 }
  }

  /// Whole seconds since 1970, rounded down.
  private static func second(_ timeMs: Int64) -> Int64 {
    timeMs >= 0 ? timeMs / 1_000 : (timeMs &- 999) / 1_000
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
