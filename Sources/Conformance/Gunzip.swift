import Kubernetes

/// Unpacks gzip, so that recorded cases can be read as they are stored without a library on the user's
/// machine.
///
/// Source: RFC 1951 (DEFLATE) and RFC 1952 (the file format).
enum Gunzip {
  /// Whether bytes begin as a gzip file does.
  static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.count > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

  /// Unpacks all members of a file. Throws where the file is damaged or cut short.
  static func unpack(_ bytes: [UInt8], file: String) throws(InputErrors) -> [UInt8] {
    var reader = Inflate(input: bytes)
    do throws(Inflate.Damage) {
      while reader.position < bytes.count { try reader.member() }
    } catch {
      let hint = "it is damaged or was not copied to its end"
      throw InputErrors([
        InputProblem(message: "cannot unpack \(file): \(error.what) at byte \(reader.position)", hint: hint)
      ])
    }
    return reader.output
  }
}

/// The state of unpacking: bits in, bytes out.
private struct Inflate {
  /// What is wrong with the packed bytes.
  struct Damage: Error {
    var what: String
  }

  let input: [UInt8]
  var position = 0
  var output: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0

  init(input: [UInt8]) { self.input = input }

  /// Unpacks one member: header, blocks, checksum and length.
  mutating func member() throws(Damage) {
    guard input.count - position >= 18, input[position] == 0x1F, input[position + 1] == 0x8B else {
      throw Damage(what: "no gzip header")
    }
    guard input[position + 2] == 8 else { throw Damage(what: "unknown method of compression") }
    let flags = input[position + 3]
    position += 10
    if flags & 4 != 0 { position += 2 + (Int(try byte(0)) | Int(try byte(1)) << 8) }
    if flags & 8 != 0 { try skipText() }
    if flags & 16 != 0 { try skipText() }
    if flags & 2 != 0 { position += 2 }
    let start = output.count
    while try !block() {}
    position -= bitCount / 8
    bits = 0
    bitCount = 0
    var trailer: [UInt32] = [0, 0]
    for index in 0..<8 { trailer[index / 4] |= UInt32(try byte(index)) << UInt32(index % 4 * 8) }
    position += 8
    guard trailer[0] == CRC32.checksum(output[start...]) else { throw Damage(what: "wrong checksum") }
    guard trailer[1] == UInt32(truncatingIfNeeded: output.count - start) else {
      throw Damage(what: "wrong length")
    }
  }

  private func byte(_ offset: Int) throws(Damage) -> UInt8 {
    guard position + offset < input.count else { throw Damage(what: "the file ends early") }
    return input[position + offset]
  }

  private mutating func skipText() throws(Damage) {
    while try byte(0) != 0 { position += 1 }
    position += 1
  }

