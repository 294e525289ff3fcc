public import Cluster
public import Kubernetes
public import Simulation
public import Workload

/// A Deployment, or another object that keeps pods, together with its load.
public struct WorkloadSpec: Sendable {
  /// The object's name.
  public var target: String
  /// Its kind, nil for any.
  public var kind: String?
  /// Where the experiment names it.
  public var place: SourcePlace
  /// The loads it is run with, one after the other; none where only other workloads call it, and
  /// for a DaemonSet or a Job that serves no requests.
  public var traces: [TraceSpec]
  /// Whether its one load joins every trace of the other workloads.
  public var joinsEveryTrace: Bool
  /// What a pod does with a request.
  public var response = ResponseModel()
  /// How clients reach it; nil for a load in equal shares.
  public var traffic: TrafficSpec?
  /// Whom each of its requests calls.
  public var calls: [CallSpec] = []
  /// How long pods take to come and go.
  public var timing = PodTiming()
  /// When its pods run and for how long, if it is a Job.
  public var job: JobTiming?
  /// Whether its first pods run and are old at the beginning; else they are created then.
  public var startsSettled = true
  /// The queue that its pods work off, with times from the beginning of the scored load; nil where it has none.
  public var queue: ScenarioQueue?
}

/// A named load.
public struct TraceSpec: Sendable {
  /// The name, by which the loads of several workloads belong together.
  public var name: String
  /// The load.
  public var load: LoadDescription
  /// The load as written.
  public var node: DocumentNode
  /// Its path in the experiment.
  public var path: String
}
