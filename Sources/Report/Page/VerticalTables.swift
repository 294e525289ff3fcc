import Experiment
import Scaling
import Simulation

/// How well pods were sized in sum, why they were left alone, and all that was done to them.
extension Page {
  /// The most decisions of a strategy on the page.
  private static let verticalDecisionLimit = 60

  /// A row a strategy with the sums of the run shown.
  func verticalSums(_ views: [VerticalView]) -> HTML {
    var head: HTML = .head("Strategy", style: "text")
    for (title, unit) in [
      ("CPU unused", "% of requested"), ("Memory unused", "% of requested"),
      ("CPU above request", "% of time"),
      ("Throttled", "% of time"), ("OOM kills", ""), ("Evicted", "pods"), ("Resized", "pods"),
    ] {
      head += .head("\(title)\(.when(!unit.isEmpty, "<span class=\"unit\">\(unit)</span>"))")
    }
    var body = HTML()
    for view in views {
      var (cpu, memory) = (VerticalTally(), VerticalTally())
      var counts = [0, 0, 0]
      for recording in view.recordings where recording.serves {
        for row in recording.rows where row.timeMs >= view.warmupMs {
          cpu.add(row.cpu.tally)
          memory.add(row.memory.tally)
          for (place, count) in [row.kills, row.evictions, row.resizes].enumerated() {
            counts[place] += count
          }
        }
      }
      var cells: HTML = .rowHead(who(view.strategy))
      for share in [cpu.relativeSlack, memory.relativeSlack, cpu.shareAboveRequest, cpu.throttledShare] {
        let percent = share.map { 100 * $0 } ?? .nan
        cells += .number(percent, "\(Numeral.text(percent))")
      }
      for count in counts { cells += .number(Double(count), "\(count)") }
      body += .row(cells)
    }
    return .table(
      "plain", name: "Sizes of the run shown",
      caption: "What sizing came to in the run shown, warm-up left out",
      head: .row(head), body: body)
  }

  /// Why pods were left alone, each reason with the pods it kept.
  func verticalReasons(_ views: [VerticalView], _ moment: Moment) -> HTML {
    var body = HTML()
    for view in views {
      var reasons: [(words: String, first: VerticalDecision, pods: Set<String>)] = []
      for decision in view.decisions where decision.kind == .kept || decision.kind == .refused {
        let place = reasons.firstIndex { $0.words == decision.reason } ?? reasons.count
        if place == reasons.count { reasons.append((decision.reason, decision, [])) }
        reasons[place].pods.insert("\(decision.workload)-\(decision.pod)")
      }
      reasons.sort { $0.pods.count > $1.pods.count }
      for reason in reasons.prefix(12) {
        let first = reason.first
        let example = "\(first.workload)-\(first.pod), \(moment.text(first.timeMs)): \(first.detail)"
        var cells: HTML = .rowHead(who(view.strategy))
        cells += .words("\(reason.words)")
        cells += .number(Double(reason.pods.count), "\(reason.pods.count)")
        cells += .words("\(example)")
        body += .row(cells)
      }
    }
    guard !body.isEmpty else { return "" }
    return .details(
      "Why pods were not updated", isOpen: true,
      .table(
        "reasons", name: "Why pods stayed as they were",
        caption:
          "What kept the updater from a pod in the run shown, how many pods it kept at some time, and the first of them",
        head: .row(
          .head("Strategy", style: "text") + .head("Reason", style: "text") + .head("Pods")
            + .head("For example", style: "text")), body: body))
  }

  /// What was done to pods in the run shown, a table a strategy.
  func verticalDecisions(_ views: [VerticalView], _ moment: Moment) -> HTML {
    let total = result.runs.reduce(0) { $0 + $1.recording.verticalDecisions.count }
    var html: HTML = """
      <h3>Decisions about sizes</h3>
      <p>Which pods were evicted or resized, and why. All \(Numeral.count(total, "decision")) of all runs, and why \
      pods were left alone, are in <a href="vertical-decisions.csv">vertical-decisions.csv</a>.</p>

      """
    for view in views {
      let found = view.decisions.filter { $0.kind != .kept && $0.kind != .refused }
      guard !found.isEmpty else {
        html += .legend(who(view.strategy) + ": no pod was changed.")
        continue
      }
      let shown = found.prefix(Self.verticalDecisionLimit)
      let count =
        Numeral.count(found.count, "decision")
        + (shown.count < found.count ? ", the first \(shown.count) here" : "")
      var body = HTML()
      for decision in shown {
        body += .row(
          .rowHead("\(moment.text(decision.timeMs))") + .words("\(decision.kind.words)")
            + .words(.name("\(decision.workload)-\(decision.pod)"))
            + .words("\(decision.reason): \(decision.detail)", style: "text reason"))
      }
      let name = "Decisions about sizes of \(result.strategyName(view.strategy))"
      html += .details(
        who(view.strategy) + .sub("\(count)"),
        .table(
          "log", name: name, caption: "\(name)",
          head: .row(
            .head("Time", style: "text") + .head("What", style: "text") + .head("Pod", style: "text")
              + .head("Why", style: "text reason")), body: body))
    }
    return html
  }
}

extension VerticalDecision.Kind {
  /// The words for a reader.
  fileprivate var words: String {
    switch self {
    case .evicted: "evicted"
    case .resized: "resized in place"
    case .boostEnded: "boost ended"
    case .refused: "refused"
    case .kept: "kept"
    }
  }
}
