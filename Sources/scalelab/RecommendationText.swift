import Kubernetes
import Report
import Scaling

/// Recommendations over time as text.
enum RecommendationText {
  /// A table with a line a recommendation, and the reasons of each container's last one.
  static func table(_ report: RecommendationReport) -> String {
    let tellsHistory = report.rows.contains { $0.withoutHistory != nil }
    var heads = ["time", "container", "cpu used", "target", "lower", "upper"]
    if tellsHistory { heads.append("no history") }
    heads += ["memory used", "target", "lower", "upper"]
    if tellsHistory { heads.append("no history") }
    var lines = [heads]
    for row in report.rows {
      var cells = [time(row.timeMs, report), row.container]
      for isCPU in [true, false] {
        let resource = isCPU ? row.cpu : row.memory
        let used = isCPU ? row.cpuUsage * 1_000 : row.memoryUsage
        cells.append(used.isNaN ? "–" : VPASentences.amount(Int64(used.rounded(.up)), isCPU: isCPU))
        for estimate in [resource.target, resource.lowerBound, resource.upperBound] {
          cells.append(resource.isControlled ? VPASentences.amount(estimate.amount, isCPU: isCPU) : "–")
        }
        if tellsHistory {
          let without = isCPU ? row.withoutHistory?.cpu : row.withoutHistory?.memory
          cells.append(
            resource.isControlled ? without.map { VPASentences.amount($0, isCPU: isCPU) } ?? "–" : "–")
        }
      }
      lines.append(cells)
    }
    return aligned(lines) + "\n\n" + reasons(report)
  }

  /// Why each container's last recommendation is what it is.
  private static func reasons(_ report: RecommendationReport) -> String {
    report.containers.compactMap { name in
      report.rows.last { $0.container == name }.map { row in
        [true, false].map { isCPU in
          let resource = isCPU ? row.cpu : row.memory
          let head = "\(name) \(isCPU ? "cpu" : "memory")"
          if !resource.isControlled { return "\(head): not controlled" }
          return "\(head) \(VPASentences.amount(resource.target.amount, isCPU: isCPU)): "
            + VPASentences.target(resource, isCPU: isCPU, report.configuration) + "\n  "
            + VPASentences.bounds(resource, isCPU: isCPU, report.configuration)
        }.joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  private static func time(_ timeMs: Int64, _ report: RecommendationReport) -> String {
    if report.isEpoch { return KubernetesTime.text(milliseconds: timeMs) }
    let seconds = timeMs / 1_000
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(seconds / 86_400)d\(two(seconds / 3_600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// Columns of equal width, words to the left and numbers to the right.
  private static func aligned(_ lines: [[String]]) -> String {
    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      line.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + space : space + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// A recommendation with every step to it.
  static func json(_ row: VPAPastRecommendation, _ configuration: VPARecommenderConfiguration) -> String {
    func steps(_ estimate: VPAEstimate) -> DocumentNode {
      .fields([
        ("usage", .number(estimate.usage)), ("withMargin", .number(estimate.withMargin)),
        ("widened", .number(estimate.widened)), ("raised", .number(estimate.raised)),
        ("rounded", .number(estimate.rounded)), ("amount", .number(estimate.amount)),
        ("cap", estimate.cap == .none ? nil : .text("\(estimate.cap)")),
      ])
    }
    func resource(_ found: VPAResourceRecommendation, used: Double, isCPU: Bool) -> DocumentNode {
      let without = isCPU ? row.withoutHistory?.cpu : row.withoutHistory?.memory
      return .fields([
        (
          "used",
          used.isNaN ? nil : DocumentNode(.number("\(used)"), place: .init(file: "", line: 1, column: 1))
        ),
        ("controlled", .bool(found.isControlled)), ("target", steps(found.target)),
        ("lowerBound", steps(found.lowerBound)), ("upperBound", steps(found.upperBound)),
        ("withoutHistory", without.map { .number($0) }),
        (
          "confidence",
          DocumentNode(.number("\(found.confidence)"), place: .init(file: "", line: 1, column: 1))
        ),
        ("minimum", .number(found.minimum)),
        ("why", .text(VPASentences.target(found, isCPU: isCPU, configuration))),
        ("boundsWhy", .text(VPASentences.bounds(found, isCPU: isCPU, configuration))),
      ])
    }
    return DocumentNode.fields([
      ("timeMs", .number(row.timeMs)), ("container", .text(row.container)),
      ("cpuMillicores", resource(row.cpu, used: row.cpuUsage * 1_000, isCPU: true)),
      ("memoryBytes", resource(row.memory, used: row.memoryUsage, isCPU: false)),
    ]).json
  }
}
