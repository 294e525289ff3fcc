/// The utilization at each reconcile of a run, in percent, made to be searched.
package final class HPAUtilizations: Sendable {
  /// How many reconciles have their least and most utilization noted together.
  static let block = 8

  private let values: [UInt16]
  /// The least and the most of each whole block.
  let least: [UInt16]
  let most: [UInt16]

  /// Makes them of the utilizations by number of the reconcile.
  package init(_ values: [UInt16]) {
    self.values = values
    let blocks = values.count / Self.block
    var least: [UInt16] = []
    var most: [UInt16] = []
    least.reserveCapacity(blocks)
    most.reserveCapacity(blocks)
    for block in 0..<blocks {
      var (low, high) = (UInt16.max, UInt16.min)
      for number in block * Self.block..<(block + 1) * Self.block {
        low = min(low, values[number])
        high = max(high, values[number])
      }
      least.append(low)
      most.append(high)
    }
    self.least = least
    self.most = most
  }

  /// The utilization at a reconcile.
  @inline(__always)
  subscript(number: Int) -> UInt16 { values[number] }
}
