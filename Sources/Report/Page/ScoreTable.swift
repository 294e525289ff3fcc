import Experiment
import Statistics

extension Page {
  /// Every score of every strategy, a row a score, to be opened.
  var scoreTable: HTML {
    var head: HTML = .head("Score", style: "text")
    for index in result.strategies.indices { head += .head(who(index)) }
    var body = HTML()
    for (index, score) in result.scores.enumerated() {
      let best = result.bestStrategies(score: index)
      let unit: HTML = .when(!score.unit.isEmpty, .sub("\(score.unit)"))
      var cells: HTML = .rowHead("<a href=\"#score-\(index)\">\(score.name)</a>\(unit)")
      for (place, strategy) in result.strategies.enumerated() {
        let estimate = strategy.mean(of: index)
        cells += .number(
          estimate.mean,
          """
          <span class="value">\(Numeral.text(estimate.mean))</span>\(.when(best.contains(place), .star))\
          \(ends(estimate))
          """)
      }
      body += .row(cells)
    }
    return .details(
      "All \(result.scores.count) scores",
      .table(
        "all", name: "All scores", caption: "Mean of every score, with its interval", head: .row(head),
        body: body))
  }
}
