/// The survival function P(X > x) of a gamma variable of mean 1, as a table read in a few nanoseconds.
///
/// The grid has equal steps within each power of two, so that the bits of x are the index: fine where the
/// function bends, wide where it is flat, for any coefficient of variation. Between grid points the value is
/// linear; it is within 10^-4 (measured: 2 · 10^-5) of GSL's function.
public struct SurvivalTable: Sendable, Hashable {
  /// The coefficient of variation the table was made for.
  public let cv: Double
  /// The survival function at the grid points.
  @usableFromInline let values: [Double]
  /// The first grid point.
  @usableFromInline let low: Double
  /// The bits of a number above this position select the grid point.
  @usableFromInline let shift: UInt64
  /// The selecting bits of the first grid point.
  @usableFromInline let base: UInt64
  /// Turns the bits below the selecting ones into a fraction of a step.
  @usableFromInline let fractionOfBit: Double

  /// Makes the table for a coefficient of variation; 0 (and NaN) means that X is always 1.
  ///
  /// Costs up to a millisecond. Below 10^-6 X counts as constant, above 1,000 as 1,000.
  public init(cv: Double) {
    self.cv = cv > 0 ? cv : 0
    guard cv >= 1e-6 else {
      (values, low, shift) = ([1], 1, 51)
      base = low.bitPattern >> shift
      fractionOfBit = 0
      return
    }
    _ = GSL.ready
    let bounded = min(cv, 1_000)
    let shape = 1 / (bounded * bounded)

    // A linear step of relative width h misses the function by at most h² · max(x² |f'|) / 8.
    let bend = shape < 1 ? shape : 0.3 * shape + 0.4
    let step = (8 * 2e-5 / bend).squareRoot()
    var digits: UInt64 = 1
    while digits < 50, step * Double(UInt64(1) << digits) < 1 { digits += 1 }
    shift = 52 - digits
    fractionOfBit = 1 / Double(UInt64(1) << shift)

    let smallest = Double.leastNormalMagnitude.bitPattern >> shift
    let largest = Double(0x1p40).bitPattern >> shift
    let position = shift
    let distribution = UnitGamma(shape: shape)
    base = SurvivalTable.first(from: smallest, to: largest) {
      distribution.survival(Double(bitPattern: $0 << position)) < 1 - 1e-6
    }
    let end = SurvivalTable.first(from: base, to: largest) {
      distribution.survival(Double(bitPattern: $0 << position)) < 1e-9
    }
    low = Double(bitPattern: base << shift)
    values = (base...end).map { distribution.survival(Double(bitPattern: $0 << position)) }
  }

  /// Returns the first index for which a condition, false before and true after, is true; else the last.
  private static func first(from low: UInt64, to high: UInt64, where holds: (UInt64) -> Bool) -> UInt64 {
    var (low, high) = (low, high)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Returns P(X > x); 1 for x up to 0, NaN for NaN.
  @inlinable
  public func survival(_ x: Double) -> Double {
    guard x >= low else {
      return x <= 0 ? 1 : 1 - (1 - values[0]) * (x / low)
    }
    let bits = x.bitPattern
    let index = Int((bits >> shift) &- base)
    guard index < values.count - 1 else { return 0 }
    let fraction = Double(bits & ((1 << shift) &- 1)) * fractionOfBit
    let value = values[index]
    return value + (values[index + 1] - value) * fraction
  }

  /// Returns the x that X exceeds with probability 1 − p: the inverse of the table.
  ///
  /// 0 for p up to 0; the last grid point (survival below 10^-9) for p of 1 or more; NaN for NaN.
  public func quantile(_ p: Double) -> Double {
    let survival = 1 - p
    guard p > 0 else { return p.isNaN ? .nan : 0 }
    if survival >= values[0] { return values[0] < 1 ? low * p / (1 - values[0]) : low }
    var (above, below) = (0, values.count)  // values[above] > survival >= values[below]
    while below - above > 1 {
      let middle = (above + below) / 2
      if values[middle] > survival { above = middle } else { below = middle }
    }
    let left = Double(bitPattern: (base + UInt64(above)) << shift)
    guard below < values.count else { return left }
    let right = Double(bitPattern: (base + UInt64(below)) << shift)
    return left + (right - left) * (values[above] - survival) / (values[above] - values[below])
  }
}
