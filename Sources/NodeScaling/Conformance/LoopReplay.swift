import Conformance
import Kubernetes

/// What the cluster is like at the end of a loop.
struct LoopRow: Sendable, Equatable {
  /// Nodes asked for, there and ready, by group.
  var targets: [String: Int] = [:]
  var nodes: [String: Int] = [:]
  var ready: [String: Int] = [:]
  /// Pods without and with a node.
  var pending = 0
  var running = 0
  /// Nodes that could be removed and that are being removed.
  var candidates: [String] = []
  var deleted: [String] = []
  /// Pods that lost their node since the last loop.
  var evicted: [String] = []
  /// Pods that got a node in this loop.
  var placements: [String: String] = [:]
}

/// A scenario with what upstream made of it.
struct LoopReplay {
  private let scenario: LoopScenario
  private let rows: [(timeS: Int64, row: LoopRow)]

  /// Reads a case; nil, with problems noted, if it lacks something.
  init?(_ node: DocumentNode, report: DocumentReport) {
    guard let scenario = Fields.read(node, path: "", report: report, { LoopScenario($0) }) else { return nil }
    self.scenario = scenario
    rows = (node["rows"]?.elements ?? []).map { row in
      let timeS = Int64(row["t"]?.caseText ?? "") ?? 0
      return (
        timeS,
        LoopRow(
          targets: Self.counts(row["target"]), nodes: Self.counts(row["nodes"]),
          ready: Self.counts(row["ready"]), pending: Int(row["pending"]?.caseText ?? "") ?? 0,
          running: Int(row["running"]?.caseText ?? "") ?? 0,
          candidates: Self.texts(row["deletion_candidates"]),
          deleted: Self.texts(row["to_be_deleted"]), evicted: Self.texts(row["evicted"]),
          placements: Self.mapping(row["placements"])
        )
      )
    }
  }

  private static func counts(_ node: DocumentNode?) -> [String: Int] {
    var result: [String: Int] = [:]
    for entry in node?.entries ?? [] { result[entry.key] = Int(entry.value.caseText ?? "") }
    return result
  }

  private static func texts(_ node: DocumentNode?) -> [String] { (node?.elements ?? []).compactMap(\.text) }

  private static func mapping(_ node: DocumentNode?) -> [String: String] {
    var result: [String: String] = [:]
    for entry in node?.entries ?? [] { result[entry.key] = entry.value.text }
    return result
  }

  /// Runs the scenario and compares row by row up to the first that differs.
  func checks() -> [CaseCheck] {
    var world = ReplayWorld(scenario)
    var checks: [CaseCheck] = []
    for index in 0..<scenario.loops {
      world.step()
      guard index < rows.count else { break }
      let (timeS, expected) = rows[index]
      let found = world.row
      if found == expected { continue }
      let place = "rows[t=\(timeS)]"
      checks = [
        CaseCheck("\(place).target", expected: Self.text(expected.targets), found: Self.text(found.targets)),
        CaseCheck("\(place).nodes", expected: Self.text(expected.nodes), found: Self.text(found.nodes)),
        CaseCheck("\(place).ready", expected: Self.text(expected.ready), found: Self.text(found.ready)),
        CaseCheck("\(place).pending", expected: expected.pending, found: found.pending),
        CaseCheck("\(place).running", expected: expected.running, found: found.running),
        CaseCheck(
          "\(place).deletion_candidates", expected: "\(expected.candidates)", found: "\(found.candidates)"),
        CaseCheck("\(place).to_be_deleted", expected: "\(expected.deleted)", found: "\(found.deleted)"),
        CaseCheck("\(place).evicted", expected: "\(expected.evicted)", found: "\(found.evicted)"),
        CaseCheck(
          "\(place).placements", expected: Self.text(expected.placements),
          found: Self.text(found.placements)),
      ]
      return checks
    }
    return [CaseCheck("rows", expected: rows.count, found: scenario.loops)]
  }

  private static func text(_ values: [String: some CustomStringConvertible]) -> String {
    values.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }
}
