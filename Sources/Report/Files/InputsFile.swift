public import Experiment

/// experiment.yaml: all inputs resolved, enough to run the experiment again.
public struct InputsFile: ReportFile {
  /// The file's name.
  public let name = "experiment.yaml"

  /// Makes the file.
  public init() {}

  /// Returns the file's whole content.
  public func bytes(of result: ExperimentResult) -> [UInt8] { Array(result.resolvedInputs.utf8) }
}
