import Experiment
import Statistics

extension Page {
  /// Each compared score by itself: every strategy against the baseline, and the other pairs that were asked
  /// for.
  var comparisons: HTML {
    guard !result.comparisons.isEmpty else { return "" }
    var html: HTML = """
      <p>Each dot is one block: the strategy minus the other one on the same trace with the same seed, so \
      that both had the same arrivals, service times and start-up delays. The diamond is their mean, the \
      bar its interval.</p>

      """
    let others = Set(result.comparisons.map(\.score)).subtracting(keys.columns)
    for (place, score) in (keys.columns + others.sorted()).enumerated() {
      let found = result.comparisons.filter { $0.score == score }
      guard !found.isEmpty else { continue }
      html += .details(
        "\(result.score(score).name)\(.sub("\(tally(found))"))", isOpen: place < 2,
        table(of: found, score: score))
    }
    return html + .legend(comparisonLegend)
  }

  /// How many findings there are of each kind, in words.
  private func tally(_ found: [Comparison]) -> String {
    var kinds: [(text: String, count: Int)] = []
    for comparison in found {
      let text = Finding(comparison, better: result.score(comparison.score).better).text
      if let place = kinds.firstIndex(where: { $0.text == text }) {
        kinds[place].count += 1
      } else {
        kinds.append((text, 1))
      }
    }
    return kinds.map { "\($0.count) \($0.text)" }.joined(separator: ", ")
  }

  private func table(of found: [Comparison], score: Int) -> HTML {
    let ends = found.flatMap { comparison in
      let interval = comparison.difference.interval
      return comparison.differences + [interval?.lower, interval?.upper].compactMap { $0 }
    }
    let scale = Strip.scale(of: ends)
    let head: HTML =
      .head("Strategy", style: "text") + .head("Finding", style: "text") + .head("Difference")
      + .head("Change")
      + .head(.quiet("Paired differences") + Strip.axis(scale), style: "drawn")
      + .head("p <span class=\"unit\">Holm</span>") + .head("Effect", style: "text")
    var body = HTML()
    for comparison in found { body += row(comparison, scale: scale) }
    return .table(
      "pairs", name: "\(result.score(score).name), comparisons",
      caption: "\(label(score)): difference between strategies\(direction(result.score(score)))",
      head: .row(head), body: body)
  }

  private func direction(_ score: Score) -> String {
    switch score.better {
    case .lower: "; below zero is better"
    case .higher: "; above zero is better"
    case .neither: ""
    }
  }

  private func row(_ comparison: Comparison, scale: Scale) -> HTML {
    let finding = Finding(comparison, better: result.score(comparison.score).better)
    let (name, other) = (result.strategyName(comparison.strategy), result.strategyName(comparison.against))
    let mean = comparison.difference.mean
    let strip = Strip(
      differences: comparison.differences, mean: mean, lower: comparison.difference.interval?.lower,
      upper: comparison.difference.interval?.upper, scale: scale,
      title: "\(Numeral.count(comparison.blocks, "paired difference")) of \(name) minus \(other)")
    let chip: HTML = """
      <span class="chip \(finding.style)"><span aria-hidden="true">\(finding.sign)</span> \(finding.text)\
      </span>
      """
    let value: HTML = "<span class=\"value\">\(Numeral.difference(mean))</span>"
    let delta: HTML = .sub("Cliff’s δ \(Numeral.difference(comparison.cliffsDelta, significant: 2))")
    return .row(
      .rowHead(who(comparison.strategy) + .sub("against \(.name(other))")) + .words(chip)
        + .number(mean, value + ends(comparison.difference, isDifference: true))
        + "<td>\(change(comparison))</td>" + .words(strip.html, style: "drawn")
        + "<td>\(probability(comparison.pHolm))</td>" + .words("\(comparison.effect.text)" + delta))
  }

  private func probability(_ p: Double?) -> HTML {
    guard let p, !p.isNaN else { return "–" + .quiet(" not tested") }
    return p < 0.001 ? "&lt; 0.001" : "\(Numeral.text(p, significant: 2))"
  }

  private var comparisonLegend: HTML {
    let tested = result.comparisons.count { $0.pHolm != nil }
    return """
      p is that of Wilcoxon’s signed-rank test, corrected after Holm for all \
      \(Numeral.count(tested, "comparison")) that were tested: below \
      \(Numeral.text(Finding.significance)), luck alone would hardly show it. It says nothing about size; the \
      effect does: how often a run of one strategy beats a run of the other. Blocks cut from one trace are \
      not independent traces: a finding speaks for loads like these.
      """
  }
}
