/// What a metric that belongs to no pod asks for.
///
/// Source: replica_calculator.go, GetObjectMetricReplicas, GetObjectPerPodMetricReplicas and their External
/// kin.
extension HPAPlan {
  /// Compares the metric itself with its target; the ready pods times the ratio are proposed.
  ///
  /// From zero replicas the ratio alone is proposed, without tolerance or pods.
  func valueProposal(
    _ metric: Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    notes: MetricNotes?
  ) -> HPAProposal {
    let current = observation.specReplicas
    let usage = reading.value
    let ratio = Double(usage) / Double(metric.target)
    var proposal = HPAProposal(replicas: current, value: usage)
    notes?.details.ratio = ratio
    if current == 0 {
      proposal.replicas = cappedReplicas(ratio.rounded(.up))
      notes?.details.verdict = .scaledFromZero
      return proposal
    }
    if tolerance.contains(ratio) {
      notes?.details.verdict = .withinTolerance
      return proposal
    }
    var pods: Int64 = 0
    var ready: Int64 = 0
    for pod in observation.pods {
      pods += Int64(pod.count)
      if pod.phase == .running && pod.ready == .true { ready += Int64(pod.count) }
    }
    if pods == 0 { return HPAProposal(problem: .noReadyPods) }
    proposal.replicas = cappedReplicas((ratio * Double(ready)).rounded(.up))
    notes?.details.verdict = .scaled(pods: ready)
    return proposal
  }

  /// Compares the metric divided by the replicas the scale reports with its target.
  ///
  /// Within the tolerance those replicas are proposed, else the metric over the target.
  func averageProposal(
    _ metric: Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    notes: MetricNotes?
  ) -> HPAProposal {
    let replicas = observation.statusReplicas
    let usage = Double(reading.value)
    let asked = Self.averageReplicas(
      target: metric.target, tolerance: tolerance, caps: metric.kind == .external && rules.capsProposals,
      sum: reading.value, replicas: replicas)
    var proposal = HPAProposal(replicas: asked.replicas)
    // A sum that met the largest number is reported as it is: its average would be made up.
    let isCapped = metric.kind == .external && reading.value == .max
    proposal.value = isCapped ? .max : GoConversion.int64((usage / Double(replicas)).rounded(.up))
    notes?.details.ratio = usage / (Double(metric.target) * Double(replicas))
    notes?.details.verdict = asked.isTolerated ? .withinTolerance : .scaledToTarget
    return proposal
  }

  /// The replicas among which a sum is to be shared out: those there are within the tolerance, else sum over target.
  ///
  /// `caps` tells whether they are capped at the largest number. Takes what it needs of the plan, which a method would
  /// copy.
  @inline(__always)
  static func averageReplicas(
    target: Int64, tolerance: HPATolerance, caps: Bool, sum: Int64, replicas: Int32
  ) -> (replicas: Int32, isTolerated: Bool) {
    let usage = Double(sum)
    if tolerance.contains(usage / (Double(target) * Double(replicas))) { return (replicas, true) }
    let wanted = WholeDouble.up(usage / Double(target))
    return (caps && wanted > 2_147_483_647 ? .max : GoConversion.int32(wanted), false)
  }

  /// A number of replicas as 32 bits, at most the largest since 1.29.
  @inline(__always)
  private func cappedReplicas(_ replicas: Double) -> Int32 {
    rules.capsProposals && replicas > 2_147_483_647 ? .max : GoConversion.int32(replicas)
  }
}
