/// A stream of random numbers named by seed, purpose and entity.
///
/// Two streams of equal names give equal numbers, on any machine and in any order of use; streams of
/// different names are independent. So every strategy of an experiment meets the same luck (common random
/// numbers): draw each kind of luck from a stream of its own purpose, and the luck of each thing from its own
/// entity.
///
/// A stream is a plain value: a copy continues from the same place and repeats the original's numbers.
/// Drawing costs about 15 ns and allocates nothing.
public struct RandomStream: Sendable, Hashable {
  /// Philox's key, made of seed and purpose.
  @usableFromInline var key: UInt64
  /// The upper half of Philox's counter.
  @usableFromInline var entity: UInt64
  /// How many 64-bit numbers were drawn; half of it is the lower half of the counter.
  @usableFromInline var drawn: UInt64 = 0
  /// The second number of the block last made.
  @usableFromInline var spare: UInt64 = 0

  /// Names a stream.
  public init(seed: UInt64, purpose: String, entity: UInt64 = 0) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a: equal on every run, unlike Hasher
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    key = RandomStream.mixed(RandomStream.mixed(seed) ^ hash)
    self.entity = entity
  }

  /// Returns the untouched stream of the same seed and purpose for another entity.
  public func stream(ofEntity entity: UInt64) -> RandomStream {
    var other = self
    (other.entity, other.drawn, other.spare) = (entity, 0, 0)
    return other
  }

  /// Draws 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let position = drawn
    drawn = position &+ 1
    if position & 1 == 1 { return spare }
    let index = position >> 1
    let block = Philox.block(
      counter: Philox.Block(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        UInt32(truncatingIfNeeded: entity), UInt32(truncatingIfNeeded: entity >> 32)),
      key: key)
    spare = UInt64(block.x3) << 32 | UInt64(block.x2)
    return UInt64(block.x1) << 32 | UInt64(block.x0)
  }

  /// Draws a number from [0, 1), a multiple of 2^-53.
  @inlinable
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Draws one of 0 ..< count with equal chances; 0 when the count is below 2.
  ///
  /// Lemire, "Fast random integer generation in an interval", 2019: one product, rarely a second draw.
  @inlinable
  public mutating func index(below count: Int) -> Int {
    guard count > 1 else { return 0 }
    let range = UInt64(count)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let least = (0 &- range) % range
      while product.low < least { product = next().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Puts an array into random order, each order with equal chances (Fisher and Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, index(below: last + 1))
      last -= 1
    }
  }

  /// The finalizer of SplitMix64: a bijection whose output bits each depend on all input bits.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
