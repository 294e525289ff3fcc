import Cluster
import Scaling

/// The pods of a sweep in the hands of the engine's own cluster.
struct ClusterPods: SweptPods {
  private var cluster: Cluster
  private var course: SweptCourse
  private let grid: SteadyGrid
  private(set) var touchedMs: Int64 = 0

  init(_ cluster: Cluster, _ grid: SteadyGrid) {
    self.cluster = cluster
    self.grid = grid
    course = SweptCourse(grid)
  }

  var mayRest: Bool { true }
  var replicas: Int32 { cluster.workloads[0].replicas }
  var calmCapacity: Int64 { cluster.workloads[0].calmCapacity }
  var calmBurning: Int64 { cluster.workloads[0].calmBurning }
  var sums: SweptCourse.Sums { course.sums }
  var podMs: Int64 { cluster.workloads[0].podMs }
  var warmupPodMs: Int64 { course.warmupPodMs }
  var histogram: LatencyHistogram { cluster.workloads[0].latency }

  /// Does something with the workload where it stands: elements of arrays are copied otherwise.
  @inline(__always)
  private mutating func withWorkload<Result>(
    _ body: (inout WorkloadState, inout ClusterPods) -> Result
  ) -> Result {
    var workloads: [WorkloadState] = []
    swap(&workloads, &cluster.workloads)
    defer { swap(&workloads, &cluster.workloads) }
    return workloads.withUnsafeMutableBufferPointer { body(&$0[0], &self) }
  }

  mutating func proceed(to nowMs: Int64) -> Bool {
    while handlePods(upTo: nowMs) {
      if pass(to: nowMs, withScrape: true) { return true }
    }
    return false
  }

  /// Takes load, scrapes and rows up to an instant; returns false where pods need attention before.
  private mutating func pass(to nowMs: Int64, withScrape: Bool) -> Bool {
    let stopMs = withWorkload { state, pods in
      state.pass(to: nowMs, withScrape: withScrape, &pods.course, grid: pods.grid)
    }
    guard let stopMs else { return true }
    cluster.watch(0, nowMs: stopMs)
    return false
  }

  /// Handles what is planned for pods up to an instant; returns whether no node can be short of CPU.
  private mutating func handlePods(upTo nowMs: Int64) -> Bool {
    while let next = cluster.events.nextTimeMs, next <= nowMs {
      guard pass(to: next, withScrape: false) else { continue }
      guard let event = cluster.events.pop() else { break }
      touchedMs = event.timeMs
      cluster.handle(event)
      guard cluster.isRoomy else { return false }
    }
    return true
  }

  mutating func reading(of metric: SweptMetric, trust: HPASizes.Trust, nowMs: Int64) -> HPASizes.Reading {
    var reading = HPASizes.Reading()
    let isFresh = nowMs >= cluster.workloads[0].scrapedMs + grid.pipeline.delayMs
    reading.unready = Int64(cluster.workloads[0].pendingCount)
    cluster.workloads[0].groups.withUnsafeBufferPointer { groups in
      for index in groups.indices where !groups[index].isDeleted {
        trust.add(
          groups[index].count, isFresh ? groups[index].sample : groups[index].earlierSample,
          startMs: groups[index].startMs, isReady: groups[index].isReady,
          readyTransitionMs: groups[index].readyTransitionMs, of: metric, nowMs: nowMs, to: &reading)
      }
    }
    return reading
  }

  mutating func scale(to replicas: Int32, nowMs: Int64) {
    touchedMs = nowMs
    cluster.scale(0, to: replicas, nowMs: nowMs)
  }

  mutating func steadyKey() -> SteadyCourse.Key? {
    withWorkload { state, _ in state.steadyKey }
  }

  mutating func steadyCourse() -> SteadyCourse {
    withWorkload { state, pods in state.steadyCourse(pods.grid) }
  }

  mutating func leapStart(along steady: SteadyCourse, nowMs: Int64, youngMs: Int64) -> LeapStart? {
    withWorkload { state, pods in
      state.leapStart(
        along: steady, changes: pods.course.changes, grid: pods.grid, nowMs: nowMs, youngMs: youngMs)
    }
  }

  mutating func calmPods(lastScrapeMs: Int64) -> (count: Int32, untilMs: Int64)? {
    withWorkload { state, pods in
      state.calmPods(pods.course, lastScrapeMs: lastScrapeMs, grid: pods.grid)
    }
  }

  var isBusy: Bool { false }

  /// Such pods may need the kubelet's attention: they go on by themselves.
  mutating func stepBusily(
    from firstMs: Int64, every periodMs: Int64, atMost most: Int, while shown: ClosedRange<Int64>
  ) -> Int { 0 }

  mutating func step(to nowMs: Int64) {
    // Nothing needs attention in a steady workload.
    withWorkload { state, pods in
      while state.pass(to: nowMs, withScrape: true, &pods.course, grid: pods.grid) != nil {}
    }
  }

  mutating func leap(to nowMs: Int64, from leap: LeapStart, along steady: SteadyCourse) {
    withWorkload { state, pods in
      state.leap(to: nowMs, from: leap, along: steady, &pods.course, grid: pods.grid)
    }
  }

  mutating func leapCalmly(to nowMs: Int64, after scrape: Int64) {
    withWorkload { state, pods in
      state.leapCalmly(to: nowMs, after: scrape, &pods.course, grid: pods.grid)
    }
  }

  mutating func watch(nowMs: Int64) { cluster.watch(0, nowMs: nowMs) }

  mutating func finish() {
    withWorkload { state, pods in state.finish(&pods.course, grid: pods.grid) }
  }
}
