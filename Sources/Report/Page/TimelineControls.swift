import Experiment

extension Page {
  /// What the timeline's script offers; without it the page shows the first scene and none of this.
  var timelineControls: HTML {
    """
    <form class="controls" id="controls" hidden><label>Run <select id="scene">\(sceneChoice)</select></label>\
    \(.when(result.strategies.count > 1, strategyChoice))\(Self.zoom)\
    <span class="hint">Drag across a chart to zoom.</span></form>

    """
  }

  private var sceneChoice: HTML {
    var html = HTML()
    for (index, scene) in showcase.scenes.enumerated() {
      let isMedian = scene.block == showcase.first && blocks.count > 1
      html += "<option value=\"\(index)\">\(showcase.title(scene))\(isMedian ? " (median)" : "")</option>"
    }
    return html
  }

  private var strategyChoice: HTML {
    var html: HTML = """
      <fieldset><legend class="quiet">Arrangement</legend>\
      <label><input type="radio" name="way" value="lanes" checked> by strategy</label>\
      <label><input type="radio" name="way" value="overlay"> overlaid</label></fieldset>\
      <fieldset class="who"><legend class="quiet">Strategies shown</legend>
      """
    for index in result.strategies.indices {
      html += "<label><input type=\"checkbox\" name=\"who\" value=\"\(index)\" checked> \(who(index))</label>"
    }
    return html + "</fieldset>"
  }

  private static let zoom: HTML = """
    <span class="zoom" role="group" aria-label="Time range">\
    <button type="button" data-zoom="in" aria-label="Zoom in">+</button>\
    <button type="button" data-zoom="out" aria-label="Zoom out">−</button>\
    <button type="button" data-zoom="left" aria-label="Earlier">‹</button>\
    <button type="button" data-zoom="right" aria-label="Later">›</button>\
    <button type="button" data-zoom="all">Whole run</button></span>
    """
}
