import Experiment
import Simulation

/// What nodes came to in sum, why they stayed, and all that was decided of them.
extension Page {
  /// The most decisions of a strategy on the page.
  private static let nodeDecisionLimit = 60

  /// A row a strategy with the sums of the run shown.
  func nodeSums(_ views: [NodeView], _ histories: [NodeHistory]) -> HTML {
    var head: HTML = .head("Strategy", style: "text")
    for (title, unit) in [
      ("Nodes", "hours"), ("Cost", ""), ("Most at once", "nodes"), ("Came", "nodes"), ("Went", "nodes"),
      ("Waited", "pods"), ("Waits", "pod-seconds"), ("Longest wait", ""), ("CPU requested", "of the nodes"),
    ] {
      head += .head("\(title)\(.when(!unit.isEmpty, "<span class=\"unit\">\(unit)</span>"))")
    }
    var body = HTML()
    for (view, history) in zip(views, histories) {
      let sums = history.totals
      var cells: HTML = .rowHead(who(view.strategy))
      for value in [
        sums.nodeHours, sums.cost, Double(sums.mostNodes), Double(sums.came), Double(sums.went),
        Double(sums.waits), sums.waitSeconds,
      ] {
        cells += .number(value, "\(Numeral.text(value))")
      }
      cells += .number(sums.longestWait, "\(sums.waits > 0 ? Numeral.seconds(sums.longestWait) : "–")")
      cells += "<td>\(Self.use(history))</td>"
      body += .row(cells)
    }
    return .table(
      "nodesums", name: "Nodes", caption: "The nodes of the run shown, warm-up included", head: .row(head),
      body: body)
  }

  /// Why nodes stayed, each reason with the nodes it kept: what users ask most.
  func nodeReasons(_ views: [NodeView], _ moment: Moment) -> HTML {
    var body = HTML()
    for view in views {
      var reasons: [NodeReason] = []
      for decision in view.recording.nodes.decisions where decision.kind == .kept {
        let words = NodeReason.general(decision.reason)
        let place = reasons.firstIndex { $0.words == words } ?? reasons.count
        if place == reasons.count { reasons.append(NodeReason(words: words, first: decision)) }
        reasons[place].nodes.insert(decision.subject)
      }
      reasons.sort { $0.nodes.count > $1.nodes.count }
      for reason in reasons.prefix(12) {
        let time = moment.text(reason.first.timeMs)
        body += .row(
          .rowHead(who(view.strategy)) + .words("\(reason.words)")
            + .number(Double(reason.nodes.count), "\(reason.nodes.count)")
            + .words("\(reason.first.subject), \(time): \(reason.first.reason)"))
      }
    }
    guard !body.isEmpty else { return "" }
    return .details(
      "Why nodes were not removed", isOpen: true,
      .table(
        "reasons", name: "Why nodes stayed",
        caption:
          "What kept nodes in the run shown, with how many nodes it kept at some time, and the first of them",
        head: .row(
          .head("Strategy", style: "text") + .head("Reason", style: "text") + .head("Nodes")
            + .head("For example", style: "text")), body: body))
  }

  /// What was decided in the run shown, a table a strategy.
  func nodeDecisions(_ views: [NodeView], _ moment: Moment) -> HTML {
    let total = result.runs.reduce(0) { $0 + $1.recording.nodes.decisions.count }
    var html: HTML = """
      <h3>Decisions about nodes</h3>
      <p>What was decided and why. All \(Numeral.count(total, "decision")) of all runs are in \
      <a href="node-decisions.csv">node-decisions.csv</a>; those that a node stays are left out here.</p>

      """
    for view in views {
      let found = view.recording.nodes.decisions.filter { $0.kind != .kept }
      guard !found.isEmpty else {
        html += .legend(who(view.strategy) + ": no decisions.")
        continue
      }
      let shown = found.prefix(Self.nodeDecisionLimit)
      let count =
        Numeral.count(found.count, "decision")
        + (shown.count < found.count ? ", the first \(shown.count) here" : "")
      var body = HTML()
      for decision in shown {
        body += .row(
          .rowHead("\(moment.text(decision.timeMs))") + .words("\(decision.kind.words)")
            + .words(.name(decision.subject)) + "<td>\(decision.nodes)</td><td>\(decision.pods)</td>"
            + .words("\(decision.reason)", style: "text reason"))
      }
      let name = "Decisions about nodes of \(result.strategyName(view.strategy))"
      html += .details(
        who(view.strategy) + .sub("\(count)"),
        .table(
          "log", name: name, caption: "\(name)",
          head: .row(
            .head("Time", style: "text") + .head("What", style: "text")
              + .head("Group, pool or node", style: "text") + .head("Nodes") + .head("Pods")
              + .head("Why", style: "text reason")), body: body))
    }
    return html
  }
}

/// A reason for which nodes stayed.
private struct NodeReason {
  let words: String
  let first: NodeDecision
  var nodes: Set<String> = []

  /// A reason without the numbers that differ from node to node.
  static func general(_ reason: String) -> String {
    var result = ""
    var isNumber = false
    for character in reason {
      if character.isNumber || isNumber && character == "." {
        if !isNumber { result += "…" }
        isNumber = true
      } else {
        isNumber = false
        result.append(character)
      }
    }
    return result
  }
}

extension NodeDecision.Kind {
  /// The words for a reader.
  fileprivate var words: String {
    switch self {
    case .scaleUp: "new nodes"
    case .noScaleUp: "no new nodes"
    case .denied: "the cloud refuses"
    case .scaleDown: "node goes"
    case .kept: "node stays"
    case .aborted: "node stays after all"
    case .interrupted: "taken back"
    case .targetLowered: "fewer expected"
    }
  }
}
