import Experiment
import Statistics

/// The findings in plain words, by rule, and never more than the intervals say.
struct TuningWords {
  let result: TuningResult

  init(_ result: TuningResult) { self.result = result }

  var verdict: Verdict {
    guard let chosen = result.chosenPolicy else {
      return Verdict(
        headline: "No policy could be run.", sentences: result.refused.first.map { [$0.problem] } ?? [])
    }
    return Verdict(
      headline: headline(chosen),
      sentences: [evidence] + limits(chosen) + noise + worlds + drivers + cautions)
  }

  /// What stands at the head of the files to apply.
  var fileHead: [String] {
    guard let chosen = result.chosenPolicy else { return [] }
    return ["Recommended by scalelab tune \(result.name): \(chosen.label)", headline(chosen)]
      + limits(chosen)
  }

  private var objective: Score { result.scores[0] }
  private var unit: String { objective.unit.isEmpty ? "" : " \(objective.unit)" }
  private var place: String {
    result.heldOutBlocks.isEmpty ? "the load it was tuned on" : "load it was not tuned on"
  }

  /// The chosen policy's and today's runs that the verdict rests on.
  private var judged: (own: Assessment, today: Assessment)? {
    guard let chosen = result.chosenPolicy else { return nil }
    if let finalist = result.chosenHeldOut, let today = result.todayHeldOut {
      return (finalist.heldOut.assessment, today.assessment)
    }
    return (chosen.assessment, result.today.assessment)
  }

  private func headline(_ chosen: PolicyOutcome) -> String {
    guard let judged else { return "" }
    let name = "The policy with \(chosen.label)"
    guard judged.own.isKept else {
      let tuned = result.policies.contains { $0.isComplete && $0.assessment.isKept }
      return tuned
        ? "No policy surely keeps the limits on load it was not tuned on; nearest comes that with \(chosen.label)."
        : "No policy tried surely keeps the limits; nearest comes that with \(chosen.label)."
    }
    if result.recommendation.map({ $0.changes.isEmpty }) ?? false {
      return "\(result.base) is the best of the policies tried: change nothing."
    }
    let saving = savingWords
    if judged.today.isKept { return "\(name) keeps all limits on \(place) and \(saving)." }
    let state = judged.today.isBroken ? "breaks" : "does not surely keep"
    return "\(name) keeps all limits on \(place), which \(result.base) \(state), and \(saving)."
  }

  private var savingWords: String {
    guard let judged else { return "" }
    let (own, today) = (judged.own.means[0], judged.today.means[0])
    let name = objective.name.lowercased()
    guard let saving = result.chosenHeldOut?.heldOutSaving, saving.mean.isFinite else {
      return "has \(Figure.text(own))\(unit) of \(name) a run where \(result.base) has \(Figure.text(today))"
    }
    let amount = Figure.text(abs(saving.mean), significant: 2)
    guard let interval = saving.interval else {
      return
        "has \(amount) % \(saving.mean >= 0 ? "less" : "more") \(name) than \(result.base), without an interval"
    }
    if interval.lower > 0 {
      return "saves \(amount) % of the \(name) of \(result.base), 95 % interval "
        + Figure.text(interval.lower, interval.upper)
    }
    if interval.upper < 0 {
      return "has \(amount) % more \(name) than \(result.base), 95 % interval "
        + Figure.text(-interval.upper, -interval.lower)
    }
    return "has neither surely more nor surely less \(name) than \(result.base), 95 % interval of the saving "
      + "\(Figure.text(interval.lower, interval.upper)) %"
  }

  private var evidence: String {
    let search = result.search
    let complete = result.policies.count(where: \.isComplete)
    var text =
      "\(result.policies.count) policies of \(search.choices) were tried by \(search.method.rawValue), "
      + "\(complete) of them on all \(plural(result.tuningBlocks.count, "block")) of the tuning load, in "
      + "\(plural(search.spent, "run"))"
    if !result.refused.isEmpty {
      text += "; \(result.refused.count) more the API server would not take (\(result.refused[0].problem))"
    }
    return text + "."
  }

  /// How each limit stands with the chosen policy and with today's.
  private func limits(_ chosen: PolicyOutcome) -> [String] {
    guard let judged else { return [] }
    return result.goal.limits.enumerated().map { index, limit in
      let score = result.score(limit.score).map { result.scores[$0] }
      let unit = score.map { $0.unit.isEmpty ? "" : " \($0.unit)" } ?? ""
      let per = limit.period.map { " a \($0.rawValue)" } ?? ""
      return "\(score?.name ?? limit.score): at most \(Figure.text(limit.atMost))\(unit)\(per) is allowed; "
        + "\(words(judged.own.bounds[index], limit)) with this policy, "
        + "\(words(judged.today.bounds[index], limit)) with \(result.base)."
    }
  }

