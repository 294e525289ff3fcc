/// What all metrics together ask for: the most that one of them does.
///
/// Source: horizontal.go, computeReplicasForMetrics.
extension HPAController {
  /// The outcome of looking at all metrics.
  struct Combination {
    var replicas: Int32 = 0
    /// The metric that asks for the most, -1 if none was taken.
    var winner: Int32 = -1
    var invalid: Int32 = 0
    var firstInvalid: Int32 = -1
    /// Whether the failures leave nothing that may be acted on.
    var isRefused = false
  }

  /// Evaluates the metrics in order and takes the largest proposal.
  ///
  /// With a failed metric only staying or growing is allowed; with all failed, nothing is.
  mutating func combineMetrics<T: HPATracing>(
    _ observation: borrowing HPAObservation, trace: inout T
  ) -> Combination {
    var result = Combination()
    let count = plan.metrics.count
    if memory.metrics.count != count {
      memory.metrics = [HPAProposal](repeating: HPAProposal(), count: count)
    }
    for index in 0..<count {
      let proposal = evaluate(index, in: observation, trace: &trace)
      memory.metrics[index] = proposal
      if proposal.failed {
        if result.invalid == 0 { result.firstInvalid = Int32(index) }
        result.invalid += 1
      } else if result.replicas == 0 || proposal.replicas > result.replicas {
        result.replicas = proposal.replicas
        result.winner = Int32(index)
      }
    }
    result.isRefused =
      Int(result.invalid) >= count || result.invalid > 0 && result.replicas < observation.specReplicas
    return result
  }

  /// Evaluates one metric of the spec.
  func evaluate<T: HPATracing>(
    _ index: Int, in observation: borrowing HPAObservation, trace: inout T
  ) -> HPAProposal {
    let metric = plan.metrics[index]
    let reading = index < observation.readings.count ? observation.readings[index] : HPAObservation.Reading()
    var details = HPAMetricTrace()
    let proposal = evaluate(metric, reading: reading, in: observation, trace: &details, tracing: T.self)
    if T.isOn {
      details.index = index
      details.proposal = proposal
      details.reading = reading
      trace.record(.metric(details))
    }
    return proposal
  }

  @inline(__always)
  private func evaluate<T: HPATracing>(
    _ metric: HPAPlan.Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    trace: inout HPAMetricTrace, tracing: T.Type
  ) -> HPAProposal {
    if metric.kind == .unknown { return HPAProposal(problem: .unknownType) }
    if metric.form == .missing { return HPAProposal(problem: .noTarget) }
    if reading.failure >= 0 && !observation.failures[Int(reading.failure)].concernsRequests {
      return HPAProposal(problem: .unread, failure: reading.failure)
    }
    switch metric.kind {
    case .object, .external:
      return metric.form == .value
        ? valueProposal(metric, reading: reading, in: observation, trace: &trace, tracing: tracing)
        : averageProposal(metric, reading: reading, in: observation, trace: &trace, tracing: tracing)
    default:
      return metric.form == .utilization
        ? utilizationProposal(metric, reading: reading, in: observation, trace: &trace, tracing: tracing)
        : plainProposal(metric, reading: reading, in: observation, trace: &trace, tracing: tracing)
    }
  }
}
