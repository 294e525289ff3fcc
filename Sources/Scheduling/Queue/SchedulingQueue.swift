/// A pod that waits to be scheduled.
public struct QueuedPod: Sendable, Hashable {
  /// The pod's own number, by which the caller knows it.
  public var key: UInt64
  /// What it looks like.
  public var podClass: PodClassID
  /// The higher, the earlier.
  public var priority: Int32
  /// When it was last put into the queue, in milliseconds.
  public var timestampMs: Int64
  /// How many tries found no node.
  public var unschedulableCount: Int32 = 0
  /// How many tries in a row ended in an error.
  public var errorCount: Int32 = 0
  /// How often it was tried.
  public var attempts: Int32 = 0
  /// The filters that refused nodes in the last try.
  public var rejectedBy: Set<Rejection.Filter> = []
  var backOffEndMs: Int64 = 0
  var firstEvent = 0

  /// Makes a pod that was not tried yet.
  public init(key: UInt64, podClass: PodClassID, priority: Int32, timestampMs: Int64) {
    self.key = key
    self.podClass = podClass
    self.priority = priority
    self.timestampMs = timestampMs
  }
}

/// The pods that wait to be scheduled, in three parts: active, backing off, and unschedulable until something changes.
///
/// Active pods are popped by priority, then by the time they were queued. A pod for which no node is found waits until
/// an event its filters care about, at most five minutes; then its back-off must be over, which is 1 s, doubled with
/// each such try up to 10 s, before it is active again. When no pod is active, the next one that backs off is popped.
///
/// Time is passed in; somebody calls ``flush(nowMs:)`` every second, or when ``nextFlushMs`` says so.
/// Source: pkg/scheduler/backend/queue/{scheduling_queue,backoff_queue,active_queue}.go, 1.36.
public struct SchedulingQueue: Sendable {
  /// The flags that change it.
  public struct Settings: Sendable, Hashable {
    /// The first back-off in milliseconds.
    public var initialBackOffMs: Int64 = 1_000
    /// The longest back-off in milliseconds.
    public var maximalBackOffMs: Int64 = 10_000
    /// After so many milliseconds a pod is tried again in any case.
    public var longestUnschedulableMs: Int64 = 300_000
    /// Whether a pod that backs off is popped when no pod is active, since 1.33.
    public var popsFromBackOff = true

    /// Makes upstream's defaults.
    public init() {}
  }

  private let settings: Settings
  private var active = PodHeap()
  private var backingOff = PodHeap()
  private var failing = PodHeap()
  private var unschedulable: [QueuedPod] = []
  /// What happened while pods were being tried, and where the first of it stands in the count of all events.
  private var events: [ClusterEvent] = []
  private var firstEvent = 0
  private var inFlight: [UInt64: Int] = [:]
  private var lastLeftoverFlushMs: Int64 = 0

  /// Makes an empty queue.
  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// How many pods wait to be popped.
  public var activeCount: Int { active.count }
  /// How many pods back off.
  public var backOffCount: Int { backingOff.count + failing.count }
  /// How many pods wait for something to change.
  public var unschedulableCount: Int { unschedulable.count }

  /// Adds a new pod.
  public mutating func add(_ pod: QueuedPod) { activate(pod) }

  /// Takes the next pod out to be tried; the caller ends the try with ``done(_:)`` or one of the failures.
  public mutating func pop(nowMs: Int64) -> QueuedPod? {
    flushBackOff(nowMs: nowMs)
    var next = active.removeFirst()
    if next == nil, settings.popsFromBackOff { next = backingOff.removeFirst() }
    guard var pod = next else { return nil }
    pod.attempts += 1
    pod.backOffEndMs = 0
    pod.firstEvent = firstEvent + events.count
    inFlight[pod.key] = pod.firstEvent
    return pod
  }

  /// Ends a try that found a node, or of a pod that is gone.
  public mutating func done(_ key: UInt64) {
    inFlight[key] = nil
    trimEvents()
  }

  /// Puts a pod back for which no node was found; what happened during the try may make it worth another at once.
  public mutating func addUnschedulable(
    _ pod: QueuedPod, rejectedBy filters: Set<Rejection.Filter>, in snapshot: ClusterSnapshot, nowMs: Int64
  ) {
    var pod = pod
    let missed = events.suffix(max(0, firstEvent + events.count - pod.firstEvent))
    pod.timestampMs = nowMs
    pod.unschedulableCount += 1
    pod.errorCount = 0
    pod.rejectedBy = filters
    pod.backOffEndMs = nowMs + backOffMs(pod.unschedulableCount)
    let isWorthIt = missed.contains {
      snapshot.isWorthRetrying(pod.podClass, rejectedBy: filters, after: $0)
    }
    done(pod.key)
    if isWorthIt { requeue(pod, nowMs: nowMs) } else { unschedulable.append(pod) }
  }

  /// Puts a pod back whose try ended in an error, such as a refused binding: it is tried again after its back-off.
  public mutating func addFailed(_ pod: QueuedPod, nowMs: Int64) {
    var pod = pod
    pod.timestampMs = nowMs
    pod.errorCount += 1
    pod.rejectedBy = []
    pod.backOffEndMs = nowMs + backOffMs(pod.errorCount)
    done(pod.key)
    failing.insert(pod, key: backOffKey(pod))
  }

