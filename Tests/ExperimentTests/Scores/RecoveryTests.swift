import Testing

@testable import Experiment

@Suite("Time to recover")
struct RecoveryTests {
  /// The lengths of the stretches, in rows of half a minute; `x` is a row in violation.
  private func stretches(_ rows: String) -> [Int64] {
    let timeline = HandMade.timeline(
      rows.map { .init(served: 100, slow: $0 == "x" ? 50 : 0) }, stepMs: 30_000)
    let objective = ServiceLevelObjective(latencyMs: 500, target: 0.99)
    return Recovery(timeline, objective: objective, horizonMs: Int64(rows.count) * 30_000).stretchesMs
  }

  @Test(
    "A stretch lasts to its last violating row before a minute of peace",
    arguments: [
      ("....", []),
      ("..x...", [30]),
      ("..xx...", [60]),
      // Half a minute of peace does not end a stretch, a whole one does.
      ("x.x...", [90]),
      ("x..x..", [30, 30]),
      // The end of the run cuts a stretch off.
      (".xxx", [90]),
      ("xxxx", [120]),
    ] as [(String, [Int64])])
  func lengths(rows: String, seconds: [Int64]) {
    #expect(stretches(rows) == seconds.map { $0 * 1000 })
  }

  @Test("A run's score is the mean of its stretches, the longest, and their number")
  func scores() {
    // Rows of a minute: stretches of 1 and 3 minutes.
    let bad = HandMade.Row(served: 10, slow: 10)
    let good = HandMade.Row(served: 10)
    let run = HandMade.run(HandMade.recording([bad, good, good, bad, bad, bad, good]))
    #expect(HandMade.score("recover_mean_seconds", of: run) == 120)
    #expect(HandMade.score("recover_max_seconds", of: run) == 180)
    #expect(HandMade.score("violations_count", of: run) == 2)
  }

  @Test("Without a violation there is nothing to recover from")
  func peace() {
    let run = HandMade.run(HandMade.recording([.init(served: 10)]))
    #expect(HandMade.score("recover_mean_seconds", of: run) == 0)
    #expect(HandMade.score("recover_max_seconds", of: run) == 0)
  }
}
