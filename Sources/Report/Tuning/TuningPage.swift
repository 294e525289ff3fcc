import Experiment
import Tuning

/// index.html of a tuning report: what to change, what it buys, how sure that is, and what it hangs on.
struct TuningPage {
  let result: TuningResult
  /// The page of the comparison on the load kept back, whose tables and timeline this one shows.
  let comparison: Page?

  /// Prepares a page of a result.
  init(_ result: TuningResult) {
    self.result = result
    comparison = result.comparison.map { Page($0) }
  }

  /// The page's bytes.
  var bytes: [UInt8] {
    let sections = [
      Section(id: "verdict", title: "Verdict", body: verdict),
      Section(id: "apply", title: "What to apply", body: apply),
      Section(id: "policies", title: "The best policies", body: ranking),
      Section(id: "pareto", title: "Every policy: cost and service", body: pareto),
      Section(id: "kept-back", title: heldOutTitle, body: comparison?.strategyTable ?? HTML()),
      Section(id: "worlds", title: "In other worlds", body: worlds),
      Section(id: "sensitivity", title: "What it hangs on", body: sensitivity),
      Section(id: "timeline", title: "What happened when", body: comparison?.timeline ?? HTML()),
      Section(id: "decisions", title: "Decisions and reasons", body: comparison?.decisions ?? HTML()),
      Section(id: "method", title: "How it was searched", body: method),
      Section(id: "inputs", title: "Inputs", body: inputs),
      Section(id: "glossary", title: "What the numbers mean", body: (comparison?.glossary ?? HTML()) + words),
    ].filter { !$0.body.isEmpty }
    var html = Page.head(title: "\(result.name): tuning report", style: TuningStyle.text)
    html += "<body>\n\(Marker.symbols)\n<a class=\"skip\" href=\"#main\">Skip to the verdict</a>\n"
    html += masthead
    html += "<nav aria-label=\"Sections\"><ul>"
    for section in sections { html += "<li><a href=\"#\(section.id)\">\(section.title)</a></li>" }
    html += "</ul></nav>\n<main id=\"main\">\n"
    for section in sections { html += section.html }
    html += "</main>\n" + footer
    html +=
      "<script type=\"application/json\" id=\"points\">\(.ours(cloud.json(of: result).bytes))</script>\n"
    var script = Bytes()
    script.write(CloudScript.text)
    html += "<script>\(.ours(script))</script>\n"
    if let comparison, !comparison.showcase.scenes.isEmpty {
      html += comparison.scripts
    }
    return (html + "</body>\n</html>\n").bytes.content
  }

  private var heldOutTitle: String {
    result.heldOutBlocks.isEmpty ? "Side by side" : "On load it was not tuned on"
  }

  private var masthead: HTML {
    let search = result.search
    let facts: [HTML] = [
      "<b>\(Numeral.count(result.policies.count, "policy", "policies"))</b> of \(Numeral.text(Double(search.choices), significant: 9))",
      "<b>\(Numeral.count(search.spent, "run"))</b> by <b>\(search.method.rawValue)</b>",
      "tuned on <b>\(Numeral.count(result.tuningBlocks.count, "block"))</b>",
      "judged on <b>\(result.heldOutBlocks.isEmpty ? "the same" : Numeral.count(result.heldOutBlocks.count, "other block"))</b>",
      """
      objective <b>\(Numeral.text(100 * result.objective.target, significant: 6)) %</b> of requests within \
      <b>\(Numeral.seconds(result.objective.latencyMs / 1000))</b>
      """,
    ]
    return """
      <header><div class="bar"><p class="kind">Tuning report</p>\
      <button id="theme" type="button" hidden>Theme: system</button></div>
      <h1>\(.name(result.name))</h1>
      \(result.summary.isEmpty ? HTML() : "<p class=\"lead\">\(result.summary)</p>\n")\
      <ul class="facts">\(.joined(facts.map { "<li>\($0)</li>" }, by: ""))</ul></header>

      """
  }

  private var verdict: HTML {
    var html: HTML = "<p class=\"headline\">\(result.verdict.headline)</p>\n<ul class=\"sentences\">"
    for sentence in result.verdict.sentences { html += "<li>\(sentence)</li>" }
    html += "</ul>\n"
    guard !result.notes.isEmpty else { return html }
    html += "<details class=\"notes\"\(result.notes.count <= 3 ? " open" : "" as HTML)>"
    html += "<summary>\(Numeral.count(result.notes.count, "note")) on the inputs</summary><ul>"
    for note in result.notes { html += "<li>\(note)</li>" }
    return html + "</ul></details>\n"
  }

