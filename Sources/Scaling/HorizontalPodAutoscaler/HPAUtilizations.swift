/// The utilization at each reconcile of a run, in percent, made to be searched.
package final class HPAUtilizations: Sendable {
  /// How many reconciles have their least and most utilization noted together.
  static let block = 16

  private let values: [UInt16]
  private let blocks: [Block]

  /// The least and the most utilization of a block.
  struct Block: Sendable {
    var least = UInt16.max
    var most = UInt16.min
  }

  /// Makes them of the utilizations by number of the reconcile.
  package init(_ values: [UInt16]) {
    self.values = values
    blocks = values.withUnsafeBufferPointer { values in
      (0..<values.count / Self.block).map { index in
        var block = Block()
        for value in values[index * Self.block..<(index + 1) * Self.block] {
          block.least = min(block.least, value)
          block.most = max(block.most, value)
        }
        return block
      }
    }
  }

  /// What a whole block of reconciles shows, from one on whose number is a multiple of the block.
  @inline(__always)
  func block(from number: Int) -> Block { blocks[number / Self.block] }

  /// The utilization at a reconcile.
  @inline(__always)
  subscript(number: Int) -> UInt16 { values[number] }
}
