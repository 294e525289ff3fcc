import Kubernetes

/// A controller of the user's own: looks at what is, compares it with what should be, and says what to do next.
///
/// Reconciling is level-triggered: it is told only that something about an object may have changed, never what, and
/// works from the state it reads. It must come to the same answer however often it is called, and do nothing where
/// nothing is to be done. It sees the cluster as its cache shows it, which may lag behind; actions take effect later.
///
/// Whoever runs it keeps a queue of keys in which each stands once, calls it for one key at a time, and calls it again
/// after ``Reconciliation/requeueAfterMs``, after a change of an object it ``watches``, and with a growing delay
/// after a failed action.
///
/// ``NightShift`` is an example to copy.
public protocol CustomController: Sendable {
  /// The name, for the report.
  var name: String { get }

  /// The kinds whose changes make it look again, at the object itself.
  var watches: [WatchedKind] { get }

  /// Looks at one object and says what to do; the object may be gone.
  mutating func reconcile(_ key: ObjectKey, reading cluster: some ClusterReading) -> Reconciliation
}

/// A kind of objects.
public struct WatchedKind: Sendable, Hashable {
  /// The group and version, such as apps/v1.
  public var apiVersion: String
  /// The kind, such as Deployment.
  public var kind: String

  /// Makes a kind from its parts.
  public init(apiVersion: String, kind: String) {
    self.apiVersion = apiVersion
    self.kind = kind
  }
}

/// Names an object.
public struct ObjectKey: Sendable, Hashable {
  /// The kind.
  public var kind: WatchedKind
  /// The namespace, empty for objects without one.
  public var namespace: String
  /// The name.
  public var name: String

  /// Makes a key from its parts.
  public init(_ kind: WatchedKind, namespace: String = "default", name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }
}

/// What a controller may read, as of its cache.
public protocol ClusterReading {
  /// The time in milliseconds.
  var nowMs: Int64 { get }

  /// An object, nil if there is none.
  func object(_ key: ObjectKey) -> KubernetesObject?

  /// The objects of a kind whose labels a selector picks, by namespace and name.
  func objects(_ kind: WatchedKind, selector: LabelSelector) -> [KubernetesObject]
}

/// What a controller wants done.
public enum ControllerAction: Sendable, Hashable {
  /// Set the replicas of a Deployment, ReplicaSet or StatefulSet.
  case scale(ObjectKey, replicas: Int32)
  /// Make an object, or bring one that is there to this state.
  case apply(KubernetesObject)
  /// Delete an object.
  case delete(ObjectKey)
  /// Evict a pod, if its disruption budget allows it.
  case evict(namespace: String, pod: String)
  /// Let no more pods onto a node, or let them again.
  case cordon(node: String, Bool)
}

/// The answer of a controller.
public struct Reconciliation: Sendable, Hashable {
  /// What is to be done, in order; the first that fails ends it.
  public var actions: [ControllerAction]
  /// Milliseconds after which it is to be called again in any case, nil for only after changes.
  public var requeueAfterMs: Int64?

  /// Makes an answer from its parts.
  public init(_ actions: [ControllerAction] = [], requeueAfterMs: Int64? = nil) {
    self.actions = actions
    self.requeueAfterMs = requeueAfterMs
  }

  /// Nothing is to be done until something changes.
  public static let done = Reconciliation()
}
