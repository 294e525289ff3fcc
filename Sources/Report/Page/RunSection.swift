import Experiment
import Simulation

extension Page {
  /// The scores that matter most by trace, and every run: whether the means hide one on which all is
  /// different.
  var runs: HTML {
    guard !keys.columns.isEmpty, result.runs.count > result.strategies.count else { return "" }
    let names = traceNames
    var html = HTML()
    if names.count > 1 {
      for score in [keys.violations, keys.price].compactMap({ $0 }) { html += byTrace(score, traces: names) }
    }
    return html + everyRun
  }

  private static let runLimit = 300
  private static let traceLimit = 40

  private var traceNames: [String] {
    var seen: Set<String> = []
    return result.runs.map(\.trace).filter { seen.insert($0).inserted }
  }

  private func byTrace(_ score: Int, traces: [String]) -> HTML {
    let shown = traces.prefix(Self.traceLimit)
    let means = result.strategies.indices.map { strategy in
      shown.map { trace in mean(of: score, strategy: strategy, trace: trace) }
    }
    var head: HTML = .head("Strategy", style: "text")
    for trace in shown { head += .head(.name(trace)) }
    var body = HTML()
    for index in result.strategies.indices {
      var cells: HTML = .rowHead(who(index))
      for (place, value) in means[index].enumerated() {
        let isBest = isBest(value, score, among: means.map { $0[place] })
        cells += "<td>\(Numeral.text(value))\(.when(isBest, .star))</td>"
      }
      body += .row(cells)
    }
    let table = HTML.table(
      "narrow", name: "\(result.score(score).name) by trace",
      caption: "\(label(score)): mean over seeds, by trace",
      head: .row(head), body: body)
    guard traces.count > shown.count else { return table }
    return table
      + .legend(
        """
        The first \(shown.count) of \(traces.count) traces; all are in <a href="runs.csv">runs.csv</a>.
        """)
  }

  private func mean(of score: Int, strategy: Int, trace: String) -> Double {
    let values = result.runs.filter { $0.strategy == strategy && $0.trace == trace }.map { $0.score(score) }
      .filter { !$0.isNaN }
    return values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }

  private func isBest(_ value: Double, _ score: Int, among values: [Double]) -> Bool {
    let known = values.filter { !$0.isNaN }
    guard known.count > 1, let least = known.min(), let most = known.max(), least < most else { return false }
    switch result.score(score).better {
    case .lower: return value == least
    case .higher: return value == most
    case .neither: return false
    }
  }

  /// A row a run, as far as there are not too many.
  private var everyRun: HTML {
    let shown = result.runs.prefix(Self.runLimit)
    var head: HTML = .head("Strategy", style: "text") + .head("Trace", style: "text") + .head("Seed")
    for index in keys.columns { head += self.head(result.score(index)) }
    var body = HTML()
    for run in shown {
      var cells: HTML = .rowHead(who(run.strategy)) + .words(.name(run.trace)) + "<td>\(run.seed)</td>"
      for index in keys.columns { cells += .number(run.score(index), "\(Numeral.text(run.score(index)))") }
      body += .row(cells)
    }
    let rest = shown.count < result.runs.count
    let caption =
      rest ? "The first \(shown.count) of \(result.runs.count) runs; all are in runs.csv" : "Every run"
    return .details(
      "Every run",
      .table(
        "sortable", name: "Runs", caption: "\(caption)",
        head: .row(head), body: body))
  }
}
