import Controllers

/// A user's controller in a run, with the queue of objects that it is to look at.
struct HeldController {
  /// An object in the queue.
  private struct Entry {
    let key: ObjectKey
    var dueMs: Int64
  }

  /// The first wait after a failed action and the longest, in milliseconds (client-go
  /// util/workqueue/default_rate_limiters.go, from 5 ms doubled up to 1,000 s).
  private static let firstDelayMs: Int64 = 5
  private static let longestDelayMs: Int64 = 1_000_000

  var controller: any CustomController
  private var queue: [Entry] = []
  private var failures: [ObjectKey: Int] = [:]
  /// When it is woken next, as far as planned.
  var plannedMs: Int64?

  init(_ controller: any CustomController) {
    self.controller = controller
  }

  /// When the first object is due, nil if none is.
  var nextMs: Int64? { queue.lazy.map(\.dueMs).min() }

  /// Puts an object in the queue, where each stands once, at the earlier of its times.
  mutating func add(_ key: ObjectKey, dueMs: Int64) {
    if let index = queue.firstIndex(where: { $0.key == key }) {
      queue[index].dueMs = min(queue[index].dueMs, dueMs)
    } else {
      queue.append(Entry(key: key, dueMs: dueMs))
    }
  }

  /// Takes the first object that is due.
  mutating func take(nowMs: Int64) -> ObjectKey? {
    guard let index = queue.firstIndex(where: { $0.dueMs <= nowMs }) else { return nil }
    return queue.remove(at: index).key
  }

  /// Notes how an object's actions went; after a failure it is looked at again, each time later.
  mutating func note(_ key: ObjectKey, succeeded: Bool, nowMs: Int64) {
    if succeeded {
      failures[key] = nil
      return
    }
    let count = failures[key, default: 0]
    failures[key] = count + 1
    add(key, dueMs: nowMs + min(Self.firstDelayMs << Int64(min(count, 20)), Self.longestDelayMs))
  }
}
