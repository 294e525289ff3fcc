/// A size the metrics once asked for.
public struct HPARecommendation: Sendable, Hashable {
  /// What they asked for.
  public var replicas: Int32
  /// Milliseconds since 1970.
  public var atMs: Int64

  /// Makes a recommendation from its parts.
  public init(replicas: Int32, atMs: Int64) {
    self.replicas = replicas
    self.atMs = atMs
  }
}

/// A change of the scale that was written.
public struct HPAScaleEvent: Sendable, Hashable {
  /// The pods added or removed, positive in both lists.
  public var change: Int32
  /// Whether a later event found it older than every policy's period; its slot is free.
  public var isOutdated: Bool
  /// Milliseconds since 1970.
  public var atMs: Int64

  /// Makes an event from its parts.
  public init(change: Int32, atMs: Int64, isOutdated: Bool = false) {
    self.change = change
    self.atMs = atMs
    self.isOutdated = isOutdated
  }
}

/// All that an HPA remembers from one reconcile to the next.
///
/// The history lives in the controller's memory upstream, the rest in the object's status. The lists keep
/// upstream's order, in which slots are used again.
public struct HPAMemory: Sendable, Hashable {
  /// Whether there is a list of recommendations; the first reconcile of a controller starts one.
  public var hasRecommendations = false
  /// What the metrics asked for, unstabilized.
  public var recommendations: [HPARecommendation] = []
  /// Changes upward.
  public var scaleUpEvents: [HPAScaleEvent] = []
  /// Changes downward.
  public var scaleDownEvents: [HPAScaleEvent] = []
  /// The conditions of the status.
  public var conditions = HPAConditions()
  /// The status's current replicas.
  public var currentReplicas: Int32 = 0
  /// The status's desired replicas.
  public var desiredReplicas: Int32 = 0
  /// When the HPA last scaled, `HPAObservation.noTime` if it never did.
  public var lastScaleTimeMs: Int64 = HPAObservation.noTime
  /// What each metric came to when metrics were last evaluated.
  public var metrics: [HPAProposal] = []
  /// The metrics the status lists, which are none after a reconcile that looked at none.
  public var reported: [HPAProposal] = []
  /// What the messages of conditions need besides numbers.
  var details = HPAConditionDetails()

  /// Makes the memory of an HPA nobody has looked at yet.
  public init() {}

  /// Makes a memory from a history; without recommendations the first reconcile records the current size.
  public init(
    recommendations: [HPARecommendation]?, scaleUpEvents: [HPAScaleEvent] = [],
    scaleDownEvents: [HPAScaleEvent] = []
  ) {
    hasRecommendations = recommendations != nil
    self.recommendations = recommendations ?? []
    self.scaleUpEvents = scaleUpEvents
    self.scaleDownEvents = scaleDownEvents
  }
}
