public import Experiment
import Statistics

/// comparisons.csv: a row per pair of strategies and score, with difference, interval, test and effect size.
///
/// `n` counts the blocks (trace and seed) in which both strategies have the score; differences are `strategy`
/// minus `against`; `effect` is the size of Cliff's delta in words.
public struct ComparisonsFile: ReportFile {
  /// The file's name.
  public let name = "comparisons.csv"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] {
    var csv = CSV(columns: [
      "strategy", "against", "score", "better", "n", "difference", "lower", "upper", "level",
      "hodges_lehmann", "p",
      "p_holm", "rank_biserial", "cliffs_delta", "effect", "finding",
    ])
    for comparison in result.comparisons {
      let score = result.score(comparison.score)
      csv.field(result.strategyName(comparison.strategy))
      csv.field(result.strategyName(comparison.against))
      csv.field(score.id)
      csv.field(score.better.rawValue)
      csv.field(comparison.blocks)
      csv.field(comparison.difference.mean)
      csv.field(comparison.difference.interval?.lower)
      csv.field(comparison.difference.interval?.upper)
      csv.field(comparison.difference.interval?.level)
      csv.field(comparison.hodgesLehmann)
      csv.field(comparison.p)
      csv.field(comparison.pHolm)
      csv.field(comparison.rankBiserial)
      csv.field(comparison.cliffsDelta)
      csv.field(comparison.effect.rawValue)
      csv.field(Finding(comparison, better: score.better).text)
      csv.endLine()
    }
    return csv.content
  }
}
