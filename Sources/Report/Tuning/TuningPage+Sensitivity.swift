import Experiment
import Tuning

extension TuningPage {
  private static let mostMaps = 6
  private static let mostCells = 400
  private static let mostLevels = 40

  /// What each parameter does, and what pairs do together.
  var sensitivity: HTML {
    guard result.effects.contains(where: { $0.levels.contains { $0.count > 0 } }) else { return "" }
    var html: HTML = """
      <p>For each value of a parameter: the least \(result.scores[0].name.lowercased()) of all policies that have it and \
      keep the limits. Where bars are alike, the value does not matter.</p>
      <div class="maps">
      """
    let ordered = result.effects.sorted { a, b in
      let (x, y) = (a.share ?? 0, b.share ?? 0)
      return x == y ? a.parameter < b.parameter : x > y
    }
    for effect in ordered where effect.levels.count > 1 { html += main(effect) }
    html += "</div>\n"
    let shown = result.pairEffects.filter { pair in
      pair.cells.count <= Self.mostCells && pair.cells.contains { $0.count > 0 }
    }
    let pairs = shown.enumerated().sorted { a, b in
      let (x, y) = (a.element.share ?? 0, b.element.share ?? 0)
      return x == y ? a.offset < b.offset : x > y
    }.map(\.element)
    guard !pairs.isEmpty else { return html }
    html +=
      "<h3>Pairs</h3><p>The same for two parameters at once; the stronger the color, the more. – where none keeps the limits.</p>"
    html += "<div class=\"maps\">"
    for pair in pairs.prefix(Self.mostMaps) { html += map(pair) }
    return html + "</div>\n" + .legend("All are in <a href=\"effects.csv\">effects.csv</a>.")
  }

  /// A share in percent; what rounds to nothing is not told in powers of ten.
  private static func share(_ share: Double) -> String {
    share < 1e-4 ? "less than 0.01 %" : "\(Numeral.text(100 * share, significant: 2)) %"
  }

  private func main(_ effect: ParameterEffect) -> HTML {
    let parameter = result.parameters[effect.parameter]
    let known = effect.levels.map(\.best).filter(\.isFinite)
    let most = known.max() ?? 0
    var html: HTML = "<div><h3>\(parameter.name)"
    if let share = effect.share {
      html += .sub(
        "explains \(Self.share(share)) of the differences in \(result.scores[0].name.lowercased())"
      )
    }
    html += "</h3><div class=\"effect\">"
    let step = max(1, (effect.levels.count + Self.mostLevels - 1) / Self.mostLevels)
    for index in stride(from: 0, to: effect.levels.count, by: step) where effect.levels[index].count > 0 {
      let level = effect.levels[index]
      let isLeast = level.best.isFinite && level.best == known.min()
      let width = level.best.isFinite && most > 0 ? Numeral.percent(level.best / most) : "0"
      html += """
        <span class="level">\(parameter.levels[index])</span><span class="bar"><i style="width:\(width)%"></i></span>\
        <span class="value">\(level.best.isFinite ? Numeral.text(level.best) : "none keeps")\
        \(.when(isLeast, .star))</span>
        """
    }
    return html + "</div></div>\n"
  }

  private func map(_ pair: PairEffect) -> HTML {
    let (first, second) = (result.parameters[pair.first], result.parameters[pair.second])
    // The longer one goes down, so that the table fits a narrow page.
    let isTurned = second.levels.count > first.levels.count
    let (rows, columns) = isTurned ? (second, first) : (first, second)
    func cell(_ row: Int, _ column: Int) -> LevelEffect {
      pair.cells[isTurned ? column * second.levels.count + row : row * second.levels.count + column]
    }
    let known = pair.cells.map(\.best).filter(\.isFinite)
    let (least, most) = (known.min() ?? 0, known.max() ?? 1)
    var head: HTML = .head("\(rows.name) ↓ \(columns.name) →", style: "text")
    for level in columns.levels { head += .head("\(level)") }
    var body = HTML()
    for row in rows.levels.indices {
      var cells: HTML = .rowHead("\(rows.levels[row])")
      for column in columns.levels.indices {
        let effect = cell(row, column)
        guard effect.best.isFinite else {
          cells += "<td class=\"none\">\(effect.count > 0 ? "–" : "")</td>"
          continue
        }
        let part = most > least ? 8 + 42 * (effect.best - least) / (most - least) : 20
        let style = effect.best == least ? "heat best" : "heat"
        cells += """
          <td class="\(style)" style="--part:\(Numeral.percent(part / 100))%">\(Numeral.text(effect.best))</td>
          """
      }
      body += .row(cells)
    }
    let share: HTML =
      pair.share.map {
        .sub("together \(Self.share($0)) beyond each alone")
      } ?? ""
    return "<div>"
      + .table(
        "map", name: "\(first.name) and \(second.name)",
        caption: "\(first.name) and \(second.name): \(Self.label(result.scores[0]))\(share)",
        head: .row(head), body: body)
      + "</div>\n"
  }
}
