import Statistics
import Testing

@testable import Cluster

@Suite("The event queue")
struct EventQueueTests {
  @Test("gives events by time, then component, then order of arrival")
  func totalOrder() {
    var queue = EventQueue()
    queue.push(.reconcile, at: 5, subject: 1)
    queue.push(.scrape, at: 5, subject: 2)
    queue.push(.reconcile, at: 5, subject: 3)
    queue.push(.record, at: 4, subject: 4)
    queue.push(.load, at: 5, subject: 5)
    var subjects: [Int32] = []
    while let event = queue.pop() { subjects.append(event.subject) }
    #expect(subjects == [4, 5, 2, 1, 3])
  }

  @Test("keeps the order of 5,000 random events")
  func random() {
    var queue = EventQueue()
    var luck = RandomStream(seed: 3, purpose: "events")
    for index in 0..<5_000 { queue.push(.ready, at: Int64(luck.index(below: 700)), subject: Int32(index)) }
    var last: (Int64, Int32) = (-1, -1)
    var count = 0
    while let event = queue.pop() {
      #expect(event.timeMs > last.0 || event.timeMs == last.0 && event.subject > last.1)
      last = (event.timeMs, event.subject)
      count += 1
    }
    #expect(count == 5_000)
  }

  @Test("keeps the total order of events of all components that are added while others are taken")
  func lanes() {
    let kinds: [EventKind] = [.load, .schedule, .ready, .scrape, .reconcile, .record]
    var queue = EventQueue()
    var luck = RandomStream(seed: 9, purpose: "lanes")
    var now: Int64 = 0
    var pending = 0
    var last: Event?
    for _ in 0..<20_000 {
      if pending == 0 || luck.index(below: 2) == 0 {
        queue.push(
          kinds[luck.index(below: kinds.count)], at: now + 1 + Int64(luck.index(below: 6)), subject: 0)
        pending += 1
      } else if let event = queue.pop() {
        pending -= 1
        if let last { #expect(Event.precedes(last, event)) }
        last = event
        now = event.timeMs
      }
    }
  }
}
