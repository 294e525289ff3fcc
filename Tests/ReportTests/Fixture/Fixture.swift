import Experiment
import Simulation
import Statistics

/// Results made by hand: a toy loop of load and pods, in arithmetic that gives the same bits on every
/// machine.
struct Fixture {
  var strategies = ["static", "hpa-50", "hpa-70", "hpa-90", "hpa-70-behavior"]
  var traces = ["weekday", "sale"]
  var seeds: [UInt64] = [1, 2, 3]
  var workloads = ["shop", "search"]
  var rows = 96
  var stepMs: Int64 = 900_000
  /// Requests per second at noon.
  var load = 400.0
  var epochMs: Int64 = 1_772_409_600_000  // 2026-03-02T00:00:00Z, a Monday
  var baseline = 2
  var horizonMs: Int64 { Int64(rows) * stepMs }

  /// The whole result.
  var result: ExperimentResult {
    var runs: [RunResult] = []
    for strategy in strategies.indices {
      for trace in traces.indices {
        for seed in seeds {
          let run = ToyRun(fixture: self, strategy: strategy, trace: trace, seed: seed)
          runs.append(
            RunResult(
              strategy: strategy, trace: traces[trace], seed: seed,
              scores: ToyScores.values(run.recording, self),
              recording: run.recording, oracle: run.oracle))
        }
      }
    }
    let results = strategies.enumerated().map { index, name in
      StrategyResult(
        name: name, summary: ToyRun.rule(index).summary,
        means: ToyScores.all.indices.map { score in
          Self.estimate(runs.filter { $0.strategy == index }.map { $0.scores[score] })
        })
    }
    return ExperimentResult(
      name: "fixture", summary: "Two services on a weekday and on the day of a sale.", strategies: results,
      baseline: baseline, scores: ToyScores.all, runs: runs, comparisons: comparisons(runs),
      verdict: Verdict(
        headline: "hpa-50 serves best, hpa-90 costs least; nothing beats hpa-70 at both.",
        sentences: [
          "Against hpa-70, hpa-50 breaks the objective less often and costs more.",
          "Three seeds are few: intervals are wide.",
        ]),
      resolvedInputs: "apiVersion: scalelab.dev/v1\nkind: Experiment\nmetadata:\n  name: fixture\n",
      notes: ["shop.csv: 3 samples at the limit of the recorder were marked as censored."],
      objective: ServiceLevelObjective(latencyMs: 500, target: 0.99), currency: "EUR", epochMs: epochMs)
  }

  private func comparisons(_ runs: [RunResult]) -> [Comparison] {
    var found: [Comparison] = []
    for strategy in strategies.indices where strategy != baseline {
      for (score, definition) in ToyScores.all.enumerated() where definition.isCompared {
        let mine = runs.filter { $0.strategy == strategy }
        let theirs = runs.filter { $0.strategy == baseline }
        let differences = zip(mine, theirs).map { $0.scores[score] - $1.scores[score] }
        let up = Double(differences.count { $0 > 0 })
        let down = Double(differences.count { $0 < 0 })
        let balance = differences.isEmpty ? 0 : (up - down) / Double(differences.count)
        let p: Double? = up + down == 0 ? nil : balance.magnitude == 1 ? 0.03125 : 1 - balance.magnitude / 2
        found.append(
          Comparison(
            strategy: strategy, against: baseline, score: score, differences: differences,
            difference: Self.estimate(differences), hodgesLehmann: Self.estimate(differences).mean, p: p,
            pHolm: p.map { min($0 * 1.25, 1) }, rankBiserial: balance, cliffsDelta: balance * 0.8))
      }
    }
    return found
  }

  /// The mean plus and minus two standard errors.
  static func estimate(_ values: [Double]) -> Estimate {
    let known = values.filter { !$0.isNaN }
    guard !known.isEmpty else { return Estimate(mean: .nan, interval: nil) }
    let mean = known.reduce(0, +) / Double(known.count)
    guard known.count > 1 else { return Estimate(mean: mean, interval: nil) }
    let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(known.count - 1)
    let half = 2 * (variance / Double(known.count)).squareRoot()
    return Estimate(mean: mean, interval: Interval(lower: mean - half, upper: mean + half, level: 0.95))
  }
}
