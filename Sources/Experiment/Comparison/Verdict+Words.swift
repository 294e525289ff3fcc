import Statistics

extension Verdict {
  /// Says in plain words what an experiment found, by rule, and never more than the intervals say.
  init(_ finding: Finding, comparisons: [Comparison], traces: Int, seeds: Int) throws(StatisticsError) {
    let words = VerdictWords(finding: finding, comparisons: comparisons, traces: traces, seeds: seeds)
    self.init(headline: try words.headline(), sentences: try words.sentences())
  }
}

/// The sentences of a verdict.
struct VerdictWords {
  let finding: Finding
  let comparisons: [Comparison]
  let traces: Int
  let seeds: Int

  private var names: [String] { finding.table.strategies }
  private var blocks: Int { finding.table.blocks }
  private var costScore: Score { finding.table.scores[finding.cost] }
  private var allowed: String { "\(Figure.text(finding.objective.allowedPercent)) %" }

  private func judged(_ judgement: Judgement) -> [Int] {
    names.indices.filter { finding.judgements[$0] == judgement }
  }

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
    let pairs = finding.table.pairs(strategy, finding.baseline, finding.cost)
    let baseline = names[finding.baseline]
    let difference = try finding.table.difference(strategy, finding.baseline, finding.cost)
    let reference = pairs.map(\.1).reduce(0, +) / Double(pairs.count)
    let what = costScore.id == "cost" ? "" : " in \(costScore.name.lowercased())"
    let unit = costScore.unit.isEmpty ? "" : " \(costScore.unit)"
    guard let interval = difference.interval else {
      return
        "against \(baseline) that is \(Figure.text(difference.mean))\(unit)\(what) a run, without an interval"
    }
    let share =
      reference > 0 ? " (\(Figure.text(abs(100 * difference.mean / reference), significant: 2)) %)" : ""
    if interval.upper < 0 {
      return
        "it saves \(Figure.text(-difference.mean))\(unit)\(what) a run\(share) against \(baseline), 95 % interval "
        + Figure.text(-interval.upper, -interval.lower)
    }
    if interval.lower > 0 {
      return "it costs \(Figure.text(difference.mean))\(unit)\(what) more a run\(share) than \(baseline), "
        + "95 % interval " + Figure.text(interval.lower, interval.upper)
    }
    return "whether it costs more or less than \(baseline) stays open, 95 % interval "
      + "\(Figure.text(interval.lower, interval.upper))\(unit)\(what) a run"
  }

  func sentences() throws(StatisticsError) -> [String] {
    let percent = Figure.text(finding.objective.targetPercent, significant: 9)
    var result = [
      "The objective is that \(trimmed(percent)) % of the requests are answered within "
        + "\(trimmed(Figure.text(finding.objective.latencyMs))) ms, so at most \(allowed) may be bad: "
        + "late, refused, given up or cut off."
    ]
    if let kept = judgedSentence(.keeps, "keeps it", "keep it") { result.append(kept) }
    if let broken = judgedSentence(.breaks, "breaks it", "break it") { result.append(broken) }
    if let open = judgedSentence(.unclear, "may or may not keep it", "may or may not keep it") {
      result.append(open)
    }
    result += rivalSentences
    result.append(evidence)
    result += cautions
    return result
  }

  private func judgedSentence(_ judgement: Judgement, _ one: String, _ many: String) -> String? {
    let found = judged(judgement)
    guard !found.isEmpty else { return nil }
    let parts = found.map { index in
      let estimate = finding.violations[index]
      let range = estimate.interval.map { ", 95 % interval \(Figure.text($0.lower, $0.upper))" } ?? ""
      return "\(names[index]) (\(Figure.text(estimate.mean)) % bad\(range))"
    }
    return "\(Figure.list(parts)) \(found.count == 1 ? one : many)."
  }

  private var rivalSentences: [String] {
    guard let winner = finding.winner else { return [] }
    return finding.rivals.map { rival in
      let unit = costScore.unit.isEmpty ? costScore.name.lowercased() : costScore.unit
      let name = names[rival.strategy]
      guard let interval = rival.difference.interval else {
        return "Whether \(names[winner]) costs less than \(name) cannot be said from so few runs."
      }
      if rival.isBeaten {
        return
          "\(names[winner]) costs \(Figure.text(-interval.upper, -interval.lower)) \(unit) a run less than \(name), "
          + "at a confidence of 95 % for all such statements together."
      }
      return "Whether \(names[winner]) costs less than \(name) stays open: "
        + "\(Figure.text(interval.lower, interval.upper)) \(unit) a run."
    }
  }

  private var evidence: String {
    let count =
      "\(blocks) pair\(blocks == 1 ? "" : "s") of runs (\(traces) trace\(traces == 1 ? "" : "s"), "
      + "\(seeds) seed\(seeds == 1 ? "" : "s"))"
    let tested = comparisons.filter { $0.pHolm != nil }
    let found = tested.count { ($0.pHolm ?? 1) < 0.05 }
    return
      "Each comparison rests on \(count) that met the same load and luck; of \(tested.count) tested differences, "
      + "\(found) hold\(found == 1 ? "s" : "") at 5 % after Holm's correction for their number."
  }

  private var cautions: [String] {
    var result: [String] = []
    let tested = comparisons.count { $0.p != nil }
    if blocks < 6 {
      result.append(
        "With \(blocks) pair\(blocks == 1 ? "" : "s") no rank test can reach 5 %, whatever the difference: run at least 6, "
          + "better 20 seeds.")
    } else if tested > 0, blocks < VerdictWords.pairsNeeded(tests: tested) {
      result.append(
        "With \(blocks) pairs no difference can hold at 5 % after a correction for \(tested) tests: "
          + "run at least \(VerdictWords.pairsNeeded(tests: tested)).")
    }
    if traces == 1 {
      result.append(
        "All runs share one load: the intervals tell what luck does to it, not how other loads would turn out."
      )
    } else if seeds > 1 {
      result.append(
        "Runs of one trace share its load and are not independent of each other: the intervals speak of these "
          + "\(traces) traces, and are too narrow for traces not tried.")
    } else {
      result.append(
        "The intervals speak of loads like these \(traces) traces; blocks cut from one recording may be alike."
      )
    }
    return result
  }

  /// The least n with 2 / 2^n <= 0.05 / tests: below, even differences all of one sign do not pass Holm's first step.
  static func pairsNeeded(tests: Int) -> Int {
    var pairs = 1
    var smallest = 1.0
    while smallest > 0.05 / Double(max(1, tests)) {
      pairs += 1
      smallest /= 2
    }
    return pairs
  }

  private func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
