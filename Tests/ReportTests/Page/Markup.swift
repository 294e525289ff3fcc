/// A page taken apart into tags and texts, just well enough for tests.
struct Markup {
  enum Piece: Equatable {
    case open(name: String, attributes: [String: String], isClosed: Bool)
    case close(name: String)
    case text(String)
  }

  private(set) var pieces: [Piece] = []

  init(_ bytes: [UInt8]) {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var (index, start) = (0, 0)
    var raw: String?
    func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
    while index < text.count {
      guard text[index] == "<", let end = Self.end(of: index, in: text) else {
        index += 1
        continue
      }
      let inside = string(index + 1..<end)
      if let name = raw {
        guard inside == "/" + name else {
          index += 1
          continue
        }
        raw = nil
      }
      if start < index { pieces.append(.text(string(start..<index))) }
      if inside.hasPrefix("/") {
        pieces.append(.close(name: String(inside.dropFirst())))
      } else if !inside.hasPrefix("!") {
        let piece = Self.open(inside)
        pieces.append(piece)
        if case .open(let name, _, _) = piece, name == "script" || name == "style" { raw = name }
      }
      index = end + 1
      start = index
    }
  }

  /// The place of the `>` that ends a tag, outside of quotes.
  private static func end(of start: Int, in text: [Unicode.Scalar]) -> Int? {
    var isQuoted = false
    for index in start..<text.count {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == ">", !isQuoted { return index }
    }
    return nil
  }

  private static func open(_ inside: String) -> Piece {
    var rest = inside[...]
    let isClosed = rest.hasSuffix("/")
    if isClosed { rest.removeLast() }
    let name = String(rest.prefix { $0 != " " && $0 != "\n" })
    rest.removeFirst(name.count)
    var attributes: [String: String] = [:]
    while let first = rest.firstIndex(where: { $0 != " " && $0 != "\n" }) {
      rest = rest[first...]
      let key = String(rest.prefix { $0 != "=" && $0 != " " })
      rest.removeFirst(key.count)
      if rest.hasPrefix("=\"") {
        let value = rest.dropFirst(2).prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count + 3)
        attributes[key] = String(value)
      } else {
        attributes[key] = ""
      }
    }
    return .open(name: name, attributes: attributes, isClosed: isClosed)
  }

  /// Every element with its attributes.
  var elements: [(name: String, attributes: [String: String])] {
    pieces.compactMap { if case .open(let name, let attributes, _) = $0 { (name, attributes) } else { nil } }
  }

  /// The texts between the tags, scripts and styles left out.
  var texts: [String] {
    zip(pieces, [.text("")] + pieces).compactMap { piece, before in
      guard case .text(let text) = piece else { return nil }
      if case .open(let name, _, _) = before, name == "script" || name == "style" { return nil }
      return text
    }
  }

  /// The first tag that does not fit, if elements are not properly nested.
  var firstImbalance: String? {
    let empty: Set<String> = ["meta", "link", "input", "br"]
    var open: [String] = []
    for piece in pieces {
      switch piece {
      case .open(let name, _, let isClosed): if !isClosed, !empty.contains(name) { open.append(name) }
      case .close(let name): if open.popLast() != name { return name }
      case .text: break
      }
    }
    return open.last
  }

  /// The cells with a value of all tables of a class, with the text of each.
  func cells(ofTable style: String) -> [(value: String, text: String)] {
    var cells: [(value: String, text: String)] = []
    var (isInside, isCell) = (false, false)
    for piece in pieces {
      switch piece {
      case .open("table", let attributes, _): isInside = attributes["class"] == style
      case .open("td", let attributes, _):
        isCell = isInside && attributes["data-v"] != nil
        if isCell { cells.append((attributes["data-v"] ?? "", "")) }
      case .close("td"): isCell = false
      case .close("table"): isInside = false
      case .text(let text): if isCell { cells[cells.count - 1].text += text }
      default: break
      }
    }
    return cells
  }
}
