/// Pods and samples of one metric, sorted into those that count, are missing, are unready or are ignored.
///
/// Sums over pods are sums over groups of equal pods: they are integers, so nothing is lost. Additions wrap as
/// upstream's do. Linear in the entries. Source: replica_calculator.go, groupPods.
public struct PodGroups: Sendable, Hashable {
  /// All pods of the selector.
  public internal(set) var pods: Int64 = 0
  /// Pods with a sample that counts.
  public internal(set) var ready: Int64 = 0
  /// Pods that are pending or, for CPU, not yet trusted.
  public internal(set) var unready: Int64 = 0
  /// Pods without a sample.
  public internal(set) var missing: Int64 = 0
  /// Pods that are being deleted or have failed.
  public internal(set) var ignored: Int64 = 0
  /// Samples that count, of ready pods and of pods outside the list.
  public internal(set) var samples: Int64 = 0
  /// The sum of these samples.
  public internal(set) var sum: Int64 = 0
  /// The sum of the samples of ready pods.
  public internal(set) var readySum: Int64 = 0
  /// What the ready pods request.
  public internal(set) var readyRequests: Int64 = 0
  /// What the unready pods request.
  public internal(set) var unreadyRequests: Int64 = 0
  /// What the pods without a sample request.
  public internal(set) var missingRequests: Int64 = 0
  /// What the pods without a sample are taken to use when scaling down.
  public internal(set) var missingFill: Int64 = 0

  /// Sorts the pods.
  ///
  /// `fillPercent` is the share of its request that a pod without a sample is taken to use.
  init(
    _ observation: borrowing HPAObservation, reading: HPAObservation.Reading, isCPU: Bool, fillPercent: Int64,
    cpuInitializationPeriodMs: Int64, initialReadinessDelayMs: Int64
  ) {
    let requestsStart = Int(reading.requestsStart)
    for index in observation.pods.indices {
      let pod = observation.pods[index]
      let count = Int64(pod.count)
      pods += count
      if pod.isDeleted || pod.phase == .failed {
        ignored += count
        continue
      }
      let request = requestsStart >= 0 ? observation.requests[requestsStart + index] : 0
      if pod.phase == .pending {
        unready += count
        unreadyRequests &+= count &* request
        continue
      }
      // All others are missing until a sample of theirs turns up.
      missing += count
      missingRequests &+= count &* request
      missingFill &+= count &* (request &* fillPercent / 100)
    }
    for index in Int(reading.samplesStart)..<Int(reading.samplesEnd) {
      let sample = observation.samples[index]
      let count = Int64(sample.count)
      let value = count &* sample.value
      if sample.pod < 0 {
        samples += count
        sum &+= value
        continue
      }
      let pod = observation.pods[Int(sample.pod)]
      if pod.isDeleted || pod.phase == .failed || pod.phase == .pending { continue }
      let request = requestsStart >= 0 ? observation.requests[requestsStart + Int(sample.pod)] : 0
      missing -= count
      missingRequests &-= count &* request
      missingFill &-= count &* (request &* fillPercent / 100)
      let isUnready =
        isCPU
        && Self.isUnready(
          pod, sample: sample, nowMs: observation.nowMs, cpuInitializationPeriodMs: cpuInitializationPeriodMs,
          initialReadinessDelayMs: initialReadinessDelayMs)
      if isUnready {
        unready += count
        unreadyRequests &+= count &* request
      } else {
        ready += count
        samples += count
        sum &+= value
        readySum &+= value
        readyRequests &+= count &* request
      }
    }
  }

  /// Whether a pod's CPU sample is not to be trusted yet.
  ///
  /// In the first minutes it must be ready and its whole window lie after it became ready; later it only must
  /// not have been unready ever since it started.
  @inline(__always)
  static func isUnready(
    _ pod: HPAObservation.Pod, sample: HPAObservation.Sample, nowMs: Int64, cpuInitializationPeriodMs: Int64,
    initialReadinessDelayMs: Int64
  ) -> Bool {
    if pod.ready == .absent || pod.startTimeMs == HPAObservation.noTime { return true }
    if pod.startTimeMs &+ cpuInitializationPeriodMs > nowMs {
      return pod.ready == .false || sample.timestampMs < pod.readyTransitionMs &+ sample.windowMs
    }
    return pod.ready == .false && pod.startTimeMs &+ initialReadinessDelayMs > pod.readyTransitionMs
  }
}
