/// What a target in percent of the requests asks for.
///
/// Source: replica_calculator.go, GetResourceReplicas; metrics/utilization.go.
extension HPAController {
  /// Compares the utilization U = trunc(100 · Σ used / Σ requested) with its target T.
  ///
  /// The ratio U / T within the tolerance changes nothing. Else the ready pods times the ratio are proposed,
  /// unless pods without samples, or unready ones when scaling up, call for a second look with their share
  /// filled in cautiously: full use of the request (or the target, if higher) when scaling down, none when
  /// scaling up.
  func utilizationProposal<T: HPATracing>(
    _ metric: HPAPlan.Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    trace: inout HPAMetricTrace, tracing: T.Type
  ) -> HPAProposal {
    let fillPercent = metric.target > 100 ? metric.target : 100
    let groups = podGroups(metric, reading: reading, in: observation, fillPercent: fillPercent)
    if T.isOn { trace.groups = groups }
    if groups.pods == 0 { return HPAProposal(problem: .noPods) }
    if groups.samples == 0 { return HPAProposal(problem: .noSamples) }
    if reading.failure >= 0 { return HPAProposal(problem: .requests, failure: reading.failure) }
    if groups.readyRequests == 0 { return HPAProposal(problem: .nothingRequested) }

    let current = observation.specReplicas
    let utilization = Self.percent(groups.readySum, of: groups.readyRequests)
    var proposal = HPAProposal(
      replicas: current, hasUtilization: true, utilization: utilization,
      value: GoConversion.quotient(groups.readySum, groups.ready))
    let ratio = Double(utilization) / Double(metric.target)
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

    var sum = groups.readySum
    var requests = groups.readyRequests
    var samples = groups.samples
    if groups.missing > 0 && ratio != 1 {
      if ratio < 1 { sum &+= groups.missingFill }
      requests &+= groups.missingRequests
      samples += groups.missing
    }
    if countsUnready {
      requests &+= groups.unreadyRequests
      samples += groups.unready
    }
    if requests == 0 { return HPAProposal(problem: .nothingRequested) }
    let filledUtilization = Self.percent(sum, of: requests)
    let filled = Double(filledUtilization) / Double(metric.target)
    proposal.replicas = afterFilling(
      ratio: ratio, filled: filled, samples: samples, current: current, trace: &trace, tracing: tracing)
    if T.isOn { trace.filledUtilization = filledUtilization }
    return proposal
  }

  /// What is proposed once cautious values stand in for the pods that did not count.
  ///
  /// Nothing changes if the filled ratio is within the tolerance or on the other side of 1, or if the number it
  /// gives lies on the wrong side of the current one.
  func afterFilling<T: HPATracing>(
    ratio: Double, filled: Double, samples: Int64, current: Int32, trace: inout HPAMetricTrace,
    tracing: T.Type
  ) -> Int32 {
    if T.isOn {
      trace.filledRatio = filled
      trace.filledSamples = samples
    }
    if plan.tolerance.contains(filled) {
      if T.isOn { trace.verdict = .withinToleranceFilled }
      return current
    }
    if ratio < 1 && filled > 1 || ratio > 1 && filled < 1 {
      if T.isOn { trace.verdict = .flipped }
      return current
    }
    let replicas = GoConversion.int32((filled * Double(samples)).rounded(.up))
    if filled < 1 && replicas > current || filled > 1 && replicas < current {
      if T.isOn { trace.verdict = .wrongSide(replicas) }
      return current
    }
    if T.isOn { trace.verdict = .scaledFilled }
    return replicas
  }

  /// The whole percent of a sum, as a 32-bit number; all steps wrap as upstream's do.
  @inline(__always)
  static func percent(_ sum: Int64, of requests: Int64) -> Int32 {
    Int32(truncatingIfNeeded: GoConversion.quotient(sum &* 100, requests))
  }

  /// Sorts the pods of a metric.
  @inline(__always)
  func podGroups(
    _ metric: HPAPlan.Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    fillPercent: Int64
  ) -> PodGroups {
    PodGroups(
      observation, reading: reading, isCPU: metric.isCPU, fillPercent: fillPercent,
      cpuInitializationPeriodMs: configuration.cpuInitializationPeriodMs,
      initialReadinessDelayMs: configuration.initialReadinessDelayMs)
  }
}
