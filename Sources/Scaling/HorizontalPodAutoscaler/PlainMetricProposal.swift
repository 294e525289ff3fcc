/// What a target of an average value per pod asks for, of a resource or of a custom metric.
///
/// Source: replica_calculator.go, calcPlainMetricReplicas.
extension HPAController {
  /// Compares the average over all samples, those of strange pods included, with its target.
  ///
  /// As for utilization, pods that did not count get a cautious value: exactly the target when scaling down,
  /// nothing when scaling up. Requests are not looked at.
  func plainProposal<T: HPATracing>(
    _ metric: HPAPlan.Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    trace: inout HPAMetricTrace, tracing: T.Type
  ) -> HPAProposal {
    let groups = podGroups(metric, reading: reading, in: observation, fillPercent: 0)
    if T.isOn { trace.groups = groups }
    if groups.pods == 0 { return HPAProposal(problem: .noPods) }
    if groups.samples == 0 { return HPAProposal(problem: .noSamples) }

    let current = observation.specReplicas
    let usage = GoConversion.quotient(groups.sum, groups.samples)
    var proposal = HPAProposal(replicas: current, value: usage)
    let ratio = Double(usage) / Double(metric.target)
    let countsUnready = groups.unready > 0 && ratio > 1
    if T.isOn { trace.ratio = ratio }
    if groups.missing == 0 && !countsUnready {
      if plan.tolerance.contains(ratio) {
        if T.isOn { trace.verdict = .withinTolerance }
      } else {
        proposal.replicas = GoConversion.int32((ratio * Double(groups.ready)).rounded(.up))
        if T.isOn { trace.verdict = .scaled(pods: groups.ready) }
      }
      return proposal
    }

    var sum = groups.sum
    var samples = groups.samples
    if groups.missing > 0 && ratio != 1 {
      if ratio < 1 { sum &+= groups.missing &* metric.target }
      samples += groups.missing
    }
    if countsUnready { samples += groups.unready }
    let filledUsage = GoConversion.quotient(sum, samples)
    let filled = Double(filledUsage) / Double(metric.target)
    proposal.replicas = afterFilling(
      ratio: ratio, filled: filled, samples: samples, current: current, trace: &trace, tracing: tracing)
    if T.isOn { trace.filledValue = filledUsage }
    return proposal
  }
}
