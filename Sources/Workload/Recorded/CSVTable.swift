import Kubernetes

/// The times and the chosen columns of a CSV file, in the order of time.
struct CSVTable: Sendable {
  /// Strictly increasing, unless events are read.
  var timesMs: [Int64] = []
  /// The chosen columns' values; NaN for an empty cell.
  var columns: [[Double]] = []
  /// Where each row starts in the text, for messages.
  var rowStarts: [Int] = []
  /// Whether times are of the Unix epoch, and not from a start.
  var isEpoch = false
}

/// What is wrong with a file, no more of it than a reader wants to see.
struct CSVFindings {
  static let shown = 10
  let file: String
  private(set) var problems: [InputProblem] = []
  private(set) var hidden = 0

  init(file: String) { self.file = file }

  /// Notes a problem of the text at an offset.
  mutating func add(_ message: String, at offset: Int, in text: Span<UInt8>, hint: String? = nil) {
    guard problems.count < Self.shown else {
      hidden += 1
      return
    }
    problems.append(
      InputProblem(place: SourcePlace.of(offset, in: text, file: file), message: message, hint: hint))
  }

  /// Throws what was noted.
  func check() throws(InputErrors) {
    guard !problems.isEmpty else { return }
    let rest = InputProblem(message: "\(file): \(hidden) more problem\(hidden == 1 ? "" : "s") like these")
    throw InputErrors(hidden > 0 ? problems + [rest] : problems)
  }
}

extension SourcePlace {
  /// The line and column of an offset in a text, counted from its start. O(offset).
  static func of(_ offset: Int, in text: Span<UInt8>, file: String) -> SourcePlace {
    var line = 1
    var lineStart = 0
    var index = 0
    while index < offset {
      let byte = text[index]
      index += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\r"), index < offset, text[index] == UInt8(ascii: "\n") { index += 1 }
      line += 1
      lineStart = index
    }
    var column = 1
    for index in lineStart..<max(offset, lineStart) where text[index] & 0xC0 != 0x80 { column += 1 }
    return SourcePlace(file: file, line: line, column: column)
  }
}
