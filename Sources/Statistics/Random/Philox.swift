/// The Philox4x32-10 bijection: from a counter and a key to four random words, without state.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Ten rounds of two
/// 32 × 32 → 64 bit products; passes BigCrush; 2^64 keys with 2^128 counters each.
public enum Philox {
  /// Four words of 32 bits: a counter or its image.
  public struct Block: Sendable, Hashable {
    /// The words, least significant first when taken as a counter.
    public var x0: UInt32, x1: UInt32, x2: UInt32, x3: UInt32

    /// Makes a block from its words.
    @inlinable
    public init(_ x0: UInt32, _ x1: UInt32, _ x2: UInt32, _ x3: UInt32) {
      (self.x0, self.x1, self.x2, self.x3) = (x0, x1, x2, x3)
    }
  }

  /// Returns the image of a counter under a key, whose low 32 bits are the first key word.
  @inlinable
  public static func block(counter: Block, key: UInt64) -> Block {
    var x = counter
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let a = UInt64(x.x0) &* 0xD251_1F53
      let b = UInt64(x.x2) &* 0xCD9E_8D57
      x = Block(
        UInt32(truncatingIfNeeded: b >> 32) ^ x.x1 ^ k0, UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ x.x3 ^ k1, UInt32(truncatingIfNeeded: a))
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return x
  }
}
