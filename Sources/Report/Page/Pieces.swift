import Experiment
import Statistics

extension HTML {
  /// A piece that stands only under a condition.
  static func when(_ condition: Bool, _ piece: @autoclosure () -> HTML) -> HTML { condition ? piece() : "" }

  /// A line of small print under a number or name.
  static func sub(_ piece: HTML) -> HTML { "<span class=\"sub\">\(piece)</span>" }

  /// Words for those who hear the page, not seen.
  static func quiet(_ text: String) -> HTML { "<span class=\"quiet\">\(text)</span>" }

  /// A paragraph of small print.
  static func legend(_ piece: HTML) -> HTML { "<p class=\"legend\">\(piece)</p>\n" }

  /// Something that can be opened.
  static func details(_ summary: HTML, isOpen: Bool = false, _ body: HTML) -> HTML {
    "<details\(when(isOpen, " open"))><summary>\(summary)</summary>\(body)</details>\n"
  }

  /// A heading of a column.
  static func head(_ piece: HTML, style: String = "", span: Int = 1, rows: Int = 1) -> HTML {
    """
    <th scope="\(span > 1 ? "colgroup" : "col")"\(when(!style.isEmpty, " class=\"\(style)\""))\
    \(when(span > 1, " colspan=\"\(span)\""))\(when(rows > 1, " rowspan=\"\(rows)\""))>\(piece)</th>
    """
  }

  /// A heading of a row.
  static func rowHead(_ piece: HTML) -> HTML { "<th scope=\"row\">\(piece)</th>" }

  /// A cell of text.
  static func words(_ piece: HTML, style: String = "text") -> HTML { "<td class=\"\(style)\">\(piece)</td>" }

  /// A cell of a number, with what scripts sort by.
  static func number(_ value: Double, _ piece: HTML) -> HTML {
    "<td data-v=\"\(exact: value)\">\(piece)</td>"
  }

  /// A row of a table.
  static func row(_ cells: HTML) -> HTML { "<tr>\(cells)</tr>\n" }

  /// A table with a caption, in a frame that scrolls where the page is too narrow, by keyboard too.
  static func table(_ style: String, name: String, caption: HTML, head: HTML, body: HTML) -> HTML {
    """
    <div class="scroll" tabindex="0" role="region" aria-label="\(name), table"><table class="\(style)">\
    <caption>\(caption)</caption>
    <thead>\(head)</thead>
    <tbody>
    \(body)</tbody></table></div>

    """
  }

  /// The mark of the best value among several.
  static let star: HTML = " <span class=\"best\">★\(quiet(" best"))</span>"
}

extension Page {
  /// A strategy's sign and name.
  func who(_ index: Int) -> HTML {
    "<span class=\"name\">\(Marker.sign(index))\(.name(result.strategyName(index)))</span>"
  }

  /// A score's name over its unit, and which way is good if that is not said elsewhere.
  func head(_ score: Score, way: String? = nil) -> HTML {
    .head(
      """
      \(score.name)\(.when(!score.unit.isEmpty, "<span class=\"unit\">\(score.unit)</span>"))\
      \(.when(way != nil, "<span class=\"way\">\(way ?? "")</span>"))
      """)
  }

  /// A score's name with its unit, in one line of text.
  func label(_ score: Int) -> String {
    let score = result.score(score)
    return score.unit.isEmpty ? score.name : "\(score.name), \(score.unit)"
  }

  /// The level of the intervals, if there are any.
  var level: Double? {
    result.strategies.lazy.flatMap(\.means).compactMap { $0.interval?.level }.first
  }

  /// The ends of an interval; nothing where there is none.
  func ends(_ estimate: Estimate, isDifference: Bool = false) -> HTML {
    guard let interval = estimate.interval else { return "" }
    let ends = [interval.lower, interval.upper].map {
      isDifference ? Numeral.difference($0) : Numeral.text($0)
    }
    return .sub("\(ends[0]) to \(ends[1])")
  }
}
