/// Pods and samples of one metric, sorted into those that count, are missing, are unready or are ignored.
///
/// Sums over pods are sums over groups of equal pods: they are integers, so nothing is lost. Additions of
/// values wrap as upstream's do. Linear in the entries. Source: replica_calculator.go, groupPods.
public struct PodGroups: Sendable, Hashable {
  /// All pods of the selector.
  public let pods: Int64
  /// Pods with a sample that counts.
  public let ready: Int64
  /// Pods that are pending or, for CPU, not yet trusted.
  public let unready: Int64
  /// Pods without a sample.
  public let missing: Int64
  /// Pods that are being deleted or have failed.
  public let ignored: Int64
  /// Samples that count, of ready pods and of pods outside the list.
  public let samples: Int64
  /// The sum of these samples.
  public let sum: Int64
  /// The sum of the samples of ready pods.
  public let readySum: Int64
  /// What the ready pods request, 0 where requests do not matter.
  public let readyRequests: Int64

  /// Sorts the pods.
  init(
    _ observation: borrowing HPAObservation, reading: HPAObservation.Reading, isCPU: Bool,
    youth: PodYouth
  ) {
    var pods: Int64 = 0
    var pending: Int64 = 0
    var ignored: Int64 = 0
    for pod in observation.pods {
      let count = Int64(pod.count)
      pods &+= count
      if pod.isIgnored { ignored &+= count } else if pod.phase == .pending { pending &+= count }
    }
    let nowMs = observation.nowMs
    let requestsStart = Int(reading.requestsStart)
    var ready: Int64 = 0
    var untrusted: Int64 = 0
    var strangers: Int64 = 0
    var readySum: Int64 = 0
    var strangeSum: Int64 = 0
    var readyRequests: Int64 = 0
    for index in Int(reading.samplesStart)..<Int(reading.samplesEnd) {
      let sample = observation.samples[index]
      let count = Int64(sample.count)
      let owner = Int(sample.pod)
      if owner < 0 {
        strangers &+= count
        strangeSum &+= count &* sample.value
        continue
      }
      let pod = observation.pods[owner]
      if pod.isIgnored || pod.phase == .pending { continue }
      if isCPU && youth.distrusts(pod, sample: sample, nowMs: nowMs) {
        untrusted &+= count
        continue
      }
      ready &+= count
      readySum &+= count &* sample.value
      if requestsStart >= 0 { readyRequests &+= count &* observation.requests[requestsStart + owner] }
    }
    self.pods = pods
    self.ready = ready
    self.unready = pending &+ untrusted
    self.missing = pods &- ignored &- pending &- ready &- untrusted
    self.ignored = ignored
    self.samples = ready &+ strangers
    self.sum = readySum &+ strangeSum
    self.readySum = readySum
    self.readyRequests = readyRequests
  }
}

/// What the pods request that did not count, for the second look at a ratio.
struct AbsentPods {
  /// What the pods without a sample request.
  var missingRequests: Int64 = 0
  /// What the pods without a sample are taken to use when scaling down: so many percent of their requests.
  var missingFill: Int64 = 0
  /// What the unready pods request.
  var unreadyRequests: Int64 = 0

  /// Adds up requests; `fillPercent` is the share of its request that a pod without a sample is taken to use.
  init(
    _ observation: borrowing HPAObservation, reading: HPAObservation.Reading, isCPU: Bool, youth: PodYouth,
    fillPercent: Int64
  ) {
    let start = Int(reading.requestsStart)
    if start < 0 { return }
    for index in observation.pods.indices {
      let pod = observation.pods[index]
      if pod.isIgnored { continue }
      let request = observation.requests[start + index]
      let requests = Int64(pod.count) &* request
      if pod.phase == .pending {
        unreadyRequests &+= requests
      } else {
        // All others are missing until a sample of theirs turns up.
        missingRequests &+= requests
        missingFill &+= Int64(pod.count) &* (request &* fillPercent / 100)
      }
    }
    for index in Int(reading.samplesStart)..<Int(reading.samplesEnd) {
      let sample = observation.samples[index]
      guard sample.pod >= 0 else { continue }
      let pod = observation.pods[Int(sample.pod)]
      if pod.isIgnored || pod.phase == .pending { continue }
      let count = Int64(sample.count)
      let request = observation.requests[start + Int(sample.pod)]
      missingRequests &-= count &* request
      missingFill &-= count &* (request &* fillPercent / 100)
      if isCPU && youth.distrusts(pod, sample: sample, nowMs: observation.nowMs) {
        unreadyRequests &+= count &* request
      }
    }
  }
}

/// How long a pod's CPU samples are looked at with suspicion after it started.
struct PodYouth: Sendable {
  var cpuInitializationPeriodMs: Int64
  var initialReadinessDelayMs: Int64

  /// Whether a pod's CPU sample is not to be trusted yet.
  ///
  /// In the first minutes the pod must be ready and the sample's whole window lie after it became so; later
  /// it only must not have been unready ever since it started.
  @inline(__always)
  func distrusts(_ pod: HPAObservation.Pod, sample: HPAObservation.Sample, nowMs: Int64) -> Bool {
    if pod.ready == .absent || pod.startTimeMs == HPAObservation.noTime { return true }
    if pod.startTimeMs &+ cpuInitializationPeriodMs > nowMs {
      return pod.ready == .false || sample.timestampMs < pod.readyTransitionMs &+ sample.windowMs
    }
    return pod.ready == .false && pod.startTimeMs &+ initialReadinessDelayMs > pod.readyTransitionMs
  }
}

extension HPAObservation.Pod {
  /// Whether no metric looks at the pod.
  @inline(__always)
  var isIgnored: Bool { isDeleted || phase == .failed }
}
