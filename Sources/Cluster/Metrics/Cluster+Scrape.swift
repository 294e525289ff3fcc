extension Cluster {
  /// Takes a metrics point of every pod that has none of this instant yet and makes samples of those that have two.
  ///
  /// A sample's CPU is the work between two points over the time between them, cut to whole nanocores as
  /// metrics-server does, then rounded up to whole millicores as the HPA reads it. A container younger than the
  /// resolution gets a sample from its start if it is at least 10 s old.
  public mutating func scrape(nowMs: Int64) {
    for workload in workloads.indices where workloads[workload].scrapedMs < nowMs {
      workloads[workload].scrape(nowMs: nowMs, pipeline: pipeline, matureMs: matureMs)
    }
  }

  /// Whether the samples of a workload's last scrape can be asked for already.
  public func showsLastScrape(of workload: Int, at nowMs: Int64) -> Bool {
    nowMs >= workloads[workload].scrapedMs + pipeline.delayMs
  }
}

extension WorkloadState {
  /// Takes a metrics point of each of its pods at an instant.
  public mutating func scrape(nowMs: Int64, pipeline: MetricsPipeline, matureMs: Int64) {
    scrapedMs = nowMs
    advance(to: nowMs)
    for index in groups.indices {
      let memory = service.memory(of: groups[index], nowMs: nowMs)
      groups[index].takePoint(nowMs: nowMs, pipeline: pipeline, memoryBytes: memory)
    }
    if signals.isKept { keepSignals(nowMs: nowMs) }
    mergeEqualGroups(nowMs: nowMs, matureMs: matureMs)
  }

  /// Requests in a group's pods: those of the backlog, and by Little's law those being served.
  public func inFlight(of group: PodGroup) -> Double { service.inFlight(of: group) }
}

extension ServiceModel {
  /// The working set of one pod of a group, in whole bytes.
  @inline(__always)
  func memory(of group: borrowing PodGroup, nowMs: Int64) -> Int64 {
    Int64(workingSet(of: group, nowMs: nowMs))
  }

  /// The working set of one pod of a group, in bytes.
  @inline(__always)
  func workingSet(of group: borrowing PodGroup, nowMs: Int64) -> Double {
    var bytes = memoryBase
    if memoryLeakPerMs > 0 { bytes += memoryLeakPerMs * Double(nowMs - group.containerStartMs) }
    if memoryPerInFlight > 0 { bytes += memoryPerInFlight * inFlight(of: group) / Double(group.count) }
    return bytes
  }

  /// Requests in a group's pods: those of the backlog, and by Little's law those being served.
  func inFlight(of group: borrowing PodGroup) -> Double {
    let waiting = Double(group.queue) / workPerRequest
    guard !group.refuses else { return waiting }
    let rate = Double(min(group.inflow, group.capacity)) / (cpuPerRequest * 1e6)
    return waiting + rate * (group.meanSojourn + baseLatency)
  }
}

extension PodGroup {
  /// The least age in milliseconds at which a new container gets a sample from its start (metrics-server
  /// pkg/storage/pod.go, freshContainerMinMetricsResolution).
  private static let freshMs: Int64 = 10_000

  /// Whether a container without a point so far gets a sample from its start at an age.
  @inline(__always)
  static func isFresh(_ age: Int64, _ pipeline: MetricsPipeline) -> Bool {
    age < pipeline.resolutionMs && age >= freshMs
  }

  /// Takes a metrics point, and makes a sample if there is one before.
  @inline(__always)
  mutating func takePoint(nowMs: Int64, pipeline: MetricsPipeline, memoryBytes: Int64) {
    if isDown || isCutOff {
      // Nothing is known of pods whose kubelet does not answer, or without a container, until two points are known.
      earlierSample = sample
      sample = .none
      work = 0
      pointMs = -1
      return
    }
    let age = nowMs - (pointMs >= 0 ? pointMs : containerStartMs)
    earlierSample = sample
    if age > 0, pointMs >= 0 || Self.isFresh(age, pipeline) || pipeline.isInstantaneous {
      sample = PodSample(
        cpuMilli: pipeline.isInstantaneous
          ? presentMilli : Self.averageMilli(of: work, pods: Int64(count), over: age),
        memoryBytes: memoryBytes,
        timestampMs: nowMs, windowMs: pipeline.isInstantaneous ? pipeline.resolutionMs : age)
    } else {
      sample = .none
    }
    work = 0
    pointMs = nowMs
  }

  /// One pod's mean CPU over some time, in millicores rounded up from whole nanocores.
  static func averageMilli(of work: Int64, pods: Int64, over ms: Int64) -> Int64 {
    let nanocores = work * 1_000 / (pods * ms)
    return (nanocores + 999_999) / 1_000_000
  }

  /// One pod's CPU at this instant, in millicores rounded up.
  fileprivate var presentMilli: Int64 {
    let busy = queue > 0 || inflow > capacity
    let used = refuses ? burning : burning + (busy ? capacity : inflow)
    return (used + Int64(count) * 1_000 - 1) / (Int64(count) * 1_000)
  }
}
