/// The conditions an HPA's status can carry.
public enum HPAConditionType: UInt8, Sendable, Hashable, CaseIterable {
  case ableToScale, scalingActive, scalingLimited, scaledToZero

  /// The name in the API.
  public var name: String {
    switch self {
    case .ableToScale: "AbleToScale"
    case .scalingActive: "ScalingActive"
    case .scalingLimited: "ScalingLimited"
    case .scaledToZero: "ScaledToZero"
    }
  }

  /// Finds a condition by its name in the API.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

/// Whether a condition holds.
public enum HPAConditionStatus: UInt8, Sendable, Hashable {
  case `false`, `true`, unknown

  /// The word in the API.
  public var name: String {
    switch self {
    case .false: "False"
    case .true: "True"
    case .unknown: "Unknown"
    }
  }
}

/// Why a condition holds or does not.
public enum HPAConditionReason: UInt8, Sendable, Hashable {
  /// Text that came with the object's status.
  case recorded
  case succeededGetScale, readyForNewScale, scaleDownStabilized, scaleUpStabilized, succeededRescale
  case failedGetScale, failedUpdateScale
  case validMetricFound, scalingDisabled, invalidSelector, ambiguousSelector
  case failedGetResourceMetric, failedGetContainerResourceMetric, failedGetPodsMetric, failedGetObjectMetric
  case failedGetExternalMetric, invalidMetricSourceType
  case scaleUpLimit, scaleDownLimit, tooManyReplicas, tooFewReplicas, desiredWithinRange
  case scaledToZero, notScaledToZero
}

/// A condition as numbers; its message is made on demand.
public struct HPACondition: Sendable, Hashable {
  /// Whether it holds.
  public var status: HPAConditionStatus
  /// Why.
  public var reason: HPAConditionReason
  /// What kept the metric from being computed, for the reasons that say so.
  public var problem: HPAProposal.Problem = .none
  /// The metric the message names, -1 for none.
  public var metric: Int32 = -1
  /// The number the message names.
  public var replicas: Int32 = 0
  /// When the status last changed, in milliseconds since 1970.
  public var transitionMs: Int64

  /// Makes a condition from its parts.
  public init(status: HPAConditionStatus, reason: HPAConditionReason, transitionMs: Int64) {
    self.status = status
    self.reason = reason
    self.transitionMs = transitionMs
  }

  /// What stands in the place of a condition that is not set.
  static let unset = HPACondition(status: .unknown, reason: .recorded, transitionMs: 0)
}

/// The conditions of one HPA, in the order they were first set.
public struct HPAConditions: Sendable, Hashable {
  private var ableToScale = HPACondition.unset
  private var scalingActive = HPACondition.unset
  private var scalingLimited = HPACondition.unset
  private var scaledToZero = HPACondition.unset
  /// The types in the order of insertion, four bits each counted from 1, the first in the lowest bits.
  private var order: UInt16 = 0
  /// One bit a type that is set.
  private var present: UInt8 = 0

  /// Makes no conditions.
  public init() {}

  /// The condition of a type, nil if it was never set.
  public subscript(type: HPAConditionType) -> HPACondition? {
    get { isSet(type) ? slot(type) : nil }
    set {
      if let newValue {
        setSlot(type, newValue)
        if !isSet(type) { list(type) }
      } else if isSet(type) {
        setSlot(type, .unset)
        unlist(type)
      }
    }
  }

  /// The reason of a condition, nil if it was never set.
  @inline(__always)
  func reason(of type: HPAConditionType) -> HPAConditionReason? { isSet(type) ? slot(type).reason : nil }

  /// Sets a condition and tells whether that changes anything; its transition time stays if its status does.
  @inline(__always)
  mutating func update(_ type: HPAConditionType, _ condition: HPACondition) -> Bool {
    guard isSet(type) else {
      list(type)
      setSlot(type, condition)
      return true
    }
    let old = slot(type)
    if old.status != condition.status {
      setSlot(type, condition)
      return true
    }
    if old.reason == condition.reason && old.metric == condition.metric && old.replicas == condition.replicas
      && old.problem == condition.problem
    {
      return false
    }
    var kept = condition
    kept.transitionMs = old.transitionMs
    setSlot(type, kept)
    return true
  }

  /// The types that are set, in the order they were first set.
  public var types: [HPAConditionType] {
    var types: [HPAConditionType] = []
    var rest = order
    while rest != 0 {
      if let type = HPAConditionType(rawValue: UInt8(rest & 15) - 1) { types.append(type) }
      rest >>= 4
    }
    return types
  }

  @inline(__always)
  private func isSet(_ type: HPAConditionType) -> Bool { present & 1 << type.rawValue != 0 }

  @inline(__always)
  private func slot(_ type: HPAConditionType) -> HPACondition {
    switch type {
    case .ableToScale: ableToScale
    case .scalingActive: scalingActive
    case .scalingLimited: scalingLimited
    case .scaledToZero: scaledToZero
    }
  }

  @inline(__always)
  private mutating func setSlot(_ type: HPAConditionType, _ condition: HPACondition) {
    switch type {
    case .ableToScale: ableToScale = condition
    case .scalingActive: scalingActive = condition
    case .scalingLimited: scalingLimited = condition
    case .scaledToZero: scaledToZero = condition
    }
  }

  private mutating func list(_ type: HPAConditionType) {
    var shift: UInt16 = 0
    while order >> shift != 0 { shift += 4 }
    order |= UInt16(type.rawValue + 1) << shift
    present |= 1 << type.rawValue
  }

  private mutating func unlist(_ type: HPAConditionType) {
    let left = types.filter { $0 != type }
    order = 0
    present = 0
    for type in left { list(type) }
  }
}

/// What the messages of conditions need besides numbers; written only where something is wrong or was
/// imported.
struct HPAConditionDetails: Sendable, Hashable {
  /// Why the scale could not be read or written.
  var scaleText = ""
  /// What was wrong with the selector.
  var selector: HPAObservation.SelectorState = .valid
  /// Why the metric of ScalingActive failed.
  var failure: HPAMetricFailure?
  /// Reason and message of conditions with reason `recorded`.
  var recorded: [HPAConditionType: Recorded] = [:]

  /// A condition's texts as they stood in the status.
  struct Recorded: Sendable, Hashable {
    var reason: String
    var message: String
  }
}
