/// What a target of an average value per pod asks for, of a resource or of a custom metric.
///
/// Source: replica_calculator.go, calcPlainMetricReplicas.
extension HPAPlan {
  /// Compares the average over all samples, those of strange pods included, with its target.
  ///
  /// As for utilization, pods that did not count get a cautious value: exactly the target when scaling down,
  /// nothing when scaling up. Requests are not looked at.
  func plainProposal(
    _ metric: Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    notes: MetricNotes?
  ) -> HPAProposal {
    let groups = PodGroups(observation, reading: reading, isCPU: metric.isCPU, youth: youth)
    notes?.details.groups = groups
    if groups.pods == 0 { return HPAProposal(problem: .noPods) }
    if groups.samples == 0 { return HPAProposal(problem: .noSamples) }

    let current = observation.specReplicas
    let usage = GoConversion.quotient(groups.sum, groups.samples)
    var proposal = HPAProposal(replicas: current, value: usage)
    let ratio = Double(usage) / Double(metric.target)
    let countsUnready = groups.unready > 0 && ratio > 1
    notes?.details.ratio = ratio
    if groups.missing == 0 && !countsUnready {
      if tolerance.contains(ratio) {
        notes?.details.verdict = .withinTolerance
      } else {
        proposal.replicas = GoConversion.int32((ratio * Double(groups.ready)).rounded(.up))
        notes?.details.verdict = .scaled(pods: groups.ready)
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
      ratio: ratio, filled: filled, samples: samples, current: current, notes: notes)
    notes?.details.filledValue = filledUsage
    return proposal
  }
}
