import Cluster
import Experiment
import Simulation

/// What became of each pod in the block shown: how many were in which state when, and pod by pod around a moment.
extension Page {
  /// The pods of the block that the page shows first, a chart a strategy and workload, and their times one by one.
  var pods: HTML {
    guard let scene = showcase.scenes.first else { return "" }
    let views = podViews(scene)
    guard views.contains(where: { !$0.history.spans.isEmpty }) else { return "" }
    let grid = TimeGrid(horizonMs: scene.horizonMs, limit: 480)
    let used = PodState.allCases.filter { state in views.contains { $0.history.totals[state.rawValue] > 0 } }
    var html: HTML = """
      <p>The pods of <b>\(showcase.blocks[scene.block].trace), seed \(showcase.blocks[scene.block].seed)</b>, one \
      on the other by what they were in. All that happened to them, with reasons, is in \
      <a href="pods.csv">pods.csv</a>.</p>
      <p class="podkeys">\(.joined(used.map { "<span class=\"pk \($0.style)\">\($0.label)</span>" }, by: " "))</p>
      <div class="podcharts">

      """
    let axis = TimeAxis(
      from: 0, to: scene.horizonMs, about: 8, moment: result.moment(of: blocks[scene.block]))
    let counts = views.map { $0.history.counts(columns: grid.columns, widthMs: grid.widthMs) }
    let most = counts.map { Self.highest($0) }.max() ?? 0
    for (view, counts) in zip(views, counts) {
      html += podChart(view, counts, grid: grid, scale: .fromZero(to: most, ticks: 3), axis: axis)
    }
    return html + "</div>\n" + podTimes(views, used) + podGantt(views)
  }

  /// The pods of one strategy's run of one workload.
  struct PodView {
    var strategy: Int
    var workload: String
    var recording: Recording
    var history: PodHistory
    /// What its times mean.
    var moment: Moment
  }

  func podViews(_ scene: Scene) -> [PodView] {
    var views: [PodView] = []
    for (strategy, run) in blocks[scene.block].runs.enumerated() {
      guard let run else { continue }
      let recording = result.runs[run].recording
      for workload in recording.workloads {
        let history = PodHistory(workload.podLog, horizonMs: recording.horizonMs)
        views.append(
          PodView(
            strategy: strategy, workload: workload.name, recording: recording, history: history,
            moment: Moment(epochMs: result.runs[run].epochMs)))
      }
    }
    return views
  }

  private static func highest(_ counts: [[Double]]) -> Double {
    guard let columns = counts.first?.count else { return 0 }
    return (0..<columns).reduce(0) { most, column in max(most, counts.reduce(0) { $0 + $1[column] }) }
  }

  /// A view's name: its strategy and, where there are several, its workload.
  func podTitle(_ view: PodView) -> String {
    let name = result.strategyName(view.strategy)
    return view.recording.workloads.count > 1 ? "\(name), \(view.workload)" : name
  }

  private func podChart(
    _ view: PodView, _ counts: [[Double]], grid: TimeGrid, scale: Scale, axis: TimeAxis
  ) -> HTML {
    let height = 160
    let id = "pods-\(view.strategy)-\(view.workload.utf8.map { String($0, radix: 16) }.joined())"
    let totals = view.history.totals
    let words = PodState.allCases.filter { totals[$0.rawValue] > 0 }.map {
      "\($0.label) \(Numeral.text(Double(totals[$0.rawValue]) / 60_000)) pod-minutes"
    }
    var html: HTML = """
      <div class="panel"><div class="head"><span>\(who(view.strategy))\
      \(.when(view.recording.workloads.count > 1, .sub(.name(view.workload))))</span></div>\
      <div class="plot" style="height:\(height / 2)px">\
      <svg viewBox="0 0 \(grid.columns) \(height)" preserveAspectRatio="none" role="img" \
      aria-labelledby="\(id)t \(id)d"><title id="\(id)t">Pods of \(podTitle(view)) by state</title>\
      <desc id="\(id)d">\(words.isEmpty ? "no pods" : words.joined(separator: "; "))</desc>
      """
    // From the whole stack down to its lowest layer, each over the one before.
    for state in PodState.allCases.reversed() where totals[state.rawValue] > 0 {
      var stack = Envelope(columns: grid.columns)
      for column in 0..<grid.columns {
        let sum = (0...state.rawValue).reduce(0) { $0 + counts[$1][column] }
        let start = Int64(column) * grid.widthMs
        stack.add(sum, from: start, to: start + grid.widthMs, widthMs: grid.widthMs)
      }
      html += """
        <path class="stack \(state.style)" d="\(Area(stack, scale: scale, height: height).path.commands)"/>
        """
    }
    html += "</svg>"
    for tick in scale.labels {
      html += """
        <span class="yt" style="top:\(Numeral.percent(1 - scale.position(tick)))%" aria-hidden="true">\
        \(Numeral.text(tick))</span>
        """
    }
    return html + "</div></div>\n" + podAxis(axis, grid)
  }

  /// The times below charts of a grid.
  func podAxis(_ axis: TimeAxis, _ grid: TimeGrid) -> HTML {
    var html: HTML = "<div class=\"xaxis\" aria-hidden=\"true\">"
    let width = Double(grid.widthMs) * Double(grid.columns)
    for tick in axis.ticks where Double(tick.timeMs) / width <= 0.97 {
      html += """
        <span class="xt" style="left:\(Numeral.percent(Double(tick.timeMs) / width))%">\(tick.label)</span>
        """
    }
    return html + "</div>"
  }

  /// The time that pods spent in each state, as a table.
  private func podTimes(_ views: [PodView], _ states: [PodState]) -> HTML {
    var head: HTML = .head("Pods of", style: "text")
    for state in states { head += .head("\(state.label)<span class=\"unit\">pod-minutes</span>") }
    head += .head("Restarts")
    var body = HTML()
    for view in views {
      var cells: HTML = .rowHead(
        who(view.strategy) + .when(view.recording.workloads.count > 1, .sub(.name(view.workload))))
      let totals = view.history.totals
      for state in states {
        let minutes = Double(totals[state.rawValue]) / 60_000
        cells += .number(minutes, "\(Numeral.text(minutes))")
      }
      let log = view.recording.workloads.first { $0.name == view.workload }?.podLog ?? []
      let restarts = log.count { $0.change == .restarted }
      body += .row(cells + .number(Double(restarts), "\(restarts)"))
    }
    return .details(
      "How long pods were in each state",
      .table(
        "podtimes", name: "Pods by state", caption: "Time that pods spent in each state, summed over pods",
        head: .row(head), body: body))
  }
}
