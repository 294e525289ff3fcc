public import Kubernetes
public import Simulation

/// A scaler that a strategy names.
public struct ScalerSpec: Sendable {
  /// The Deployment it scales, nil for the only one.
  public var workload: String?
  /// Where it stands.
  public var place: SourcePlace
  /// As written, with the files it names as they stand beside a resolved experiment.
  public var node: DocumentNode
  /// The scaler, without the workload's name where that is left out.
  public var scaler: ScenarioScaler
}

/// What a scaler of an experiment may refer to.
struct ScalerContext {
  /// The experiment's folder, in which programs are started.
  var folder: String
  /// The experiment's own metrics, by name.
  var metrics: [String]
  /// The Deployments that get load.
  var workloads: [String]
}
