/// What is planned for the pods of a sweep, in the engine's order: a short row.
///
/// Pods created one after the other for which the same is planned at the same instant are one event.
struct PlainEvents: ~Copyable {
  /// One kind of step for pods of successive numbers.
  struct Entry: BitwiseCopyable {
    let timeMs: Int64
    let kind: EventKind
    let first: Int32
    var last: Int32
  }

  private var entries = Pile<Entry>([])
  private var head = 0
  /// The next event's time, the largest number if there is none.
  private(set) var nextMs = Int64.max

  var isEmpty: Bool { nextMs == .max }

  /// Plans a step; `joins` tells whether it may join that of the pod before.
  mutating func push(_ kind: EventKind, at timeMs: Int64, pod: Int32, joins: Bool = false) {
    var place = entries.count
    while place > head {
      let before = entries[place - 1]
      if before.timeMs < timeMs || before.timeMs == timeMs && before.kind.rawValue <= kind.rawValue { break }
      place -= 1
    }
    if joins, place > head {
      let before = entries[place - 1]
      if before.timeMs == timeMs, before.kind == kind, before.last &+ 1 == pod {
        entries[place - 1].last = pod
        return
      }
    }
    entries.insert(Entry(timeMs: timeMs, kind: kind, first: pod, last: pod), at: place)
    if timeMs < nextMs { nextMs = timeMs }
  }

  /// Takes the first event; there must be one.
  mutating func pop() -> Entry {
    let first = entries[head]
    head += 1
    if head == entries.count {
      entries.removeAll()
      head = 0
      nextMs = .max
    } else {
      nextMs = entries[head].timeMs
    }
    return first
  }
}
