/// Roots of functions of one variable, for quantiles without a closed form.
enum RootFinding {
  /// Returns the root of a decreasing function in an interval, to the last bits.
  ///
  /// False position with the Illinois correction, safeguarded by bisection. Where the function keeps its sign
  /// the nearer end is returned.
  static func decreasing(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
    var (low, high) = (low, high)
    var (atLow, atHigh) = (function(low), function(high))
    if atLow <= 0 { return low }
    if atHigh >= 0 { return high }
    var lastSide = 0
    for iteration in 0..<200 {
      var middle = (low * atHigh - high * atLow) / (atHigh - atLow)
      if iteration % 8 == 7 || !(middle > low && middle < high) { middle = low + (high - low) / 2 }
      guard middle > low, middle < high else { break }
      let value = function(middle)
      if value == 0 { return middle }
      if value > 0 {
        (low, atLow) = (middle, value)
        if lastSide > 0 { atHigh /= 2 }
        lastSide = 1
      } else {
        (high, atHigh) = (middle, value)
        if lastSide < 0 { atLow /= 2 }
        lastSide = -1
      }
      if high - low <= 4e-16 * abs(high) { break }
    }
    return low + (high - low) / 2
  }
}
