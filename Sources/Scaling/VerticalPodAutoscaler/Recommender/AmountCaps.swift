import Kubernetes

/// The bounds a policy and the recommender's flags put on the amounts of one resource.
///
/// First the least, then the most, so that the most wins where they contradict. A bound of zero is none.
/// Source: vertical-pod-autoscaler/pkg/utils/vpa/capping.go ApplyVPAPolicy.
struct AmountCaps: Sendable, Hashable {
  /// A bound as it was written, with the whole amounts next to it.
  struct Bound: Sendable, Hashable {
    let quantity: Quantity
    /// The bound rounded up, which is also what it amounts to.
    let ceiling: Int64
    /// The bound rounded down.
    let floor: Int64
    let cap: VPAEstimate.Cap

    init?(_ quantity: Quantity?, exponent: Int, cap: VPAEstimate.Cap) {
      guard let quantity, !quantity.isZero else { return nil }
      self.quantity = quantity
      ceiling = quantity.scaledValue(exponent)
      floor = quantity.isWhole(atExponent: exponent) ? ceiling : ceiling - 1
      self.cap = cap
    }
  }

  let least: Bound?
  let most: Bound?
  private let leastExceedsMost: Bool

  init(_ resource: String, policy: ContainerResourcePolicy?, maxAllowed: [String: Quantity]) {
    let exponent = resource == "cpu" ? -3 : 0
    least = Bound(policy?.minAllowed[resource], exponent: exponent, cap: .minAllowed)
    if let own = policy?.maxAllowed[resource] {
      most = Bound(own, exponent: exponent, cap: .maxAllowed)
    } else {
      most = Bound(maxAllowed[resource], exponent: exponent, cap: .globalMaximum)
    }
    leastExceedsMost =
      if let least, let most { Quantity.compare(least.quantity, most.quantity) > 0 } else { false }
  }

  /// Puts the bounds on a rounded amount.
  @inline(__always)
  func apply(to estimate: inout VPAEstimate) {
    if let least, estimate.amount < least.ceiling {
      estimate.amount = least.ceiling
      estimate.cap = .minAllowed
      if leastExceedsMost, let most {
        estimate.amount = most.ceiling
        estimate.cap = most.cap
      }
      return
    }
    if let most, estimate.amount > most.floor {
      estimate.amount = most.ceiling
      estimate.cap = most.cap
    }
  }

  /// The bound as it was written that set an amount.
  func quantity(of cap: VPAEstimate.Cap) -> Quantity? {
    switch cap {
    case .none: nil
    case .minAllowed: least?.quantity
    case .maxAllowed, .globalMaximum: most?.quantity
    }
  }
}
