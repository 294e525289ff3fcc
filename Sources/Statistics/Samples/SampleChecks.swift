extension Array where Element == Double {
  /// Checks that a sample has enough values and only finite ones.
  func requireFinite(atLeast count: Int) throws(StatisticsError) {
    guard self.count >= count else { throw .tooFew(values: self.count, needed: count) }
    if let index = firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
  }

  /// Checks that a sample has as many values as its partner.
  func requireSameCount(as other: [Double]) throws(StatisticsError) {
    guard count == other.count else { throw .lengthsDiffer(count, other.count) }
  }
}

/// Checks that a confidence level lies between 0 and 1.
func requireLevel(_ level: Double) throws(StatisticsError) {
  guard level > 0, level < 1 else {
    throw .argument(name: "level", value: "\(level)", expected: "a number between 0 and 1")
  }
}
