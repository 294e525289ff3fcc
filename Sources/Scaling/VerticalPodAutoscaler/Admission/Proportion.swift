import Kubernetes

/// Keeps the ratio of limits to requests.
///
/// Source: vertical-pod-autoscaler/pkg/utils/vpa/limit_and_request_scaling.go.
enum Proportion {
  /// How a scaled amount is rounded.
  enum Rounding { case none, up, down }

  /// x · result / base, cut to whole millicores or bytes, at most what 64 bits hold.
  ///
  /// Rounding up goes to the next millicore, down stays at the one below; bytes are cut alike, but rounding
  /// zero bytes down gives -1, as upstream's does.
  static func scale(
    _ amount: Quantity, base: Quantity, result: Quantity, resource: String, rounding: Rounding = .none
  ) -> (amount: Quantity, isCapped: Bool) {
    let exponent = resource == "cpu" ? -3 : 0
    let divisor = Int128(base.scaledValue(exponent))
    if divisor == 0 { return (amount, false) }
    let product = Int128(amount.scaledValue(exponent)) * Int128(result.scaledValue(exponent))
    var (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
    // Go's big.Int divides so that no remainder is negative.
    if remainder < 0 { quotient -= divisor > 0 ? 1 : -1 }
    if resource == "cpu" {
      if rounding == .up, remainder != 0 { quotient += 1 }
    } else if rounding == .down, quotient <= 0 {
      quotient -= 1
    }
    guard let exact = Int64(exactly: quotient) else {
      return (Quantity(scaled: .max, exponent: exponent, format: amount.format), true)
    }
    return (Quantity(scaled: exact, exponent: exponent, format: amount.format), false)
  }

  /// The limit that has the same ratio to a recommended request as the old limit had to the old request.
  ///
  /// Nil where there is no limit to keep, or nothing is recommended.
  static func limit(
    _ resource: String, limit: Quantity?, request: Quantity?, recommended: Quantity?, default: Quantity?
  ) -> (amount: Quantity, isCapped: Bool)? {
    let old = (limit?.value ?? 0) == 0 ? `default` : limit
    guard let old, old.value != 0, let recommended, recommended.value != 0 else { return nil }
    guard let request, request.value != 0, request.milliValue != old.milliValue else {
      return (recommended, false)
    }
    return scale(old, base: request, result: recommended, resource: resource)
  }

  /// The limits of cpu and memory that keep their ratios; nil if there are none.
  static func limits(
    of old: VPAResources, recommended: [String: Quantity], defaults: [String: Quantity]
  ) -> [String: Quantity]? {
    var result: [String: Quantity] = [:]
    for resource in ["cpu", "memory"] {
      result[resource] =
        limit(
          resource, limit: old.limits?[resource], request: old.requests?[resource],
          recommended: recommended[resource], default: defaults[resource])?.amount
    }
    return result.isEmpty ? nil : result
  }

  /// The request that leads to a bound of the limit under the old ratio; zero for no bound.
  static func boundary(
    _ resource: String, request: Quantity?, limit: Quantity?, bound: Quantity?, default: Quantity?
  ) -> Quantity {
    let old = (limit?.value ?? 0) == 0 ? `default` : limit
    guard let old, old.value != 0 else { return Quantity(0) }
    let bound = bound ?? Quantity(0)
    guard let request, request.value != 0 else { return bound }
    return scale(request, base: old, result: bound, resource: resource).amount
  }
}
