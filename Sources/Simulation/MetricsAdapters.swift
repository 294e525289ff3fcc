import Cluster
import Kubernetes
import Workload

/// The custom and external metrics APIs of a run.
struct MetricsAdapters {
  let sources: [MetricSource]
  /// For each source that is a signal, the index of its workload.
  let workloads: [Int?]
  /// What reading each source takes, apart from its texts.
  private let readings: [Reading]

  /// How a source is read.
  private struct Reading {
    var signal: MetricSource.Signal?
    var windowMs: Int64
    var lagMs: Int64
    var hasOutages: Bool
  }

  init(_ sources: [MetricSource], scenario: Scenario) {
    self.sources = sources
    readings = sources.map { source in
      var reading = Reading(
        windowMs: source.windowMs, lagMs: source.lagMs, hasOutages: !source.outages.isEmpty)
      if case .signal(let signal, _) = source.origin { reading.signal = signal }
      return reading
    }
    workloads = sources.map { source in
      guard case .signal(_, let deployment) = source.origin else { return nil }
      return scenario.workloads.firstIndex { $0.deployment.metadata.name == deployment }
    }
  }

  /// Tells the cluster which workloads' own metrics somebody looks at.
  func prepare(_ cluster: inout Cluster) {
    for (source, workload) in zip(sources, workloads) {
      if let workload { cluster.keepSignals(of: workload, forMs: source.windowMs + source.lagMs) }
    }
  }

  /// The source an API serves under a name, a selector and an object, or nil if nobody serves it.
  func index(
    _ api: MetricSource.API, name: String, selector: LabelSelector?,
    object: CrossVersionObjectReference? = nil
  ) -> Int? {
    sources.firstIndex { source in
      source.api == api && source.name == name && (selector?.matches(source.labels) ?? true)
        && (source.object == nil || object == nil
          || source.object?.kind == object?.kind && source.object?.name == object?.name)
    }
  }

  /// The value of a source that belongs to no pod, in thousandths; nil before the first scrape or outside a series.
  func value(_ index: Int, nowMs: Int64, cluster: borrowing Cluster) -> Int64? {
    guard let workload = workloads[index] else { return recorded(index, nowMs: nowMs) }
    return value(index, nowMs: nowMs, cluster.workloads[workload].signals)
  }

  /// The same for a source that is no signal, or whose workload's signals are at hand.
  func value(_ index: Int, nowMs: Int64, _ state: inout WorkloadState) -> Int64? {
    guard workloads[index] != nil else { return recorded(index, nowMs: nowMs) }
    return value(index, nowMs: nowMs, state.signals)
  }

  /// The value that a series has at a time.
  private func recorded(_ index: Int, nowMs: Int64) -> Int64? {
    if readings[index].hasOutages, isOut(index, atMs: nowMs) { return nil }
    guard case .series(let series) = sources[index].origin,
      let at = series.index(atMs: nowMs - readings[index].lagMs), !series.values[at].isNaN
    else { return nil }
    return Self.milli(series.values[at])
  }

  @inline(__always)
  private func value(_ index: Int, nowMs: Int64, _ signals: borrowing ServiceSignals) -> Int64? {
    let reading = readings[index]
    if reading.hasOutages, isOut(index, atMs: nowMs) { return nil }
    guard let signal = reading.signal, let point = signals.point(atMs: nowMs - reading.lagMs) else {
      return nil
    }
    switch signal {
    case .requestsPerSecond:
      guard reading.windowMs > 0 else { return Self.milli(point.rate) }
      let from = signals.start(ofMs: reading.windowMs, before: point)
      let ms = Double(point.timeMs - from.timeMs)
      return Self.milli(ms > 0 ? (point.arrived - from.arrived) / ms * 1_000 : point.rate)
    case .inFlight: return Self.milli(point.inFlight)
    case .queueLength: return Self.milli(point.waiting)
    case .latency: return Self.milli(Self.latency(sources[index], signals, point))
    }
  }

  /// Whether a source cannot be read at a time.
  func isOut(_ index: Int, atMs nowMs: Int64) -> Bool {
    sources[index].outages.contains { $0.contains(nowMs) }
  }

  /// The value of one pod of a group, in thousandths; nil while its metrics are not scraped.
  func podValue(_ index: Int, group: PodGroup, of state: borrowing WorkloadState, nowMs: Int64) -> (
    Int64, Int64
  )? {
    let source = sources[index]
    guard group.receives, case .signal(let signal, _) = source.origin, !isOut(index, atMs: nowMs) else {
      return nil
    }
    let signals = state.signals
    guard let point = signals.point(atMs: nowMs - source.lagMs), point.timeMs >= group.receivesSinceMs else {
      return nil
    }
    let value: Double
    switch signal {
    case .requestsPerSecond:
      if source.windowMs > 0 {
        let since = max(point.timeMs - source.windowMs, group.receivesSinceMs)
        let from = signals.points.first { $0.timeMs >= since } ?? point
        let ms = Double(point.timeMs - from.timeMs)
        guard ms > 0 else { return nil }
        value = (point.requestsPerPod - from.requestsPerPod) / ms * 1_000
      } else {
        value = point.ratePerPod
      }
    case .inFlight: value = state.inFlight(of: group) / Double(group.count)
    case .queueLength: value = state.waiting(in: group) / Double(group.count)
    case .latency: value = Self.latency(source, signals, point)
    }
    return (Self.milli(value), point.timeMs)
  }

  /// The mean response time over a window, in seconds; 0 where nothing was served.
  private static func latency(
    _ source: MetricSource, _ signals: borrowing ServiceSignals, _ point: ServiceSignals.Point
  ) -> Double {
    let from = signals.point(atMs: point.timeMs - source.windowMs) ?? signals.points[0]
    let served = point.served - from.served
    return served > 0 ? (point.responseSeconds - from.responseSeconds) / served : 0
  }

  /// Whole thousandths, cut as the adapters do.
  private static func milli(_ value: Double) -> Int64 {
    let milli = value * 1_000
    return milli < 9e18 ? Int64(milli) : Int64.max
  }
}
