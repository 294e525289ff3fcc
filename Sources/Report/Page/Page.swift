import Experiment
import Simulation

/// index.html: the whole report as one page that needs no network and no script.
///
/// The order is that of a reader in a hurry: what came out, the numbers behind it, how sure they are, what it
/// costs, what happened when, why, and at the end all that went in and what each number means.
struct Page {
  let result: ExperimentResult
  let keys: KeyScores
  let blocks: [Block]
  let showcase: Showcase

  /// Prepares a page of a result.
  init(_ result: ExperimentResult) {
    self.result = result
    keys = KeyScores(result)
    blocks = Block.all(of: result)
    showcase = Showcase(result, blocks: blocks, keys: keys)
  }

  /// The page's bytes.
  var bytes: [UInt8] {
    let sections: [Section] = [
      Section(id: "verdict", title: "Verdict", body: verdict),
      Section(id: "strategies", title: "Strategies", body: strategyTable),
      Section(id: "comparisons", title: "Comparisons", body: comparisons),
      Section(id: "tradeoff", title: "Cost and service", body: tradeOff),
      Section(id: "runs", title: "Runs", body: runs),
      Section(id: "timeline", title: "What happened when", body: timeline),
      Section(id: "nodes", title: "Nodes that came and went", body: nodes),
      Section(id: "sizes", title: "Pods sized by what they use", body: sizes),
      Section(id: "pods", title: "What became of the pods", body: pods),
      Section(id: "services", title: "Services", body: services),
      Section(id: "decisions", title: "Decisions and reasons", body: decisions),
      Section(id: "inputs", title: "Inputs", body: inputs),
      Section(id: "glossary", title: "What the numbers mean", body: glossary),
    ].filter { !$0.body.isEmpty }
    let style =
      (result.hasEvents ? EventMarks.style : "") + (result.scalesNodes ? Self.nodeStyle : "")
      + (result.scalesVertically ? Self.verticalStyle : "")
    var html = Self.head(title: "\(result.name): autoscaling report", style: style)
    html += "<body>\n\(Marker.symbols)\n<a class=\"skip\" href=\"#main\">Skip to the verdict</a>\n"
    html += masthead
    html += "<nav aria-label=\"Sections\"><ul>"
    for section in sections { html += "<li><a href=\"#\(section.id)\">\(section.title)</a></li>" }
    html += "</ul></nav>\n<main id=\"main\">\n"
    for section in sections { html += section.html }
    html += "</main>\n"
    html += footer
    html += scripts
    html += "</body>\n</html>\n"
    return html.bytes.content
  }

  /// The beginning of a page, with rules of its own after the usual ones.
  static func head(title: String, style: String = "") -> HTML {
    var rules = Style.bytes
    rules.write(style)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <link rel="icon" href="data:,">
      <style>\(.ours(rules))</style>
      </head>

      """
  }

  /// What the charts and tables are read and steered with.
  var scripts: HTML {
    """
    <script type="application/json" id="data">\(.ours(showcase.json(of: result, pods: podJSON()).bytes))</script>
    <script>\(.ours(Script.bytes(marksEvents: result.hasEvents)))</script>

    """
  }

  /// The title, and the experiment in numbers.
  private var masthead: HTML {
    var facts: [HTML] = [
      "<b>\(Numeral.count(result.strategies.count, "strategy", "strategies"))</b>",
      "<b>\(Numeral.count(Set(result.runs.map(\.trace)).count, "trace"))</b>",
      "<b>\(Numeral.count(Set(result.runs.map(\.seed)).count, "seed"))</b>",
    ]
    if let length = result.runs.first?.recording.horizonMs {
      facts.append(
        "<b>\(Numeral.count(result.runs.count, "run"))</b> of \(Moment.length(length))")
    }
    facts.append(
      """
      objective <b>\(Numeral.text(100 * result.objective.target, significant: 6)) %</b> of requests within \
      <b>\(Numeral.seconds(result.objective.latencyMs / 1000))</b>
      """)
    if result.strategies.indices.contains(result.baseline) {
      facts.append("baseline <b>\(.name(result.strategyName(result.baseline)))</b>")
    }
    return """
      <header><div class="bar"><p class="kind">Autoscaling report</p>\
      <button id="theme" type="button" hidden>Theme: system</button></div>
      <h1>\(.name(result.name))</h1>
      \(result.summary.isEmpty ? HTML() : "<p class=\"lead\">\(result.summary)</p>\n")\
      <ul class="facts">\(.joined(facts.map { "<li>\($0)</li>" }, by: ""))</ul></header>

      """
  }

  private var footer: HTML {
    let files = Report.files(of: result).map(\.name).filter { $0 != "index.html" }
    let links = files.map { "<a href=\"\($0)\">\($0)</a>" as HTML }
    return """
      <footer><p>All numbers of this page stand, unrounded, in the files beside it: \
      \(.joined(links, by: ", ")).</p>
      <p>Simulated by ScaleLab. Running <code>experiment.yaml</code> again gives the same bytes.</p></footer>

      """
  }
}

/// A part of the page with a heading.
struct Section {
  let id: String
  let title: String
  let body: HTML

  /// The section's markup.
  var html: HTML {
    """
    <section id="\(id)" aria-labelledby="\(id)-h">\n<h2 id="\(id)-h">\(title)</h2>\n\(body)</section>

    """
  }
}
