import Experiment
import Simulation

/// The nodes of the block shown: how many of which kind when, what waited for them, what they cost, and why.
extension Page {
  /// Charts of nodes for each strategy, then sums, reasons and decisions; nothing where nodes stay as they are.
  var nodes: HTML {
    guard result.scalesNodes, let scene = showcase.scenes.first else { return "" }
    let views = nodeViews(scene)
    guard let first = views.first else { return "" }
    let grid = TimeGrid(horizonMs: scene.horizonMs, limit: 480)
    let block = showcase.blocks[scene.block]
    let moment = result.moment(of: block)
    let axis = TimeAxis(from: 0, to: scene.horizonMs, about: 8, moment: moment)
    var keys: [HTML] = first.kinds.enumerated().map { "<span class=\"pk n\($0)\">\($1)</span>" }
    keys.append("<span class=\"k line\">cores of the nodes</span>")
    var html: HTML = """
      <p>The nodes of <b>\(block.trace), seed \(block.seed)</b>, one on the other by their group or type, the pods \
      that wait for one, the cores that pods can have of them over those requested, and what they cost an hour. \
      Each node's time is in <a href="node-times.csv">node-times.csv</a>, each pod's wait in \
      <a href="pod-waits.csv">pod-waits.csv</a>.</p>
      <p class="podkeys">\(.joined(keys, by: " "))</p>
      <div class="podcharts">

      """
    let histories = views.map {
      NodeHistory($0.recording, kinds: $0.kindOfPool, count: $0.kinds.count, grid: grid)
    }
    let scales = NodeScales(histories)
    for (view, history) in zip(views, histories) {
      html += "<section class=\"lane\"><h3>\(who(view.strategy))</h3>\n"
      html += nodeCharts(view, history, scales: scales, grid: grid)
      html += podAxis(axis, grid) + "</section>\n"
    }
    return html + "</div>\n" + nodeSums(views, histories) + nodeReasons(views, moment)
      + nodeDecisions(views, moment)
  }

  /// One strategy's run with its pools by kind.
  struct NodeView {
    var strategy: Int
    var recording: Recording
    /// The kinds that all strategies' charts tell apart.
    var kinds: [String]
    /// The kind of each of the recording's pools.
    var kindOfPool: [Int]
  }

  /// The most kinds that have a color of their own.
  private static let kindLimit = Marker.kinds - 1

  private func nodeViews(_ scene: Scene) -> [NodeView] {
    let runs = blocks[scene.block].runs.enumerated().compactMap { strategy, run in
      run.map { (strategy, result.runs[$0].recording) }
    }
    // The kinds of which there was most come first; of more than there are colors, the rest is one.
    var names: [String] = []
    var times: [Int64] = []
    for (_, recording) in runs {
      for span in recording.nodes.spans {
        let name = recording.nodes.pools[span.pool]
        let place = names.firstIndex(of: name) ?? names.count
        if place == names.count {
          names.append(name)
          times.append(0)
        }
        times[place] += (span.untilMs ?? recording.horizonMs) - span.fromMs
      }
    }
    let order = names.indices.sorted { times[$0] == times[$1] ? $0 < $1 : times[$0] > times[$1] }
    let isMore = names.count > Self.kindLimit + 1
    let kept = order.prefix(isMore ? Self.kindLimit : names.count).map { names[$0] }
    let kinds = isMore ? kept + ["others"] : kept
    return runs.map { strategy, recording in
      NodeView(
        strategy: strategy, recording: recording, kinds: kinds,
        kindOfPool: recording.nodes.pools.map { kept.firstIndex(of: $0) ?? max(0, kinds.count - 1) })
    }
  }

  /// The scales that all strategies' charts share.
  private struct NodeScales {
    let nodes: Scale
    let waiting: Scale
    let cores: Scale
    let cost: Scale

    init(_ histories: [NodeHistory]) {
      func most(_ values: (NodeHistory) -> [Double]) -> Double {
        histories.lazy.flatMap(values).max() ?? 0
      }
      let counts = histories.flatMap { history in
        (history.nodes.first ?? []).indices.map { column in history.nodes.reduce(0) { $0 + $1[column] } }
      }
      nodes = .fromZero(to: counts.max() ?? 0, ticks: 3)
      waiting = .fromZero(to: most { $0.waiting }, ticks: 2)
      cores = .fromZero(to: max(most { $0.cores }, most { $0.requested }), ticks: 3)
      cost = .fromZero(to: most { $0.costPerHour }, ticks: 2)
    }
  }

