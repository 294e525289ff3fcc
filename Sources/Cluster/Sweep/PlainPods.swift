import Statistics

/// The pods of a workload to which nothing happens but that they are scaled, and one policy's way through time with
/// them.
///
/// It comes to the engine's own numbers to the last bit, with the same additions in the same order, but looks at nothing
/// that cannot happen here: the flow of a group that keeps up with its load is accounted for when somebody asks, groups
/// with the same share of the load have one sojourn, and steps that fall on one instant are taken at once.
package struct PlainPods: ~Copyable {
  let start: PlainStart
  package let grid: SteadyGrid
  var course: SweptCourse
  /// Response times that met no backlog, and those that did.
  var latency: LatencyHistogram.Adding
  let prompt: Pile<Double>
  var waited = SparseSums()

  /// Pods whose containers run, equal ones as one group.
  var groups: Pile<PlainGroup>
  /// Every pod that exists, in the order of creation.
  var pods: Pile<PlainPod>
  var events = PlainEvents()
  var perNode: Pile<Int32>
  /// The pods on each node that are not deleted.
  var ranks: Pile<Int32>
  var nodes: PlainNodes
  var fates: [PodFates.Fate]
  var allotments = Pile<PlainAllotment>([])
  var candidates = Pile<PlainVictim>([])
  /// The indices of the pods to be given up, the first to go first.
  var victims = Pile<Int32>([])

  /// spec.replicas.
  var size: Int32
  /// The pods without running containers that are not deleted.
  package var pendingCount: Int32 = 0
  /// The time of the last metrics point, long ago if there is none.
  package var scrapedMs: Int64
  /// Pod time from binding to the end.
  package var podMs: Int64
  /// When something last happened to a pod.
  var changedMs: Int64 = 0
  var aliveCount: Int32
  var boundCount: Int32
  var created: Int32
  /// The pods that get requests.
  var receiving: Int32

  /// Work arriving per millisecond, and what each receiving pod gets of it.
  var load: Int64
  var share: Int64 = 0
  /// What is left of that division.
  var rest: Int64 = 0
  var clockMs: Int64 = 0
  /// Whether some group's flow must be followed step by step.
  var hasBusy = false
  /// The flows of the present row.
  var flow = SweptRow()
  /// The sojourn of groups that get just their share.
  var common = (share: Int64(-1), mean: 0.0, late: 0.0, cell: Int32(0))

  let workPerRequest: Double
  let memoryBytes: Int64
  /// The longest sojourn that is not too late, in seconds.
  let objective: Double
  let shape: SurvivalTable

  /// Begins at the start of the run.
  package init(_ start: PlainStart, _ grid: SteadyGrid) {
    let state = start.state
    self.start = start
    self.grid = grid
    course = SweptCourse(grid)
    prompt = Pile(repeating: 0, count: start.cells.count)
    latency = LatencyHistogram.Adding(into: prompt.buffer, from: start.cells.lowerBound)
    groups = Pile(state.groups.map { PlainGroup($0, clockMs: state.clockMs) })
    pods = Pile(state.pods.map(PlainPod.init))
    perNode = Pile(state.perNode)
    ranks = Pile(state.perNode)
    nodes = PlainNodes(start.scores)
    fates = start.luck.first(Int(state.created) + 1)
    size = state.replicas
    scrapedMs = state.scrapedMs
    podMs = state.podMs
    aliveCount = Int32(state.pods.count)
    boundCount = state.boundCount
    created = state.created
    receiving = state.receiving
    load = state.load
    workPerRequest = state.service.workPerRequest
    memoryBytes = Int64(state.service.memoryBase)
    objective = state.service.latencyObjective - (0 + state.service.baseLatency)
    shape = state.service.shape
    divide()
    for place in 0..<groups.count {
      groups[place].isOrdinary = allotment(groups[place].allotted).isOrdinary
      solve(place)
    }
  }

  /// The index of a pod by its uid, or nil if it is gone.
  @inline(__always)
  func index(ofPod uid: Int32) -> Int? {
    var place = pods.count - 1
    while place >= 0, pods[place].uid > uid { place -= 1 }
    return place >= 0 && pods[place].uid == uid ? place : nil
  }

  /// The indices of pods of successive numbers, as far as they exist.
  @inline(__always)
  func indices(ofPods uids: ClosedRange<Int32>) -> Range<Int> {
    var end = pods.count
    while end > 0, pods[end - 1].uid > uids.upperBound { end -= 1 }
    var first = end
    while first > 0, pods[first - 1].uid >= uids.lowerBound { first -= 1 }
    return first..<end
  }

  /// Goes on to an instant: everything planned, every change of load, scrape and row up to it. Returns whether there
  /// was room for all pods.
  package mutating func proceed(to nowMs: Int64) -> Bool {
    while events.nextMs <= nowMs {
      let next = events.nextMs
      pass(to: next, withScrape: false)
      changedMs = next
      guard handle(nowMs: next) else { return false }
    }
    pass(to: nowMs, withScrape: true)
    return true
  }

  /// Takes every change of load up to an instant, every scrape before it (or up to it) and every row that ends before it.
  package mutating func pass(to nowMs: Int64, withScrape: Bool) {
    let lastScrapeMs = withScrape ? nowMs : nowMs - 1
    while true {
      let loadMs = course.changes < grid.steps.count ? grid.steps[course.changes].timeMs : .max
      let rowMs = course.row < grid.rowCount ? grid.rowEnd(course.row) : .max
      let first = min(loadMs, min(course.scrapeMs, rowMs))
      if first == loadMs {
        guard loadMs <= nowMs else { return }
        takeLoad()
      } else if first == course.scrapeMs {
        // A row ends after the scrape of the same instant, and after all else that happens then.
        guard first <= lastScrapeMs else { return }
        scrape(nowMs: first)
        course.scrapeMs += grid.pipeline.resolutionMs
      } else {
        guard rowMs < nowMs else { return }
        endRow()
      }
    }
  }

  @inline(__always)
  mutating func takeLoad() {
    changeLoad(to: grid.steps[course.changes].rate, nowMs: grid.steps[course.changes].timeMs)
    course.changes += 1
  }

  /// Takes every change of load up to an instant.
  mutating func takeLoads(upTo nowMs: Int64) {
    while course.changes < grid.steps.count, grid.steps[course.changes].timeMs <= nowMs { takeLoad() }
  }

  /// Ends the present row.
  mutating func endRow() {
    advance(to: grid.rowEnd(course.row))
    var backlog: Int64 = 0
    for place in 0..<groups.count {
      settle(place)
      note(place)
      backlog += groups[place].queue
    }
    flow.backlog = backlog
    if course.endRow(flow, workPerRequest: workPerRequest, grid: grid) { endWarmup() }
    flow = SweptRow()
  }

  /// Begins to measure.
  mutating func endWarmup() {
    course.endWarmup(podMs: podMs)
    for cell in 0..<prompt.count { prompt[cell] = 0 }
    latency = LatencyHistogram.Adding(into: prompt.buffer, from: start.cells.lowerBound)
    waited.removeAll()
  }

  /// Goes on to the end of the run, its last rows included.
  package mutating func finish() {
    pass(to: grid.horizonMs, withScrape: true)
    while course.row < grid.rowCount { endRow() }
  }

  // Getters that mutate, as all of it would be copied for any other from another module.
  /// spec.replicas.
  package var replicas: Int32 { mutating get { size } }
  /// When something last happened to a pod.
  package var touchedMs: Int64 { mutating get { changedMs } }

  /// The pods whose containers run, equal ones as one group, for as long as nothing happens.
  package var running: UnsafeMutableBufferPointer<PlainGroup> { mutating get { groups.buffer } }

  /// The response times of the run.
  package var histogram: LatencyHistogram {
    LatencyHistogram(latency, waited: waited, baseLatency: start.state.latency.baseLatency)
  }

  /// The sums of the rows.
  package var sums: SweptCourse.Sums { course.sums }

  /// The pod time of the warm-up.
  package var warmupPodMs: Int64 { course.warmupPodMs }
}
