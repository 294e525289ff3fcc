/// Which values make up each resample of a sample, by position.
///
/// Made once for a number of values, it serves every metric and every pair of strategies with as many values:
/// that saves the drawing, and a difference between two intervals is then never the resampling's luck.
public struct Resamples: Sendable, Hashable {
  /// How many values the sample has.
  public let sampleCount: Int
  /// How many resamples there are.
  public let count: Int
  /// The positions from 0, resample after resample, `sampleCount` each.
  let positions: [Int32]

  /// Draws resamples with replacement.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values or resamples, or more than 2^30 positions in
  ///   all.
  public init(of sampleCount: Int, count: Int = 10_000, stream: inout RandomStream) throws(StatisticsError) {
    guard sampleCount >= 2 else { throw .tooFew(values: sampleCount, needed: 2) }
    guard count >= 2 else { throw .argument(name: "resamples", value: "\(count)", expected: "at least 2") }
    guard sampleCount <= 1 << 30, count <= (1 << 30) / sampleCount else {
      throw .argument(
        name: "positions", value: "\(sampleCount) × \(count)", expected: "at most 2^30 in all")
    }
    self.sampleCount = sampleCount
    self.count = count
    let range = UInt32(sampleCount)
    let least = (0 &- range) % range  // what a fair draw must reach in its lower half (Lemire 2019)
    positions = [Int32](unsafeUninitializedCapacity: sampleCount * count) { buffer, made in
      // Each draw of 64 bits gives two positions.
      while made < buffer.count {
        let bits = stream.next()
        for half in [UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)] {
          let product = UInt64(half) * UInt64(range)
          guard UInt32(truncatingIfNeeded: product) >= least, made < buffer.count else { continue }
          buffer[made] = Int32(truncatingIfNeeded: product >> 32)
          made += 1
        }
      }
    }
  }

  /// Takes resamples given by positions from 0.
  ///
  /// - Throws: ``StatisticsError`` for fewer than two values or resamples, a resample of another length, or a
  ///   position outside the sample.
  public init(of sampleCount: Int, positions: [[Int]]) throws(StatisticsError) {
    guard sampleCount >= 2 else { throw .tooFew(values: sampleCount, needed: 2) }
    guard positions.count >= 2 else {
      throw .argument(name: "resamples", value: "\(positions.count)", expected: "at least 2")
    }
    for resample in positions {
      guard resample.count == sampleCount else { throw .lengthsDiffer(sampleCount, resample.count) }
      if let outside = resample.first(where: { $0 < 0 || $0 >= sampleCount }) {
        throw .argument(name: "position", value: "\(outside)", expected: "0 to \(sampleCount - 1)")
      }
    }
    self.sampleCount = sampleCount
    count = positions.count
    self.positions = positions.flatMap { $0.map { Int32($0) } }
  }
}
