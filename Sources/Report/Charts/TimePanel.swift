/// One panel of the timeline: a drawing that stretches with the page, and labels in letters that do not.
///
/// The drawing has a unit a column and is stretched to the width there is, with strokes that keep their
/// width; words stand outside of it, placed in percent, and so stay readable on a telephone and in print.
struct TimePanel {
  let measure: Measure
  let scale: Scale
  /// The lanes drawn; several only where strategies lie over each other.
  let lanes: [Lane]
  let grid: TimeGrid
  let ticks: [TimeAxis.Tick]
  /// The objective in milliseconds.
  let objectiveMs: Double
  /// A word that no other panel of the page has.
  let id: String
  /// Whose panel it is, for those who cannot see where it stands.
  let owner: String
  /// Whether it has nothing to show for now.
  let isHidden: Bool
  /// What lies over the drawing.
  var overlay = HTML()

  /// The panel's markup.
  var html: HTML {
    let height = measure.height
    var html: HTML = """
      <div class="panel" data-measure="\(measure.id)"\(isHidden ? " hidden" : "" as HTML)><div class="head">\
      <span>\(measure.title)</span>\(key)\
      <output class="read"></output></div><div class="plot" style="height:\(measure.pixels)px">\
      <svg viewBox="0 0 \(grid.columns) \(height)" preserveAspectRatio="none" role="img" \
      aria-labelledby="\(id)t \(id)d">\
      <title id="\(id)t">\(measure.title) of \(owner)</title><desc id="\(id)d">\(description)</desc>
      """
    if measure.id == "latency" {
      let depth = scale.depth(objectiveMs / 1000, in: height)
      html += "<rect class=\"late\" width=\"\(grid.columns)\" height=\"\(depth)\"/>"
    }
    html += "<path class=\"grid\" d=\"\(rules)\"/>"
    if measure.id == "latency" {
      let depth = scale.depth(objectiveMs / 1000, in: height)
      html += "<path class=\"slo\" d=\"M0 \(depth)h\(grid.columns)\"/>"
    }
    for lane in lanes { html += drawing(of: lane, height: height) }
    html += "</svg>"
    for tick in scale.labels {
      html += """
        <span class="yt" style="top:\(Numeral.percent(1 - scale.position(tick)))%" aria-hidden="true">\
        \(measure.text(tick))</span>
        """
    }
    return html + overlay + "</div></div>\n"
  }

  /// The lines' words with a sample of each.
  private var key: HTML {
    guard measure.lines.count > 1 || measure.id == "latency" else { return "" }
    var html: HTML = "<span class=\"keys\" aria-hidden=\"true\">"
    for (line, label) in measure.lines where measure.lines.count > 1 {
      html += "<span class=\"k \(Self.style(line))\">\(label)</span>"
    }
    if measure.id == "latency" {
      html += "<span class=\"k slo\">objective \(Numeral.seconds(objectiveMs / 1000))</span>"
    }
    return html + "</span>"
  }

  private func drawing(of lane: Lane, height: Int) -> HTML {
    var html = HTML()
    let style = "s\(lane.strategy % Marker.kinds)"
    if let first = measure.lines.first?.line, first != .latency, lanes.count == 1 {
      html +=
        """
        <path class="area \(style)" d="\(Area(lane[first], scale: scale, height: height).path.commands)"/>
        """
    }
    for (line, _) in measure.lines.reversed() {
      html += """
        <path class="\(Self.style(line)) \(style)" data-line="\(line.rawValue)" \
        d="\(StepLine(lane[line], scale: scale, height: height).path.commands)"/>
        """
    }
    return html
  }

  /// The class of a line: how it is stroked.
  static func style(_ line: Lane.Line) -> String {
    switch line {
    case .desired: "line desired"
    case .oracle: "line oracle"
    default: "line"
    }
  }

  /// The thin lines behind the drawing, at the marks of both axes.
  private var rules: HTML {
    var path = Path()
    for tick in scale.ticks {
      path.move(0, scale.depth(tick, in: measure.height))
      path.across(to: grid.columns)
    }
    for tick in ticks {
      path.move(Int(tick.timeMs / grid.widthMs), 0)
      path.along(to: measure.height)
    }
    return path.commands
  }

  /// What the drawing shows in words.
  private var description: String {
    let parts = measure.lines.compactMap { line, label -> String? in
      let (least, greatest) = (
        lanes.compactMap { $0[line].minimum }.min(), lanes.compactMap { $0[line].maximum }.max()
      )
      guard let least, let greatest else { return nil }
      return "\(label) from \(measure.text(least)) to \(measure.text(greatest))"
    }
    let text = parts.isEmpty ? "nothing recorded" : parts.joined(separator: "; ")
    return measure.id == "latency" ? text + "; objective \(Numeral.seconds(objectiveMs / 1000))" : text
  }
}
