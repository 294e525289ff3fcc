import Kubernetes

/// A ReplicaSet as its Deployment sees it.
public struct OwnedReplicaSet: Sendable, Hashable {
  /// The name, which breaks ties.
  public var name: String
  /// When it was created, in milliseconds.
  public var createdMs: Int64
  /// Which template it stands for: the larger, the newer.
  public var revision: Int64
  /// How many pods it is to have.
  public var replicas: Int32
  /// How many it has.
  public var statusReplicas: Int32
  /// How many of those are ready.
  public var readyReplicas: Int32
  /// How many of those have been ready for long enough.
  public var availableReplicas: Int32
  /// The Deployment's replicas when it was last scaled, nil if it never was.
  public var desiredAnnotation: Int32?
  /// The Deployment's replicas and surge when it was last scaled, nil if it never was.
  public var maxReplicasAnnotation: Int32?
  /// How many of its pods have not ended, also such that are being deleted.
  public var runningPods: Int32

  /// Makes a ReplicaSet from its parts.
  public init(
    name: String, createdMs: Int64 = 0, revision: Int64 = 1, replicas: Int32, statusReplicas: Int32? = nil,
    readyReplicas: Int32? = nil, availableReplicas: Int32 = 0, desiredAnnotation: Int32? = nil,
    maxReplicasAnnotation: Int32? = nil, runningPods: Int32? = nil
  ) {
    self.name = name
    self.createdMs = createdMs
    self.revision = revision
    self.replicas = replicas
    self.statusReplicas = statusReplicas ?? replicas
    self.readyReplicas = readyReplicas ?? availableReplicas
    self.availableReplicas = availableReplicas
    self.desiredAnnotation = desiredAnnotation
    self.maxReplicasAnnotation = maxReplicasAnnotation
    self.runningPods = runningPods ?? statusReplicas ?? replicas
  }
}

/// What a Deployment controller decides from: the specification and its ReplicaSets.
public struct DeploymentState: Sendable, Hashable {
  /// How many pods there should be.
  public var replicas: Int32
  /// How pods are replaced.
  public var strategy: DeploymentStrategy
  /// Whether changes of the template wait; scaling does not.
  public var isPaused: Bool
  /// How many old ReplicaSets are kept.
  public var revisionHistoryLimit: Int32
  /// The pods last reported, for ReplicaSets that were never scaled.
  public var statusReplicas: Int32
  /// The ReplicaSet of the present template, nil if there is none yet.
  public var newSet: OwnedReplicaSet?
  /// Those of earlier templates.
  public var oldSets: [OwnedReplicaSet]

  /// Makes a state from its parts.
  public init(
    replicas: Int32, strategy: DeploymentStrategy = DeploymentStrategy(), isPaused: Bool = false,
    revisionHistoryLimit: Int32 = 10, statusReplicas: Int32 = 0, newSet: OwnedReplicaSet?,
    oldSets: [OwnedReplicaSet] = []
  ) {
    self.replicas = replicas
    self.strategy = strategy
    self.isPaused = isPaused
    self.revisionHistoryLimit = revisionHistoryLimit
    self.statusReplicas = statusReplicas
    self.newSet = newSet
    self.oldSets = oldSets
  }

  /// The limits of the strategy for the present replicas.
  public var limits: RollingUpdateLimits { RollingUpdateLimits(strategy, replicas: replicas) }

  /// All ReplicaSets, the old ones first.
  var allSets: [OwnedReplicaSet] { oldSets + (newSet.map { [$0] } ?? []) }

  var totalReplicas: Int32 { allSets.reduce(0) { $0 &+ $1.replicas } }
}

/// One thing a Deployment does to its ReplicaSets.
public enum DeploymentAction: Sendable, Hashable {
  /// Make the ReplicaSet of the present template with so many replicas.
  case create(replicas: Int32)
  /// Set the replicas of a ReplicaSet, and its annotations of what the Deployment wanted then.
  case scale(name: String, to: Int32)
  /// Delete an old ReplicaSet without pods.
  case delete(name: String)
}
