import Statistics

extension Verdict {
  /// Says in plain words what an experiment found, by rule, and never more than the intervals say.
  ///
  /// `lengthsMs` are those of the traces or blocks.
  init(
    _ finding: Finding, comparisons: [Comparison], lengthsMs: [Int64], seeds: Int
  ) throws(StatisticsError) {
    let words = VerdictWords(finding: finding, comparisons: comparisons, lengthsMs: lengthsMs, seeds: seeds)
    self.init(
      headline: try words.headline(),
      sentences: [words.objective] + words.judgements + words.rivals + [words.evidence] + words.cautions)
  }
}

/// The sentences of a verdict.
struct VerdictWords {
  let finding: Finding
  let comparisons: [Comparison]
  let lengthsMs: [Int64]
  let seeds: Int

  var names: [String] { finding.table.strategies }
  var blocks: Int { finding.table.blocks }
  private var allowed: String { "\(Figure.text(finding.objective.allowedPercent)) %" }

  /// The unit of costs, with a blank before it.
  private var unit: String {
    let unit = finding.table.scores[finding.cost].unit
    return unit.isEmpty ? "" : " \(unit)"
  }

  private func judged(_ judgement: Judgement) -> [Int] {
    names.indices.filter { finding.judgements[$0] == judgement }
  }

  /// What it comes to.
  func headline() throws(StatisticsError) -> String {
    guard let winner = finding.winner else { return headlineWithoutWinner }
    let open = finding.rivals.filter { !$0.isBeaten }.map { names[$0.strategy] }
    let lead: String
    if finding.rivals.isEmpty {
      lead = "Only \(names[winner]) surely keeps the objective"
    } else if open.isEmpty {
      lead = "\(names[winner]) is the cheapest strategy that keeps the objective"
    } else {
      lead =
        "\(names[winner]) costs least of the strategies that keep the objective, but not surely less than "
        + Figure.list(open)
    }
    guard winner != finding.baseline else { return lead + "; it is the baseline." }
    return "\(lead); \(try costAgainstBaseline(winner))."
  }

  private var headlineWithoutWinner: String {
    let means = finding.violations.map(\.mean)
    let best = names.indices.filter { means[$0].isFinite }.min { means[$0] < means[$1] }
    guard let best else { return "No request ended in any run, so there is nothing to judge." }
    let rate = "\(Figure.text(means[best])) % of the requests were bad where \(allowed) are allowed"
    let unclear = judged(.unclear).map { names[$0] }
    if unclear.isEmpty { return "No strategy keeps the objective: even with \(names[best]) \(rate)." }
    if blocks < Estimate.fewestForInterval {
      return "Too few runs to be sure of anything: with \(names[best]), the best in these, \(rate)."
    }
    return "No strategy surely keeps the objective; \(Figure.list(unclear)) may: with \(names[best]) \(rate)."
  }

  /// What a strategy costs or saves relative to the baseline, with its interval.
  private func costAgainstBaseline(_ strategy: Int) throws(StatisticsError) -> String {
    let difference = try finding.table.difference(strategy, finding.baseline, finding.cost)
    let reference = try finding.table.mean(finding.baseline, finding.cost).mean
    let baseline = names[finding.baseline]
    let share =
      reference > 0 ? " (\(Figure.text(abs(100 * difference.mean / reference), significant: 2)) %)" : ""
    guard let interval = difference.interval else {
      return "against \(baseline) that is \(Figure.text(difference.mean))\(unit) a run, without an interval"
    }
    if interval.upper < 0 {
      return "it saves \(Figure.text(-difference.mean))\(unit) a run\(share) against \(baseline), "
        + "95 % interval \(Figure.text(-interval.upper, -interval.lower))"
    }
    if interval.lower > 0 {
      return "it costs \(Figure.text(difference.mean))\(unit) a run\(share) more than \(baseline), "
        + "95 % interval \(Figure.text(interval.lower, interval.upper))"
    }
    return "whether it costs more or less than \(baseline) stays open, "
      + "95 % interval \(Figure.text(interval.lower, interval.upper))\(unit) a run"
  }

  /// The promise, in words.
  var objective: String {
    let percent = Figure.short(finding.objective.targetPercent)
    return "The objective is that \(percent) % of the requests are answered within "
      + "\(Figure.short(finding.objective.latencyMs)) ms, so at most \(allowed) may be bad: "
      + "late, refused, given up or cut off."
  }

  /// Who keeps it, who breaks it, and of whom that cannot be said.
  var judgements: [String] {
    [
      sentence(.keeps, "keeps it", "keep it"), sentence(.breaks, "breaks it", "break it"),
      sentence(.unclear, "may or may not keep it", "may or may not keep it"),
    ].compactMap(\.self)
  }

  private func sentence(_ judgement: Judgement, _ one: String, _ many: String) -> String? {
    let found = judged(judgement)
    guard !found.isEmpty else { return nil }
    let parts = found.map { index in
      let estimate = finding.violations[index]
      let range = estimate.interval.map { ", 95 % interval \(Figure.text($0.lower, $0.upper))" } ?? ""
      return "\(names[index]) (\(Figure.text(estimate.mean)) % bad\(range))"
    }
    if judgement == .unclear, blocks < Estimate.fewestForInterval {
      return
        "Whether \(Figure.list(parts)) \(found.count == 1 ? "keeps" : "keep") it, so few runs cannot say."
    }
    return "\(Figure.list(parts)) \(found.count == 1 ? one : many)."
  }

  /// How the winner's cost stands to that of the others that keep the objective.
  var rivals: [String] {
    guard let winner = finding.winner else { return [] }
    let beaten = finding.rivals.compactMap { rival in
      rival.isBeaten
        ? rival.difference.interval.map {
          "\(Figure.text(-$0.upper, -$0.lower))\(unit) less than \(names[rival.strategy])"
        } : nil
    }
    let open = finding.rivals.compactMap { rival in
      rival.isBeaten
        ? nil
        : rival.difference.interval.map {
          "\(Figure.text($0.lower, $0.upper))\(unit) against \(names[rival.strategy])"
        }
    }
    var result: [String] = []
    if !beaten.isEmpty {
      result.append(
        "A run of \(names[winner]) costs \(Figure.list(beaten)), at a confidence of 95 % for all of this together."
      )
    }
    if !open.isEmpty {
      result.append("Whether a run of \(names[winner]) costs less stays open: \(Figure.list(open)).")
    }
    return result
  }
}
