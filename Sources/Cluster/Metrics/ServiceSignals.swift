/// What a service's own metrics count, as monitoring scrapes them: counters since the start, and the last points.
public struct ServiceSignals: Sendable {
  /// The counters at one scrape.
  public struct Point: Sendable, Hashable {
    /// When it was taken.
    public var timeMs: Int64
    /// Requests that had arrived at a pod that received all the time.
    public var requestsPerPod: Double
    /// Requests that had arrived at all pods.
    public var arrived: Double
    /// Requests that had been served by all pods.
    public var served: Double
    /// Their response times summed, in seconds.
    public var responseSeconds: Double
    /// Requests arriving a second, at all pods.
    public var rate: Double
    /// Requests arriving a second, at each receiving pod.
    public var ratePerPod: Double
    /// Requests waiting at all pods.
    public var waiting: Double
    /// Requests in all pods.
    public var inFlight: Double
  }

  /// Whether anybody looks; else nothing is counted.
  public internal(set) var isKept = false
  var requestsPerPod: Double = 0
  /// Requests that ever arrived.
  public internal(set) var arrived: Double = 0
  var served: Double = 0
  var responseSeconds: Double = 0
  /// How long points are kept, in milliseconds.
  var memoryMs: Int64 = 0
  /// The points of the last while, oldest first.
  public private(set) var points: [Point] = []

  /// The latest point at or before an instant, or nil before the first.
  public func point(atMs time: Int64) -> Point? { points.last { $0.timeMs <= time } }

  /// The point that a window before a point begins with: the latest one at least so old, or the oldest.
  public func start(ofMs windowMs: Int64, before point: Point) -> Point {
    self.point(atMs: point.timeMs - windowMs) ?? points[0]
  }

  mutating func keep(_ point: Point) {
    points.append(point)
    guard points.count > 33 else { return }
    let stale = points.firstIndex { $0.timeMs >= point.timeMs - memoryMs } ?? 0
    // One point older than the memory stays, to begin a window with.
    if stale > 32 { points.removeFirst(stale - 1) }
  }
}

extension Cluster {
  /// Keeps a workload's own metrics for `memoryMs` from now on.
  public mutating func keepSignals(of workload: Int, forMs memoryMs: Int64) {
    workloads[workload].signals.isKept = true
    workloads[workload].signals.memoryMs = max(memoryMs, workloads[workload].signals.memoryMs)
  }
}

extension WorkloadState {
  /// Counts arriving requests for monitoring.
  mutating func count(arrived requests: Double) {
    signals.arrived += requests
    if receiving > 0 { signals.requestsPerPod += requests / Double(receiving) }
  }

  /// Requests waiting in a group's pods.
  public func waiting(in group: PodGroup) -> Double { Double(group.queue) / service.workPerRequest }

  /// Takes a point of the workload's own metrics. Flows must be accounted for up to now.
  mutating func keepSignals(nowMs: Int64) {
    let rate = Double(load) / (service.cpuPerRequest * 1e6)
    signals.keep(
      ServiceSignals.Point(
        timeMs: nowMs, requestsPerPod: signals.requestsPerPod, arrived: signals.arrived,
        served: signals.served,
        responseSeconds: signals.responseSeconds, rate: rate,
        ratePerPod: receiving > 0 ? rate / Double(receiving) : 0,
        waiting: (Double(line.work) + groups.reduce(0) { $0 + Double($1.queue) }) / service.workPerRequest,
        inFlight: inLine() + inPods()))
  }
}
