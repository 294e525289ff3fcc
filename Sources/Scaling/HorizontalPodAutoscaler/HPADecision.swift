/// What one reconcile came to. Texts are made on demand by the controller.
public struct HPADecision: Sendable, Hashable {
  /// How far a reconcile got.
  public enum Outcome: UInt8, Sendable, Hashable {
    /// The scale could not be read.
    case scaleUnreadable
    /// The selector of the scale cannot be used.
    case selectorRefused
    /// Too many metrics failed to decide anything.
    case metricsFailed
    /// The new scale could not be written.
    case writeFailed
    /// A scale was decided, and written if it differs.
    case finished
  }

  /// How far the reconcile got.
  public internal(set) var outcome: Outcome = .finished
  /// Whether the reconcile ended with an error, which it may although it scaled.
  public internal(set) var failed = false
  /// Whether the HPA's status changed and so was written.
  public internal(set) var statusWritten = false
  private var cause = Cause.none
  /// The replicas the scale asked for before.
  public internal(set) var currentReplicas: Int32 = 0
  /// The replicas the HPA's status asks for after.
  public internal(set) var desiredReplicas: Int32 = 0
  /// The size that was asked for, also where writing it failed.
  public internal(set) var target: Int32 = 0
  /// The replicas the metrics ask for, before stabilization and limits; what the history records.
  public internal(set) var recommendation: Int32 = 0
  /// The recommendation after stabilization.
  public internal(set) var stabilized: Int32 = 0
  /// The index of the metric that asked for the most, -1 if none was taken.
  public internal(set) var winner: Int32 = -1
  /// The number of metrics that could not be computed.
  public internal(set) var invalidMetrics: Int32 = 0
  /// The index of the first of these, -1 if there is none.
  public internal(set) var firstInvalid: Int32 = -1

  /// A reason without its metric: plain numbers side by side are copied faster.
  private enum Cause: UInt8 { case none, aboveMaximum, belowMinimum, aboveTarget, belowTarget }

  /// What was written to the scale, nil if nothing was.
  public var scaledTo: Int32? { outcome == .finished && target != currentReplicas ? target : nil }

  /// Why, where the metrics or the bounds gave a reason.
  public internal(set) var reason: HPARescaleReason {
    get {
      switch cause {
      case .none: .none
      case .aboveMaximum: .aboveMaximum
      case .belowMinimum: .belowMinimum
      case .aboveTarget: .metricAboveTarget(winner)
      case .belowTarget: .allMetricsBelowTarget
      }
    }
    set {
      switch newValue {
      case .none: cause = .none
      case .aboveMaximum: cause = .aboveMaximum
      case .belowMinimum: cause = .belowMinimum
      case .metricAboveTarget(let metric):
        cause = .aboveTarget
        winner = metric
      case .allMetricsBelowTarget: cause = .belowTarget
      }
    }
  }
}

/// Why an HPA scales, in the words of its event.
public enum HPARescaleReason: Sendable, Hashable {
  /// No metric asks for it; stabilization or a bound does.
  case none
  case aboveMaximum
  case belowMinimum
  /// The metric of this index is above its target, -1 if no metric was taken.
  case metricAboveTarget(Int32)
  case allMetricsBelowTarget
}

/// What one metric asks for.
public struct HPAProposal: Sendable, Hashable {
  /// What kept a metric from making a proposal.
  public enum Problem: UInt8, Sendable, Hashable {
    case none
    /// The metric could not be read.
    case unread
    /// The selector matches no pods.
    case noPods
    /// No pod that counts has a sample.
    case noSamples
    /// The requests of the pods are incomplete.
    case requests
    /// The pods with samples request nothing.
    case nothingRequested
    /// The selector matches no pods, where ready ones were to be counted.
    case noReadyPods
    /// The target lacks the value its type needs.
    case noTarget
    /// Nobody knows the type of the metric.
    case unknownType
  }

  /// The proposed replicas, 0 where there was a problem.
  public var replicas: Int32 = 0
  /// What kept the metric from making a proposal.
  public var problem: Problem = .none
  /// Whether `utilization` says something.
  public var hasUtilization = false
  /// The utilization in percent of the requests, as reported in the status.
  public var utilization: Int32 = 0
  /// The value or average value as reported in the status, in thousandths.
  public var value: Int64 = 0
  /// The index of what went wrong in the observation's failures, -1 if nothing did.
  public var failure: Int32 = -1

  /// Whether the metric could not be computed.
  public var failed: Bool { problem != .none }
}
