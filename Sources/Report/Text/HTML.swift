/// A piece of a page in which text cannot become markup: what is interpolated into it is escaped.
///
/// Only what stands in the source as a literal, and other pieces of HTML, go in as they are. Values of
/// attributes stand between double quotes in the literals, and so a name can leave neither a text nor an
/// attribute.
struct HTML: ExpressibleByStringInterpolation {
  /// The markup.
  private(set) var bytes = Bytes()

  /// Makes an empty piece.
  init() {}

  init(stringLiteral value: String) { bytes.write(value) }

  init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

  /// Whether nothing is in it.
  var isEmpty: Bool { bytes.content.isEmpty }

  /// Adds another piece.
  static func += (page: inout HTML, piece: HTML) { page.bytes.write(piece.bytes) }

  /// Joins pieces.
  static func + (first: HTML, second: HTML) -> HTML {
    var sum = first
    sum += second
    return sum
  }

  /// Takes markup that our own code wrote as bytes, such as a path's commands; never anything of the user's.
  static func ours(_ bytes: Bytes) -> HTML {
    var html = HTML()
    html.bytes = bytes
    return html
  }

  /// What a literal of HTML gathers.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes = Bytes()

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { bytes.write(literal) }

    mutating func appendInterpolation(_ piece: HTML) { bytes.write(piece.bytes) }

    mutating func appendInterpolation(_ text: String) { bytes.write(escaping: text) }

    mutating func appendInterpolation(_ number: Int) { bytes.write(number) }

    mutating func appendInterpolation(_ number: UInt64) { bytes.write(number) }

    /// The exact number, for attributes that scripts read.
    mutating func appendInterpolation(exact number: Double) { bytes.write(number) }
  }
}

extension HTML {
  /// A name the user chose, set apart so that its direction of writing cannot turn the text around it.
  static func name(_ text: String) -> HTML {
    // Short names are kept in one line, however narrow their column; long ones may break anywhere.
    text.count > 24 ? "<bdi class=\"long\">\(text)</bdi>" : "<bdi>\(text)</bdi>"
  }

  /// Pieces one after the other with another between them.
  static func joined(_ pieces: [HTML], by separator: HTML) -> HTML {
    var sum = HTML()
    for (index, piece) in pieces.enumerated() {
      if index > 0 { sum += separator }
      sum += piece
    }
    return sum
  }
}

extension Bytes {
  /// Adds a text with what has a meaning in HTML replaced, and with characters HTML forbids shown as a
  /// replacement.
  mutating func write(escaping text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): write("&amp;" as StaticString)
      case UInt8(ascii: "<"): write("&lt;" as StaticString)
      case UInt8(ascii: ">"): write("&gt;" as StaticString)
      case UInt8(ascii: "\""): write("&quot;" as StaticString)
      case UInt8(ascii: "'"): write("&#39;" as StaticString)
      case 0...8, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: write("\u{FFFD}")
      default: write(byte)
      }
    }
  }
}
