import Testing

@testable import Scaling

@Suite("Scores of vertical strategies")
struct VerticalScoresTests {
  /// Two pods for an hour that use half a core of one, then one pod for two hours that uses 1.5 of one and is
  /// held back by a limit of 1.5 although it wants 2.
  static let intervals = [
    VerticalInterval(durationMs: 3_600_000, pods: 2, usage: 0.5, request: 1),
    VerticalInterval(durationMs: 7_200_000, usage: 1.5, request: 1, limit: 1.5, demand: 2),
  ]

  @Test("Slack counts what was requested and not used, by pod time")
  func slack() {
    // 2 pod hours of 0.5 cores and 2 of none, of 4 pod hours of 1 core.
    #expect(VerticalScores.absoluteSlack(Self.intervals) == 0.25)
    #expect(VerticalScores.relativeSlack(Self.intervals) == 0.25)
  }

  @Test("Throttling counts time and lost demand")
  func throttling() {
    #expect(VerticalScores.shareAboveRequest(Self.intervals) == 0.5)
    #expect(VerticalScores.throttledShare(Self.intervals) == 0.5)
    #expect(VerticalScores.throttledSeconds(Self.intervals) == 7_200)
    // 0.5 cores for 2 h of (0.5 · 2 h + 2 · 2 h) wanted.
    #expect(VerticalScores.throttledDemand(Self.intervals) == 0.2)
  }

  @Test("Events are counted by the day of a pod's life")
  func events() {
    let podMs = VerticalScores.podMs(Self.intervals)
    #expect(podMs == 4 * 3_600_000)
    #expect(VerticalScores.perPodDay(2, podMs: podMs) == 12)
  }

  @Test("Of nothing there is no score")
  func nothing() {
    let none: [VerticalInterval] = []
    #expect(VerticalScores.absoluteSlack(none) == nil)
    #expect(VerticalScores.perPodDay(1, podMs: 0) == nil)
    #expect(VerticalScores.relativeSlack([VerticalInterval(durationMs: 1, usage: 1, request: 0)]) == nil)
  }

  @Test("Splitting an interval changes no score", arguments: 1...5)
  func splitting(parts: Int64) {
    let whole = VerticalInterval(
      durationMs: 60_000, pods: 3, usage: 2, request: 1.5, limit: 1.75, demand: 2.5)
    var part = whole
    part.durationMs = 60_000 / parts
    let split = Array(repeating: part, count: Int(parts))
    for score in [
      VerticalScores.absoluteSlack, VerticalScores.throttledShare, VerticalScores.shareAboveRequest,
    ] as [([VerticalInterval]) -> Double?] {
      #expect(score(split) == score([whole]))
    }
  }
}
