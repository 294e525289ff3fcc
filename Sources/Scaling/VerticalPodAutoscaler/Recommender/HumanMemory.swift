import Kubernetes

/// Memory with two decimals of the largest binary unit, as the flag humanize-memory prints it.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/model/types.go HumanizeMemoryQuantity.
enum HumanMemory {
  /// The text: two decimals, halves to the even digit; below a KiB as it is.
  static func text(_ bytes: Int64) -> String {
    for (shift, unit) in [(40, "Ti"), (30, "Gi"), (20, "Mi"), (10, "Ki")] as [(Int64, String)]
    where bytes >= 1 << shift {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: 100)
      if overflow { return "\(bytes >> shift).00\(unit)" }
      var hundredths = product >> shift
      let rest = product & ((1 << shift) - 1)
      let half: Int64 = 1 << (shift - 1)
      if rest > half || rest == half && hundredths & 1 == 1 { hundredths += 1 }
      let cents = hundredths % 100
      return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)\(unit)"
    }
    return String(bytes)
  }

  /// The quantity of the text.
  static func quantity(_ bytes: Int64) -> Quantity {
    (try? Quantity(text(bytes))) ?? Quantity(scaled: bytes, exponent: 0, format: .binarySI)
  }

  /// Rounds an estimate this way and puts a policy's bounds on it.
  static func round(_ estimate: inout VPAEstimate, caps: AmountCaps) {
    var amount = quantity(estimate.rounded)
    estimate.rounded = amount.value
    if let least = caps.least, amount < least.quantity {
      amount = least.quantity
      estimate.cap = least.cap
    }
    if let most = caps.most, amount > most.quantity {
      amount = most.quantity
      estimate.cap = most.cap
    }
    estimate.amount = amount.value
  }
}
