/// What a trigger of KEDA says when it is asked.
public enum KEDAReading: Sendable, Hashable {
  /// Its metric, and whether it holds its workload to be active.
  case value(Double, isActive: Bool)
  /// It cannot be read.
  case failed
}

/// Metrics as KEDA hands them on: thousandths, read back by a multiplication.
///
/// Source: kedacore/keda pkg/scalers/scaler.go (GenerateMetricInMili) and Kubernetes' Quantity at 8b4f083ca.
public enum KEDAMetric {
  /// The thousandths of a value: the decimal text with three places; 0 for what is negative, infinite or NaN.
  public static func milli(_ value: Double) -> Int64 {
    guard value.isFinite, value > 0 else { return 0 }
    let whole = WholeDouble.down(value)
    guard whole < 9.2e15 else { return .max }
    // The remainder of the product tells halves from what only rounds to one.
    let fraction = value - whole
    let product = fraction * 1_000
    var thousandths = WholeDouble.down(product)
    let excess = (product - thousandths) + Self.residual(fraction, product)
    let isOdd = Int64(thousandths) & 1 == 1
    if excess > 0.5 || excess == 0.5 && isOdd { thousandths += 1 }
    return Int64(whole) * 1_000 + Int64(thousandths)
  }

  /// What the product lacks to be exact.
  private static func residual(_ fraction: Double, _ product: Double) -> Double {
    (-product).addingProduct(fraction, 1_000)
  }

  /// Thousandths as a double: multiplied, not divided, which the last bit shows.
  @inline(__always)
  public static func double(_ milli: Int64) -> Double { Double(milli) * 0.001 }
}