  /// Makes sure that so many bits are at hand; past the end of the file there are none.
  private mutating func need(_ count: Int) throws(Damage) {
    while bitCount < count {
      bits |= UInt64(try byte(0)) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
  }

  private mutating func take(_ count: Int) throws(Damage) -> Int {
    try need(count)
    let value = Int(bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  /// Unpacks one block and tells whether it was the last.
  private mutating func block() throws(Damage) -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try storedBlock()
    case 1: try packedBlock(literals: Self.fixedLiterals, distances: Self.fixedDistances)
    case 2:
      let (literals, distances) = try dynamicCodes()
      try packedBlock(literals: literals, distances: distances)
    default: throw Damage(what: "unknown kind of block")
    }
    return isLast
  }

  private mutating func storedBlock() throws(Damage) {
    bits >>= UInt64(bitCount % 8)
    bitCount -= bitCount % 8
    let length = try take(16)
    guard try take(16) == ~length & 0xFFFF else { throw Damage(what: "a stored block's length is damaged") }
    for _ in 0..<length { output.append(UInt8(try take(8))) }
  }

  private mutating func packedBlock(literals: HuffmanCode, distances: HuffmanCode) throws(Damage) {
    while true {
      let symbol = try decode(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw Damage(what: "impossible length") }
      let length = Self.lengthBase[symbol - 257] + (try take(Self.lengthBits[symbol - 257]))
      let code = try decode(distances)
      guard code < 30 else { throw Damage(what: "impossible distance") }
      let distance = Self.distanceBase[code] + (try take(Self.distanceBits[code]))
      guard distance <= output.count else { throw Damage(what: "a distance leads before the start") }
      let from = output.count - distance
      for index in 0..<length { output.append(output[from + index]) }
    }
  }

  private mutating func decode(_ code: HuffmanCode) throws(Damage) -> Int {
    while bitCount < code.width && position < input.count { try need(bitCount + 8) }
    let entry = code.table[Int(bits & (1 << UInt64(code.width) - 1))]
    let length = Int(entry & 15)
    guard length > 0 else { throw Damage(what: "a code that stands for nothing") }
    guard length <= bitCount else { throw Damage(what: "the file ends early") }
    bits >>= UInt64(length)
    bitCount -= length
    return Int(entry >> 4)
  }

  /// Reads the codes a block brings along, which are packed themselves.
  private mutating func dynamicCodes() throws(Damage) -> (HuffmanCode, HuffmanCode) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<lengthCount { lengthLengths[Self.lengthOrder[index]] = UInt8(try take(3)) }
    let lengthCode = HuffmanCode(lengths: lengthLengths[...])
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try decode(lengthCode)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw Damage(what: "nothing to repeat") }
        lengths.append(contentsOf: repeatElement(last, count: 3 + (try take(2))))
      case 17: lengths.append(contentsOf: repeatElement(0, count: 3 + (try take(3))))
      case 18: lengths.append(contentsOf: repeatElement(0, count: 11 + (try take(7))))
      default: lengths.append(UInt8(symbol))
      }
    }
    guard lengths.count == literalCount + distanceCount else { throw Damage(what: "too many codes") }
    return (HuffmanCode(lengths: lengths[..<literalCount]), HuffmanCode(lengths: lengths[literalCount...]))
  }

  private static let lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBase = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
    227,
    258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBase = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073,
    4097,
    6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let fixedLiterals = HuffmanCode(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }[...])
  private static let fixedDistances = HuffmanCode(lengths: [UInt8](repeating: 5, count: 30)[...])
}

/// A prefix code as one table of all its bit patterns.
private struct HuffmanCode {
  /// The number of bits of the longest code.
  let width: Int
  /// For each pattern of so many bits, the symbol in the upper and the code's length in the lower four bits.
  let table: [UInt16]

  /// Makes the canonical code of lengths, 0 for a symbol that does not occur.
  init(lengths: ArraySlice<UInt8>) {
    let longest = Int(lengths.max() ?? 0)
    width = longest
    var table = [UInt16](repeating: 0, count: 1 << longest)
    var code = 0
    for length in 1..<(longest + 1) {
      for (symbol, own) in lengths.enumerated() where Int(own) == length {
        // Codes are sent with their first bit lowest. An oversubscribed set of lengths overwrites itself.
        let reversed = Self.reverse(code, length) & (1 << longest - 1)
        for pattern in stride(from: reversed, to: 1 << longest, by: 1 << length) {
          table[pattern] = UInt16(symbol) << 4 | UInt16(length)
        }
        code += 1
      }
      code <<= 1
    }
    self.table = table
  }

  private static func reverse(_ code: Int, _ length: Int) -> Int {
    var result = 0
    for bit in 0..<length where code >> bit & 1 == 1 { result |= 1 << (length - 1 - bit) }
    return result
  }
}

/// The checksum of a gzip member.
private enum CRC32 {
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes { register = register >> 8 ^ table[Int(register & 0xFF) ^ Int(byte)] }
    return ~register
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
}
