public import Experiment
public import Kubernetes

/// Writes what an experiment found as files: tables for machines, and a page for people.
public enum Report {
  /// The files of a report, in the order they are written.
  public static let files: [any ReportFile] = [
    SummaryFile(), RunsFile(), ComparisonsFile(), TimelineFile(), DecisionsFile(), PodsFile(), InputsFile(),
    PageFile(),
  ]

  /// The files of a report on a cluster to which something happened.
  public static let eventFiles: [any ReportFile] = [EventsFile(), NodesFile()]

  /// The files of a report on a cluster whose nodes came and went.
  public static let nodeFiles: [any ReportFile] = [
    NodesFile(), NodeTimesFile(), PodWaitsFile(), NodeDecisionsFile(),
  ]

  /// The files of a report on pods whose requests are held against their usage.
  public static let verticalFiles: [any ReportFile] = [VerticalFile(), VerticalDecisionsFile()]

  /// The files of a result's report, in the order they are written, the page last.
  public static func files(of result: ExperimentResult) -> [any ReportFile] {
    var more: [any ReportFile] = result.hasEvents ? eventFiles : []
    if result.scalesNodes {
      more += nodeFiles.filter { file in !more.contains { $0.name == file.name } }
    }
    if result.scalesVertically { more += verticalFiles }
    return files.dropLast() + more + files.suffix(1)
  }

  /// Writes all files of a report into a folder, which is made if it does not exist.
  ///
  /// Everything is first written to a temporary folder and then moved, the whole folder at once if it is new,
  /// else file by file and the page last: a reader never sees half a file, and other files in the folder
  /// stay. The bytes depend on nothing but the result. Copies of the loads that experiment.yaml names stand
  /// beside it, so that the folder can be run again.
  ///
  /// - Throws: `InputErrors` that names the folder and what the system said, if it cannot be written.
  public static func write(_ result: ExperimentResult, to folder: String) throws(InputErrors) {
    try write(
      result.inputFiles
        + files(of: result).map { ExperimentFile(name: $0.name, bytes: $0.bytes(of: result)) },
      to: folder)
  }

  /// Writes files into a folder, all or none of them as far as the system allows it.
  static func write(_ files: [ExperimentFile], to folder: String) throws(InputErrors) {
    let names = files.map(\.name)
    let staging = try StagingFolder(for: folder)
    do throws(InputErrors) {
      for file in files { try staging.write(file.bytes, as: file.name) }
      try staging.move(names)
    } catch {
      staging.remove(names)
      throw error
    }
    staging.remove(names)
  }
}
