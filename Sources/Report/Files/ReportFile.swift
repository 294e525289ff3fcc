public import Experiment

/// One file of a report: a name, and bytes that depend on nothing but the result.
public protocol ReportFile: Sendable {
  /// The file's name within the report's folder.
  var name: String { get }

  /// Returns the file's whole content.
  func bytes(of result: ExperimentResult) -> [UInt8]
}
