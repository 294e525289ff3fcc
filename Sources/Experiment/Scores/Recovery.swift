import Simulation

/// The stretches in which a service broke its objective, and how long each took to end.
struct Recovery {
  /// How long it must be good again before a stretch counts as over, in milliseconds.
  static let holdMs: Int64 = 60_000

  /// The length of each stretch, in milliseconds, in order of time.
  private(set) var stretchesMs: [Int64] = []

  /// Finds the maximal stretches of a timeline.
  ///
  /// A stretch begins with a violating row and ends with the last violating row before the objective is kept for
  /// `holdMs` on end, or before the run ends.
  init(_ timeline: Timeline, objective: ServiceLevelObjective, horizonMs: Int64) {
    var open: (start: Int64, end: Int64)?
    for row in 0..<timeline.count where timeline.violates(objective, row: row) {
      let start = timeline.timeMs[row]
      let end = row + 1 < timeline.count ? timeline.timeMs[row + 1] : horizonMs
      if let current = open, start - current.end < Recovery.holdMs {
        open = (current.start, end)
      } else {
        if let current = open { stretchesMs.append(current.end - current.start) }
        open = (start, end)
      }
    }
    if let current = open { stretchesMs.append(current.end - current.start) }
  }
}

extension ScoreRule {
  /// How long trouble lasts once it is there.
  static func recovery(of objective: ServiceLevelObjective) -> [ScoreRule] {
    [
      ScoreRule(
        "recover_mean_seconds", "Time to recover", unit: "s", better: .lower, isCompared: true,
        definition: """
          The mean length of the stretches in which the objective was broken, from the first violating row of the \
          recording to the last one before it was kept for 60 s on end; 0 where it never was broken. A stretch that \
          the run's end cuts off counts as long as it was seen.
          """
      ) { run in
        let stretches = stretchesMs(in: run, objective)
        return stretches.isEmpty ? 0 : Double(stretches.reduce(0, +)) / 1000 / Double(stretches.count)
      },
      ScoreRule(
        "recover_max_seconds", "Longest violation", unit: "s", better: .lower,
        definition: "The length of the longest such stretch; 0 where there is none."
      ) { Double(stretchesMs(in: $0, objective).max() ?? 0) / 1000 },
      ScoreRule(
        "violations_count", "Stretches in violation", unit: "", better: .lower,
        definition: "How many such stretches there were, over all services."
      ) { Double(stretchesMs(in: $0, objective).count) },
    ]
  }

  private static func stretchesMs(in run: ScoredRun, _ objective: ServiceLevelObjective) -> [Int64] {
    run.workloads.flatMap {
      Recovery($0.timeline, objective: objective, horizonMs: run.horizonMs).stretchesMs
    }
  }
}
