/// Why the pods of one entry count for a metric or do not.
public struct PodFinding: Sendable, Hashable {
  /// Where a pod is put.
  public enum Verdict: UInt8, Sendable, Hashable, CaseIterable {
    /// Its sample counts.
    case counts
    /// It is being deleted.
    case deleted
    /// It has failed.
    case failed
    /// It is pending.
    case pending
    /// It has no sample.
    case missing
    /// It has no Ready condition, or no kubelet has started it.
    case notStarted
    /// It started a short while ago and is not ready.
    case youngAndUnready
    /// It started a short while ago, and the sample's window begins before it was ready.
    case sampledBeforeReady
    /// It is not ready and has hardly been since it started.
    case neverReady

    /// Whether upstream puts it among the unready ones.
    public var isUnready: Bool {
      switch self {
      case .pending, .notStarted, .youngAndUnready, .sampledBeforeReady, .neverReady: true
      case .counts, .deleted, .failed, .missing: false
      }
    }
  }

  /// The index of the entry in the observation's pods.
  public var pod: Int
  /// How many of the entry's pods this is about.
  public var count: Int32
  /// Where they are put.
  public var verdict: Verdict

  /// Looks at every pod as one metric does, in the order of the pods.
  static func list(
    _ observation: borrowing HPAObservation, reading: HPAObservation.Reading, isCPU: Bool, youth: PodYouth
  ) -> [PodFinding] {
    var findings: [PodFinding] = []
    for index in observation.pods.indices {
      let pod = observation.pods[index]
      if pod.count == 0 { continue }
      if pod.isIgnored {
        findings.append(
          PodFinding(pod: index, count: pod.count, verdict: pod.isDeleted ? .deleted : .failed))
        continue
      }
      if pod.phase == .pending {
        findings.append(PodFinding(pod: index, count: pod.count, verdict: .pending))
        continue
      }
      var left = pod.count
      for at in Int(reading.samplesStart)..<Int(reading.samplesEnd) {
        let sample = observation.samples[at]
        guard Int(sample.pod) == index else { continue }
        left &-= sample.count
        let verdict =
          isCPU ? youth.verdict(on: pod, sample: sample, nowMs: observation.nowMs) : .counts
        findings.append(PodFinding(pod: index, count: sample.count, verdict: verdict))
      }
      if left > 0 { findings.append(PodFinding(pod: index, count: left, verdict: .missing)) }
    }
    return findings
  }
}

extension PodYouth {
  /// Why a CPU sample is trusted or not.
  fileprivate func verdict(
    on pod: HPAObservation.Pod, sample: HPAObservation.Sample, nowMs: Int64
  ) -> PodFinding.Verdict {
    if !distrusts(pod, sample: sample, nowMs: nowMs) { return .counts }
    if pod.ready == .absent || pod.startTimeMs == HPAObservation.noTime { return .notStarted }
    if pod.startTimeMs &+ cpuInitializationPeriodMs > nowMs {
      return pod.ready == .false ? .youngAndUnready : .sampledBeforeReady
    }
    return .neverReady
  }
}
