/// Reads files and checks that their bytes are text.
public enum InputText {
  /// The bytes some editors put before UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads a file as text: UTF-8, or UTF-16 where a byte order mark says so, as PowerShell writes it.
  ///
  /// Throws if the file cannot be read or is no text, naming the file and the place.
  public static func read(_ file: String) throws(InputErrors) -> String {
    let bytes = try InputFile.bytes(of: file)
    if let utf16 = utf16Text(bytes) { return utf16 }
    if let invalid = firstInvalid(in: bytes) { throw InputErrors([invalid.problem(file: file)]) }
    return String(decoding: bytes.drop(byteOrderMark), as: UTF8.self)
  }

  /// The text of UTF-16 with a byte order mark, or nil if there is no such mark.
  static func utf16Text(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 2, bytes.count.isMultiple(of: 2) else { return nil }
    let isLittle: Bool
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): isLittle = true
    case (0xFE, 0xFF): isLittle = false
    default: return nil
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8
        : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Bytes that are no UTF-8, with their place.
  struct Invalid {
    let byte: UInt8
    let line: Int
    let column: Int

    func problem(file: String) -> InputProblem {
      InputProblem(
        place: SourcePlace(file: file, line: line, column: column),
        message: "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not valid UTF-8",
        hint: "save the file as UTF-8")
    }
  }

  /// The first byte that is no UTF-8, or nil if all are. O(bytes), eight at a time where they are ASCII.
  static func firstInvalid(in bytes: [UInt8]) -> Invalid? {
    let offset = bytes.withUnsafeBytes { buffer -> Int? in
      var at = 0
      while at < buffer.count {
        if at + 8 <= buffer.count,
          buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          at += 8
        } else if buffer[at] < 0x80 {
          at += 1
        } else {
          guard let length = characterLength(buffer, at) else { return at }
          at += length
        }
      }
      return nil
    }
    guard let offset else { return nil }
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return Invalid(
      byte: bytes[offset], line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// How many bytes the character at an offset has, or nil if it is malformed (RFC 3629, section 4).
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int? {
    let second: ClosedRange<UInt8>
    let length: Int
    switch bytes[at] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard at + length <= bytes.count, second.contains(bytes[at + 1]) else { return nil }
    for index in at + 2..<max(at + 2, at + length) where bytes[index] & 0xC0 != 0x80 { return nil }
    return length
  }
}

extension [UInt8] {
  /// The bytes after a beginning, if they have it.
  fileprivate func drop(_ beginning: [UInt8]) -> ArraySlice<UInt8> {
    starts(with: beginning) ? self[beginning.count...] : self[...]
  }
}
