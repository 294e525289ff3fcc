/// What one metric asks for by itself.
///
/// Source: horizontal.go, computeReplicasForMetric.
extension HPAPlan {
  /// Evaluates one metric of the spec.
  @inline(__always)
  func evaluate<T: HPATracing>(
    _ index: Int, in observation: borrowing HPAObservation, trace: inout T
  ) -> HPAProposal {
    let metric = metrics[index]
    let reading = index < observation.readings.count ? observation.readings[index] : HPAObservation.Reading()
    let notes = T.isOn ? MetricNotes() : nil
    let proposal = evaluate(metric, reading: reading, in: observation, notes: notes)
    if let notes {
      notes.details.index = index
      notes.details.proposal = proposal
      notes.details.reading = reading
      if notes.details.groups != nil {
        notes.details.findings = PodFinding.list(
          observation, reading: reading, isCPU: metric.isCPU, youth: youth)
      }
      trace.record(.metric(notes.details))
    }
    return proposal
  }

  @inline(__always)
  private func evaluate(
    _ metric: Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    notes: MetricNotes?
  ) -> HPAProposal {
    if metric.kind == .unknown { return HPAProposal(problem: .unknownType) }
    if metric.form == .missing { return HPAProposal(problem: .noTarget) }
    if reading.failure >= 0 && !observation.failures[Int(reading.failure)].concernsRequests {
      return HPAProposal(problem: .unread, failure: reading.failure)
    }
    switch metric.kind {
    case .object, .external:
      return metric.form == .value
        ? valueProposal(metric, reading: reading, in: observation, notes: notes)
        : averageProposal(metric, reading: reading, in: observation, notes: notes)
    default:
      return metric.form == .utilization
        ? utilizationProposal(metric, reading: reading, in: observation, notes: notes)
        : plainProposal(metric, reading: reading, in: observation, notes: notes)
    }
  }
}
