import Experiment
import Foundation
import Statistics

/// What an experiment found, as `compare --json` prints it; a number that is not known is null.
struct ComparisonJSON: Encodable {
  private struct Mean: Encodable {
    let mean: Double?
    let lower: Double?
    let upper: Double?

    init(_ estimate: Estimate) {
      mean = estimate.mean.isFinite ? estimate.mean : nil
      lower = estimate.interval?.lower
      upper = estimate.interval?.upper
    }
  }

  private struct Strategy: Encodable {
    let name: String
    let summary: String
    let scores: [String: Mean]
  }

  private struct Pair: Encodable {
    let strategy: String
    let against: String
    let score: String
    let difference: Mean
    let pairs: Int
    let p: Double?
    let pHolm: Double?
    let hodgesLehmann: Double?
    let rankBiserial: Double
    let cliffsDelta: Double
  }

  private struct Words: Encodable {
    let headline: String
    let sentences: [String]
  }

  private let experiment: String
  private let report: String
  private let baseline: String
  private let runs: Int
  private let verdict: Words
  private let strategies: [Strategy]
  private let comparisons: [Pair]
  private let notes: [String]

  init(_ result: ExperimentResult, folder: String) {
    experiment = result.name
    report = folder
    baseline = result.strategies[result.baseline].name
    runs = result.runs.count
    verdict = Words(headline: result.verdict.headline, sentences: result.verdict.sentences)
    strategies = result.strategies.map { strategy in
      let scores = zip(result.scores, strategy.means).map { ($0.id, Mean($1)) }
      return Strategy(
        name: strategy.name, summary: strategy.summary,
        scores: Dictionary(scores) { first, _ in first })
    }
    comparisons = result.comparisons.map { comparison in
      Pair(
        strategy: result.strategies[comparison.strategy].name,
        against: result.strategies[comparison.against].name,
        score: result.scores[comparison.score].id, difference: Mean(comparison.difference),
        pairs: comparison.differences.count, p: comparison.p, pHolm: comparison.pHolm,
        hodgesLehmann: comparison.hodgesLehmann.isFinite ? comparison.hodgesLehmann : nil,
        rankBiserial: comparison.rankBiserial, cliffsDelta: comparison.cliffsDelta)
    }
    notes = result.notes
  }

  /// The text, keys in order.
  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Every number is finite, so that nothing can fail.
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
