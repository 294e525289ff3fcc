public import Experiment

/// index.html: the report as a page in one file.
public struct PageFile: ReportFile {
  /// The file's name.
  public let name = "index.html"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] { Page(result).bytes }
}
