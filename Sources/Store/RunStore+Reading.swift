import Foundation
import GRDB
public import Kubernetes
import Tuning

/// Which runs of a store are meant.
public struct RunFilter: Sendable, Hashable {
  /// The experiment's name; nil means any.
  public var experiment: String?
  /// The trace's name.
  public var trace: String?
  /// What the policy's words contain.
  public var policy: String?
  /// The version of the lab.
  public var version: String?

  /// Makes a filter; what is nil is not looked at.
  public init(
    experiment: String? = nil, trace: String? = nil, policy: String? = nil, version: String? = nil
  ) {
    self.experiment = experiment
    self.trace = trace
    self.policy = policy
    self.version = version
  }

  /// The condition in SQL, and what its question marks stand for.
  var condition: (sql: String, arguments: StatementArguments) {
    var parts: [String] = []
    var arguments = StatementArguments()
    for (column, value) in [("experiment", experiment), ("trace", trace), ("version", version)] {
      guard let value else { continue }
      parts.append("\(column) = ?")
      arguments += [value]
    }
    if let policy {
      parts.append("instr(label, ?) > 0")
      arguments += [policy]
    }
    return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), arguments)
  }
}

extension RunStore {
  /// Opens a store that must be there.
  public convenience init(existing file: String) throws(InputErrors) {
    guard FileManager.default.fileExists(atPath: file) else {
      throw InputErrors([
        InputProblem(
          message: "there is no store \(file)", hint: "scalelab tune makes one, Reports/runs.sqlite")
      ])
    }
    try self.init(file: file)
  }

  /// The number of runs kept.
  public func count(_ filter: RunFilter = RunFilter()) throws(InputErrors) -> Int {
    try read { database in
      let (sql, arguments) = filter.condition
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM run WHERE \(sql)", arguments: arguments)
        ?? 0
    }
  }

  /// A line per experiment with its policies and runs, the most policies first named.
  public func summary(_ filter: RunFilter) throws(InputErrors) -> [String] {
    try read { database in
      let (sql, arguments) = filter.condition
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT experiment, context, version, count(DISTINCT policy) AS policies, count(DISTINCT trace) AS traces,
            count(DISTINCT seed) AS seeds, count(*) AS runs
          FROM run WHERE \(sql) GROUP BY experiment, context, version ORDER BY experiment, context, version
          """, arguments: arguments)
      var table = [["experiment", "inputs", "version", "policies", "traces", "seeds", "runs"]]
      for row in rows {
        let text: (String) -> String = { row[$0] }
        let number: (String) -> String = { "\(row[$0] as Int)" }
        table.append(
          [text("experiment"), String(text("context").prefix(8)), text("version")]
            + ["policies", "traces", "seeds", "runs"].map(number))
      }
      let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
      return table.map { row in
        let cells = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
      }
    }
  }

  /// A table of CSV (RFC 4180) with a row per run, in an order that depends on the runs alone.
  public func table(_ filter: RunFilter) throws(InputErrors) -> [UInt8] {
    try read { database in
      let (sql, arguments) = filter.condition
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT key, experiment, context, policy, label, trace, seed, version, scores FROM run WHERE \(sql)
          ORDER BY experiment, context, label, policy, trace, length(seed), seed, version, key
          """, arguments: arguments)
      let columns = ["key", "experiment", "context", "policy", "label", "trace", "seed", "version"]
      var ids: [String] = []
      var lines: [(texts: [String], scores: [String: Double])] = []
      while let row = try rows.next() {
        let scores = ScoreText.all(row["scores"])
        for (id, _) in scores where !ids.contains(id) { ids.append(id) }
        lines.append((columns.map { row[$0] as String }, Dictionary(scores) { first, _ in first }))
      }
      ids.sort()
      var text = (columns + ids).joined(separator: ",") + "\r\n"
      for line in lines {
        text += line.texts.map(RunStore.field).joined(separator: ",")
        for id in ids {
          let value = line.scores[id] ?? .nan
          text += "," + (value.isNaN ? "" : "\(value)")
        }
        text += "\r\n"
      }
      return Array(text.utf8)
    }
  }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  private func read<T>(_ body: (Database) throws -> T) throws(InputErrors) -> T {
    do {
      return try database.read(body)
    } catch {
      throw InputErrors([InputProblem(message: "cannot read the store \(file): \(RunStore.reason(error))")])
    }
  }
}
