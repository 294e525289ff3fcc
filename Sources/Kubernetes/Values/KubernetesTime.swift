/// Reads and writes RFC 3339 times, the only form the API server knows.
public enum KubernetesTime {
  /// Milliseconds since 1970 of a time such as `2026-11-22T20:49:05Z`, or nil if the text is none.
  ///
  /// Fractions of a second finer than a millisecond are cut off. O(1), no locale, no time zone tables.
  public static func milliseconds(_ text: String) -> Int64? {
    var text = text
    return text.withUTF8 { milliseconds($0) }
  }

  /// Milliseconds since 1970 of a time in UTF-8.
  public static func milliseconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2),
      let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      (1...12).contains(month), day >= 1, day <= days(in: month, of: year), hour < 24, minute < 60,
      second < 60
    else { return nil }
    var at = 19
    guard let fraction = fraction(bytes, &at), let offset = offset(bytes, at) else { return nil }
    let seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second
    return Int64(seconds) * 1_000 + Int64(fraction)
  }

  /// A time as the API server writes it, to the second or, where it has a part of one, to the millisecond.
  public static func text(milliseconds: Int64) -> String {
    let (days, rest) = (floorDivide(milliseconds, 86_400_000), floorModulo(milliseconds, 86_400_000))
    let (year, month, day) = civil(days)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { digits($0, 2) }
    let fraction = rest % 1_000 == 0 ? "" : "." + digits(rest % 1_000, 3)
    let date = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
    return "\(date)T\(clock.joined(separator: ":"))\(fraction)Z"
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
      guard index < bytes.count, bytes[index].isDigit else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return value
  }

  /// The milliseconds of `.123`, 0 without a dot; moves behind the digits.
  private static func fraction(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { return 0 }
    at += 1
    let start = at
    var value = 0
    while at < bytes.count, bytes[at].isDigit {
      if at - start < 3 { value = value * 10 + Int(bytes[at] - UInt8(ascii: "0")) }
      at += 1
    }
    if at == start { return nil }
    for _ in min(at - start, 3)..<3 { value *= 10 }
    return value
  }

  /// The minutes by which the local clock is ahead: `Z` or `+02:00` at the end.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard at < bytes.count else { return nil }
    if bytes[at] | 0x20 == UInt8(ascii: "z") { return at + 1 == bytes.count ? 0 : nil }
    guard bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"), bytes.count == at + 6,
      bytes[at + 3] == UInt8(ascii: ":"), let hours = number(bytes, at + 1, 2), hours < 24,
      let minutes = number(bytes, at + 4, 2), minutes < 60
    else { return nil }
    return (bytes[at] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar; years begin in March, so that leap days end them.
  private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = Int(floorDivide(Int64(shifted), 400))
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Year, month and day of a day since 1970-01-01, the inverse of the above.
  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { (a - floorModulo(a, b)) / b }

  private static func floorModulo(_ a: Int64, _ b: Int64) -> Int64 { a % b < 0 ? a % b + b : a % b }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
