import Experiment
import Statistics
import Tuning

extension TuningPage {
  private static let mostRows = 30

  /// The best policies with intervals, and today's policy below them.
  var ranking: HTML {
    guard !result.policies.isEmpty else { return "" }
    let shown = result.policies.prefix(Self.mostRows)
    var head: HTML = .head("Rank") + .head("Policy", style: "text") + .head("Limits", style: "text")
    let columns = result.scores.indices.filter {
      Self.isShown(result.scores[$0].id, first: result.scores[0].id)
    }
    if !result.finalists.isEmpty {
      head +=
        .head("On load kept back", style: "text")
        + .head("Saving there<span class=\"unit\">% of \(result.base)</span>")
    }
    for score in columns { head += Self.head(result.scores[score]) }
    var body = HTML()
    for (place, policy) in shown.enumerated() {
      body += row(policy, rank: place + 1, columns, finalist: result.finalists.first { $0.policy == place })
    }
    body += row(result.today, rank: nil, columns, finalist: nil)
    let rest = result.policies.count - shown.count
    let caption: HTML = """
      Means over the \(Numeral.count(result.tuningBlocks.count, "block")) of the tuning load, with 95 % intervals\
      \(rest > 0 ? "; \(rest) more policies are in policies.csv" : "")
      """
    return .table("ranked", name: "Policies", caption: caption, head: .row(head), body: body)
      + .legend(
        """
        A limit is kept if its mean stays below it with the confidence asked for, by the bootstrap over blocks. \
        Policies are ordered by whether they keep all limits, then by \(result.scores[0].name.lowercased()). \
        The recommended policy is the first that keeps its limits on the load kept back too.
        """)
  }

  private static func isShown(_ id: String, first: String) -> Bool {
    [first, "slo_violation_percent", "latency_p95_ms", "pod_hours", "scale_events"].contains(id)
  }

  private func row(
    _ policy: PolicyOutcome, rank: Int?, _ columns: [Int], finalist: Finalist?
  ) -> HTML {
    let isChosen = rank != nil && rank == result.chosen.map { $0 + 1 }
    var cells: HTML =
      "<td>\(rank.map { "\($0)" } ?? "")</td>"
      + .words(
        """
        \(rank == nil ? "\(result.base): " : "")\(policy.label)\(.when(isChosen, " <span class=\"tag\">recommended</span>"))
        """, style: "policy")
      + .words(state(policy.assessment, isComplete: policy.isComplete))
    if !result.finalists.isEmpty {
      if let finalist {
        cells += .words(
          state(finalist.heldOut.assessment, isComplete: true)
            + .when(!finalist.broken.isEmpty, .sub("tuned to noise")))
        cells += .number(finalist.heldOutSaving.mean, estimate(finalist.heldOutSaving))
      } else if rank == nil, let heldOut = result.todayHeldOut {
        cells += .words(state(heldOut.assessment, isComplete: true)) + "<td></td>"
      } else {
        cells += "<td></td><td></td>"
      }
    }
    for score in columns {
      let values = policy.runs.compactMap { $0?.values[score] }
      cells += .number(policy.assessment.means[score], estimate(Self.mean(values)))
    }
    let style = isChosen ? "chosen" : rank == nil ? "today" : ""
    return "<tr class=\"\(style)\">\(cells)</tr>\n"
  }

