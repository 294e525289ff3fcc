import Experiment

extension Page {
  /// Load, replicas, response time, backlog and losses of one block on one time axis, a lane a strategy.
  var timeline: HTML {
    guard let scene = showcase.scenes.first?.coarse(limit: Self.columnLimit) else { return "" }
    let moment = result.moment(of: blocks[scene.block])
    let axis = TimeAxis(from: 0, to: scene.horizonMs, about: 8, moment: moment)
    let first = scene.lanes.lazy.compactMap { $0 }.first
    var html: HTML =
      "<p id=\"which\">\(whichRun)</p>\n\(timelineControls)<div id=\"chart\">\n<div class=\"shared\">"
    html += panel(
      .load, lanes: first.map { [$0] } ?? [], scene: scene, axis: axis, id: "load", owner: "all strategies")
    html += axisRow(axis, scene: scene)
    let marks = EventMarks(scene, blocks: blocks, in: result)
    html += marks.names
    html += """
      <div class="scrub" hidden><label class="quiet" for="when">Time at which the charts are read</label>\
      <input id="when" type="range" min="0" value="0" step="1"></div></div>

      """
    html += overlay(scene, axis)
    for index in result.strategies.indices { html += lane(index, scene: scene, axis: axis) }
    return html + "</div>\n" + marks.table(moment) + timeTable(scene)
  }

  /// The most columns that are drawn without a script.
  private static let columnLimit = 1024

  private var whichRun: HTML {
    guard let scene = showcase.scenes.first else { return "" }
    var html: HTML = "Shown: <b id=\"shown\">\(showcase.title(scene))</b>"
    if blocks.count > 1 {
      html += """
        , the median of the \(blocks.count) blocks by \(keys.violations.map { result.score($0).name } ?? "") \
        of the baseline \(.name(result.strategyName(result.baseline)))
        """
    }
    return html + """
      . All strategies are drawn on the same scales; <span class="k line">ready</span> pods serve, \
      <span class="k line desired">desired</span> is what the autoscaler wants, \
      <span class="k line oracle">oracle</span> what would have sufficed. Every run is in \
      <a href="timeline.csv">timeline.csv</a>.
      """
  }

  private func panel(
    _ measure: Measure, lanes: [Lane], scene: Scene, axis: TimeAxis, id: String, owner: String,
    isHidden: Bool = false
  ) -> HTML {
    TimePanel(
      measure: measure, scale: measure.scale(of: scene, objectiveMs: result.objective.latencyMs),
      lanes: lanes,
      grid: scene.grid, ticks: axis.ticks, objectiveMs: result.objective.latencyMs, id: id, owner: owner,
      isHidden: isHidden, overlay: EventMarks(scene, blocks: blocks, in: result).lines
    ).html
  }

  /// A scene's charts without anything that a script changes: the load, then each strategy's panels.
  func charts(of scene: Scene, number: Int) -> HTML {
    let scene = scene.coarse(limit: Self.columnLimit)
    let axis = TimeAxis(
      from: 0, to: scene.horizonMs, about: 8, moment: result.moment(of: blocks[scene.block]))
    let first = scene.lanes.lazy.compactMap { $0 }.first
    var html = panel(
      .load, lanes: first.map { [$0] } ?? [], scene: scene, axis: axis, id: "w\(number)load",
      owner: "all strategies, \(scene.workload)")
    for (index, lane) in scene.lanes.enumerated() {
      html += "<h4>\(who(index))</h4>\n"
      for measure in Measure.lanes where !isCalm(measure, in: lane) {
        html += panel(
          measure, lanes: lane.map { [$0] } ?? [], scene: scene, axis: axis,
          id: "w\(number)l\(index)\(measure.id)", owner: "\(result.strategyName(index)), \(scene.workload)")
      }
      html += axisRow(axis, scene: scene)
    }
    return html
  }

  private func axisRow(_ axis: TimeAxis, scene: Scene) -> HTML {
    var html: HTML = "<div class=\"xaxis\" aria-hidden=\"true\">"
    let width = Double(scene.grid.widthMs) * Double(scene.grid.columns)
    for tick in axis.ticks {
      let place = Double(tick.timeMs) / width
      // A label at the very end would stand out of the page.
      guard place <= 0.97 else { continue }
      html += "<span class=\"xt\" style=\"left:\(Numeral.percent(place))%\">\(tick.label)</span>"
    }
    return html + "</div>"
  }

  private func lane(_ index: Int, scene: Scene, axis: TimeAxis) -> HTML {
    let lane = scene.lanes.indices.contains(index) ? scene.lanes[index] : nil
    var html: HTML = """
      <section class="lane" data-lane="\(index)" aria-labelledby="lane-\(index)"><h3 id="lane-\(index)">\
      \(who(index))\
      <span class="sub note">\(showcase.note(block: scene.block, strategy: index, in: result))</span></h3>\
      <p class="why"></p>
      """
    for measure in Measure.lanes {
      html += panel(
        measure, lanes: lane.map { [$0] } ?? [], scene: scene, axis: axis, id: "l\(index)\(measure.id)",
        owner: result.strategyName(index), isHidden: isCalm(measure, in: lane))
    }
    let calm = calm(lane)
    html += "<p class=\"calm\"\(.when(calm.isEmpty, " hidden"))>\(calm)</p>"
    return html + axisRow(axis, scene: scene) + "</section>\n"
  }

  /// Whether a panel of what should not happen has nothing to show.
  private func isCalm(_ measure: Measure, in lane: Lane?) -> Bool {
    guard measure.id == Measure.backlog.id || measure.id == Measure.lost.id else { return false }
    return measure.lines.allSatisfy { (lane?[$0.line].maximum ?? 0) == 0 }
  }

  /// What stands in place of panels that have nothing to show.
  private func calm(_ lane: Lane?) -> String {
    guard let lane else { return "Not run." }
    switch (isCalm(.backlog, in: lane), isCalm(.lost, in: lane)) {
    case (true, true): return "No request waited at the end of a row, and none was lost."
    case (true, false): return "No request waited at the end of a row."
    case (false, true): return "No request was lost."
    case (false, false): return ""
    }
  }

  /// All strategies in one set of panels; the script fills it when it is asked for.
  private func overlay(_ scene: Scene, _ axis: TimeAxis) -> HTML {
    guard result.strategies.count > 1 else { return "" }
    var html: HTML = """
      <section class="lane" data-lane="all" aria-labelledby="lane-all" hidden><h3 id="lane-all">All \
      strategies</h3>\
      <p class="dashes">
      """
    for index in result.strategies.indices {
      html += """
        <span>\(Marker.sign(index))<svg class="dash" viewBox="0 0 34 8" aria-hidden="true">\
        <path class="line s\(index % Marker.kinds)" d="M0 4h34"/></svg>\(.name(result.strategyName(index)))\
        </span>
        """
    }
    html += "</p>"
    for measure in Measure.lanes {
      html += panel(
        measure.withFirstLine, lanes: [], scene: scene, axis: axis, id: "a\(measure.id)",
        owner: "all strategies")
    }
    return html + axisRow(axis, scene: scene) + "</section>\n"
  }
}
