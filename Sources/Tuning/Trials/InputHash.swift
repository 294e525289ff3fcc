/// A hash of inputs that is the same on every machine and in every run: FNV-1a of 128 bits.
///
/// It tells inputs apart that differ by accident, not ones made to collide.
public struct InputHash: Sendable, Hashable {
  private var state: UInt128 = (0x6C62_272E_07BB_0142 << 64) | 0x62B8_2175_6295_C58D

  /// Begins a hash.
  public init() {}

  /// Adds bytes.
  public mutating func add(_ bytes: some Sequence<UInt8>) {
    let prime: UInt128 = (1 << 88) | 0x13B
    for byte in bytes { state = (state ^ UInt128(byte)) &* prime }
  }

  /// Adds a text and its end, so that "ab" with "c" differs from "a" with "bc".
  public mutating func add(_ text: String) {
    add(text.utf8)
    add(CollectionOfOne(0))
  }

  /// The hash in 32 hexadecimal digits.
  public var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
