import Kubernetes

/// Says why a VPA recommends what it does.
public enum VPASentences {
  /// An amount of CPU in millicores or memory in bytes, as people read it.
  public static func amount(_ amount: Int64, isCPU: Bool) -> String {
    if isCPU { return amount >= ResourceAmount.most ? "unbounded" : Quantity(milli: amount).description }
    if amount >= ResourceAmount.most { return "unbounded" }
    return HumanMemory.text(amount)
  }

  /// Why a target is what it is, on one line.
  public static func target(
    _ resource: VPAResourceRecommendation, isCPU: Bool, _ configuration: VPARecommenderConfiguration
  ) -> String {
    guard resource.isControlled else { return "not controlled" }
    let percentiles = isCPU ? configuration.cpuPercentiles : configuration.memoryPercentiles
    let text = { (value: Int64) in amount(value, isCPU: isCPU) }
    let target = resource.target
    var parts = [
      "p\(percent(percentiles.target)) of \(isCPU ? "usage" : "peaks") \(text(target.usage)) + "
        + "\(percent(configuration.safetyMarginFraction)) % margin = \(text(target.withMargin))"
    ]
    if target.raised != target.widened { parts.append("raised to the least, \(text(target.raised))") }
    if target.rounded != target.raised { parts.append("rounded to \(text(target.rounded))") }
    switch target.cap {
    case .none: break
    case .minAllowed: parts.append("raised to minAllowed \(text(target.amount))")
    case .maxAllowed: parts.append("capped at maxAllowed \(text(target.amount))")
    case .globalMaximum: parts.append("capped at the recommender's maximum \(text(target.amount))")
    }
    return parts.joined(separator: ", ")
  }

  /// Why the bounds are what they are, on one line.
  public static func bounds(
    _ resource: VPAResourceRecommendation, isCPU: Bool, _ configuration: VPARecommenderConfiguration
  ) -> String {
    guard resource.isControlled else { return "not controlled" }
    let percentiles = isCPU ? configuration.cpuPercentiles : configuration.memoryPercentiles
    let text = { (value: Int64) in amount(value, isCPU: isCPU) }
    let (lower, upper) = (resource.lowerBound, resource.upperBound)
    let days = "confidence \(decimal(resource.confidence))"
    return "\(days): lower p\(percent(percentiles.lowerBound)) \(text(lower.withMargin)) × "
      + "\(decimal(ratio(lower))) = \(text(lower.amount))\(cap(lower)), upper p"
      + "\(percent(percentiles.upperBound)) \(text(upper.withMargin)) × \(decimal(ratio(upper))) = "
      + "\(text(upper.amount))\(cap(upper))"
  }

  private static func cap(_ estimate: VPAEstimate) -> String {
    switch estimate.cap {
    case .none: estimate.raised == estimate.widened ? "" : " (the least)"
    case .minAllowed: " (minAllowed)"
    case .maxAllowed: " (maxAllowed)"
    case .globalMaximum: " (the recommender's maximum)"
    }
  }

  private static func ratio(_ estimate: VPAEstimate) -> Double {
    if estimate.widened >= ResourceAmount.most { return .infinity }
    return estimate.withMargin == 0 ? 1 : Double(estimate.widened) / Double(estimate.withMargin)
  }

  /// A share in percent without needless decimals.
  private static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded()
    guard tenths.magnitude < 1e15 else { return "\(share * 100)" }
    return tenths == (tenths / 10).rounded() * 10 ? "\(Int64(tenths) / 10)" : "\(tenths / 10)"
  }

  /// A number with up to three significant decimals.
  private static func decimal(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return value.isNaN ? "–" : "∞" }
    let scale = value.magnitude >= 100 ? 1.0 : value.magnitude >= 10 ? 10 : value.magnitude >= 1 ? 100 : 1_000
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? "\(Int64(rounded))" : "\(rounded)"
  }
}