  /// Moves the pods that an event makes worth another try, to be tried after their back-off.
  public mutating func move(after event: ClusterEvent, in snapshot: ClusterSnapshot, nowMs: Int64) {
    if !inFlight.isEmpty { events.append(event) }
    if unschedulable.isEmpty { return }
    var staying: [QueuedPod] = []
    // Of neighbours that are equal and were refused for the same reasons, the first answers for all.
    var asked: (podClass: PodClassID, filters: Set<Rejection.Filter>, isWorthIt: Bool)?
    for pod in unschedulable {
      let isWorthIt: Bool
      if let asked, asked.podClass == pod.podClass, asked.filters == pod.rejectedBy {
        isWorthIt = asked.isWorthIt
      } else {
        isWorthIt = snapshot.isWorthRetrying(pod.podClass, rejectedBy: pod.rejectedBy, after: event)
        asked = (pod.podClass, pod.rejectedBy, isWorthIt)
      }
      if isWorthIt {
        requeue(pod, nowMs: nowMs)
      } else {
        staying.append(pod)
      }
    }
    unschedulable = staying
  }

  /// Takes a pod out that is gone. Complexity: O(n).
  public mutating func remove(_ key: UInt64) {
    if active.remove(key) != nil || backingOff.remove(key) != nil || failing.remove(key) != nil { return }
    unschedulable.removeAll { $0.key == key }
    done(key)
  }

  /// Moves pods whose back-off is over, and every 30 s those that have waited for too long.
  public mutating func flush(nowMs: Int64) {
    flushBackOff(nowMs: nowMs)
    guard nowMs - lastLeftoverFlushMs >= Self.leftoverPeriodMs else { return }
    lastLeftoverFlushMs = nowMs
    let overdue = unschedulable.filter { nowMs - $0.timestampMs > settings.longestUnschedulableMs }
    if overdue.isEmpty { return }
    unschedulable.removeAll { nowMs - $0.timestampMs > settings.longestUnschedulableMs }
    for pod in overdue { requeue(pod, nowMs: nowMs) }
  }

  /// When ``flush(nowMs:)`` can next do anything, nil for never.
  public var nextFlushMs: Int64? {
    var next: Int64?
    for pod in [backingOff.first, failing.first].compactMap({ $0 }) {
      let end = window(pod.backOffEndMs) + (settings.popsFromBackOff ? Self.windowMs : 0)
      next = min(next ?? end, end)
    }
    if let oldest = unschedulable.map(\.timestampMs).min() {
      let wait = oldest + settings.longestUnschedulableMs + 1 - lastLeftoverFlushMs
      let periods = max(1, (wait + Self.leftoverPeriodMs - 1) / Self.leftoverPeriodMs)
      let end = lastLeftoverFlushMs + periods * Self.leftoverPeriodMs
      next = min(next ?? end, end)
    }
    return next
  }

  /// The back-off after so many tries without a node.
  public func backOffMs(_ count: Int32) -> Int64 {
    if count <= 0 || settings.maximalBackOffMs <= 0 { return 0 }
    var duration = settings.initialBackOffMs
    for _ in 1..<max(count, 1) {
      if duration > settings.maximalBackOffMs - duration { return settings.maximalBackOffMs }
      duration += duration
    }
    return min(duration, settings.maximalBackOffMs)
  }

  private static let leftoverPeriodMs: Int64 = 30_000
  private static let windowMs: Int64 = 1_000

  /// Since 1.33 back-offs end by whole seconds, within which pods are ordered by priority.
  private func window(_ timeMs: Int64) -> Int64 {
    settings.popsFromBackOff ? timeMs - (timeMs % Self.windowMs + Self.windowMs) % Self.windowMs : timeMs
  }

  private func isBackingOff(_ pod: QueuedPod, nowMs: Int64) -> Bool {
    settings.popsFromBackOff ? pod.backOffEndMs >= window(nowMs) : pod.backOffEndMs > nowMs
  }

  private mutating func requeue(_ pod: QueuedPod, nowMs: Int64) {
    if isBackingOff(pod, nowMs: nowMs) {
      backingOff.insert(pod, key: backOffKey(pod))
    } else {
      activate(pod)
    }
  }

  private func backOffKey(_ pod: QueuedPod) -> PodHeap.Key {
    let end = window(pod.backOffEndMs)
    return settings.popsFromBackOff
      ? PodHeap.Key(first: end, second: -Int64(pod.priority), third: pod.timestampMs)
      : PodHeap.Key(first: end, second: Int64(bitPattern: pod.key), third: 0)
  }

  private mutating func activate(_ pod: QueuedPod) {
    active.insert(
      pod,
      key: PodHeap.Key(
        first: -Int64(pod.priority), second: pod.timestampMs, third: Int64(bitPattern: pod.key)))
  }

  private mutating func flushBackOff(nowMs: Int64) {
    while let pod = backingOff.first, !isBackingOff(pod, nowMs: nowMs) {
      _ = backingOff.removeFirst()
      activate(pod)
    }
    while let pod = failing.first, !isBackingOff(pod, nowMs: nowMs) {
      _ = failing.removeFirst()
      activate(pod)
    }
  }

  /// Forgets events that happened before all tries under way.
  private mutating func trimEvents() {
    guard let earliest = inFlight.values.min() else {
      firstEvent += events.count
      events.removeAll(keepingCapacity: true)
      return
    }
    let count = earliest - firstEvent
    if count > 0 {
      events.removeFirst(count)
      firstEvent = earliest
    }
  }
}
