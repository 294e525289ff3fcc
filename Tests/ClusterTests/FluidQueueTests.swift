import Statistics
import Testing

@testable import Cluster

@Suite("A fluid queue")
struct FluidQueueTests {
  @Test("serves what comes in while it keeps up")
  func keepsUp() {
    // 300 µc for 1,000 ms against 500 µc: 300,000 µc·ms come and are served.
    let step = FluidQueue.run(queue: 0, inflow: 300, capacity: 500, room: 1_000, dtMs: 1_000)
    #expect(step == FluidQueue.Step(served: 300_000, queue: 0, overflow: 0))
  }

  @Test("drains a backlog in queue / (capacity - inflow)")
  func drains() {
    // 100,000 waiting, 500 - 300 = 200 a ms drain it in 500 ms.
    let before = FluidQueue.run(queue: 100_000, inflow: 300, capacity: 500, room: .max / 4, dtMs: 499)
    let at = FluidQueue.run(queue: 100_000, inflow: 300, capacity: 500, room: .max / 4, dtMs: 500)
    #expect(before.queue == 200)
    #expect(at.queue == 0)
    #expect(at.served == 250_000)
  }

  @Test("lets overflow what finds no room")
  func overflows() {
    // 200 a ms too much for 100 ms = 20,000; 5,000 find room.
    let step = FluidQueue.run(queue: 0, inflow: 700, capacity: 500, room: 5_000, dtMs: 100)
    #expect(step == FluidQueue.Step(served: 50_000, queue: 5_000, overflow: 15_000))
  }

  @Test("loses no work, whatever the rates")
  func conserves() {
    var luck = RandomStream(seed: 1, purpose: "fluid")
    for _ in 0..<10_000 {
      let queue = Int64(luck.index(below: 1_000_000))
      let inflow = Int64(luck.index(below: 5_000_000))
      let capacity = Int64(luck.index(below: 5_000_000))
      let room = Int64(luck.index(below: 2_000_000))
      let dt = Int64(1 + luck.index(below: 60_000))
      let step = FluidQueue.run(queue: queue, inflow: inflow, capacity: capacity, room: room, dtMs: dt)
      #expect(queue + inflow * dt == step.served + step.queue + step.overflow)
      #expect(step.served <= capacity * dt)
      #expect(step.queue >= 0 && step.overflow >= 0)
      #expect(step.queue <= max(room, 0))
    }
  }

  @Test("gives the same in one stretch as in many")
  func splits() {
    var luck = RandomStream(seed: 2, purpose: "fluid")
    for _ in 0..<2_000 {
      let inflow = Int64(luck.index(below: 1_000))
      let capacity = Int64(luck.index(below: 1_000))
      let start = Int64(luck.index(below: 100_000))
      let whole = FluidQueue.run(
        queue: start, inflow: inflow, capacity: capacity, room: .max / 4, dtMs: 1_000)
      var queue = start
      var served: Int64 = 0
      for _ in 0..<10 {
        let part = FluidQueue.run(queue: queue, inflow: inflow, capacity: capacity, room: .max / 4, dtMs: 100)
        queue = part.queue
        served += part.served
      }
      #expect(queue == whole.queue && served == whole.served)
    }
  }
}
