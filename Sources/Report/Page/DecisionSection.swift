import Experiment
import Simulation

extension Page {
  /// Why each strategy did what it did in the block shown: the first decisions, and all of them with the
  /// script.
  var decisions: HTML {
    guard let scene = showcase.scenes.first else { return "" }
    let total = result.runs.reduce(0) { $0 + $1.recording.decisions.count }
    guard total > 0 else { return "<p>No autoscaler changed anything in any run.</p>\n" }
    var html: HTML = """
      <p>What the autoscalers decided, and why, in <b class="shown">\(showcase.title(scene))</b>. Syncs that \
      changed nothing are left out. All \(Numeral.count(total, "decision")) of all runs are in \
      <a href="decisions.csv">decisions.csv</a>.</p>
      \(filters)<div id="log">

      """
    for index in result.strategies.indices { html += log(of: index, block: blocks[scene.block]) }
    return html + "</div>\n"
  }

  private static let decisionLimit = 40

  private var filters: HTML {
    var choices: HTML = "<option value=\"\">all</option>"
    for (index, strategy) in result.strategies.enumerated() {
      choices += "<option value=\"\(index)\">\(strategy.name)</option>"
    }
    return """
      <form class="controls" id="filters" hidden><label>Strategy <select id="dwho">\(choices)</select>\
      </label>\
      <label>Contains <input id="dtext" type="search" placeholder="e.g. ScaleDownStabilized"></label>\
      <label><input id="dmoved" type="checkbox"> only changes of replicas</label>\
      <label><input id="dseen" type="checkbox"> only the time shown above</label></form>

      """
  }

  private func log(of strategy: Int, block: Block) -> HTML {
    let found = block.runs[strategy].map { result.runs[$0].recording.decisions } ?? []
    guard !found.isEmpty else { return .legend(who(strategy) + ": no decisions.") }
    let shown = found.prefix(Self.decisionLimit)
    let several = Set(found.map(\.workload)).count > 1
    let count =
      Numeral.count(found.count, "decision")
      + (shown.count < found.count ? ", the first \(shown.count) here" : "")
    let head: HTML =
      .head("Time", style: "text") + .when(several, .head("Workload", style: "text")) + .head("Replicas")
      + .head("Proposed") + .head("Metric") + .head("Reason", style: "text reason")
      + .head("Shaped by", style: "text by")
    var body = HTML()
    let moment = result.moment(of: block)
    for decision in shown { body += row(decision, moment, workload: several) }
    let name = "Decisions of \(result.strategyName(strategy))"
    return .details(
      who(strategy) + .sub("\(count)"),
      .table("log", name: name, caption: "\(name)", head: .row(head), body: body))
  }

  private func row(_ decision: DecisionRecord, _ moment: Moment, workload: Bool) -> HTML {
    let error: HTML = .when(decision.error != nil, "<span class=\"error\">\(decision.error ?? "")</span>")
    let asked = decision.proposed.map { String($0) } ?? "–"
    return .row(
      .rowHead("\(moment.text(decision.timeMs))") + .when(workload, .words(.name(decision.workload)))
        + "<td>\(Self.move(decision))</td><td>\(asked)</td><td>\(decision.metric)</td>"
        + .words("\(decision.reason)" + error, style: "text reason")
        + .words("\(decision.limits.joined(separator: ", "))", style: "text by"))
  }

  private static func move(_ decision: DecisionRecord) -> HTML {
    guard decision.from != decision.to else { return "\(Int(decision.to))" + .quiet(" unchanged") }
    return "\(Int(decision.from))<span aria-hidden=\"true\"> → </span>\(.quiet(" to "))\(Int(decision.to))"
  }
}
