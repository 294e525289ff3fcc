import Experiment
import Statistics

extension Page {
  /// The strategies side by side: the scores that matter first, each with its interval and the finding
  /// against the baseline; then all scores in a table of their own.
  var strategyTable: HTML {
    guard !result.strategies.isEmpty, !keys.columns.isEmpty else { return "" }
    var caption: HTML = "Mean over \(Numeral.count(runsPerStrategy, "run")) of each strategy"
    if let level { caption += ", with its \(Numeral.text(100 * level)) % interval" }
    if let way = commonWay { caption += "; \(way) in every column" }
    var head: HTML = .head("Strategy", style: "text")
    for index in keys.columns {
      let score = result.score(index)
      head += self.head(score, way: commonWay == nil ? Self.way(score) : nil)
    }
    let columns = keys.columns.map { (score: $0, scale: scale($0), best: result.bestStrategies(score: $0)) }
    var body = HTML()
    for index in result.strategies.indices {
      var cells: HTML = .rowHead(title(index))
      for column in columns {
        cells += cell(index, column.score, scale: column.scale, isBest: column.best.contains(index))
      }
      body += .row(cells)
    }
    return .table(
      "strategies sortable", name: "Strategies", caption: caption, head: .row(head), body: body)
      + .legend(tableLegend) + scoreTable
  }

  private var runsPerStrategy: Int {
    result.strategies.indices.map { index in result.runs.count { $0.strategy == index } }.max() ?? 0
  }

  /// Which way is good, if that is the same for all columns: said once instead of in each.
  private var commonWay: String? {
    let ways = keys.columns.map { Self.way(result.score($0)) }
    return ways.allSatisfy { $0 == ways.first } ? ways.first ?? nil : nil
  }

  private static func way(_ score: Score) -> String? {
    switch score.better {
    case .lower: "lower is better"
    case .higher: "higher is better"
    case .neither: nil
    }
  }

  private func title(_ index: Int) -> HTML {
    let summary = result.strategies[index].summary
    return """
      \(who(index))\(.when(index == result.baseline, " <span class=\"tag\">baseline</span>"))\
      \(.when(!summary.isEmpty, .sub("\(summary)")))
      """
  }

  /// The scale of a column's whiskers.
  private func scale(_ score: Int) -> Scale {
    let ends = result.strategies.flatMap { strategy -> [Double] in
      let estimate = strategy.mean(of: score)
      return [estimate.mean, estimate.interval?.lower, estimate.interval?.upper].compactMap { $0 }
        .filter(\.isFinite)
    }
    return .fromZero(to: ends.max() ?? 0, least: ends.min() ?? 0, ticks: 4)
  }

  private func cell(_ strategy: Int, _ score: Int, scale: Scale, isBest: Bool) -> HTML {
    let estimate = result.strategies[strategy].mean(of: score)
    var html: HTML = "<span class=\"value\">\(Numeral.text(estimate.mean))</span>"
    if isBest { html += " <span class=\"best\">★ best</span>" }
    let (lower, upper) = (estimate.interval?.lower, estimate.interval?.upper)
    html += Whisker(mean: estimate.mean, lower: lower, upper: upper, scale: scale).html
    html += ends(estimate)
    if let isKept = result.keepsObjective(estimate.mean, score: score) {
      let allowed = Numeral.text(result.allowedViolations)
      html +=
        isKept
        ? "<span class=\"sub kept\">✓ within \(allowed) %</span>"
        : "<span class=\"sub broken\">✗ above \(allowed) %</span>"
    }
    if let comparison = result.comparisons.first(where: {
      $0.strategy == strategy && $0.against == result.baseline && $0.score == score
    }) {
      let finding = Finding(comparison, better: result.score(score).better)
      html += """
        <span class="chip \(finding.style)"><span aria-hidden="true">\(finding.sign)</span> \
        \(change(comparison))\(.quiet(" " + finding.text(against: "the baseline")))</span>
        """
    }
    return .number(estimate.mean, html)
  }

  /// A difference in percent of the mean compared with, or as a factor; as it is where that mean is 0.
  func change(_ comparison: Comparison) -> String {
    let difference = comparison.difference.mean
    let base =
      result.strategies.indices.contains(comparison.against)
      ? result.strategies[comparison.against].mean(of: comparison.score).mean : .nan
    guard base.isFinite, base != 0, difference.isFinite else { return Numeral.difference(difference) }
    let percent = 100 * difference / base.magnitude
    // Beyond a doubling or two a factor says more than a percentage; close to -100 % every digit counts.
    if percent > 200, base > 0 { return Numeral.text(1 + percent / 100) + "×" }
    return Numeral.difference(percent, significant: percent < -99 ? 4 : 2) + " %"
  }

  private var tableLegend: HTML {
    var html: HTML = "<span class=\"best\">★ best</span> marks the best mean of a column. "
    if let level {
      html += """
        The line under a number is its \(Numeral.text(100 * level)) % interval (BCa bootstrap over runs), \
        on one scale a column.\u{20}
        """
    }
    if let harm = keys.violations, result.keepsObjective(0, score: harm) != nil {
      html += "The objective allows \(Numeral.text(result.allowedViolations)) % of the requests to be bad. "
    }
    if result.strategies.count > 1 {
      html += """
        The last line compares with the baseline over equal traces and seeds: <b>✓</b> clearly better, \
        <b>✗</b> clearly worse, <b>≈</b> no clear difference (Wilcoxon signed-rank, p below \
        \(Numeral.text(Finding.significance)) after Holm), <b>=</b> no difference, <b>?</b> too few runs \
        to tell.
        """
    }
    return html
  }
}
