/// What controllers look at in a pod they manage. Times are milliseconds on the caller's clock.
public struct ControlledPod: Sendable, Hashable, VictimCandidate {
  /// How far it has come.
  public enum Phase: UInt8, Sendable, Hashable, CaseIterable {
    case pending, unknown, running, succeeded, failed
  }

  /// The server's identifier, or any text that orders pods.
  public var uid: String
  /// Whether it has a node.
  public var isAssigned: Bool
  /// How far it has come.
  public var phase: Phase
  /// Since when it is ready, nil if it is not.
  public var readyMs: Int64?
  /// When it was created.
  public var createdMs: Int64
  /// Whether it is being deleted.
  public var isTerminating: Bool
  /// The most restarts of one of its containers.
  public var restarts: Int32
  /// The annotation controller.kubernetes.io/pod-deletion-cost: lower goes first.
  public var deletionCost: Int32
  /// How many active pods of ReplicaSets of the same owner are on its node.
  public var rank: Int32

  /// Makes a pod from its parts; by default one that runs and is ready since it was created.
  public init(
    uid: String, isAssigned: Bool = true, phase: Phase = .running, readyMs: Int64? = 0, createdMs: Int64 = 0,
    isTerminating: Bool = false, restarts: Int32 = 0, deletionCost: Int32 = 0, rank: Int32 = 0
  ) {
    self.uid = uid
    self.isAssigned = isAssigned
    self.phase = phase
    self.readyMs = readyMs
    self.createdMs = createdMs
    self.isTerminating = isTerminating
    self.restarts = restarts
    self.deletionCost = deletionCost
    self.rank = rank
  }

  /// How far it has come, as the order of victims compares it.
  public var stage: UInt8 { phase.rawValue }

  /// Whether its controller counts it: it has not ended and is not being deleted.
  public var isActive: Bool { phase != .succeeded && phase != .failed && !isTerminating }

  /// Whether it has been ready for long enough.
  ///
  /// Source: pkg/api/v1/pod/util.go IsPodAvailable.
  public func isAvailable(minReadySeconds: Int32, nowMs: Int64) -> Bool {
    guard let readyMs else { return false }
    return minReadySeconds == 0 || readyMs &+ Int64(minReadySeconds) &* 1000 <= nowMs
  }
}
