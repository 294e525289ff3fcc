/// The sign-flip test of paired differences: how often would random signs give a sum as far out?
///
/// Exact under the one assumption that each difference is as likely as its opposite; no ranks, so sizes
/// count.
public struct SignFlip: Sendable, Hashable {
  /// How many sign vectors, of those looked at, give a sum at least as far out, the observed one included.
  public let extreme: UInt64
  /// How many sign vectors were looked at: 2^n for the exact test.
  public let total: UInt64
  /// The p-value, extreme over total.
  public let p: Double
  /// The smallest p-value that the number of differences allows, 2/2^n or 1/2^n by the alternative.
  public let smallestP: Double

  /// The largest number of differences for which all signs are counted.
  public static let exactLimit = 32

  /// Looks at all signs of up to 32 differences. O(2^(n/2) · n) time, O(2^(n/2)) memory.
  ///
  /// Both halves of the differences are summed with all signs, sorted and matched. Sums within 10^-12 of the
  /// sum of sizes count as equal.
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or more than 32 values.
  public static func exact(
    _ differences: [Double], alternative: Alternative = .twoSided
  ) throws(StatisticsError) -> SignFlip {
    try differences.requireFinite(atLeast: 1)
    guard differences.count <= exactLimit else {
      throw .argument(name: "differences", value: "\(differences.count)", expected: "at most \(exactLimit)")
    }
    let middle = differences.count / 2
    let left = sums(differences[..<middle]).sorted()
    let right = sums(differences[middle...]).sorted()
    let sum = differences.reduce(0, +)
    let slack = 1e-12 * differences.reduce(0) { $0 + abs($1) }
    let extreme: UInt64
    switch alternative {
    case .twoSided:
      let threshold = abs(sum) - slack
      extreme =
        threshold <= 0
        ? UInt64(1) << UInt64(differences.count)
        : pairs(left, right, atLeast: threshold)
          + pairs(left.reversed().map { -$0 }, right.reversed().map { -$0 }, atLeast: threshold)
    case .greater:
      extreme = pairs(left, right, atLeast: sum - slack)
    case .less:
      extreme = pairs(left.reversed().map { -$0 }, right.reversed().map { -$0 }, atLeast: -sum - slack)
    }
    return SignFlip(
      extreme: extreme, total: 1 << UInt64(differences.count), count: differences.count,
      alternative: alternative)
  }

  /// Looks at random signs and the observed ones, for any number of differences. O(n · flips).
  ///
  /// - Throws: ``StatisticsError`` for an empty sample, a value that is not finite, or no flips.
  public static func random(
    _ differences: [Double], flips: Int = 100_000, alternative: Alternative = .twoSided,
    stream: inout RandomStream
  ) throws(StatisticsError) -> SignFlip {
    try differences.requireFinite(atLeast: 1)
    guard flips > 0 else { throw .argument(name: "flips", value: "\(flips)", expected: "at least 1") }
    let slack = 1e-12 * differences.reduce(0) { $0 + abs($1) }
    func distance(_ sum: Double) -> Double {
      switch alternative {
      case .twoSided: abs(sum)
      case .greater: sum
      case .less: -sum
      }
    }
    let observed = distance(differences.reduce(0, +)) - slack
    var extreme: UInt64 = 1
    for _ in 0..<flips {
      var sum = 0.0
      var bits: UInt64 = 0
      for (index, difference) in differences.enumerated() {
        if index % 64 == 0 { bits = stream.next() }
        sum += bits & 1 == 0 ? difference : -difference
        bits >>= 1
      }
      if distance(sum) >= observed { extreme += 1 }
    }
    return SignFlip(
      extreme: extreme, total: UInt64(flips) + 1, count: differences.count, alternative: alternative)
  }

  private init(extreme: UInt64, total: UInt64, count: Int, alternative: Alternative) {
    self.extreme = extreme
    self.total = total
    p = Double(extreme) / Double(total)
    let half = alternative == .twoSided ? 0.5 : 1
    smallestP = min(1 / (half * Double(sign: .plus, exponent: count, significand: 1)), 1)
  }

  /// The sums of some differences under all signs.
  private static func sums(_ differences: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(1 << differences.count)
    for difference in differences {
      sums = sums.map { $0 + difference } + sums.map { $0 - difference }
    }
    return sums
  }

  /// How many pairs of one from each of two sorted arrays sum to at least a threshold.
  private static func pairs(_ left: [Double], _ right: [Double], atLeast threshold: Double) -> UInt64 {
    var count: UInt64 = 0
    var first = right.count  // the first of `right` that is large enough for the current of `left`
    for value in left {
      while first > 0, value + right[first - 1] >= threshold { first -= 1 }
      count += UInt64(right.count - first)
    }
    return count
  }
}
