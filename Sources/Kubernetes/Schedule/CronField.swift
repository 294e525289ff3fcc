/// One field of a calendar: the numbers that fit it, as bits.
struct CronField {
  private(set) var bits: UInt64 = 0
  /// Whether it says nothing, which counts where two fields speak of days.
  private(set) var isStar = false
  private let range: ClosedRange<Int>
  private let names: [String]
  private let firstName: Int
  private let stepsKeepStar: Bool

  static let monthNames = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  static let weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// Reads parts with commas between them.
  init(
    _ text: String, _ range: ClosedRange<Int>, names: [String] = [], firstName: Int = 0,
    stepsKeepStar: Bool = false
  ) throws(InputProblem) {
    self.range = range
    self.names = names
    self.firstName = firstName
    self.stepsKeepStar = stepsKeepStar
    for part in text.split(separator: ",") { try take(String(part)) }
  }

  /// Takes `*`, `*/2`, `3`, `3/2`, `3-9` or `3-9/2`.
  private mutating func take(_ text: String) throws(InputProblem) {
    let slashed = text.split(separator: "/", omittingEmptySubsequences: false)
    let bounds = slashed[0].split(separator: "-", omittingEmptySubsequences: false)
    var first = range.lowerBound
    var last = range.upperBound
    var star = bounds[0] == "*" || bounds[0] == "?"
    if !star {
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
      if step > 1, !stepsKeepStar { star = false }
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
    for value in stride(from: first, through: last, by: step) { bits |= 1 << UInt64(value) }
    isStar = isStar || star
  }

  private func number(_ text: Substring) throws(InputProblem) -> Int {
    if let index = names.firstIndex(of: text.lowercased()) { return index + firstName }
    guard !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(text) else {
      throw InputProblem(message: "failed to parse int from \(text): not a number")
    }
    return number
  }
}
