public import Experiment
import Foundation
import GRDB
public import Kubernetes
public import Tuning

/// One SQLite file in which runs are kept for good: what went in (as a hash), what came out, and what made it.
///
/// Any number of processes may use the file at once: writing waits its turn, reading never does, and a run that two have
/// made is kept once. A run is either kept whole or not at all, whenever the process or the machine ends.
public final class RunStore: ScoreStore {
  /// The file.
  public let file: String
  let database: DatabasePool

  /// Opens a store, and makes its file and folder where there is none.
  ///
  /// Throws what the system or the database says, with the file's name.
  public init(file: String) throws(InputErrors) {
    self.file = file
    do {
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var configuration = Configuration()
      configuration.busyMode = .timeout(60)
      configuration.label = "runs"
      database = try DatabasePool(path: file, configuration: configuration)
      try RunStore.schema.migrate(database)
    } catch {
      throw InputErrors([
        InputProblem(
          message: "cannot use the store \(file): \(RunStore.reason(error))",
          hint: "--store names another file, or none")
      ])
    }
  }

  /// Scores stand beside their ids as JSON, which SQLite's own functions read: an experiment may have any of them.
  private static let schema: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("runs") { database in
      try database.execute(
        sql: """
          CREATE TABLE run (
            key TEXT PRIMARY KEY NOT NULL,
            experiment TEXT NOT NULL,
            context TEXT NOT NULL,
            policy TEXT NOT NULL,
            label TEXT NOT NULL,
            trace TEXT NOT NULL,
            seed TEXT NOT NULL,
            version TEXT NOT NULL,
            scores TEXT NOT NULL
          ) WITHOUT ROWID
          """)
      try database.execute(sql: "CREATE INDEX run_experiment ON run (experiment)")
    }
    return migrator
  }()

  static func reason(_ error: any Error) -> String {
    (error as? DatabaseError)?.message ?? error.localizedDescription
  }

  /// Returns the scores of runs that are kept, nil for each that is not, in the order of the keys.
  public func scores(_ keys: [String], ids: [String]) throws -> [RunScores?] {
    try database.read { database in
      let statement = try database.makeStatement(sql: "SELECT scores FROM run WHERE key = ?")
      return try keys.map { key in
        guard let text = try String.fetchOne(statement, arguments: [key]) else { return nil }
        return ScoreText.values(text, ids: ids)
      }
    }
  }

  /// Keeps runs for good before it returns.
  public func keep(_ runs: [KeptRun]) throws {
    try database.write { database in
      // A run kept with fewer scores is replaced; one made elsewhere meanwhile has the same ones.
      let statement = try database.makeStatement(
        sql: """
          INSERT OR REPLACE INTO run (key, experiment, context, policy, label, trace, seed, version, scores)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for run in runs {
        try statement.execute(arguments: [
          run.key, run.experiment, run.context, run.policy, run.label, run.trace, "\(run.seed)", run.version,
          ScoreText.text(run.values, ids: run.ids),
        ])
      }
    }
  }
}

/// The scores of a run as a JSON object, each in its shortest exact form.
enum ScoreText {
  /// Writes scores; what is no number is null, and what is infinite a number too large for a double.
  static func text(_ values: [Double], ids: [String]) -> String {
    let fields = zip(ids, values).map { id, value in
      let number = value.isNaN ? "null" : value.isFinite ? "\(value)" : value < 0 ? "-1e999" : "1e999"
      return "\"\(id)\":\(number)"
    }
    return "{\(fields.joined(separator: ","))}"
  }

  /// Reads all scores, in their order.
  static func all(_ text: String) -> [(id: String, value: Double)] {
    text.dropFirst().dropLast().split(separator: ",").compactMap { field in
      guard let colon = field.lastIndex(of: ":") else { return nil }
      let id = field[..<colon].dropFirst().dropLast()
      return (String(id), Double(field[field.index(after: colon)...]) ?? .nan)
    }
  }

  /// Reads some scores; nil if one of them is missing.
  static func values(_ text: String, ids: [String]) -> RunScores? {
    let found = all(text)
    var values: [Double] = []
    for id in ids {
      guard let value = found.first(where: { $0.id == id })?.value else { return nil }
      values.append(value)
    }
    return RunScores(values: values)
  }
}