  private var apply: HTML {
    guard let recommendation = result.recommendation else { return "" }
    guard !recommendation.changes.isEmpty else { return "<p>Nothing changes.</p>\n" }
    var body = HTML()
    for change in recommendation.changes {
      body += .row(
        .rowHead("<code>\(change.path)</code>\(.sub("\(change.object)"))")
          + .words("\(change.before ?? "–")") + .words("<b>\(change.after ?? "–")</b>"))
    }
    let table = HTML.table(
      "narrow", name: "Changes", caption: "The fields that change",
      head: .row(
        .head("Field", style: "text") + .head(.name(result.base), style: "text")
          + .head("Recommended", style: "text")),
      body: body)
    let links = recommendation.patches.map { "<a href=\"\($0.name)\">\($0.name)</a>" as HTML }
    return table + """
      <p>Apply the whole objects with <code>kubectl apply -f recommended.yaml</code> \
      (<a href="recommended.yaml">recommended.yaml</a>), or patch your own: \(.joined(links, by: ", ")).</p>
      <div class="scroll code" tabindex="0" role="region" aria-label="recommended.yaml"><pre><code>\
      \(String(decoding: recommendation.manifest.bytes, as: UTF8.self))</code></pre></div>

      """
  }

  /// The scores whose place in the cloud is across and upright.
  private var axes: (cost: Int, harm: Int) {
    let harm = result.score("slo_violation_percent") ?? 0
    return (0, harm == 0 ? result.goal.limits.first.flatMap { result.score($0.score) } ?? 0 : harm)
  }

  private var cloud: PolicyCloud {
    let (cost, harm) = axes
    let limit = result.goal.limits.first { $0.score == result.scores[harm].id && $0.period == nil }
    return PolicyCloud(result, cost: cost, harm: harm, allowed: limit?.atMost)
  }

  private var pareto: HTML {
    let cloud = cloud
    guard !cloud.points.isEmpty else { return "" }
    let (cost, harm) = axes
    let front = cloud.front
    let description = front.prefix(12).map {
      "\(result.policies[$0.place].label): \(Numeral.text($0.cost)) and \(Numeral.text($0.harm))"
    }.joined(separator: "; ")
    let chart = cloud.html(
      costLabel: TuningPage.label(result.scores[cost]), harmLabel: TuningPage.label(result.scores[harm]),
      description: description)
    var rows = HTML()
    for place in result.front.prefix(40) {
      let policy = result.policies[place]
      var cells: HTML = "<td>\(place + 1)</td>" + .words("\(policy.label)", style: "policy")
      for score in objectives {
        let mean = policy.assessment.means[score]
        cells += .number(mean, "\(Numeral.text(mean))")
      }
      rows += .row(cells)
    }
    var head: HTML = .head("Rank") + .head("Policy", style: "text")
    for score in objectives { head += TuningPage.head(result.scores[score]) }
    let volume = result.hypervolume.map {
      " They dominate \(Numeral.text(100 * $0.share)) % of the space below a tenth more than the worst of them and today's (hypervolume)."
    }
    return """
      <figure>\(chart)<figcaption><p id="policy" aria-live="polite">Point at a policy to see which it is.</p>\
      <p class="legend"><span class="swatch in"></span>keeps all limits <span class="swatch out"></span>does not, or \
      not surely. Along the dashed steps nothing is both cheaper and better. Means over the tuning load.</p>\
      </figcaption></figure>
      \(.details("The \(result.front.count) policies that no other beats in \(objectives.map { result.scores[$0].name.lowercased() }.joined(separator: ", "))", .table("ranked sortable", name: "Pareto front", caption: "Sorted by the first\(volume ?? "")", head: .row(head), body: rows)))
      """
  }

  /// The scores the front is drawn of.
  private var objectives: [Int] {
    let ids =
      result.goal.minimize.count > 1
      ? result.goal.minimize
      : result.goal.minimize
        + ["slo_violation_percent", "scale_events"].filter { !result.goal.minimize.contains($0) }
    return ids.compactMap { result.score($0) }
  }

  static func label(_ score: Score) -> String {
    score.unit.isEmpty ? score.name : "\(score.name), \(score.unit)"
  }

  static func head(_ score: Score) -> HTML {
    .head("\(score.name)\(.when(!score.unit.isEmpty, "<span class=\"unit\">\(score.unit)</span>"))")
  }

  private var inputs: HTML {
    let text = result.resolvedInputs
    return """
      <p>Everything the runs depend on, with defaults filled in. <a href="experiment.yaml">experiment.yaml</a> tunes \
      again.</p>
      \(.details("experiment.yaml", """
        <div class="scroll" tabindex="0" role="region" aria-label="experiment.yaml"><pre><code>\
        \(text.utf8.count <= 100_000 ? text : String(text.prefix(100_000)))</code></pre></div>
        """))
      """
  }

  private var footer: HTML {
    let files = TuningReport.tableNames + ["experiment.yaml"]
    let links = files.map { "<a href=\"\($0)\">\($0)</a>" as HTML }
    return """
      <footer><p>All numbers of this page stand, unrounded, in the files beside it or follow from them: \
      \(.joined(links, by: ", ")).</p><p>Simulated by ScaleLab.</p></footer>

      """
  }
}
