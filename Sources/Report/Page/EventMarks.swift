import Experiment
import Simulation

/// What happened to the cluster, on the time axis of the charts: thin lines with names, and the same in words.
struct EventMarks {
  /// The incidents of one run, in order of time.
  let incidents: [IncidentRecord]
  /// The width of the charts in milliseconds.
  let widthMs: Double

  /// Reads the incidents that the runs of a scene met; all strategies met the same.
  init(_ scene: Scene, blocks: [Block], in result: ExperimentResult) {
    let run = blocks[scene.block].runs.lazy.compactMap { $0 }.first.map { result.runs[$0] }
    incidents = (run?.recording.incidents ?? []).sorted { $0.atMs < $1.atMs }
    widthMs = Double(scene.grid.widthMs) * Double(scene.grid.columns)
  }

  /// Whether there is nothing to mark.
  var isEmpty: Bool { incidents.isEmpty }

  /// The lines over one panel. They are decoration: the names stand below, the words in a table.
  var lines: HTML {
    var html = HTML()
    for incident in incidents {
      html += """
        <span class="ev" data-t="\(Int(incident.atMs))" style="left:\(place(incident.atMs))%"></span>
        """
    }
    return html
  }

  /// The names below the axis.
  var names: HTML {
    guard !isEmpty else { return "" }
    var html: HTML = "<div class=\"evs\" aria-hidden=\"true\">"
    for incident in incidents {
      html += """
        <span class="ev" data-t="\(Int(incident.atMs))" style="left:\(place(incident.atMs))%">\
        <span>\(incident.name)</span></span>
        """
    }
    return html + "</div>\n"
  }

  /// The same as a table, for those who read or cannot see.
  func table(_ moment: Moment) -> HTML {
    guard !isEmpty else { return "" }
    var body = HTML()
    for incident in incidents {
      let length = incident.endMs.map { Moment.length($0 - incident.atMs) } ?? "to the end"
      let shown = incident.nodes.prefix(Self.mostNodes).joined(separator: ", ")
      let more = incident.nodes.count - Self.mostNodes
      let nodes = more > 0 ? "\(shown) and \(more) more" : shown
      body += .row(
        .rowHead("\(moment.text(incident.atMs))") + .words("\(incident.name)") + .words("\(length)")
          + .words("\(nodes)"))
    }
    return .details(
      "What happened to the cluster", isOpen: true,
      .table(
        "events", name: "Events",
        caption: """
          Events of the run shown, the same for every strategy. What became of each node is in nodes.csv, those of \
          all runs are in events.csv.
          """,
        head: .row(
          .head("At", style: "text") + .head("Event", style: "text") + .head("For", style: "text")
            + .head("Nodes", style: "text")), body: body))
  }

  private static let mostNodes = 12

  private func place(_ timeMs: Int64) -> String { Numeral.percent(Double(timeMs) / widthMs) }

  /// The rules of a page that has marks.
  static let style = """

    .ev { position: absolute; top: 0; bottom: 0; border-left: 1px dashed var(--ink); opacity: .6;
      pointer-events: none }
    .evs { position: relative; margin-left: var(--gutter); height: 1.4em; font-size: .76rem; overflow: hidden }
    .evs .ev { opacity: 1; padding-left: 4px; white-space: nowrap }
    """
}
