/// A condition in the status of a ScaledObject or ScaledJob.
public struct KEDACondition: Sendable, Hashable {
  /// Whether it holds.
  public enum Status: String, Sendable, Hashable {
    /// It holds.
    case yes = "True"
    /// It does not.
    case no = "False"
    /// Nothing is known.
    case unknown = "Unknown"
  }

  /// Why.
  public enum Reason: String, Sendable, Hashable {
    /// Nothing to say.
    case none = ""
    /// All triggers of a ScaledObject can be read.
    case scaledObjectReady = "ScaledObjectReady"
    /// All triggers of a ScaledJob can be read.
    case scaledJobReady = "ScaledJobReady"
    /// Some cannot be read, others are active.
    case partialTriggerError = "PartialTriggerError"
    /// Some cannot be read.
    case triggerError = "TriggerError"
    /// A trigger is active.
    case scalerActive = "ScalerActive"
    /// No trigger is active.
    case scalerNotActive = "ScalerNotActive"
    /// No trigger is active, but the replicas may stay a while.
    case scalerCooldown = "ScalerCooldown"
    /// A trigger is in fallback.
    case fallbackExists = "FallbackExists"
    /// None is.
    case noFallbackFound = "NoFallbackFound"
    /// An annotation pauses it.
    case scaledObjectPaused = "ScaledObjectPaused"
  }

  /// Whether it holds.
  public var status: Status
  /// Why.
  public var reason: Reason

  /// Makes a condition.
  public init(_ status: Status = .unknown, _ reason: Reason = .none) {
    self.status = status
    self.reason = reason
  }
}

/// How the last readings of a trigger went.
public struct KEDAHealth: Sendable, Hashable {
  /// The last reading's outcome.
  public enum Status: String, Sendable, Hashable {
    /// It could be read.
    case happy = "Happy"
    /// It could not.
    case failing = "Failing"
  }

  /// How many failed in a row, nil if never written.
  public var failures: Int32?
  /// The last reading's outcome, nil if never written.
  public var status: Status?

  /// Makes a health.
  public init(failures: Int32? = nil, status: Status? = nil) {
    self.failures = failures
    self.status = status
  }
}

/// The part of a ScaledObject's status that KEDA's loops write.
public struct ScaledObjectStatus: Sendable, Hashable {
  /// Whether triggers can be read.
  public var ready = KEDACondition()
  /// Whether the workload is active.
  public var active = KEDACondition()
  /// Whether a trigger is in fallback.
  public var fallback = KEDACondition()
  /// Whether it is paused.
  public var paused = KEDACondition(.no)
  /// The health of each trigger, nil where none was written.
  public var health: [KEDAHealth?]

  /// Makes the status of a new object.
  public init(triggers: Int) { health = [KEDAHealth?](repeating: nil, count: triggers) }

  /// Whether conditions are the same.
  func hasSameConditions(as other: ScaledObjectStatus) -> Bool {
    ready == other.ready && active == other.active && fallback == other.fallback && paused == other.paused
  }
}

/// What KEDA remembers of a ScaledObject.
///
/// Its loop and the cache that answers the HPA hold a copy of the status each, and patch the stored one with what
/// changed against their own: the last writer wins.
public struct ScaledObjectMemory: Sendable, Hashable {
  /// The status on the API server.
  public var stored: ScaledObjectStatus
  /// When the workload was last active, in whole seconds; nil if never.
  public var lastActiveMs: Int64?
  /// The triggers that were active at the last poll.
  public var activeTriggers: [Int] = []
  /// The loop's copy.
  var loop: ScaledObjectStatus
  /// The cache's copy, where it has one of its own.
  var own: ScaledObjectStatus
  /// Which copy the cache uses, nil while there is no cache.
  var cache: Copy?
  /// What the last poll found of the triggers with `useCachedMetrics`.
  var records: [Record?]

  /// A copy of the status.
  enum Copy: Sendable, Hashable {
    case loop
    case own
  }

  /// What a poll found of a trigger.
  struct Record: Sendable, Hashable {
    var milli: Int64?
    var failed: Bool
    /// Whether the metric took the name of the composite one, which formulas do not know.
    var isRenamed: Bool
  }

  /// Begins the memory of a new object.
  public init(triggers: Int) {
    stored = ScaledObjectStatus(triggers: triggers)
    loop = stored
    own = stored
    records = [Record?](repeating: nil, count: triggers)
  }

  subscript(copy: Copy) -> ScaledObjectStatus {
    get { copy == .loop ? loop : own }
    set { if copy == .loop { loop = newValue } else { own = newValue } }
  }
}
