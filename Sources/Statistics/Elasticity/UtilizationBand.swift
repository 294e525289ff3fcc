/// How far a utilization strayed from a band: a measure that needs no oracle.
public enum UtilizationBand {
  /// Returns Σ (u − upper)⁺ + (lower − u)⁺ over samples, in the unit of the utilization (Netto and others
  /// 2014).
  public static func demandIndex(_ utilization: [Double], lower: Double, upper: Double) -> Double {
    utilization.reduce(0) { $0 + max($1 - upper, 0) + max(lower - $1, 0) }
  }
}
