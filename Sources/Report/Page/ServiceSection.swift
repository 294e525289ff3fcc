import Cluster
import Experiment
import Simulation

extension Page {
  /// What each service got, how it answered and what was lost of it and why, a row for each strategy and service; then,
  /// for readers without the script that switches between them, the charts of every service but the first.
  var services: HTML {
    let names = serviceNames
    guard names.count > 1 || !reasons.isEmpty && reasons.contains(where: { Self.ways.contains($0) }) else {
      return ""
    }
    var head: HTML = .head("Service", style: "text") + .head("Strategy", style: "text")
    head += .head("Load<span class=\"unit\">requests/s</span>") + .head("Mean response")
    head += .head("Highest P95") + .head("Lost<span class=\"unit\">% of requests</span>")
    for reason in reasons { head += .head("\(reason.name)<span class=\"unit\">%</span>") }
    var body = HTML()
    for name in names {
      for strategy in result.strategies.indices {
        // Agents and jobs get no requests.
        guard let sums = ServiceSums(name, strategy: strategy, in: result), sums.rate > 0 else { continue }
        var cells: HTML = .rowHead(.name(name)) + "<td class=\"text\">\(who(strategy))</td>"
        cells += "<td>\(Numeral.text(sums.rate))</td><td>\(Numeral.seconds(sums.meanSeconds))</td>"
        cells +=
          "<td>\(Numeral.seconds(sums.highestP95))</td><td>\(Numeral.text(sums.percent(sums.lost)))</td>"
        for reason in reasons {
          cells += "<td>\(Numeral.text(sums.percent(sums.byReason[reason] ?? 0)))</td>"
        }
        body += .row(cells)
      }
    }
    return .table(
      "services-table", name: "Services",
      caption: """
        All runs together: what reached each service, calls and tries after a failure included, and what was lost of it \
        by reason
        """,
      head: .row(head), body: body) + servicesWithoutScript
  }

  /// The reasons of requests' ways, of which a single service without calls has none.
  private static let ways: Set<LossReason> = [.denied, .callFailed]

  private var serviceNames: [String] {
    var names: [String] = []
    for workload in result.runs.flatMap(\.recording.workloads) where !names.contains(workload.name) {
      names.append(workload.name)
    }
    return names
  }

  /// The reasons that occurred, in their order.
  private var reasons: [LossReason] {
    let found = Set(
      result.runs.flatMap(\.recording.workloads).flatMap(\.timeline.losses).map(\.reason))
    return LossReason.allCases.filter(found.contains)
  }

  private var servicesWithoutScript: HTML {
    let scenes = showcase.scenes.filter { $0.block == showcase.first }.dropFirst()
    guard !scenes.isEmpty else { return "" }
    var html: HTML = "<noscript>\n"
    for (number, scene) in scenes.enumerated() {
      html += "<section class=\"lane\"><h3>\(.name(scene.workload))</h3>\n"
      html += charts(of: scene, number: number + 1)
      html += "</section>\n"
    }
    return html + "</noscript>\n"
  }
}

/// What one service did in all runs of a strategy.
struct ServiceSums {
  /// Requests a second.
  var rate = 0.0
  /// The mean response time, in seconds.
  var meanSeconds = 0.0
  /// The greatest 95th percentile of a row, in seconds.
  var highestP95 = 0.0
  /// Requests that arrived.
  var arrived = 0.0
  /// Requests lost.
  var lost = 0.0
  /// Requests lost for each reason.
  var byReason: [LossReason: Double] = [:]

  /// Sums up; nil where the strategy never ran the service.
  init?(_ name: String, strategy: Int, in result: ExperimentResult) {
    var seconds = 0.0
    var served = 0.0
    var answered = 0.0
    for run in result.runs where run.strategy == strategy {
      guard let workload = run.recording.workloads.first(where: { $0.name == name }) else { continue }
      let rows = workload.timeline
      seconds += Double(run.recording.horizonMs - (rows.timeMs.first ?? 0)) / 1000
      arrived += rows.arrived.reduce(0, +)
      served += rows.served.reduce(0, +)
      answered += zip(rows.served, rows.latencyMean).reduce(0) { $0 + $1.0 * $1.1 }
      highestP95 = max(highestP95, rows.latencyP95.max() ?? 0)
      for column in rows.losses {
        let sum = column.requests.reduce(0, +)
        byReason[column.reason, default: 0] += sum
        lost += sum
      }
    }
    guard seconds > 0 else { return nil }
    rate = arrived / seconds
    meanSeconds = served > 0 ? answered / served : 0
  }

  /// A number of requests as percent of those that arrived.
  func percent(_ requests: Double) -> Double { arrived > 0 ? 100 * requests / arrived : 0 }
}