  private func nodeCharts(
    _ view: NodeView, _ history: NodeHistory, scales: NodeScales, grid: TimeGrid
  ) -> HTML {
    let name = result.strategyName(view.strategy)
    let sums = history.totals
    var layers = HTML()
    // From the whole stack down to its lowest layer, each over the one before.
    for kind in view.kinds.indices.reversed() {
      let stack = grid.envelope { column in (0...kind).reduce(0) { $0 + history.nodes[$1][column] } }
      layers += """
        <path class="stack n\(kind)" d="\(Area(stack, scale: scales.nodes, height: 200).path.commands)"/>
        """
    }
    let style: HTML = "s\(view.strategy % Marker.kinds)"
    func area(_ values: [Double], _ scale: Scale, _ height: Int) -> HTML {
      let envelope = grid.envelope { values[$0] }
      return """
        <path class="area \(style)" d="\(Area(envelope, scale: scale, height: height).path.commands)"/>\
        <path class="line \(style)" d="\(StepLine(envelope, scale: scale, height: height).path.commands)"/>
        """
    }
    let cores = grid.envelope { history.cores[$0] }
    let requested = grid.envelope { history.requested[$0] }
    let coreLines: HTML = """
      <path class="area \(style)" d="\(Area(requested, scale: scales.cores, height: 140).path.commands)"/>\
      <path class="line \(style)" d="\(StepLine(cores, scale: scales.cores, height: 140).path.commands)"/>
      """
    return nodePanel(
      "Nodes", "\(sums.mostNodes) at most, \(sums.came) came, \(sums.went) went", layers, scales.nodes,
      height: 200, id: "n\(view.strategy)a", of: name, grid: grid)
      + nodePanel(
        "Pods waiting for a node", "\(sums.waits) pods, \(Numeral.seconds(sums.longestWait)) at most",
        area(history.waiting, scales.waiting, 96), scales.waiting, height: 96, id: "n\(view.strategy)b",
        of: name, grid: grid)
      + nodePanel(
        "Cores: of the nodes, and requested", Self.use(history), coreLines, scales.cores, height: 140,
        id: "n\(view.strategy)c", of: name, grid: grid)
      + nodePanel(
        "Cost an hour", "\(Numeral.text(sums.cost)) in all", area(history.costPerHour, scales.cost, 96),
        scales.cost, height: 96, id: "n\(view.strategy)d", of: name, grid: grid)
  }

  /// How much of the nodes' cores was requested, in words.
  static func use(_ history: NodeHistory) -> String {
    let all = history.cores.reduce(0, +)
    guard all > 0 else { return "no nodes" }
    return "\(Numeral.text(100 * history.requested.reduce(0, +) / all)) % requested"
  }

  func nodePanel(
    _ title: String, _ words: String, _ drawing: HTML, _ scale: Scale, height: Int, id: String,
    of owner: String, grid: TimeGrid
  ) -> HTML {
    var html: HTML = """
      <div class="panel"><div class="head"><span>\(title)</span><span>\(words)</span></div>\
      <div class="plot" style="height:\(height / 2)px">\
      <svg viewBox="0 0 \(grid.columns) \(height)" preserveAspectRatio="none" role="img" \
      aria-labelledby="\(id)t \(id)d"><title id="\(id)t">\(title), \(owner)</title>\
      <desc id="\(id)d">\(words)</desc>\(drawing)</svg>
      """
    for tick in scale.labels {
      html += """
        <span class="yt" style="top:\(Numeral.percent(1 - scale.position(tick)))%" aria-hidden="true">\
        \(Numeral.text(tick))</span>
        """
    }
    return html + "</div></div>\n"
  }

  /// The rules of a page that shows nodes: the kinds have the strategies' colors.
  static let nodeStyle: String =
    "\n" + (0..<Marker.kinds).map { ".n\($0) { --p:var(--c\($0)) }" }.joined(separator: "\n")
    + "\n.reasons td.text { min-width: 190px }\n"
}

extension TimeGrid {
  /// An envelope of one value a column.
  func envelope(_ value: (Int) -> Double) -> Envelope {
    var envelope = Envelope(columns: columns)
    for column in 0..<columns {
      let startMs = Int64(column) * widthMs
      envelope.add(value(column), from: startMs, to: startMs + widthMs, widthMs: widthMs)
    }
    return envelope
  }
}
