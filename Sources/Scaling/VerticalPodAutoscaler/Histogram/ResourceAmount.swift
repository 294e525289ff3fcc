/// Amounts of a resource as the recommender counts them: whole millicores or bytes.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/model/types.go.
enum ResourceAmount {
  /// The most an amount can be.
  static let most: Int64 = 100_000_000_000_000

  /// An amount of a double: cut off, within 0 and the most; what is no number becomes the least integer, as
  /// on amd64.
  @inline(__always)
  static func of(_ value: Double) -> Int64 {
    if value > 1e14 { return most }
    if value < 0 { return 0 }
    return value.isNaN ? .min : Int64(value)
  }

  /// An amount times a factor.
  @inline(__always)
  static func scaled(_ amount: Int64, by factor: Double) -> Int64 { of(Double(amount) * factor) }
}
