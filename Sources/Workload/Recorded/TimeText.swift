/// How times are written in a file.
public enum TimeFormat: String, Sendable, Hashable, CaseIterable {
  /// Found out from the first row.
  case auto
  /// ISO 8601: `2026-11-25T08:00:00.5+01:00`, also with a space for the T, without seconds, or a date alone.
  case iso
  /// Seconds, of the Unix epoch or from a start.
  case seconds = "s"
  /// Milliseconds.
  case milliseconds = "ms"
  /// Microseconds.
  case microseconds = "us"
  /// Nanoseconds.
  case nanoseconds = "ns"

  /// How many of its units a millisecond has.
  var perMillisecond: Double {
    switch self {
    case .auto, .iso, .milliseconds: 1
    case .seconds: 0.001
    case .microseconds: 1_000
    case .nanoseconds: 1_000_000
    }
  }

  /// Guesses the unit of a number from its size: below 10^11 seconds (the year 5138), else finer units.
  static func ofNumber(_ value: Double) -> TimeFormat {
    switch abs(value) {
    case ..<1e11: .seconds
    case ..<1e14: .milliseconds
    case ..<1e17: .microseconds
    default: .nanoseconds
    }
  }
}

/// Dates and times in a text.
enum TimeText {
  /// Times below this are taken to count from a start, not from the Unix epoch: 10^8 s is March 1973.
  static let earliestEpochMs: Int64 = 100_000_000_000

  /// Returns the Unix milliseconds of an ISO 8601 text between two offsets; nil if it is none.
  ///
  /// What is finer than a millisecond is cut off. A time without a zone is read in the given one.
  static func iso(_ text: Span<UInt8>, _ start: Int, _ end: Int, zoneMinutes: Int) -> Int64? {
    var reader = Reader(at: start, end: end)
    guard let year = reader.digits(4, in: text), reader.skip("-", in: text),
      let month = reader.digits(2, in: text), reader.skip("-", in: text),
      let day = reader.digits(2, in: text), (1...12).contains(month),
      day >= 1, day <= daysInMonth(month, of: year)
    else { return nil }
    var seconds = daysFromCivil(year, month, day) * 86_400
    if reader.at == end { return (seconds - zoneMinutes * 60).milliseconds }
    guard reader.skip("T", in: text) || reader.skip("t", in: text) || reader.skip(" ", in: text),
      let hour = reader.digits(2, in: text), hour <= 23, reader.skip(":", in: text),
      let minute = reader.digits(2, in: text), minute <= 59
    else { return nil }
    seconds += hour * 3_600 + minute * 60
    var fraction: Int64 = 0
    if reader.skip(":", in: text) {
      // 60 is a leap second.
      guard let second = reader.digits(2, in: text), second <= 60 else { return nil }
      seconds += second
      if reader.skip(".", in: text) || reader.skip(",", in: text) {
        guard let found = reader.fraction(in: text) else { return nil }
        fraction = found
      }
    }
    guard let zone = reader.zone(in: text, otherwise: zoneMinutes), reader.at == end else { return nil }
    return (seconds - zone * 60).milliseconds + fraction
  }

  /// Returns the minutes of a zone such as `+02:00`, `-0530` or `Z`; nil if it is none.
  static func zoneMinutes(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty else { return nil }
    var reader = Reader(at: 0, end: bytes.count)
    guard let zone = reader.zone(in: bytes.span, otherwise: 0), reader.at == bytes.count else { return nil }
    return zone
  }

  /// Writes Unix milliseconds as ISO 8601 in UTC, with a fraction only if there is one.
  static func iso(_ milliseconds: Int64) -> String {
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = Int64((Double(milliseconds) / 86_400_000).rounded(.down))
    let inDay = milliseconds - day * 86_400_000
    let (year, month, date) = civil(fromDays: Int(day))
    let fraction = inDay % 1_000
    return padded(Int64(year), 4) + "-" + padded(Int64(month), 2) + "-" + padded(Int64(date), 2) + "T"
      + padded(inDay / 3_600_000, 2) + ":" + padded(inDay / 60_000 % 60, 2) + ":"
      + padded(inDay / 1_000 % 60, 2) + (fraction == 0 ? "" : "." + padded(fraction, 3)) + "Z"
  }

  /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
  ///
  /// Years are counted from March, so that the leap day comes last (Hinnant, "chrono-compatible low-level
  /// date algorithms").
  static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date of a number of days since 1970-01-01.
  static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    )
  }

  private static func daysInMonth(_ month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Reads the parts of a time one after the other.
  private struct Reader {
    var at: Int
    let end: Int

    mutating func digits(_ count: Int, in text: Span<UInt8>) -> Int? {
      guard at + count <= end else { return nil }
      var value = 0
      for index in at..<at + count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
      }
      at += count
      return value
    }

    mutating func skip(_ character: Unicode.Scalar, in text: Span<UInt8>) -> Bool {
      guard at < end, text[at] == UInt8(ascii: character) else { return false }
      at += 1
      return true
    }

    mutating func fraction(in text: Span<UInt8>) -> Int64? {
      var value: Int64 = 0
      var scale: Int64 = 100
      let start = at
      while at < end {
        let digit = text[at] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        value += Int64(digit) * scale
        scale /= 10
        at += 1
      }
      return at > start ? value : nil
    }

    mutating func zone(in text: Span<UInt8>, otherwise minutes: Int) -> Int? {
      if at == end { return minutes }
      _ = skip(" ", in: text)
      if skip("Z", in: text) || skip("z", in: text) { return 0 }
      if at + 3 == end, skip("U", in: text) || skip("G", in: text) {
        return (skip("T", in: text) && skip("C", in: text)) || (skip("M", in: text) && skip("T", in: text))
          ? 0 : nil
      }
      let sign = skip("-", in: text) ? -1 : 1
      guard sign == -1 || skip("+", in: text), let hours = digits(2, in: text), hours <= 23 else {
        return nil
      }
      if at == end { return sign * hours * 60 }
      _ = skip(":", in: text)
      guard let rest = digits(2, in: text), rest <= 59 else { return nil }
      return sign * (hours * 60 + rest)
    }
  }
}

extension Int {
  fileprivate var milliseconds: Int64 { Int64(self) * 1_000 }
}
