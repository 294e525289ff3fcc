import Statistics

/// What a seed decides besides the pods' own luck: the phases of the control loops against each other.
struct RunLuck {
  let seed: UInt64

  /// A phase of a loop in whole milliseconds, 0 ..< period, the same for every strategy.
  func phase(_ purpose: String, _ name: String, below period: Int64) -> Int64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var stream = RandomStream(seed: seed, purpose: purpose, entity: hash)
    return Int64(stream.index(below: Int(period)))
  }
}
