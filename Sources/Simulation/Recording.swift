public import Cluster
public import Scaling

/// What one run leaves: columns over time, decisions, totals. A plain value without any memory of how it was made.
public struct Recording: Sendable, Hashable {
  /// The workloads in the order of the scenario.
  public var workloads: [WorkloadRecording] = []
  /// What the autoscalers did, in order of time; syncs that changed nothing about the decision are left out.
  public var decisions: [DecisionRecord] = []
  /// The number of reconciles, those that changed nothing included.
  public var reconciles = 0
  /// The nodes' total time in milliseconds, summed over nodes, per node pool in the scenario's order, then of
  /// pools that came up on the way.
  public var nodeMs: [Int64] = []
  /// The nodes' names in the order of the cluster, which the pod logs refer to.
  public var nodeNames: [String] = []
  /// The length of the run in milliseconds.
  public var horizonMs: Int64 = 0
  /// The incidents of the run, in the order of the scenario.
  public var incidents: [IncidentRecord] = []
  /// What happened to the nodes, in order of time. Before the first of them all nodes are Ready.
  public var nodeChanges: [NodeRecord] = []

  /// The nodes' times and prices, pods that waited for nodes, and what their autoscaler decided.
  public var nodes = NodeRecording()

  /// The sizes of containers over time, of the workloads whose requests are held against their usage.
  public var vertical: [VerticalRecording] = []
  /// What the VPA did to pods, and why it left others alone, in order of time.
  public var verticalDecisions: [VerticalDecision] = []

  /// Makes an empty recording.
  public init() {}
}

/// One workload's part of a recording.
public struct WorkloadRecording: Sendable, Hashable {
  /// The Deployment's name.
  public var name: String
  /// The columns over time.
  public var timeline = Timeline()
  /// What happened to its pods, in order of time.
  public var podLog: [PodEvent] = []
  /// Response times of all served requests.
  public var latency = LatencyHistogram()
  /// Pod time from binding to the end of the pod, in pod-milliseconds: what is paid for.
  public var podMs: Int64 = 0
  /// The CPU one pod requests, in cores.
  public var requestCores: Double = 0
  /// The memory one pod requests, in bytes.
  public var requestBytes: Double = 0
  /// What pods of other sizes requested beyond that, in core-milliseconds; below 0 where they requested less.
  public var beyondCoreMs: Double = 0
  /// The same of memory, in byte-milliseconds.
  public var beyondByteMs: Double = 0
  /// How good its scaler's forecasts were, nil where it makes none.
  public var forecasts: ForecastTally?

  /// Makes an empty recording of a workload.
  public init(name: String) { self.name = name }
}

/// Columns of equal length; row i covers the time from `timeMs[i]` to the next row or the horizon.
public struct Timeline: Sendable, Hashable {
  /// The start of the row, in milliseconds from the start of the run.
  public var timeMs: [Int64] = []
  /// Requests that got no answer, a column for each reason that occurs, in the order of the reasons: `dropped`,
  /// `timedOut` and `cut` taken apart.
  public var losses: [LossColumn] = []
  /// Requests that arrived in the row.
  public var arrived: [Double] = []
  /// Requests answered in the row, slow ones included.
  public var served: [Double] = []
  /// Requests answered too late, by the latency objective.
  public var slow: [Double] = []
  /// Requests refused: no endpoint, no room in the queue, or the application was not up.
  public var dropped: [Double] = []
  /// Requests given up after the timeout.
  public var timedOut: [Double] = []
  /// Requests cut off by the end of their pod.
  public var cut: [Double] = []
  /// Requests waiting at the end of the row.
  public var backlog: [Double] = []
  /// The mean response time of the requests served in the row, in seconds; 0 where none was.
  public var latencyMean: [Double] = []
  /// The 95th percentile of the response time in the row, in seconds; 0 where none was served.
  public var latencyP95: [Double] = []
  /// CPU that the arrived requests need, mean cores over the row.
  public var demandCores: [Double] = []
  /// CPU used by all pods, mean cores over the row.
  public var usageCores: [Double] = []
  /// Working-set memory of all pods at the last scrape of the row, in bytes.
  public var memoryBytes: [Double] = []
  /// Ready pods, mean over the row.
  public var ready: [Double] = []
  /// spec.replicas at the end of the row.
  public var replicas: [Int32] = []
  /// The HPA's status.desiredReplicas at the end of the row; spec.replicas without an HPA.
  public var desired: [Int32] = []
  /// Pods that exist at the end of the row, terminating ones included.
  public var pods: [Int32] = []
  /// Pods without a node at the end of the row.
  public var unscheduled: [Int32] = []

  /// Makes an empty timeline.
  public init() {}

  /// The number of rows.
  public var count: Int { timeMs.count }

  /// Requests lost for a reason over all rows.
  public func lost(_ reason: LossReason) -> Double {
    losses.first { $0.reason == reason }?.requests.reduce(0, +) ?? 0
  }
}

/// Requests lost for one reason, row by row.
public struct LossColumn: Sendable, Hashable {
  /// Why they were lost.
  public var reason: LossReason
  /// How many, parallel to the timeline's other columns.
  public var requests: [Double]

  /// Makes a column of its parts.
  public init(reason: LossReason, requests: [Double]) {
    self.reason = reason
    self.requests = requests
  }
}

/// One change of an autoscaler's mind, or of what it says of itself.
public struct DecisionRecord: Sendable, Hashable {
  /// When, in milliseconds from the start of the run.
  public var timeMs: Int64
  /// The HPA's name.
  public var autoscaler: String
  /// The Deployment's name.
  public var workload: String
  /// spec.replicas before.
  public var from: Int32
  /// spec.replicas after; the same as `from` where only a condition changed.
  public var to: Int32
  /// The replicas the metrics alone asked for, before stabilisation, policies and bounds; nil if none could be read.
  public var proposed: Int32?
  /// The reason in the controller's words, for example `cpu resource utilization (percentage of request) above target`.
  public var reason: String
  /// What held the decision back or shaped it, as condition reasons, for example `ScaleDownStabilized`, `TooManyReplicas`.
  public var limits: [String]
  /// The value of the winning metric in the HPA's own unit, for example `83%` or `1250m`; empty if none.
  public var metric: String
  /// What went wrong, if something did.
  public var error: String?

  /// Makes a record of its parts.
  public init(
    timeMs: Int64, autoscaler: String, workload: String, from: Int32, to: Int32, proposed: Int32?,
    reason: String,
    limits: [String], metric: String, error: String? = nil
  ) {
    self.timeMs = timeMs
    self.autoscaler = autoscaler
    self.workload = workload
    self.from = from
    self.to = to
    self.proposed = proposed
    self.reason = reason
    self.limits = limits
    self.metric = metric
    self.error = error
  }
}
