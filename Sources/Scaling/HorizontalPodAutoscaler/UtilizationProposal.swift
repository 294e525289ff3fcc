/// What a target in percent of the requests asks for.
///
/// Source: replica_calculator.go, GetResourceReplicas; metrics/utilization.go.
extension HPAPlan {
  /// Compares the utilization U = trunc(100 · Σ used / Σ requested) with its target T.
  ///
  /// The ratio U / T within the tolerance changes nothing. Else the ready pods times the ratio are proposed,
  /// unless pods without samples, or unready ones when scaling up, call for a second look with their share
  /// filled in cautiously: full use of the request (or the target, if higher) when scaling down, none when
  /// scaling up.
  func utilizationProposal(
    _ metric: Metric, reading: HPAObservation.Reading, in observation: borrowing HPAObservation,
    notes: MetricNotes?
  ) -> HPAProposal {
    let groups = PodGroups(observation, reading: reading, isCPU: metric.isCPU, youth: youth)
    notes?.details.groups = groups
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

    let absent = AbsentPods(
      observation, reading: reading, isCPU: metric.isCPU, youth: youth,
      fillPercent: metric.target > 100 ? metric.target : 100)
    var sum = groups.readySum
    var requests = groups.readyRequests
    var samples = groups.samples
    if groups.missing > 0 && ratio != 1 {
      if ratio < 1 { sum &+= absent.missingFill }
      requests &+= absent.missingRequests
      samples += groups.missing
    }
    if countsUnready {
      requests &+= absent.unreadyRequests
      samples += groups.unready
    }
    if requests == 0 { return HPAProposal(problem: .nothingRequested) }
    let filledUtilization = Self.percent(sum, of: requests)
    let filled = Double(filledUtilization) / Double(metric.target)
    proposal.replicas = afterFilling(
      ratio: ratio, filled: filled, samples: samples, current: current, notes: notes)
    notes?.details.filledUtilization = filledUtilization
    return proposal
  }

  /// What is proposed once cautious values stand in for the pods that did not count.
  ///
  /// Nothing changes if the filled ratio is within the tolerance or on the other side of 1, or if the number
  /// it gives lies on the wrong side of the current one.
  func afterFilling(
    ratio: Double, filled: Double, samples: Int64, current: Int32, notes: MetricNotes?
  ) -> Int32 {
    notes?.details.filledRatio = filled
    notes?.details.filledSamples = samples
    if tolerance.contains(filled) {
      notes?.details.verdict = .withinToleranceFilled
      return current
    }
    if ratio < 1 && filled > 1 || ratio > 1 && filled < 1 {
      notes?.details.verdict = .flipped
      return current
    }
    let replicas = GoConversion.int32((filled * Double(samples)).rounded(.up))
    if filled < 1 && replicas > current || filled > 1 && replicas < current {
      notes?.details.verdict = .wrongSide(replicas)
      return current
    }
    notes?.details.verdict = .scaledFilled
    return replicas
  }

  /// The whole percent of a sum, as a 32-bit number; all steps wrap as upstream's do.
  @inline(__always)
  static func percent(_ sum: Int64, of requests: Int64) -> Int32 {
    Int32(truncatingIfNeeded: GoConversion.quotient(sum &* 100, requests))
  }
}
