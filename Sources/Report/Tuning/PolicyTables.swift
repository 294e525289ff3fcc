import Experiment
import Statistics
import Tuning

/// The tables that every number of a tuning report can be computed from.
enum PolicyTables {
  /// policies.csv: a row per policy in the order of the ranking, with its levels, means and limits on the tuning load.
  ///
  /// `<limit>_upper` is the value its true mean stays below with the limit's confidence.
  static func policies(_ result: TuningResult) -> [UInt8] {
    var columns = ["rank", "policy", "is_recommended", "is_on_front", "blocks", "limits", "loss"]
    columns += result.parameters.map { "p_\($0.name)" } + result.scores.map(\.id)
    columns += result.goal.limits.flatMap { ["\($0.score)_limit", "\($0.score)_mean", "\($0.score)_upper"] }
    var csv = CSV(columns: columns)
    let front = Set(result.front)
    for (place, policy) in result.policies.enumerated() {
      csv.field(place + 1)
      csv.field(policy.number)
      csv.field(place == result.chosen ? "true" : "false")
      csv.field(front.contains(place) ? "true" : "false")
      csv.field(policy.runs.count { $0 != nil })
      csv.field(state(policy.assessment))
      csv.field(policy.loss)
      for (parameter, level) in zip(result.parameters, policy.candidate.levels) {
        csv.field(level < 0 ? "" : parameter.levels[Int(level)])
      }
      row(policy.assessment, result, &csv)
    }
    csv.field("")
    csv.field("today")
    csv.field("false")
    csv.field("false")
    csv.field(result.today.runs.count)
    csv.field(state(result.today.assessment))
    csv.field(result.today.loss)
    for _ in result.parameters { csv.field("") }
    row(result.today.assessment, result, &csv)
    return csv.content
  }

  private static func row(_ assessment: Assessment, _ result: TuningResult, _ csv: inout CSV) {
    for mean in assessment.means { csv.field(mean) }
    for (limit, bound) in zip(result.goal.limits, assessment.bounds) {
      csv.field(limit.atMost)
      csv.field(bound.mean)
      csv.field(bound.upper)
    }
    csv.endLine()
  }

  /// The worst state among a policy's limits.
  static func state(_ assessment: Assessment) -> String {
    assessment.isKept ? "kept" : assessment.isBroken ? "broken" : "unclear"
  }

  /// tuning-runs.csv: a row per run on the tuning load; policies.csv follows from it.
  static func tuningRuns(_ result: TuningResult) -> [UInt8] {
    var csv = CSV(columns: ["policy", "trace", "seed"] + result.scores.map(\.id))
    for policy in [result.today] + result.policies {
      for (block, scores) in zip(result.tuningBlocks, policy.runs) {
        guard let scores else { continue }
        run(name(policy), block, scores, &csv)
      }
    }
    return csv.content
  }

  /// held-out-runs.csv: a row per run on the load kept back, of the best policies and today's.
  static func heldOutRuns(_ result: TuningResult) -> [UInt8] {
    var csv = CSV(columns: ["policy", "trace", "seed"] + result.scores.map(\.id))
    for (block, scores) in zip(result.heldOutBlocks, result.todayHeldOut?.runs ?? []) {
      run("today", block, scores, &csv)
    }
    for finalist in result.finalists {
      for (block, scores) in zip(result.heldOutBlocks, finalist.heldOut.runs) {
        run(name(result.policies[finalist.policy]), block, scores, &csv)
      }
    }
    return csv.content
  }

  /// worlds.csv: a row per run in a world that differs from the recorded one.
  static func worlds(_ result: TuningResult) -> [UInt8] {
    var csv = CSV(columns: ["world", "policy", "trace", "seed"] + result.scores.map(\.id))
    let blocks = result.heldOutBlocks.isEmpty ? result.tuningBlocks : result.heldOutBlocks
    for world in result.worlds {
      for (policy, runs) in [("today", world.today.runs), ("recommended", world.chosen.runs)] {
        for (block, scores) in zip(blocks, runs) {
          csv.field(world.name)
          run(policy, block, scores, &csv)
        }
      }
    }
    return csv.content
  }

  private static func name(_ policy: PolicyOutcome) -> String {
    policy.number < 0 ? "today" : "\(policy.number)"
  }

  private static func run(_ policy: String, _ block: BlockName, _ scores: RunScores, _ csv: inout CSV) {
    csv.field(policy)
    csv.field(block.trace)
    csv.field(block.seed)
    for value in scores.values { csv.field(value) }
    csv.endLine()
  }

  /// effects.csv: a row per level of a parameter, and per pair of levels of two.
  static func effects(_ result: TuningResult) -> [UInt8] {
    var csv = CSV(columns: [
      "parameter", "level", "with", "with_level", "policies", "mean_objective", "mean_limit",
      "best_objective",
      "share_of_variance",
    ])
    func row(_ names: [String], _ effect: LevelEffect, _ share: Double?) {
      for name in names { csv.field(name) }
      csv.field(effect.count)
      csv.field(effect.objective)
      csv.field(effect.limit)
      csv.field(effect.best)
      csv.field(share)
      csv.endLine()
    }
    for effect in result.effects {
      let parameter = result.parameters[effect.parameter]
      for (level, own) in zip(parameter.levels, effect.levels) {
        row([parameter.name, level, "", ""], own, effect.share)
      }
    }
    for pair in result.pairEffects {
      let (first, second) = (result.parameters[pair.first], result.parameters[pair.second])
      for (place, cell) in pair.cells.enumerated() where cell.count > 0 {
        let (a, b) = (place / second.levels.count, place % second.levels.count)
        row([first.name, first.levels[a], second.name, second.levels[b]], cell, pair.share)
      }
    }
    return csv.content
  }

  /// refused.csv: the policies the API server does not take.
  static func refused(_ result: TuningResult) -> [UInt8] {
    var csv = CSV(columns: ["policy", "levels", "problem"])
    for refusal in result.refused {
      csv.field(refusal.number)
      csv.field(refusal.label)
      csv.field(refusal.problem)
      csv.endLine()
    }
    return csv.content
  }
}
