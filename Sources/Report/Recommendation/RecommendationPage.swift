import Scaling

/// The page of what a VPA would have recommended: charts a container, and the last reasons.
struct RecommendationPage {
  private let report: RecommendationReport
  private let startMs: Int64
  private let lengthMs: Int64
  private let moment: Moment

  /// The columns a chart is drawn in.
  private static let columns = 1_000
  private static let height = 320
  private static let pixels = 160

  init(_ report: RecommendationReport) {
    self.report = report
    let first = report.rows.first?.timeMs ?? 0
    startMs = first
    lengthMs = max((report.rows.last?.timeMs ?? 0) - first, 1)
    moment = Moment(epochMs: report.isEpoch ? first : 0)
  }

  /// The whole page.
  var html: HTML {
    var html: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(report.title): recommendations over time</title>
      <link rel="icon" href="data:,">
      <style>\(.ours(Style.bytes))</style>
      </head>
      <body>
      <header><p class="kind">What the Vertical Pod Autoscaler would have said</p>
      <h1>\(.name(report.title))</h1>
      <p class="lead">\(Numeral.count(report.containers.count, "container")), \
      \(Moment.length(lengthMs)), a recommendation at \(Numeral.count(times, "time")).</p></header>
      <main id="main" style="--gutter:62px">

      """
    for (index, container) in report.containers.enumerated() { html += section(index, container) }
    return html + "</main>\n<footer><p>Made by ScaleLab.</p></footer>\n</body>\n</html>\n"
  }

  private var times: Int { Set(report.rows.map(\.timeMs)).count }

  private func section(_ index: Int, _ container: String) -> HTML {
    let rows = report.rows.filter { $0.container == container }
    var body = HTML()
    for isCPU in [true, false] {
      let hasUsage = rows.contains { !(isCPU ? $0.cpuUsage : $0.memoryUsage).isNaN }
      guard hasUsage, rows.contains(where: { (isCPU ? $0.cpu : $0.memory).isControlled }) else { continue }
      body += chart(rows, isCPU: isCPU, id: "c\(index)\(isCPU ? "c" : "m")", container)
    }
    body += axis
    if let last = rows.last { body += reasons(last) }
    return Section(id: "container-\(index)", title: "Container \(container)", body: body).html
  }

  /// The usage as a surface, target and bounds as lines.
  private func chart(_ rows: [VPAPastRecommendation], isCPU: Bool, id: String, _ container: String) -> HTML {
    let unit = isCPU ? 0.001 : 1 / 1_048_576
    var usage = Envelope(columns: Self.columns)
    var lines = Lines()
    let width = max((lengthMs + Int64(Self.columns) - 1) / Int64(Self.columns), 1)
    for (place, row) in rows.enumerated() {
      let from = row.timeMs - startMs
      let to = place + 1 < rows.count ? rows[place + 1].timeMs - startMs : from + width
      let resource = isCPU ? row.cpu : row.memory
      let used = isCPU ? row.cpuUsage : row.memoryUsage / 1_048_576
      // Usage is of the time before a recommendation, which holds for the time behind it.
      usage.add(
        used, from: place > 0 ? rows[place - 1].timeMs - startMs : from, to: max(from, 1), widthMs: width)
      lines.target.add(Double(resource.target.amount) * unit, from: from, to: to, widthMs: width)
      lines.lower.add(Double(resource.lowerBound.amount) * unit, from: from, to: to, widthMs: width)
      lines.upper.add(Double(resource.upperBound.amount) * unit, from: from, to: to, widthMs: width)
      if let without = row.withoutHistory {
        let amount = isCPU ? without.cpu : without.memory
        lines.without.add(Double(amount) * unit, from: from, to: to, widthMs: width)
      }
    }
    // Early upper bounds are beyond all measure: they are cut off.
    let greatest = max(usage.maximum ?? 0, lines.target.maximum ?? 0, lines.without.maximum ?? 0)
    let scale = Scale.fromZero(to: min(max(greatest, lines.upper.maximum ?? 0), 2 * greatest), ticks: 4)
    let title = isCPU ? "CPU, cores" : "Memory, MiB"
    var html: HTML = """
      <div class="panel"><div class="head"><span>\(title)</span>\(key)</div>\
      <div class="plot" style="height:\(Self.pixels)px"><svg viewBox="0 0 \(Self.columns) \(Self.height)" \
      preserveAspectRatio="none" role="img" aria-labelledby="\(id)t \(id)d">\
      <title id="\(id)t">\(title) of container \(container)</title>\
      <desc id="\(id)d">Usage up to \(Numeral.text(usage.maximum ?? 0)), target from \
      \(Numeral.text(lines.target.minimum ?? 0)) to \(Numeral.text(lines.target.maximum ?? 0)).</desc>\
      <path class="grid" d="\(rules(scale))"/>\
      <path class="area s0" d="\(Area(usage, scale: scale, height: Self.height).path.commands)"/>
      """
    let drawn: [(Envelope, String)] = [
      (lines.upper, "line oracle"), (lines.lower, "line oracle"), (lines.without, "line desired"),
      (lines.target, "line s1"),
    ]
    for (line, style) in drawn {
      html +=
        "<path class=\"\(style)\" d=\"\(StepLine(line, scale: scale, height: Self.height).path.commands)\"/>"
    }
    html += "</svg>"
    for tick in scale.labels {
      html += """
        <span class="yt" style="top:\(Numeral.percent(1 - scale.position(tick)))%" aria-hidden="true">\
        \(Numeral.text(tick))</span>
        """
    }
    return html + "</div></div>\n"
  }

  /// What the lines of a chart are.
  private struct Lines {
    var target = Envelope(columns: RecommendationPage.columns)
    var lower = Envelope(columns: RecommendationPage.columns)
    var upper = Envelope(columns: RecommendationPage.columns)
    var without = Envelope(columns: RecommendationPage.columns)
  }

  private var key: HTML {
    var html: HTML = """
      <span class="keys" aria-hidden="true"><span class="k s0">usage</span><span class="k s1">target</span>\
      <span class="k oracle">bounds</span>
      """
    if report.tellsHistory { html += "<span class=\"k desired\">target without history</span>" }
    return html + "</span>"
  }

  private func rules(_ scale: Scale) -> HTML {
    var path = Path()
    for tick in scale.ticks {
      path.move(0, scale.depth(tick, in: Self.height))
      path.across(to: Self.columns)
    }
    for tick in ticks {
      path.move(column(tick.timeMs), 0)
      path.along(to: Self.height)
    }
    return path.commands
  }

  private var ticks: [TimeAxis.Tick] { TimeAxis(from: 0, to: lengthMs, about: 8, moment: moment).ticks }

  private func column(_ timeMs: Int64) -> Int {
    Int(Double(timeMs) / Double(lengthMs) * Double(Self.columns))
  }

  private var axis: HTML {
    var html: HTML = "<div class=\"xaxis\" aria-hidden=\"true\">"
    for tick in ticks {
      let share = Double(tick.timeMs) / Double(lengthMs)
      html += "<span class=\"xt\" style=\"left:\(Numeral.percent(share))%\">\(tick.label)</span>"
    }
    return html + "</div>\n"
  }

  /// The last recommendation with how it came about.
  private func reasons(_ row: VPAPastRecommendation) -> HTML {
    var body = HTML()
    for isCPU in [true, false] {
      let resource = isCPU ? row.cpu : row.memory
      guard resource.isControlled else { continue }
      let amounts = [resource.target, resource.lowerBound, resource.upperBound].map {
        VPASentences.amount($0.amount, isCPU: isCPU)
      }
      body += .row(
        .rowHead(isCPU ? "CPU" : "Memory") + .words("\(amounts[0])") + .words("\(amounts[1])")
          + .words("\(amounts[2])")
          + .words("\(VPASentences.target(resource, isCPU: isCPU, report.configuration))")
          + .words("\(VPASentences.bounds(resource, isCPU: isCPU, report.configuration))"))
    }
    return .table(
      "plain", name: "The last recommendation of \(row.container)", caption: "The last recommendation",
      head: .row(
        .head("Resource", style: "text") + .head("Target", style: "text")
          + .head("Lower bound", style: "text") + .head("Upper bound", style: "text")
          + .head("Why the target", style: "text") + .head("Why the bounds", style: "text")),
      body: body)
  }
}
