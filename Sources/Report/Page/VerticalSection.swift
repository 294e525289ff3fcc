import Experiment
import Scaling
import Simulation

/// The sizes of the pods of the block shown: what they used, requested and were recommended, and why they changed.
extension Page {
  /// Charts of each container for each strategy, then sums, reasons and decisions; nothing where no VPA sizes pods.
  var sizes: HTML {
    guard result.scalesVertically, let scene = showcase.scenes.first else { return "" }
    let views = verticalViews(scene)
    let containers = verticalContainers(views)
    guard !containers.isEmpty else { return "" }
    let grid = TimeGrid(horizonMs: scene.horizonMs, limit: 480)
    let block = showcase.blocks[scene.block]
    let moment = result.moment(of: block)
    let axis = TimeAxis(from: 0, to: scene.horizonMs, about: 8, moment: moment)
    var html: HTML = """
      <p>The pods of <b>\(block.trace), seed \(block.seed)</b>: the largest usage of any pod (filled), what pods \
      request, and what the VPA recommends with the bounds within which it leaves pods alone; bounds far above the rest are cut \
      off. All rows of all runs are in <a href="vertical.csv">vertical.csv</a>.</p>
      <p class="podkeys"><span class="k line">request</span> \
      <span class="k desired">target</span> <span class="k oracle">bounds</span></p>

      """
    for (place, container) in containers.enumerated() {
      let found = views.compactMap { view in
        view.recordings.first { $0.workload == container.workload && $0.container == container.name }
          .map { (view.strategy, VerticalLines($0, grid: grid, horizonMs: scene.horizonMs)) }
      }
      let scales = [true, false].map { isCPU in VerticalLines.scale(found.map { $0.1[isCPU] }) }
      html += """
        <h3>\(container.workload), container \(container.name)</h3>
        <div class="podcharts">

        """
      for (strategy, lines) in found {
        html += "<section class=\"lane\"><h4>\(who(strategy))</h4>\n"
        for (isCPU, scale) in zip([true, false], scales) {
          html += verticalChart(
            lines[isCPU], isCPU: isCPU, scale, strategy: strategy,
            id: "v\(place)x\(strategy)\(isCPU ? "c" : "m")", grid: grid)
        }
        html += podAxis(axis, grid) + "</section>\n"
      }
      html += "</div>\n"
    }
    return html + verticalSums(views) + verticalReasons(views, moment) + verticalDecisions(views, moment)
  }

  /// One strategy's run.
  struct VerticalView {
    var strategy: Int
    var recordings: [VerticalRecording]
    var decisions: [VerticalDecision]
    var warmupMs: Int64
  }

  private func verticalViews(_ scene: Scene) -> [VerticalView] {
    blocks[scene.block].runs.enumerated().compactMap { strategy, run in
      guard let run else { return nil }
      let recording = result.runs[run].recording
      return VerticalView(
        strategy: strategy, recordings: recording.vertical, decisions: recording.verticalDecisions,
        warmupMs: result.runs[run].warmupMs)
    }
  }

  /// The containers that serve requests, in the order of the first run that has them.
  private func verticalContainers(_ views: [VerticalView]) -> [(workload: String, name: String)] {
    var found: [(workload: String, name: String)] = []
    for recording in views.flatMap(\.recordings)
    where recording.serves && !found.contains(where: { $0.workload == recording.workload }) {
      found.append((recording.workload, recording.container))
    }
    return found
  }

  private func verticalChart(
    _ lines: VerticalLines.Part, isCPU: Bool, _ scale: Scale, strategy: Int, id: String, grid: TimeGrid
  ) -> HTML {
    let height = 200
    let style: HTML = "s\(strategy % Marker.kinds)"
    func line(_ envelope: Envelope, _ kind: HTML) -> HTML {
      "<path class=\"\(kind) \(style)\" d=\"\(StepLine(envelope, scale: scale, height: height).path.commands)\"/>"
    }
    let drawing: HTML =
      """
      <path class="area \(style)" d="\(Area(lines.usage, scale: scale, height: height).path.commands)"/>
      """ + line(lines.upper, "line oracle") + line(lines.lower, "line oracle")
      + line(lines.target, "line desired") + line(lines.request, "line")
    let words =
      "usage up to \(Numeral.text(lines.usage.maximum ?? 0)), requests \(Numeral.text(lines.request.minimum ?? 0))"
      + " to \(Numeral.text(lines.request.maximum ?? 0))"
    return nodePanel(
      isCPU ? "CPU of a pod, cores" : "Memory of a pod, MiB", words, drawing, scale, height: height, id: id,
      of: result.strategyName(strategy), grid: grid)
  }

  /// The rules of a page that shows sizes.
  static let verticalStyle = "\n.reasons td.text { min-width: 190px }\n"
}

/// The lines of a container's charts.
struct VerticalLines {
  /// The lines of one resource.
  struct Part {
    var usage: Envelope
    var request: Envelope
    var target: Envelope
    var lower: Envelope
    var upper: Envelope
  }

  private let cpu: Part
  private let memory: Part

  init(_ recording: VerticalRecording, grid: TimeGrid, horizonMs: Int64) {
    func part(_ path: KeyPath<VerticalRow, VerticalPart>, _ unit: Double) -> Part {
      let none = Envelope(columns: grid.columns)
      var part = Part(usage: none, request: none, target: none, lower: none, upper: none)
      for (index, row) in recording.rows.enumerated() {
        let end = index + 1 < recording.rows.count ? recording.rows[index + 1].timeMs : horizonMs
        let values = row[keyPath: path]
        part.usage.add(values.usage * unit, from: row.timeMs, to: end, widthMs: grid.widthMs)
        part.request.add(values.request * unit, from: row.timeMs, to: end, widthMs: grid.widthMs)
        part.target.add(values.target * unit, from: row.timeMs, to: end, widthMs: grid.widthMs)
        part.lower.add(values.lowerBound * unit, from: row.timeMs, to: end, widthMs: grid.widthMs)
        part.upper.add(values.upperBound * unit, from: row.timeMs, to: end, widthMs: grid.widthMs)
      }
      return part
    }
    cpu = part(\.cpu, 1)
    memory = part(\.memory, 1 / 1_048_576)
  }

  subscript(isCPU: Bool) -> Part { isCPU ? cpu : memory }

  /// A scale for all strategies: early upper bounds are beyond all measure and are cut off.
  static func scale(_ parts: [Part]) -> Scale {
    let seen = parts.flatMap { [$0.usage, $0.request, $0.target] }.compactMap(\.maximum).max() ?? 0
    let bounds = parts.compactMap(\.upper.maximum).max() ?? 0
    return .fromZero(to: min(max(seen, bounds), 1.3 * seen), ticks: 3)
  }
}
