public import Cluster
public import Controllers
public import Kubernetes
public import Scaling
public import Scheduling
public import Workload

/// Everything one run depends on besides its seed: a plain value, the same for every thread and machine.
public struct Scenario: Sendable {
  /// The length of the run, in milliseconds from 0.
  public var horizonMs: Int64
  /// The end of the warm-up in milliseconds, at the end of a row: response times, pod time and node time count from
  /// here. Rows and decisions are recorded from the beginning.
  public var measureFromMs: Int64 = 0
  /// What 0 means in milliseconds since 1970, for display only.
  public var epochMs: Int64 = 0
  /// The nodes, in scheduling order.
  public var nodePools: [NodePool]
  /// What is known of container images; others are of unknown size and can always be pulled.
  public var images: [RegistryImage] = []
  /// The workloads with their load.
  public var workloads: [ScenarioWorkload]
  /// The horizontal autoscalers, defaulted; each names one of the workloads.
  public var autoscalers: [ScenarioAutoscaler] = []
  /// The scalers besides HPAs; each names one of the workloads.
  public var scalers: [ScenarioScaler] = []
  /// The metrics that HPAs can ask for by name besides cpu and memory.
  public var metrics: [MetricSource] = []
  /// What happens to the cluster from outside.
  public var incidents: [Incident] = []
  /// How kubelets report and how the node controller judges them.
  public var nodeLifecycle = NodeLifecycleSettings()
  /// What makes nodes and takes them away; nil leaves the nodes as they are.
  public var nodeAutoscaler: ScenarioNodeAutoscaler?
  /// What sizes pods by what they used; nil leaves them as their templates are.
  public var vertical: ScenarioVertical?
  /// The disruption budgets.
  public var budgets: [PodDisruptionBudget] = []
  /// Controllers of the user's own.
  public var controllers: [any CustomController] = []
  /// Which ways requests take to the workloads, who tries again and who calls whom; workloads that are no target in it
  /// get their load in equal shares.
  public var traffic = TrafficPlan()
  /// How the controller manager runs its HPAs.
  public var hpa = HPAConfiguration()
  /// How pods are put on nodes: kube-scheduler's default profile.
  public var scheduler = SchedulerProfile()
  /// How the metrics pipeline samples.
  public var metricsPipeline = MetricsPipeline()
  /// A request answered later than this counts as slow.
  public var latencyObjectiveMs: Double = 500
  /// The width of a row of the recording, in milliseconds.
  public var recordStepMs: Int64 = 60_000

  /// Makes a scenario without autoscalers.
  public init(horizonMs: Int64, nodePools: [NodePool], workloads: [ScenarioWorkload]) {
    self.horizonMs = horizonMs
    self.nodePools = nodePools
    self.workloads = workloads
  }
}

/// A Deployment, or another object that keeps pods, together with the load it gets and what a request costs it.
public struct ScenarioWorkload: Sendable {
  /// The Deployment, defaulted, or what another object has in common with one.
  public var deployment: Deployment
  /// What keeps its pods.
  public var controller: PodController
  /// Requests per second; a value holds until the next one; gaps must be closed before.
  public var load: Series
  /// What a pod does with a request.
  public var response: ResponseModel
  /// How long pods take to come and go.
  public var timing: PodTiming
  /// Whether its first pods run and are old at the beginning; else they are created then.
  public var startsSettled = true
  /// The queue that its pods work off, as brokers show it; nil where it has none.
  public var queue: ScenarioQueue?

  /// Makes a workload of its parts.
  public init(
    deployment: Deployment, load: Series, response: ResponseModel = ResponseModel(),
    timing: PodTiming = PodTiming()
  ) {
    self.init(WorkloadObject(deployment), load: load, response: response, timing: timing)
  }

  /// Makes a workload of an object of any kind that keeps pods.
  public init(
    _ object: WorkloadObject, load: Series, response: ResponseModel = ResponseModel(),
    timing: PodTiming = PodTiming()
  ) {
    deployment = object.deployment
    controller = object.controller
    self.load = load
    self.response = response
    self.timing = timing
  }
}

/// An HPA in a run.
public struct ScenarioAutoscaler: Sendable {
  /// The object, defaulted and valid.
  public var hpa: HorizontalPodAutoscaler
  /// When it is created; the first reconcile follows as the controller's version does it.
  public var createdMs: Int64 = 0
  /// How much later than the controller's rule the first reconcile comes, in milliseconds; drawn from the seed
  /// below one sync period if nil.
  public var phaseMs: Int64?

  /// Makes an HPA that exists from the beginning.
  public init(hpa: HorizontalPodAutoscaler, createdMs: Int64 = 0, phaseMs: Int64? = nil) {
    self.hpa = hpa
    self.createdMs = createdMs
    self.phaseMs = phaseMs
  }
}

/// A metric that an HPA can name: a signal of a simulated service, or a series of its own.
public struct MetricSource: Sendable {
  /// Which API serves it.
  public enum API: String, Sendable, Hashable, CaseIterable { case pods, object, external }

  /// What the service shows.
  public enum Signal: String, Sendable, Hashable, CaseIterable {
    /// Requests that arrived per second.
    case requestsPerSecond
    /// Requests in the pod, being served or waiting.
    case inFlight
    /// Requests waiting.
    case queueLength
    /// The mean response time, in seconds.
    case latency
  }

  /// Where the value comes from.
  public enum Origin: Sendable {
    /// A signal of a Deployment, by name: of each pod for the pods API, of all together for the others
    /// (the sum, or the mean for latency).
    case signal(Signal, deployment: String)
    /// A series in the metric's own unit, whatever the cluster does.
    case series(Series)
  }

  /// The metric's name in HPA manifests.
  public var name: String
  /// The API that serves it.
  public var api: API
  /// The labels an HPA's metric selector is matched against.
  public var labels: [String: String]
  /// For the object API, the kind and name of the described object; nil matches any.
  public var object: CrossVersionObjectReference?
  /// Where it comes from.
  public var origin: Origin
  /// The window a rate or mean is taken over, in milliseconds.
  public var windowMs: Int64 = 60_000
  /// How old the value is when the HPA reads it, in milliseconds.
  public var lagMs: Int64 = 0
  /// When it cannot be read.
  public var outages: [Range<Int64>] = []

  /// Makes a metric of its parts.
  public init(
    name: String, api: API, labels: [String: String] = [:], object: CrossVersionObjectReference? = nil,
    origin: Origin
  ) {
    self.name = name
    self.api = api
    self.labels = labels
    self.object = object
    self.origin = origin
  }
}
