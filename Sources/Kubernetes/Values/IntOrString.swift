/// A number or a text, where the API takes either: a port by number or name, a count or a percentage.
public enum IntOrString: Sendable, Hashable, CustomStringConvertible {
  case int(Int32)
  case string(String)

  /// The number or the text.
  public var description: String {
    switch self {
    case .int(let number): String(number)
    case .string(let text): text
    }
  }

  /// The number before the sign of a percentage such as `25%`, or nil if this is none.
  public var percent: Int? {
    guard case .string(let text) = self, text.last == "%", text.utf8.count > 1,
      text.utf8.dropLast().allSatisfy(\.isDigit)
    else { return nil }
    return Int(text.dropLast())
  }

  /// The count itself, or its share of a total: rounded up for what may be added, down for what may be
  /// missing.
  ///
  /// Source: apimachinery pkg/util/intstr GetScaledValueFromIntOrPercent. A text that is no percentage counts
  /// as 0.
  public func scaled(total: Int32, roundUp: Bool) -> Int32 {
    switch self {
    case .int(let number): return number
    case .string:
      guard let percent else { return 0 }
      let (product, overflow) = percent.multipliedReportingOverflow(by: Int(total))
      if overflow { return .max }
      return Int32(clamping: roundUp ? (product + 99) / 100 : product / 100)
    }
  }

  /// The value as it stands in JSON.
  var json: FieldValue {
    switch self {
    case .int(let number): .number(Int64(number))
    case .string(let text): .string(text)
    }
  }
}
