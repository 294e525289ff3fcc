/// Receives the steps of a reconcile as data, in the order they are taken.
///
/// A type that is not on costs nothing: its steps are never made.
public protocol HPATracing {
  /// Whether steps are wanted.
  static var isOn: Bool { get }
  /// Takes one step.
  mutating func record(_ step: HPAStep)
}

/// Wants no steps.
public struct HPANoTrace: HPATracing {
  /// No.
  public static var isOn: Bool { false }
  /// Makes the tracer.
  public init() {}
  /// Drops the step.
  public mutating func record(_ step: HPAStep) {}
}

/// Keeps all steps.
public struct HPATrace: HPATracing, Sendable {
  /// Yes.
  public static var isOn: Bool { true }
  /// The steps so far.
  public private(set) var steps: [HPAStep] = []
  /// Makes an empty trace.
  public init() {}
  /// Adds the step to the others.
  public mutating func record(_ step: HPAStep) { steps.append(step) }
  /// Forgets the steps, keeping the room.
  public mutating func removeAll() { steps.removeAll(keepingCapacity: true) }
}

/// One step of a reconcile with all its numbers.
public enum HPAStep: Sendable, Hashable {
  /// The scale could not be read; nothing else happens.
  case scaleFailed(HPAScaleFailure)
  /// The scale was read.
  case scale(specReplicas: Int32, statusReplicas: Int32, minimum: Int32, maximum: Int32)
  /// There was no history, so the current size was put at its start.
  case startedHistory(replicas: Int32)
  /// The target has no replicas, and this HPA is not the one that took them.
  case disabled
  /// The size is above the maximum, which is all that is looked at.
  case aboveMaximum(maximum: Int32)
  /// The size is below the minimum, which is all that is looked at.
  case belowMinimum(minimum: Int32)
  /// The selector cannot be used.
  case selectorRefused(HPAObservation.SelectorState)
  /// One metric was evaluated.
  case metric(HPAMetricTrace)
  /// The metrics together ask for a size.
  case combined(replicas: Int32, winner: Int32, invalid: Int32, isRefused: Bool)
  /// The size was held against the recommendations of the recent past.
  case stabilized(HPAStabilizationTrace)
  /// One policy was looked at.
  case policy(HPAPolicyTrace)
  /// The policies of a direction together allow a size, next to the bound of that direction.
  case policyLimit(isUp: Bool, limit: Int32, bound: Int32)
  /// Without behavior, a constant factor bounds the way up.
  case constantLimit(limit: Int32, maximum: Int32, minimum: Int32)
  /// The limits left a size.
  case limited(desired: Int32, replicas: Int32, reason: HPAConditionReason)
  /// Coming from zero, the size was raised to the minimum.
  case raisedFromZero(minimum: Int32)
  /// The new size was written, or could not be.
  case written(from: Int32, to: Int32, failure: String?)
  /// The size stays.
  case unchanged(replicas: Int32)
}

/// How one metric came to its proposal.
public struct HPAMetricTrace: Sendable, Hashable {
  /// How the ratio led to a number of replicas.
  public enum Verdict: Sendable, Hashable {
    /// Nothing was decided: the metric failed.
    case none
    /// The ratio is within the tolerance.
    case withinTolerance
    /// The ratio times the pods that count, rounded up.
    case scaled(pods: Int64)
    /// The ratio alone, rounded up.
    case scaledFromZero
    /// The value over the target, rounded up.
    case scaledToTarget
    /// The filled ratio is within the tolerance.
    case withinToleranceFilled
    /// The filled ratio lies on the other side of 1.
    case flipped
    /// The filled ratio gives a number on the wrong side of the current one.
    case wrongSide(Int32)
    /// The filled ratio times all filled samples, rounded up.
    case scaledFilled
  }

  /// The index in the spec.
  public var index = 0
  /// What was read.
  public var reading = HPAObservation.Reading()
  /// What the metric asks for.
  public var proposal = HPAProposal()
  /// How the pods were sorted, where pods matter.
  public var groups: PodGroups?
  /// Where each pod was put, where pods matter.
  public var findings: [PodFinding] = []
  /// The usage over the target.
  public var ratio: Double?
  /// The utilization with cautious values for pods that did not count.
  public var filledUtilization: Int32?
  /// The average with cautious values for pods that did not count, in thousandths.
  public var filledValue: Int64?
  /// The ratio with these values.
  public var filledRatio: Double?
  /// The samples with these values.
  public var filledSamples: Int64?
  /// How the ratio led to the proposal.
  public var verdict = Verdict.none
}

/// Where the calculation of one metric leaves its numbers, if they are wanted.
final class MetricNotes {
  var details = HPAMetricTrace()
}

/// How a recommendation was held against the past.
public struct HPAStabilizationTrace: Sendable, Hashable {
  /// What the metrics ask for.
  public var recommendation: Int32
  /// What is left of it.
  public var result: Int32
  /// The highest recommendation of the downward window, the new one included.
  public var upper: Int32
  /// The lowest recommendation of the upward window, nil without behavior.
  public var lower: Int32?
  /// The recommendation that is highest, nil if it is the new one.
  public var upperSource: HPARecommendation?
  /// The recommendation that is lowest, nil if it is the new one.
  public var lowerSource: HPARecommendation?
  /// The downward window in milliseconds.
  public var downWindowMs: Int64
  /// The upward window in milliseconds, nil without behavior.
  public var upWindowMs: Int64?
  /// The recommendations before the new one was recorded.
  public var history: [HPARecommendation]
}

/// What one policy allows.
public struct HPAPolicyTrace: Sendable, Hashable {
  /// Whether it bounds the way up.
  public var isUp: Bool
  /// Whether its value is in percent.
  public var isPercent: Bool
  /// Pods or percent.
  public var value: Int32
  /// How long it looks back, in milliseconds.
  public var periodMs: Int64
  /// The size at the start of the period.
  public var start: Int32
  /// The size the policy allows to go to.
  public var limit: Int32

  init(_ policy: HPAPlan.Policy, start: Int32, limit: Int32, isUp: Bool) {
    self.isUp = isUp
    isPercent = policy.isPercent
    value = policy.value
    periodMs = policy.periodMs
    self.start = start
    self.limit = limit
  }
}
