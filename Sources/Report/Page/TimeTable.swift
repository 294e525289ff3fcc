import Experiment

extension Page {
  /// The scene as a table of few rows: the charts for those who read numbers, or cannot see charts.
  func timeTable(_ scene: Scene) -> HTML {
    let coarse = scene.coarse(limit: Self.timeRows)
    var head: HTML =
      .head("From", style: "text", rows: 2) + .head("Load<span class=\"unit\">requests/s</span>", rows: 2)
    var second = HTML()
    for index in result.strategies.indices {
      head += .head(who(index), span: 3)
      second +=
        .head("Ready") + .head("P95, at most") + .head("Lost, at most<span class=\"unit\">requests/s</span>")
    }
    let moment = result.moment(of: blocks[scene.block])
    var body = HTML()
    for column in 0..<coarse.grid.columns {
      var cells: HTML = .rowHead("\(moment.text(Int64(column) * coarse.grid.widthMs))")
      cells += "<td>\(Self.range(coarse.load, column))</td>"
      for lane in coarse.lanes { cells += self.cells(lane, column) }
      body += .row(cells)
    }
    return .details(
      "The same as a table",
      .table(
        "time", name: "Timeline",
        caption: """
          \(showcase.title(scene)): the range in each span of \(Moment.length(coarse.grid.widthMs)); \
          response times are 95th percentiles
          """,
        head: .row(head) + .row(second), body: body))
  }

  private static let timeRows = 28

  private func cells(_ lane: Lane?, _ column: Int) -> HTML {
    guard let lane else { return "<td>–</td><td>–</td><td>–</td>" }
    let (late, lost) = (lane[.latency].greatest[column], lane[.lost].greatest[column])
    let isBroken = late * 1000 > result.objective.latencyMs
    return """
      <td>\(Self.range(lane[.ready], column))</td><td>\(Numeral.seconds(late))\(isBroken ? " ✗" : "")</td>\
      <td>\(Numeral.text(lost))</td>
      """
  }

  private static func range(_ envelope: Envelope, _ column: Int) -> String {
    let (least, greatest) = (Numeral.text(envelope.least[column]), Numeral.text(envelope.greatest[column]))
    return least == greatest ? least : "\(least) to \(greatest)"
  }
}
