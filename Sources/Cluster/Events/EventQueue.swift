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
public enum EventKind: UInt8, Sendable, Hashable {
  /// The load of a workload changes.
  case load
  /// The scheduler looks at pods without a node.
  case schedule
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
  /// The proxies know that a pod is going.
  case leaveEndpoints
  /// A pod's containers get SIGTERM.
  case terminate
  /// A pod's work may be done, or its grace period is over.
  case stop
  /// A pod's queue on a node short of CPU may be empty.
  case drained
  /// metrics-server scrapes.
  case scrape
  /// An autoscaler reconciles.
  case reconcile
  /// A row of the recording ends.
  case record
}

/// Pending events in the total order (time, component, sequence number), so that equal seeds give equal bytes.
///
/// A 4-ary heap of plain structs. Complexity: O(log n) for `push` and `pop`.
public struct EventQueue: Sendable {
  private var heap: ContiguousArray<Event> = []
  private var sequence: UInt64 = 0

  /// Makes an empty queue.
  public init() {}

  /// The number of pending events.
  public var count: Int { heap.count }

  /// The next event's time, or nil if nothing is pending.
  public var nextTimeMs: Int64? { heap.first?.timeMs }

  /// Adds an event.
  public mutating func push(_ kind: EventKind, at timeMs: Int64, subject: Int32, pod: Int32 = -1) {
    sequence &+= 1
    let event = Event(
      timeMs: timeMs, order: UInt64(kind.rawValue) << 56 | sequence, kind: kind, subject: subject, pod: pod)
    heap.append(event)
    siftUp(from: heap.count - 1, event)
  }

  /// Takes the first event.
  public mutating func pop() -> Event? {
    guard !heap.isEmpty else { return nil }
    let first = heap[0]
    let last = heap.removeLast()
    if !heap.isEmpty { siftDown(last) }
    return first
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
