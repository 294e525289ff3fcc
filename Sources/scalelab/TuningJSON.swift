import Experiment
import Foundation
import Statistics
import Tuning

/// What tuning found, as `tune --json` prints it; a number that is not known is null.
struct TuningJSON: Encodable {
  private struct Policy: Encodable {
    let rank: Int
    let number: Int
    let label: String
    let keepsLimits: Bool
    let isComplete: Bool
    let scores: [String: Double]
    let heldOut: [String: Double]?
    let heldOutKeepsLimits: Bool?
    let savingPercent: Double?
    let savingLower: Double?
    let savingUpper: Double?
    let tunedToNoise: [String]?
  }

  private struct Change: Encodable {
    let object: String
    let path: String
    let before: String?
    let after: String?
  }

  private let experiment: String
  private let report: String
  private let method: String
  private let runs: Int
  private let tried: Int
  private let objective: String
  private let headline: String
  private let sentences: [String]
  private let keepsLimits: Bool
  private let recommended: Int?
  private let changes: [Change]
  private let policies: [Policy]
  private let today: [String: Double]

  init(_ result: TuningResult, folder: String, most: Int = 50) {
    func scores(_ assessment: Assessment) -> [String: Double] {
      let pairs = zip(result.scores, assessment.means).filter { $0.1.isFinite }
      return Dictionary(pairs.map { ($0.0.id, $0.1) }) { first, _ in first }
    }
    experiment = result.name
    report = folder
    method = result.search.method.rawValue
    runs = result.search.spent
    tried = result.policies.count
    objective = result.scores[0].id
    headline = result.verdict.headline
    sentences = result.verdict.sentences
    keepsLimits = result.keepsLimits
    recommended = result.chosenPolicy?.number
    changes = (result.recommendation?.changes ?? []).map {
      Change(object: $0.object, path: $0.path, before: $0.before, after: $0.after)
    }
    policies = result.policies.prefix(most).enumerated().map { place, policy in
      let finalist = result.finalists.first { $0.policy == place }
      let saving = finalist?.heldOutSaving
      return Policy(
        rank: place + 1, number: policy.number, label: policy.label, keepsLimits: policy.assessment.isKept,
        isComplete: policy.isComplete, scores: scores(policy.assessment),
        heldOut: finalist.map { scores($0.heldOut.assessment) }, heldOutKeepsLimits: finalist?.isKept,
        savingPercent: saving.flatMap { $0.mean.isFinite ? $0.mean : nil },
        savingLower: saving?.interval?.lower,
        savingUpper: saving?.interval?.upper, tunedToNoise: finalist?.broken)
    }
    today = scores(result.today.assessment)
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
