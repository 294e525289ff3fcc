import Cluster
import Scaling

extension Loop {
  /// What a scaler sees of a workload, as old as the metrics pipeline makes it.
  func observation(
    of workload: Int, windowMs: Int64, bounds: ClosedRange<Int32>, nowMs: Int64
  ) -> ScalerObservation {
    var seen = ScalerObservation()
    seen.timeMs = nowMs
    seen.dateMs = scenario.epochMs + nowMs
    seen.replicas = cluster.workloads[workload].replicas
    seen.readyPods = cluster.workloads[workload].readyCount
    seen.pendingPods = cluster.workloads[workload].pendingCount
    seen.minReplicas = bounds.lowerBound
    seen.maxReplicas = bounds.upperBound
    let template = cluster.workloads[workload].template
    seen.cpuRequest = Double(template.requestCPUMilli) / 1_000
    seen.memoryRequest = Double(template.requestMemoryBytes)
    if vertical != nil {
      let requests = cluster.workloads[workload].admittedRequests
      seen.cpuRequest = Double(requests.milli) / 1_000
      seen.memoryRequest = Double(requests.bytes)
    }
    let isFresh = cluster.showsLastScrape(of: workload, at: nowMs)
    var (milli, bytes, pods): (Int64, Int64, Int32) = (0, 0, 0)
    for group in cluster.workloads[workload].groups {
      let sample = isFresh ? group.sample : group.earlierSample
      guard sample.exists, !group.isDeleted else { continue }
      pods += group.count
      milli += sample.cpuMilli * Int64(group.count)
      bytes += sample.memoryBytes * Int64(group.count)
    }
    seen.sampledPods = pods
    if pods > 0 {
      seen.cpu = Double(milli) / 1_000 / Double(pods)
      seen.memory = Double(bytes) / Double(pods)
    }
    seen.show(cluster.workloads[workload].signals, windowMs: windowMs, nowMs: nowMs)
    for index in metrics.sources.indices {
      guard let value = metrics.value(index, nowMs: nowMs, cluster: cluster) else { continue }
      seen.metrics[metrics.sources[index].name] = Double(value) / 1_000
    }
    return seen
  }
}

extension ScalerObservation {
  /// Takes the service's own numbers from its last scrape.
  mutating func show(_ signals: ServiceSignals, windowMs: Int64, nowMs: Int64) {
    guard let point = signals.point(atMs: nowMs) else { return }
    inFlight = point.inFlight
    queueLength = point.waiting
    requestsPerSecond = point.rate
    let from = signals.point(atMs: point.timeMs - windowMs) ?? signals.points[0]
    let ms = Double(point.timeMs - from.timeMs)
    if windowMs > 0, ms > 0 { requestsPerSecond = (point.arrived - from.arrived) / ms * 1_000 }
    let served = point.served - from.served
    if served > 0 { latencySeconds = (point.responseSeconds - from.responseSeconds) / served }
  }
}
