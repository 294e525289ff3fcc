import Kubernetes

/// A file of recorded cases: an array, or documents one after another, packed or not.
public struct CaseFile {
  /// The file's name as the user gave it, `<stdin>` for the standard input.
  public let name: String
  private let bytes: [UInt8]

  /// Reads a file, or the standard input for `-`. Throws where it cannot be read or unpacked.
  public init(_ file: String) throws(InputErrors) {
    name = file == "-" ? "<stdin>" : file
    let raw = try InputFile.bytes(of: file == "-" ? "/dev/stdin" : file)
    bytes = Gunzip.recognizes(raw) ? try Gunzip.unpack(raw, file: name) : raw
  }

  /// Hands out one case after the other with its place, so that only one is in memory. Throws what is no
  /// JSON.
  public func forEachCase(
    _ body: (DocumentNode, SourcePlace) throws(InputErrors) -> Void
  ) throws(InputErrors) {
    var line = 1
    var start = 0
    var found = false
    while let end = endOfValue(from: &start, line: &line) {
      let text = Array(bytes[start..<end])
      let offset = line - 1
      let document = try shifting(by: offset) { () throws(InputErrors) in
        try DocumentNode.parse(json: text, file: name)
      }
      try shifting(by: offset) { () throws(InputErrors) in
        for element in document.elements ?? [document] {
          var place = element.place
          place.line += offset
          try body(element, place)
        }
      }
      line += text.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
      start = end
      found = true
    }
    if !found {
      let place = SourcePlace(file: name, line: 1, column: 1)
      throw InputErrors([InputProblem(place: place, message: "no JSON value, the input is empty")])
    }
  }

  /// Finds the next value at the top level by counting brackets; what is damaged reaches to the end.
  private func endOfValue(from start: inout Int, line: inout Int) -> Int? {
    while start < bytes.count, Self.isSpace(bytes[start]) {
      if bytes[start] == UInt8(ascii: "\n") { line += 1 }
      start += 1
    }
    if start == bytes.count { return nil }
    var depth = 0
    var isText = false
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isText {
        if byte == UInt8(ascii: "\\") { index += 1 } else if byte == UInt8(ascii: "\"") { isText = false }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return index }
      case UInt8(ascii: "\n"): if depth == 0 { return index }
      default: break
      }
    }
    return bytes.count
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// Moves the places of problems by the lines before a case.
  private func shifting<T>(by lines: Int, _ body: () throws(InputErrors) -> T) throws(InputErrors) -> T {
    do throws(InputErrors) {
      return try body()
    } catch {
      var moved = error
      for index in moved.problems.indices { moved.problems[index].place?.line += lines }
      throw moved
    }
  }
}
