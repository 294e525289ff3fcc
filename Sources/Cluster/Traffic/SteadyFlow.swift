/// The flow of a workload in quiet times: one settled group of pods that keeps up with its load.
///
/// It does what `WorkloadState` does, by the same functions of `PodGroup`, on a copy of the group: nothing but rates
/// times time is added up from one change to the next, and response times are noted when it is written back. What is
/// written back is what the state would have come to itself, to the last bit.
package struct SteadyFlow {
  /// Whether it stands for the state; else the state goes on by itself.
  package private(set) var isOn = false
  /// How many pods there are.
  package private(set) var count: Int32 = 0
  /// The time of the last metrics point.
  private var scrapedMs: Int64 = 0
  /// What metrics-server made of each pod then, in millicores; nil where that does not count.
  private var latestMilli: Int64?
  /// The same of the point before.
  private var earlierMilli: Int64?
  private var group = PodGroup(
    count: 0, startMs: 0, containerStartMs: 0, upMs: 0, readyAtMs: 0, readyTransitionMs: 0)
  private let service: ServiceModel
  private var load: Int64 = 0
  private var clockMs: Int64 = 0
  /// The memory of a pod in bytes, where it stays the same.
  private let constantMemory: Int64?
  /// The work that arrived since the state was last written, all of it served.
  private var arrived: Int64 = 0
  /// What was served between changes of load, with its mean sojourn, not noted in the state yet.
  private var notes: ContiguousArray<(served: Int64, mean: Double)> = []
  /// How many there are; what is behind them is from before.
  private var noted = 0
  /// What the service's own metrics count, where anybody looks at them.
  private var counters: SteadyCounters?

  /// Begins with a state.
  package init(_ state: inout WorkloadState) {
    service = state.service
    let changes = state.service.memoryLeakPerMs > 0 || state.service.memoryPerInFlight > 0
    constantMemory = changes ? nil : Int64(state.service.memoryBase)
    resume(from: &state)
  }

  /// Goes on from a state that went on by itself.
  ///
  /// Stays off unless nothing but load, scrapes and rows is to come, and the group keeps up with its load.
  package mutating func resume(from state: inout WorkloadState) {
    isOn = state.isSteady()
    guard isOn else { return }
    group = state.groups[0]
    load = state.load
    clockMs = state.clockMs
    scrapedMs = state.scrapedMs
    count = group.count
    latestMilli = group.countedMilli(isFresh: true)
    earlierMilli = group.countedMilli(isFresh: false)
    counters = SteadyCounters(&state)
  }

  /// Brings the state up to an instant; by default to that of the last change.
  package mutating func write(to state: inout WorkloadState, at nowMs: Int64? = nil) {
    guard isOn else { return }
    if let nowMs { advance(to: nowMs) }
    let dt = clockMs - state.clockMs
    state.clockMs = clockMs
    state.scrapedMs = scrapedMs
    state.load = load
    state.podMs += Int64(state.boundCount) * dt
    state.totals.readyPodMs += Int64(state.readyCount) * dt
    state.totals.arrived += arrived
    state.totals.served += arrived
    state.totals.usage += arrived + group.burning * dt
    arrived = 0
    for place in 0..<noted { state.noteSteady(notes[place].served, mean: notes[place].mean) }
    noted = 0
    counters?.write(to: &state)
    // Field by field: to copy the group just after its fields were written would wait for the processor's stores.
    state.groups[0].inflow = group.inflow
    state.groups[0].meanSojourn = group.meanSojourn
    state.groups[0].unnoted = group.unnoted
    state.groups[0].work = group.work
    state.groups[0].pointMs = group.pointMs
    state.groups[0].sample = group.sample
    state.groups[0].earlierSample = group.earlierSample
  }

  // What is asked here and in the next is asked at every turn: as plain methods they would copy all there is.
  /// The time of the last metrics point of a state that it may stand for.
  @inline(__always)
  package mutating func lastScrapeMs(_ state: inout WorkloadState) -> Int64 {
    isOn ? scrapedMs : state.scrapedMs
  }

  /// What metrics-server shows of each pod, in millicores, by its last point or the one before; nil where that does not
  /// count.
  @inline(__always)
  package mutating func shownMilli(isFresh: Bool) -> Int64? { isFresh ? latestMilli : earlierMilli }

  /// Goes on after the accounts of a state just written were closed: what was served is noted.
  package mutating func goOn(from state: inout WorkloadState) {
    group.unnoted = 0
    counters = SteadyCounters(&state)
  }

  /// Sets the work that arrives; does nothing and returns false if the state has to do it.
  package mutating func changeLoad(to microcores: Int64, nowMs: Int64) -> Bool {
    guard isOn, microcores <= group.capacity else { return false }
    guard microcores != load else { return true }
    advance(to: nowMs)
    load = microcores
    let before = group.meet(share: 0, rest: microcores)
    if before.served > 0 {
      if noted < notes.count {
        notes[noted] = before
      } else {
        // Most quiet times end before there are more; to grow step by step would move them again and again.
        if noted == 0 { notes.reserveCapacity(16) }
        notes.append(before)
      }
      noted += 1
      counters?.note(before.served, mean: before.mean, service)
    }
    return true
  }

  /// What is inside and what has come, at an instant; nil if the state has to tell.
  package mutating func signs(atMs nowMs: Int64) -> ServiceSigns? {
    guard isOn, counters != nil else { return nil }
    advance(to: nowMs)
    return ServiceSigns(
      inside: service.inFlight(of: group), arrived: counters?.arrived ?? 0,
      perSecond: Double(load) / (service.cpuPerRequest * 1e6))
  }

  /// Takes a metrics point; does nothing and returns false if the state has to do it.
  package mutating func scrape(
    nowMs: Int64, pipeline: MetricsPipeline, _ state: inout WorkloadState
  ) -> Bool {
    guard isOn else { return false }
    advance(to: nowMs)
    scrapedMs = nowMs
    group.takePoint(
      nowMs: nowMs, pipeline: pipeline, memoryBytes: constantMemory ?? service.memory(of: group, nowMs: nowMs)
    )
    if let counters {
      let rate = Double(load) / (service.cpuPerRequest * 1e6)
      state.signals.keep(counters.point(atMs: nowMs, rate: rate, inFlight: service.inFlight(of: group)))
    }
    earlierMilli = latestMilli
    latestMilli = group.countedMilli(isFresh: true)
    return true
  }

  @inline(__always)
  private mutating func advance(to nowMs: Int64) {
    let dt = nowMs - clockMs
    clockMs = nowMs
    let work = load * dt
    arrived += work
    group.unnoted += work
    group.work += work + group.burning * dt
    counters?.count(Double(work) / service.workPerRequest)
  }
}

extension WorkloadState {
  /// Whether it is one settled group of pods that keeps up with its load. Changes nothing; as a plain method it would
  /// copy the whole state.
  fileprivate mutating func isSteady() -> Bool {
    guard routing == nil, groups.count == 1, isStill(), !isPooled, line.work == 0, !isMemoryBound else {
      return false
    }
    return groups[0].queue == 0 && groups[0].capacity > 0 && groups[0].speed == 1_000
      && groups[0].inflow == load && load <= groups[0].capacity
  }
}

extension PodGroup {
  /// What metrics-server shows of each of its pods, in millicores; nil without a sample, or with one from before it
  /// was ready. `isFresh` tells whether the latest sample can be asked for already.
  @inline(__always)
  package func countedMilli(isFresh: Bool) -> Int64? {
    let sample = isFresh ? sample : earlierSample
    guard sample.exists, sample.timestampMs >= readyTransitionMs &+ sample.windowMs else { return nil }
    return sample.cpuMilli
  }
}
