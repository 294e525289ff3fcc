/// A table in the form of RFC 4180: a header, fields quoted where they must be, lines ended by CR LF.
struct CSV {
  private var bytes = Bytes()
  private var isLineBegun = false

  /// Begins a table with the names of its columns.
  init(columns: [String]) {
    for column in columns { field(column) }
    endLine()
  }

  /// The table's bytes.
  var content: [UInt8] { bytes.content }

  /// Adds a text field; quotes stand around it where it has a comma, a quote, a line break or a space at an
  /// end.
  mutating func field(_ text: String) {
    separate()
    let utf8 = text.utf8
    let needsQuotes =
      utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
      || utf8.first == UInt8(ascii: " ") || utf8.last == UInt8(ascii: " ")
    guard needsQuotes else {
      bytes.write(text)
      return
    }
    bytes.write(UInt8(ascii: "\""))
    for byte in utf8 {
      if byte == UInt8(ascii: "\"") { bytes.write(byte) }
      bytes.write(byte)
    }
    bytes.write(UInt8(ascii: "\""))
  }

  /// Adds a number in its shortest exact form; an empty field for NaN and nil.
  mutating func field(_ value: Double?) {
    separate()
    if let value { bytes.write(value) }
  }

  /// Adds an integer; an empty field for nil.
  mutating func field(_ value: (some BinaryInteger)?) {
    separate()
    guard let value else { return }
    if let small = Int64(exactly: value) {
      bytes.write(small)
    } else {
      bytes.write(UInt64(truncatingIfNeeded: value))
    }
  }

  /// Ends the record.
  mutating func endLine() {
    bytes.write("\r\n" as StaticString)
    isLineBegun = false
  }

  private mutating func separate() {
    if isLineBegun { bytes.write(UInt8(ascii: ",")) }
    isLineBegun = true
  }
}
