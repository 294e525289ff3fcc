import Simulation
import Testing

@testable import Experiment

@Suite("Rows joined for reports")
struct TimelineJoiningTests {
  private let narrow = HandMade.timeline([
    .init(served: 10, slow: 1, dropped: 1, backlog: 4, ready: 1, usageCores: 0.5),
    .init(served: 30, slow: 2, backlog: 2, ready: 2, usageCores: 1),
    .init(served: 20, backlog: 7, ready: 4, usageCores: 2),
  ])

  @Test("Requests add up, means are over time, counts are those at the end")
  func columns() {
    let wide = narrow.joined(toStepMs: 120_000, endMs: 180_000)
    #expect(wide.timeMs == [0, 120_000])
    #expect(wide.served == [40, 20])
    #expect(wide.slow == [3, 0])
    #expect(wide.dropped == [1, 0])
    #expect(wide.ready == [1.5, 4])
    #expect(wide.usageCores == [0.75, 2])
    #expect(wide.backlog == [2, 7])
    #expect(wide.replicas == [2, 4])
  }

  @Test("A last row shorter than the step weighs by its own length")
  func shortRow() {
    // The third row lasts 30 s only: (1 · 60 + 2 · 60 + 4 · 30) / 150 = 2.
    #expect(narrow.joined([1, 2, 4], toStepMs: 180_000, endMs: 150_000) == [2])
  }

  @Test("The mean response time is request-weighted, the 95th percentile the highest")
  func responseTimes() {
    var timeline = narrow
    timeline.latencyMean = [0.1, 0.3, 0.2]
    timeline.latencyP95 = [0.5, 0.4, 0.6]
    let wide = timeline.joined(toStepMs: 120_000, endMs: 180_000)
    // (10 · 0.1 + 30 · 0.3) / 40 = 0.25
    #expect(abs(wide.latencyMean[0] - 0.25) < 1e-12)
    #expect(wide.latencyP95 == [0.5, 0.6])
  }

  @Test("Joining to the recorded step changes nothing")
  func sameStep() {
    #expect(narrow.joined(toStepMs: 60_000, endMs: 180_000) == narrow)
  }

  @Test("The first rows can be left out of every column")
  func removal() {
    var timeline = narrow
    timeline.removeFirst(2)
    #expect(timeline.count == 1)
    #expect(timeline.served == [20] && timeline.replicas == [4] && timeline.latencyP95.count == 1)
  }
}
