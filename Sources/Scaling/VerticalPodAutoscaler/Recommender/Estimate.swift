/// From histograms to recommended amounts.
///
/// For each bound, with p its percentile, s the safety margin, c the confidence and (m, e) = (0.001, -2) for
/// the lower and (1, 1) for the upper bound:
///
///     usage   = percentile(p)
///     margin  = usage + usage·s
///     widened = margin·(1 + m/c)^e        (target: margin)
///     raised  = max(widened, podMinimum/containers)
///
/// each cut to a whole number. Source: vertical-pod-autoscaler/pkg/recommender/logic/estimator.go and
/// recommender.go.
struct EstimateRule: Sendable {
  let percentiles: VPAPercentiles
  let confidenceIntervalMs: Int64
  let margin: Double
  /// Amounts in one unit of the histogram: 1,000 millicores in a core, one byte in a byte.
  let amountsPerUnit: Double
  let podMinimum: Int64
  /// To a multiple of what amounts are rounded up.
  let step: Int64

  /// Whether rounding changes anything.
  private var rounds: Bool { step != 1 && step > 0 }

  /// Estimates all three bounds; caps are applied later.
  @inline(__always)
  func estimate(
    _ histogram: borrowing Histogram, confidence: Double, share: Double,
    into result: inout VPAResourceRecommendation
  ) {
    result.confidence = confidence
    result.minimum = ResourceAmount.scaled(podMinimum, by: share)
    let lower = GoMath.power(1 + 0.001 / confidence, -2)
    let upper = 1 + 1 / confidence
    result.target = step(histogram, percentiles.target, factor: nil, minimum: result.minimum)
    result.lowerBound = step(histogram, percentiles.lowerBound, factor: lower, minimum: result.minimum)
    result.upperBound = step(histogram, percentiles.upperBound, factor: upper, minimum: result.minimum)
  }

  @inline(__always)
  private func step(
    _ histogram: borrowing Histogram, _ percentile: Double, factor: Double?, minimum: Int64
  ) -> VPAEstimate {
    var estimate = VPAEstimate()
    estimate.usage = ResourceAmount.of(histogram.percentile(percentile) * amountsPerUnit)
    estimate.withMargin = estimate.usage &+ ResourceAmount.scaled(estimate.usage, by: margin)
    estimate.widened =
      factor.map { ResourceAmount.scaled(estimate.withMargin, by: $0) } ?? estimate.withMargin
    estimate.raised = estimate.widened < minimum ? minimum : estimate.widened
    estimate.rounded = rounds ? roundedToStep(estimate.raised) : estimate.raised
    estimate.amount = estimate.rounded
    return estimate
  }

  /// Rounds an amount up to a multiple of the step.
  func roundedToStep(_ amount: Int64) -> Int64 {
    if !rounds || amount <= 0 { return amount }
    let (sum, overflow) = amount.addingReportingOverflow(step - 1)
    return overflow ? amount : sum / step * step
  }
}

extension VPARecommenderConfiguration {
  /// The rule for CPU.
  var cpuRule: EstimateRule {
    EstimateRule(
      percentiles: cpuPercentiles, confidenceIntervalMs: confidenceIntervalCPUMs,
      margin: safetyMarginFraction, amountsPerUnit: 1_000,
      podMinimum: ResourceAmount.of(podMinCPUMillicores * 0.001 * 1_000), step: roundCPUMillicores)
  }

  /// The rule for memory.
  var memoryRule: EstimateRule {
    EstimateRule(
      percentiles: memoryPercentiles, confidenceIntervalMs: confidenceIntervalMemoryMs,
      margin: safetyMarginFraction, amountsPerUnit: 1,
      podMinimum: ResourceAmount.of(podMinMemoryMb * 1_024 * 1_024), step: roundMemoryBytes)
  }
}
