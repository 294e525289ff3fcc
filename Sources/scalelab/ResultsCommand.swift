import ArgumentParser
import Foundation
import Kubernetes
import Store

/// Lists the runs that a store keeps, or writes them as a table.
struct ResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results",
    abstract: "Lists, filters and exports the runs that a store keeps.",
    discussion: """
      Without --csv a line per experiment and policy is printed. With it, a row per run goes to FILE: columns of one type
      each, empty where a value is missing, ordered by experiment, policy, trace and seed, so that equal runs give equal
      bytes and a reader such as DuckDB's or pyarrow's turns it into Parquet without being told anything.

      Exit codes: 0 done, 2 something is wrong with the input.
      """)

  @Argument(help: "The file that runs are kept in.", completion: .file())
  var store = "Reports/runs.sqlite"

  @Option(help: "Only runs of this experiment.")
  var experiment: String?

  @Option(help: "Only runs on this trace.")
  var trace: String?

  @Option(help: "Only runs of policies whose words contain this.")
  var policy: String?

  @Option(name: .customLong("lab-version"), help: "Only runs made by this version of the lab.")
  var version: String?

  @Option(help: "A file for a row per run; - is the standard output.", completion: .file())
  var csv: String?

  func run() async throws {
    let filter = RunFilter(experiment: experiment, trace: trace, policy: policy, version: version)
    let runs = try inputs { () throws(InputErrors) in try RunStore(existing: self.store) }
    guard let csv else {
      let lines = try inputs { () throws(InputErrors) in try runs.summary(filter) }
      print(lines.joined(separator: "\n"))
      return
    }
    let bytes = try inputs { () throws(InputErrors) in try runs.table(filter) }
    if csv == "-" {
      FileHandle.standardOutput.write(Data(bytes))
      return
    }
    try inputs { () throws(InputErrors) in
      do {
        try Data(bytes).write(to: URL(fileURLWithPath: csv), options: .atomic)
      } catch {
        throw InputErrors([InputProblem(message: "cannot write \(csv): \(error.localizedDescription)")])
      }
    }
  }
}
