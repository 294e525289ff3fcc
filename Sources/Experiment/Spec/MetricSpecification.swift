public import Kubernetes
public import Simulation
public import Workload

/// A metric of the experiment; its series, if it is one, is still a description.
public struct MetricSpecification: Sendable {
  /// Where the value comes from.
  public enum Origin: Sendable {
    /// A signal of a simulated Deployment.
    case signal(MetricSource.Signal, deployment: String)
    /// A series in the metric's own unit, one and the same in every trace, with its description as written.
    case series(LoadDescription, node: DocumentNode, path: String)
  }

  /// The metric's name in HPA manifests.
  public var name: String
  /// Where it stands.
  public var place: SourcePlace
  /// The API that serves it.
  public var api: MetricSource.API
  /// Its labels.
  public var labels: [String: String] = [:]
  /// For the object API, the object it belongs to; nil matches any.
  public var object: CrossVersionObjectReference?
  /// Where it comes from.
  public var origin: Origin
  /// The window a rate or mean is taken over, in milliseconds.
  public var windowMs: Int64 = 60_000
  /// How old the value is when an HPA reads it, in milliseconds.
  public var lagMs: Int64 = 0
  /// The query that triggers know it by besides its name, as they write it.
  public var query: String?
  /// When it cannot be read, from the beginning of the scored load.
  public var outages: [Range<Int64>] = []
}
