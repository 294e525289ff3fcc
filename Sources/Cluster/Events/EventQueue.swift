/// Something that happens at an instant: a plain value, never a closure.
public struct Event: Sendable, Hashable {
  /// Milliseconds from the start of the run.
  public var timeMs: Int64
  /// Priority of the component in the upper byte, then the sequence number: breaks ties in time.
  var order: UInt64
  /// What happens.
  public var kind: EventKind
  /// Whom it happens to: the index of a workload, an autoscaler or a node.
  public var subject: Int32
  /// The pod's uid within the workload, where the event is about one pod.
  public var pod: Int32

  static func precedes(_ a: Event, _ b: Event) -> Bool {
    a.timeMs != b.timeMs ? a.timeMs < b.timeMs : a.order < b.order
  }
}

/// What can happen. The raw value's order is the order of components at the same instant.
public enum EventKind: UInt8, Sendable, Hashable, BitwiseCopyable {
  /// The load of a workload changes.
  case load
  /// Something outside the cluster's own doings begins or ends: a node fails, an operator drains one.
  case incident
  /// A kubelet that was out of reach reports again.
  case kubeletBack
  /// The node controller looks at a node whose heartbeats stopped or came back.
  case nodeCheck
  /// The proxies know that the pods of an unreachable node are not ready.
  case nodeEndpoints
  /// The node controller may taint the next node of a zone.
  case nodeTaint
  /// The time that pods tolerate a node's taint is over.
  case taintEviction
  /// Kubelets look whether their nodes lack memory.
  case pressureCheck
  /// Nobody sends anything to the pods of a machine any more that was taken away.
  case nodeGone
  /// Somebody who drains nodes asks for evictions.
  case drainStep
  /// The scheduler looks at pods without a node.
  case schedule
  /// A pod on its way to running containers takes its next step.
  case prepare
  /// A pod's containers run.
  case running
  /// A pod's application can serve.
  case applicationUp
  /// A pod's readiness probe succeeded.
  case ready
  /// The proxies know that a pod is ready.
  case enterEndpoints
  /// A pod's extra CPU after its start is over.
  case startupOver
  /// The kubelet looks at a pod: a probe, a restart, the end of a container may be due.
  case attend
  /// The proxies know that a pod is going.
  case leaveEndpoints
  /// A pod's containers get SIGTERM.
  case terminate
  /// A pod's work may be done, or its grace period is over.
  case stop
  /// The containers of a Job's pod end by themselves.
  case finish
  /// The kubelet looks at a resize of a pod.
  case resize
  /// A workload's controller may have a next step to take.
  case controller
  /// A controller of the user's own has objects to look at.
  case userController
  /// A pod's queue on a node short of CPU may be empty.
  case drained
  /// Rates of requests change by themselves: names are asked for again, a queue ran dry, failures are tried again.
  case flow
  /// metrics-server scrapes.
  case scrape
  /// An autoscaler reconciles.
  case reconcile
  /// A scaler besides the HPAs looks at its workload.
  case scaler
  /// An autoscaler of nodes looks at the cluster, or something that it began goes on.
  case nodeScaler
  /// A part of the Vertical Pod Autoscaler looks at the cluster.
  case vertical
  /// A row of the recording ends.
  case record
}

extension EventKind {
  /// Whether it is about a node, a zone of nodes or a drain, not about a workload's pods.
  var concernsNodes: Bool {
    switch self {
    case .kubeletBack, .nodeCheck, .nodeEndpoints, .nodeTaint, .taintEviction, .pressureCheck, .drainStep,
      .nodeGone:
      true
    default: false
    }
  }

  /// Whether the kubelet of a pod's node does it, or has to report it.
  var needsKubelet: Bool {
    switch self {
    case .prepare, .running, .applicationUp, .ready, .startupOver, .attend, .terminate, .stop, .finish: true
    default: false
    }
  }
}

/// Pending events in the total order (time, component, sequence number), so that equal seeds give equal bytes.
///
/// A 4-ary heap of plain structs, beside two lanes for the events that come in order anyway: changes of load, and
/// reconciles, which all have the same period. Complexity: O(1) for an event that comes in order in its lane, else
/// O(log n).
public struct EventQueue: Sendable {
  private var heap: ContiguousArray<Event> = []
  private var loads = EventLane()
  private var reconciles = EventLane()
  private var sequence: UInt64 = 0

