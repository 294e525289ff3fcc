public import Cluster
public import Kubernetes
public import Scaling

/// An experiment as its file describes it: a plain value, checked field by field, with manifests still as written.
public struct ExperimentSpec: Sendable {
  /// The name, fit for a folder.
  public var name: String
  /// What it is about, one line or empty.
  public var summary = ""
  /// The objects every strategy begins with.
  public var manifests: [DocumentNode] = []
  /// The Deployments that get load.
  public var workloads: [WorkloadSpec] = []
  /// The length that traces are cut into, or nil to run each as a whole.
  public var blockMs: Int64?
  /// The nodes, in scheduling order.
  public var nodePools: [NodePool] = []
  /// What makes nodes and takes them away, nil where nothing does.
  public var nodeAutoscaler: NodeAutoscalerSpec?
  /// How the parts of the Vertical Pod Autoscaler run, nil for upstream's flags.
  public var vertical: VerticalSpec?
  /// What is known of container images.
  public var images: [RegistryImage] = []
  /// How pods are put on nodes, nil for kube-scheduler's default profile.
  public var scheduler: SchedulerSpec?
  /// The names of controllers beside Kubernetes' own.
  public var controllers: [String] = []
  /// What happens to the cluster, with times from the beginning of the scored load.
  public var events: [IncidentSpec] = []
  /// How kubelets report and how the node controller judges them.
  public var nodeLifecycle = NodeLifecycleSettings()
  /// The metrics HPAs can name besides cpu and memory.
  public var metrics: [MetricSpecification] = []
  /// How the controller manager runs HPAs.
  public var controller = HPAConfiguration()
  /// How the metrics pipeline samples.
  public var metricsPipeline = MetricsPipeline()
  /// When HPAs are created, by name, where not at the beginning.
  public var autoscalers: [AutoscalerTiming] = []
  /// What is compared.
  public var strategies: [StrategySpec] = []
  /// The index of the strategy the others are compared with.
  public var baseline = 0
  /// Further pairs to compare: strategy, and what it is compared with.
  public var pairs: [ComparedPair] = []
  /// One run of each strategy and trace for each seed.
  public var seeds: [UInt64] = ExperimentSpec.seeds(count: 12)
  /// The promise runs are judged by.
  public var objective = ServiceLevelObjective(latencyMs: 500, target: 0.995)
  /// What resources cost.
  public var prices = Prices()
  /// The limits it states besides the objective, such as a budget.
  public var limits: [ScoreLimit] = []
  /// How its policies are tuned, as written; nil where it says nothing of that.
  public var tune: DocumentNode?
  /// Whether every run is shown against the cheapest plan of somebody who knows the load.
  public var showsClairvoyant = false
  /// How much of each trace is run, or nil for all.
  public var durationMs: Int64?
  /// The time before a trace that is run and not scored.
  public var warmupMs: Int64 = 0
  /// The width of a row that scores are computed from.
  public var recordStepMs: Int64 = 60_000
  /// The width of a row in reports, or nil to choose it by the number of rows.
  public var reportStepMs: Int64?
  /// The files its loads name.
  public var files: [ExperimentFile] = []

  /// The seeds meant by their number alone.
  public static func seeds(count: Int) -> [UInt64] { (0..<UInt64(max(count, 0))).map { $0 + 1 } }
}

/// When an autoscaler is created and first looked at, where that is not left to the seed, and what its clock shows.
public struct AutoscalerTiming: Sendable, Hashable {
  /// The autoscaler's name.
  public var name: String
  /// Its creation, in milliseconds from the start of the run.
  public var createdMs: Int64 = 0
  /// How much later than the controller's rule its first reconcile comes; nil draws it below one sync period.
  public var phaseMs: Int64?
  /// The time zone that the controller of its calendar runs in, nil for UTC.
  public var timeZone: ZoneRules?
}

/// Two strategies to compare, by index.
public struct ComparedPair: Sendable, Hashable {
  /// The strategy compared.
  public var strategy: Int
  /// The strategy it is compared with.
  public var against: Int
}