  static func mean(_ values: [Double]) -> Estimate {
    (try? Estimate.mean(of: values, resamples: Resamples.usual(of: values.count)))
      ?? Estimate(mean: values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count), interval: nil)
  }

  private func estimate(_ estimate: Estimate) -> HTML {
    let mean: HTML = "\(Numeral.text(estimate.mean))"
    guard let interval = estimate.interval, interval.lower < interval.upper else { return mean }
    return mean + .sub("\(Numeral.text(interval.lower)) to \(Numeral.text(interval.upper))")
  }

  func state(_ assessment: Assessment, isComplete: Bool) -> HTML {
    guard isComplete else { return "dropped early" }
    if assessment.isKept { return "<span class=\"kept\">✓ kept</span>" }
    return assessment.isBroken
      ? "<span class=\"broken\">✗ broken</span>" : "<span class=\"sub\">? not surely</span>"
  }

  /// How the recommended policy and today's do in worlds that differ from the recorded one.
  var worlds: HTML {
    guard !result.worlds.isEmpty else { return "" }
    let harm = result.goal.limits.first.flatMap { result.score($0.score) } ?? 0
    let score = result.scores[harm]
    var body = HTML()
    for world in result.worlds {
      body += .row(
        .rowHead("\(world.name)")
          + .words(state(world.chosen.assessment, isComplete: true))
          + .number(
            world.chosen.assessment.means[harm],
            estimate(Self.mean(world.chosen.runs.map { $0.values[harm] })))
          + .words(state(world.today.assessment, isComplete: true))
          + .number(
            world.today.assessment.means[harm],
            estimate(Self.mean(world.today.runs.map { $0.values[harm] })))
          + .number(world.saving.mean, estimate(world.saving)))
    }
    let unit: HTML = "\(score.name)<span class=\"unit\">\(score.unit)</span>"
    return .table(
      "ranked", name: "Other worlds",
      caption: "The recommended policy and \(result.base) where the world is not as recorded",
      head: .row(
        .head("World", style: "text") + .head("Recommended: limits", style: "text") + .head(unit)
          + .head("\(result.base): limits", style: "text") + .head(unit)
          + .head("Saving<span class=\"unit\">% of \(result.base)</span>")), body: body)
      + .legend("Every run is in <a href=\"worlds.csv\">worlds.csv</a>.")
  }

  /// The method, its budget and its rule.
  var method: HTML {
    let search = result.search
    var html: HTML = """
      <p><b>\(search.method.rawValue)</b> tried \(Numeral.count(result.policies.count, "policy", "policies")) of \
      \(Numeral.text(Double(search.choices), significant: 12)) in \(Numeral.count(search.spent, "run")) \
      (a policy on a block is one; it might have taken \(Numeral.text(Double(search.budget), significant: 12))). It \
      stops \(search.stopRule).</p>

      """
    var body = HTML()
    for parameter in result.parameters {
      let levels = parameter.levels
      let text =
        levels.count > 12
        ? "\(levels[0]), \(levels[1]), … \(levels[levels.count - 1])" : levels.joined(separator: ", ")
      body += .row(
        .rowHead("\(parameter.name)") + .words("<code>\(parameter.target)</code>")
          + "<td>\(levels.count)</td>" + .words("\(text)"))
    }
    html += .table(
      "narrow", name: "Parameters", caption: "What could be changed",
      head: .row(
        .head("Parameter", style: "text") + .head("Field", style: "text") + .head("Values")
          + .head("", style: "text")), body: body)
    if !result.refused.isEmpty {
      html += """
        <p>\(Numeral.count(result.refused.count, "policy", "policies")) the API server would not take, first \
        \(result.refused[0].label): \(result.refused[0].problem) (<a href="refused.csv">refused.csv</a>).</p>

        """
    }
    func names(_ blocks: [BlockName]) -> String {
      var seen: Set<String> = []
      return blocks.map(\.trace).filter { seen.insert($0).inserted }.sorted().joined(separator: ", ")
    }
    return html + """
      <p>Tuned on: \(names(result.tuningBlocks)). Kept back: \
      \(result.heldOutBlocks.isEmpty ? "nothing" : names(result.heldOutBlocks)).</p>

      """
  }

  /// The words that only tuning has.
  var words: HTML {
    """
    <h3>Tuning</h3>
    <dl><div><dt>Kept</dt><dd>The mean of the limit's score over blocks stays below the limit with the confidence asked \
    for: the upper end of a one-sided BCa interval; with fewer than five blocks, every block must keep it.</dd></div>
    <div><dt>Tuned to noise</dt><dd>Something held on the tuning load that does not hold on the load kept back: a limit, \
    or a saving whose interval was above zero.</dd></div>
    <div><dt>Share of variance</dt><dd>How much of the differences between all policies a parameter explains by itself, or \
    a pair together beyond that (the analysis of variance of the full factorial).</dd></div>
    <div><dt>Hypervolume</dt><dd>The part of the space below a reference that some policy of the front is better than in \
    every objective.</dd></div></dl>

    """
  }
}
