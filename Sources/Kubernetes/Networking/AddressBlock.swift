/// A block of IPv4 or IPv6 addresses in CIDR notation, such as 10.0.0.0/8 or 2001:db8::/64.
public struct AddressBlock: Sendable, Hashable {
  /// The address before the slash, as its 4 or 16 bytes.
  public let bytes: [UInt8]
  /// How many leading bits all addresses of the block share.
  public let prefix: Int

  /// Reads a block, or a single address where there is no slash; nil if the text is neither.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let bytes = Self.address(parts[0]) else { return nil }
    self.bytes = bytes
    if parts.count == 1 {
      prefix = bytes.count * 8
      return
    }
    guard let length = Self.decimal(parts[1], most: bytes.count * 8) else { return nil }
    prefix = length
  }

  /// The block in CIDR notation, a single address without its length; version 6 in full.
  public var text: String {
    let groups = stride(from: 0, to: bytes.count, by: 2).map {
      String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
    }
    let address =
      bytes.count == 4 ? bytes.map { "\($0)" }.joined(separator: ".") : groups.joined(separator: ":")
    return isAddress ? address : "\(address)/\(prefix)"
  }

  /// Whether it is a single address.
  public var isAddress: Bool { prefix == bytes.count * 8 }

  /// Whether all addresses of another block are in this one.
  public func contains(_ other: AddressBlock) -> Bool {
    guard bytes.count == other.bytes.count, other.prefix >= prefix else { return false }
    return (0..<prefix).allSatisfy { bit in
      (bytes[bit / 8] ^ other.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }

  private static func address(_ text: Substring) -> [UInt8]? {
    text.contains(":") ? version6(text) : version4(text)
  }

  private static func version4(_ text: Substring) -> [UInt8]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { decimal($0, most: 255).map { UInt8($0) } }
    return bytes.count == 4 ? bytes : nil
  }

  /// Two halves around at most one `::`, the last group perhaps a version 4 address.
  private static func version6(_ text: Substring) -> [UInt8]? {
    let characters = Array(text)
    let gap = characters.indices.first { $0 > 0 && characters[$0] == ":" && characters[$0 - 1] == ":" }
    guard let gap else {
      let bytes = groups(text)
      return bytes?.count == 16 ? bytes : nil
    }
    let left = String(characters[..<(gap - 1)])
    let right = String(characters[(gap + 1)...])
    guard let head = groups(left[...]), let tail = groups(right[...]), head.count + tail.count <= 14 else {
      return nil
    }
    return head + Array(repeating: 0, count: 16 - head.count - tail.count) + tail
  }

  private static func groups(_ text: Substring) -> [UInt8]? {
    guard !text.isEmpty else { return [] }
    var bytes: [UInt8] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if part.contains("."), index == parts.count - 1, let last = version4(part) {
        bytes += last
      } else {
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
          let group = UInt16(part, radix: 16)
        else { return nil }
        bytes += [UInt8(group >> 8), UInt8(group & 0xFF)]
      }
    }
    return bytes
  }

  /// A decimal number without a sign or leading zeros.
  private static func decimal(_ text: Substring, most: Int) -> Int? {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit),
      text.utf8.count == 1 || text.utf8.first != UInt8(ascii: "0"), let number = Int(text), number <= most
    else { return nil }
    return number
  }
}
