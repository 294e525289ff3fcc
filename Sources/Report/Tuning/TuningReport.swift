public import Experiment
public import Kubernetes
public import Tuning

/// Writes what tuning found as files: a page for people, tables for machines, objects for kubectl.
public enum TuningReport {
  /// Writes all files of a report into a folder, as `Report.write` does.
  ///
  /// - Throws: `InputErrors` that names the folder and what the system said, if it cannot be written.
  public static func write(_ result: TuningResult, to folder: String) throws(InputErrors) {
    try Report.write(files(of: result), to: folder)
  }

  /// The names of the tables of every report.
  static let tableNames = [
    "policies.csv", "tuning-runs.csv", "held-out-runs.csv", "worlds.csv", "effects.csv", "refused.csv",
  ]

  /// The files of a report, the page last; their bytes depend on nothing but the result.
  public static func files(of result: TuningResult) -> [ExperimentFile] {
    var files = result.inputFiles
    files += result.recommendation.map { [$0.manifest] + $0.patches } ?? []
    files += [
      ExperimentFile(name: "policies.csv", bytes: PolicyTables.policies(result)),
      ExperimentFile(name: "tuning-runs.csv", bytes: PolicyTables.tuningRuns(result)),
      ExperimentFile(name: "held-out-runs.csv", bytes: PolicyTables.heldOutRuns(result)),
      ExperimentFile(name: "worlds.csv", bytes: PolicyTables.worlds(result)),
      ExperimentFile(name: "effects.csv", bytes: PolicyTables.effects(result)),
      ExperimentFile(name: "refused.csv", bytes: PolicyTables.refused(result)),
    ]
    if let comparison = result.comparison {
      let tables: [any ReportFile] = [
        SummaryFile(), RunsFile(), ComparisonsFile(), TimelineFile(), DecisionsFile(),
      ]
      files += tables.map { ExperimentFile(name: $0.name, bytes: $0.bytes(of: comparison)) }
    }
    files.append(ExperimentFile(name: "experiment.yaml", bytes: Array(result.resolvedInputs.utf8)))
    files.append(ExperimentFile(name: "index.html", bytes: TuningPage(result).bytes))
    return files
  }
}
