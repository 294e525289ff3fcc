import Cluster
import Experiment
import Simulation

/// Pod by pod around a moment: what each was in from when to when, and why.
extension Page {
  /// The length of time shown at first, in milliseconds.
  private static let windowMs: Int64 = 600_000
  /// The most pods shown at once.
  private static let podLimit = 60
  /// The most spans of a view that the page carries.
  private static let spanLimit = 6_000

  /// The pods of the view where most happens, around its busiest time; the script offers all views and times.
  func podGantt(_ views: [PodView]) -> HTML {
    let known = views.filter { !$0.history.spans.isEmpty }
    guard
      let busiest = known.max(by: {
        ($0.history.spans.count, $1.strategy) < ($1.history.spans.count, $0.strategy)
      })
    else { return "" }
    let window = min(Self.windowMs, busiest.history.horizonMs)
    let middle = busiest.history.busiestMs(lengthMs: window)
    let from = max(0, min(middle - window / 2, busiest.history.horizonMs - window))
    return """
      <h3 id="gantt-h">Pod by pod</h3>
      \(ganttControls(known))<div id="gantt">\(ganttTable(busiest, fromMs: from, toMs: from + window))</div>

      """
  }

  /// What the script reads of the pods: for each view its name and its spans in columns.
  func podJSON() -> JSON {
    guard let scene = showcase.scenes.first else { return .null }
    var views: [JSON] = []
    var nodes = NodeNames()
    for view in podViews(scene) where !view.history.spans.isEmpty {
      let spans = view.history.spans.prefix(Self.spanLimit)
      let places = nodes.places(of: view.recording.nodeNames)
      let columns: [[Int]] = [
        spans.map { Int($0.pod) }, spans.map { Int($0.fromMs) }, spans.map { Int($0.toMs - $0.fromMs) },
        spans.map { $0.state.rawValue }, spans.map { Int($0.reason.rawValue) },
        spans.map { places.indices.contains(Int($0.node)) ? places[Int($0.node)] : Int($0.node) },
      ]
      views.append(
        .object([
          ("title", .text(podTitle(view))), ("workload", .text(view.workload)),
          ("end", .number(Double(view.recording.horizonMs))),
          ("middle", .number(Double(view.history.busiestMs(lengthMs: Self.windowMs)))),
          ("spans", .array(columns.map { PackedSeries($0).json })),
        ]))
    }
    // Where nodes and sizes stay as they are nobody needs the last words.
    let reasons = PodChangeReason.allCases.dropLast(
      result.scalesVertically ? 0 : result.scalesNodes ? 1 : 2)
    return .object([
      ("views", .array(views)), ("states", .array(PodState.allCases.map { .text($0.label) })),
      ("reasons", .array(reasons.map { .text($0.words) })),
      ("nodes", .array(nodes.list.prefix(1_000).map { .text($0) })),
    ])
  }

  private func ganttControls(_ views: [PodView]) -> HTML {
    var choices = HTML()
    for (index, view) in views.enumerated() {
      choices += "<option value=\"\(index)\">\(podTitle(view))</option>"
    }
    return """
      <form class="controls" id="gcontrols" hidden><label>Pods of <select id="gview">\(choices)</select></label>\
      <label>Around <input id="gwhen" type="range" min="0" value="0" step="1"></label>\
      <label>Showing <select id="gspan"><option value="60000">1 min</option><option value="600000" selected>10 min\
      </option><option value="3600000">1 h</option><option value="0">whole run</option></select></label>\
      <label><input id="gall" type="checkbox"> also pods to which nothing happens</label></form>

      """
  }

  private func ganttTable(_ view: PodView, fromMs: Int64, toMs: Int64) -> HTML {
    var rows: [(pod: Int32, spans: [PodHistory.Span])] = []
    for span in view.history.spans where span.toMs > fromMs && span.fromMs < toMs {
      if rows.last?.pod == span.pod {
        rows[rows.count - 1].spans.append(span)
      } else {
        rows.append((span.pod, [span]))
      }
    }
    let moved = rows.filter { row in row.spans.count > 1 || row.spans[0].state != .ready }
    var body = HTML()
    for row in moved.prefix(Self.podLimit) {
      body += .row(
        .rowHead(.name("\(view.workload)-\(row.pod)"))
          + "<td><div class=\"bars\">\(bars(row.spans, view, fromMs: fromMs, toMs: toMs))</div></td>")
    }
    let left = moved.count - min(moved.count, Self.podLimit)
    let caption: HTML = """
      \(podTitle(view)), \(view.moment.text(fromMs)) to \(view.moment.text(toMs)): \
      \(Numeral.count(moved.count, "pod")) to which something happened\
      \(.when(left > 0, ", the first \(Self.podLimit) here")), \(Numeral.count(rows.count, "pod")) in all
      """
    return .table("gantt", name: "Pods over time", caption: caption, head: "", body: body)
  }

  private func bars(_ spans: [PodHistory.Span], _ view: PodView, fromMs: Int64, toMs: Int64) -> HTML {
    var html = HTML()
    for span in spans {
      let (start, end) = (max(span.fromMs, fromMs), min(span.toMs, toMs))
      let whole = Double(toMs - fromMs)
      let node = view.recording.nodeName(span.node)
      let words =
        "\(view.moment.clock(span.fromMs)) \(span.state.label)"
        + (span.reason.words.isEmpty ? "" : ", \(span.reason.words)") + (node.isEmpty ? "" : ", \(node)")
      html += """
        <span class="bar \(span.state.style)" style="left:\(Numeral.percent(Double(start - fromMs) / whole))%;\
        width:\(Numeral.percent(Double(end - start) / whole))%" title="\(words)"><span class="quiet">\(words); \
        </span></span>
        """
    }
    return html
  }
}

/// The names of the nodes of several runs, each once.
private struct NodeNames {
  private(set) var list: [String] = []
  private var known: [String: Int] = [:]

  /// The places of a run's nodes in the list.
  mutating func places(of names: [String]) -> [Int] {
    names.map { name in
      if let place = known[name] { return place }
      known[name] = list.count
      list.append(name)
      return list.count - 1
    }
  }
}