  /// Makes an empty queue.
  public init() {}

  /// The next event's time, or nil if nothing is pending.
  public var nextTimeMs: Int64? {
    let earliest = min(heap.first?.timeMs ?? .max, loads.firstMs, reconciles.firstMs)
    return earliest < .max ? earliest : nil
  }

  /// Adds an event.
  public mutating func push(_ kind: EventKind, at timeMs: Int64, subject: Int32, pod: Int32 = -1) {
    sequence &+= 1
    let event = Event(
      timeMs: timeMs, order: UInt64(kind.rawValue) << 56 | sequence, kind: kind, subject: subject, pod: pod)
    if kind == .reconcile, reconciles.take(event) { return }
    if kind == .load, loads.take(event) { return }
    heap.append(event)
    siftUp(from: heap.count - 1, event)
  }

  /// Takes the first event.
  public mutating func pop() -> Event? {
    let heapMs = heap.isEmpty ? Int64.max : heap[0].timeMs
    let earliest = min(heapMs, loads.firstMs, reconciles.firstMs)
    guard earliest < .max else { return nil }
    // At one instant a change of load comes before all else, and in the heap only some events before a reconcile.
    if loads.firstMs == earliest { return loads.removeFirst() }
    if heapMs == earliest,
      reconciles.firstMs > earliest || heap[0].kind.rawValue <= EventKind.reconcile.rawValue
    {
      let first = heap[0]
      if reconciles.firstMs > earliest || first.kind != .reconcile || Event.precedes(first, reconciles.first)
      {
        let last = heap.removeLast()
        if !heap.isEmpty { siftDown(last) }
        return first
      }
    }
    return reconciles.removeFirst()
  }

  private mutating func siftUp(from start: Int, _ event: Event) {
    heap.withUnsafeMutableBufferPointer { heap in
      var hole = start
      while hole > 0 {
        let parent = (hole - 1) >> 2
        guard Event.precedes(event, heap[parent]) else { break }
        heap[hole] = heap[parent]
        hole = parent
      }
      heap[hole] = event
    }
  }

  private mutating func siftDown(_ event: Event) {
    heap.withUnsafeMutableBufferPointer { heap in
      let count = heap.count
      var hole = 0
      while true {
        let firstChild = (hole << 2) + 1
        guard firstChild < count else { break }
        var least = firstChild
        let end = firstChild + 4 < count ? firstChild + 4 : count
        var child = firstChild + 1
        while child < end {
          if Event.precedes(heap[child], heap[least]) { least = child }
          child += 1
        }
        guard Event.precedes(heap[least], event) else { break }
        heap[hole] = heap[least]
        hole = least
      }
      heap[hole] = event
    }
  }
}

/// Events that were added in their total order: a ring without sorting. Its size is a power of two.
private struct EventLane: Sendable {
  private var ring: ContiguousArray<Event> = []
  private var head = 0
  private var count = 0
  /// The first event's time, the largest number if there is none.
  private(set) var firstMs = Int64.max

  /// The first event; there must be one.
  var first: Event { ring[head] }

  /// Adds an event if it comes after all others here; returns whether it does.
  mutating func take(_ event: Event) -> Bool {
    if count > 0, Event.precedes(event, ring[(head + count - 1) & (ring.count - 1)]) { return false }
    if count == ring.count { grow(event) }
    ring[(head + count) & (ring.count - 1)] = event
    if count == 0 { firstMs = event.timeMs }
    count += 1
    return true
  }

  /// Takes the first event; there must be one.
  mutating func removeFirst() -> Event {
    let event = ring[head]
    head = (head + 1) & (ring.count - 1)
    count -= 1
    firstMs = count > 0 ? ring[head].timeMs : .max
    return event
  }

  private mutating func grow(_ event: Event) {
    let old = ring
    ring = ContiguousArray(repeating: event, count: max(8, old.count * 2))
    for index in 0..<count { ring[index] = old[(head + index) & (old.count - 1)] }
    head = 0
  }
}
