/// Splits CSV text into rows of cells as RFC 4180 has it, one row at a time.
///
/// Rows end with LF, CRLF or CR; quoted cells may hold separators, line ends and doubled quotes; blank lines
/// are passed over. Nothing is copied: cells are places in the text. O(bytes), without allocation per row.
struct CSVScanner {
  /// Where a cell's text stands, quotes left out.
  struct Cell {
    var start: Int
    var end: Int
    /// Whether the text holds doubled quotes that mean one.
    var hasDoubledQuotes = false
  }

  /// What breaks the rules, with the offset where it does.
  enum Fault: Error {
    case unclosedQuote(Int)
    case textAfterQuote(Int)
  }

  /// The byte between cells.
  let separator: UInt8
  /// The cells of the row last read.
  private(set) var cells: [Cell] = []
  /// Where that row starts.
  private(set) var rowStart = 0
  private var at: Int

  init(separator: UInt8, from start: Int = 0) {
    self.separator = separator
    at = start
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Reads the next row into `cells`; false at the end of the text.
  mutating func next(in text: Span<UInt8>) throws(Fault) -> Bool {
    while at < text.count, text[at] == Self.lineFeed || text[at] == Self.carriageReturn { at += 1 }
    guard at < text.count else { return false }
    rowStart = at
    cells.removeAll(keepingCapacity: true)
    while true {
      if at < text.count, text[at] == Self.quote {
        try quotedCell(in: text)
      } else {
        let start = at
        while at < text.count {
          let byte = text[at]
          if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
          at += 1
        }
        cells.append(Cell(start: start, end: at))
      }
      guard at < text.count else { return true }
      let end = text[at]
      at += 1
      if end == separator { continue }
      if end == Self.carriageReturn, at < text.count, text[at] == Self.lineFeed { at += 1 }
      return true
    }
  }

  private mutating func quotedCell(in text: Span<UInt8>) throws(Fault) {
    let opening = at
    var cell = Cell(start: at + 1, end: at + 1)
    at += 1
    while true {
      guard at < text.count else { throw .unclosedQuote(opening) }
      guard text[at] == Self.quote else {
        at += 1
        continue
      }
      guard at + 1 < text.count, text[at + 1] == Self.quote else { break }
      cell.hasDoubledQuotes = true
      at += 2
    }
    cell.end = at
    at += 1
    cells.append(cell)
    guard at < text.count else { return }
    let after = text[at]
    guard after == separator || after == Self.lineFeed || after == Self.carriageReturn else {
      throw .textAfterQuote(at)
    }
  }
}

extension CSVScanner.Cell {
  /// The cell's text.
  func string(in text: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    var index = start
    while index < end {
      bytes.append(text[index])
      // The second of two quotes is not a character of its own.
      index += hasDoubledQuotes && text[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The cell without spaces around its text.
  func trimmed(in text: Span<UInt8>) -> CSVScanner.Cell {
    var cell = self
    while cell.start < cell.end, text[cell.start] == UInt8(ascii: " ") { cell.start += 1 }
    while cell.end > cell.start, text[cell.end - 1] == UInt8(ascii: " ") { cell.end -= 1 }
    return cell
  }

  var isEmpty: Bool { start == end }
}