  private func words(_ bound: Assessment.Bound, _ limit: ScoreLimit) -> String {
    let mean = Figure.text(bound.mean)
    switch bound.state {
    case .kept:
      return bound.upper > bound.mean
        ? "it is \(mean), below \(Figure.text(bound.upper)) with \(Figure.short((1e4 * limit.confidence).rounded() / 100)) % confidence"
        : "it is \(mean)"
    case .unclear:
      return bound.upper > bound.mean
        ? "it is \(mean), but may be up to \(Figure.text(bound.upper))"
        : "it is \(mean), of which few runs cannot be sure"
    case .broken: return "it is \(mean), too much"
    }
  }

  /// Whether the choice followed the luck of the tuning load.
  private var noise: [String] {
    guard !result.finalists.isEmpty else { return [] }
    var sentences: [String] = []
    let failed = result.finalists.filter { !$0.broken.isEmpty && $0.policy < (result.chosen ?? 0) }
    if !failed.isEmpty {
      let first = result.policies[failed[0].policy]
      sentences.append(
        "\(failed.count == 1 ? "One policy" : "\(failed.count) policies") that did better on the tuning load "
          + "\(failed.count == 1 ? "was" : "were") tuned to its noise and passed over, first that with \(first.label): "
          + "\(failed[0].broken.joined(separator: "; ")).")
    }
    guard let chosen = result.chosenHeldOut else { return sentences }
    if !chosen.broken.isEmpty {
      sentences.append(
        "Tuned to noise: \(chosen.broken.joined(separator: "; ")). Tune on more load before relying on it.")
    } else if let a = chosen.tunedSaving.interval, let b = chosen.heldOutSaving.interval,
      chosen.tunedSaving.mean > b.upper, a.lower > 0
    {
      sentences.append(
        "On the tuning load it seemed to save \(Figure.text(chosen.tunedSaving.mean, significant: 2)) %: part of that "
          + "was the luck of the choice, or the load kept back is another one.")
    } else {
      let name = objective.name.lowercased()
      sentences.append(
        "Against \(result.base) it has \(change(chosen.tunedSaving)) \(name) on the tuning load and "
          + "\(change(chosen.heldOutSaving)) on the load kept back: the choice is not one of noise.")
    }
    return sentences
  }

  private func change(_ saving: Estimate) -> String {
    "\(Figure.text(abs(saving.mean), significant: 2)) % \(saving.mean >= 0 ? "less" : "more")"
  }

  private var worlds: [String] {
    guard !result.worlds.isEmpty else { return [] }
    let (kept, lost) = (
      result.worlds.filter { $0.chosen.assessment.isKept },
      result.worlds.filter { !$0.chosen.assessment.isKept }
    )
    var sentences: [String] = []
    if !kept.isEmpty { sentences.append("It keeps all limits also with \(Figure.list(kept.map(\.name))).") }
    if !lost.isEmpty {
      let both = lost.filter { !$0.today.assessment.isKept }
      let only = lost.filter { $0.today.assessment.isKept }
      if !both.isEmpty {
        sentences.append(
          "With \(Figure.list(both.map(\.name))) neither it nor \(result.base) surely keeps them.")
      }
      if !only.isEmpty {
        sentences.append(
          "With \(Figure.list(only.map(\.name))) it does not surely keep them, while \(result.base) does.")
      }
    }
    return sentences
  }

  /// What the objective hangs on.
  private var drivers: [String] {
    let known = result.effects.filter { $0.share != nil }.sorted { ($0.share ?? 0) > ($1.share ?? 0) }
    guard let first = known.first, let share = first.share, known.count > 1 else { return [] }
    let idle = known.filter { ($0.share ?? 0) < 0.01 && ($0.limitShare ?? 0) < 0.01 }.map {
      result.parameters[$0.parameter].name
    }
    var text =
      "\(result.parameters[first.parameter].name) explains \(Figure.text(100 * share, significant: 2)) % of the "
      + "differences in \(objective.name.lowercased())"
    if !idle.isEmpty {
      text += "; \(Figure.list(idle)) alone hardly \(idle.count == 1 ? "matters" : "matter")"
    }
    return [text + "."]
  }

  private var cautions: [String] {
    var sentences: [String] = []
    let blocks = result.heldOutBlocks.isEmpty ? result.tuningBlocks : result.heldOutBlocks
    if blocks.count < Estimate.fewestForInterval {
      sentences.append(
        "With \(plural(blocks.count, "block")) there are no intervals: a limit counts as kept only if every run keeps "
          + "it. Run more seeds or blocks.")
    }
    if Set(blocks.map(\.trace)).count == 1 {
      sentences.append("All of these runs share one load: how other days would turn out they cannot tell.")
    }
    return sentences
  }

  private func plural(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
