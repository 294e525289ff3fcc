public import Kubernetes

/// One way to run the experiment's Deployments, as changes of its manifests.
public struct StrategySpec: Sendable {
  /// The name, different from all others.
  public var name: String
  /// Where the strategy stands.
  public var place: SourcePlace
  /// What the user says it is, or nil to make a line from its manifests.
  public var summary: String?
  /// Objects that replace those of the same kind and name, or join them.
  public var manifests: [DocumentNode] = []
  /// Objects that are taken away.
  public var removals: [ObjectSelection] = []
  /// Changes of fields, in their order.
  public var patches: [Patch] = []
  /// Fixed numbers of replicas: for one Deployment, or for all (nil). Their HPAs are taken away.
  public var replicas: [FixedReplicas] = []
  /// Scalers in place of the autoscalers that its Deployments have.
  public var scalers: [ScalerSpec] = []
  /// How pods are put on nodes, nil for the experiment's way.
  public var scheduler: SchedulerSpec?
  /// What makes nodes and takes them away, nil for the experiment's.
  public var nodeAutoscaler: NodeAutoscalerSpec?
  /// How the parts of the Vertical Pod Autoscaler run, nil for the experiment's way.
  public var vertical: VerticalSpec?
  /// The names of controllers beside Kubernetes' own, nil for the experiment's.
  public var controllers: [String]?
}

/// A number of replicas that no HPA changes.
public struct FixedReplicas: Sendable {
  /// The Deployment, or nil for all.
  public var deployment: String?
  /// The number, as written.
  public var value: DocumentNode
}

/// Changes of one object.
public struct Patch: Sendable {
  /// The object.
  public var target: ObjectSelection
  /// Values to set by path, in their order.
  public var set: [DocumentNode.Entry] = []
  /// A JSON merge patch (RFC 7386), after the values set.
  public var merge: DocumentNode?
}

/// Names objects by kind, and by name where one of a kind is not enough.
public struct ObjectSelection: Sendable {
  /// The kind as Kubernetes writes it.
  public var kind: String
  /// The name, or nil for any.
  public var name: String?
  /// Where it is written.
  public var place: SourcePlace

  /// The short names kubectl knows.
  private static let shortKinds = [
    "hpa": "HorizontalPodAutoscaler", "horizontalpodautoscaler": "HorizontalPodAutoscaler",
    "deploy": "Deployment",
    "deployment": "Deployment", "sts": "StatefulSet", "statefulset": "StatefulSet", "ds": "DaemonSet",
    "daemonset": "DaemonSet", "job": "Job", "svc": "Service", "service": "Service",
    "pdb": "PodDisruptionBudget",
    "poddisruptionbudget": "PodDisruptionBudget", "vpa": "VerticalPodAutoscaler",
    "verticalpodautoscaler": "VerticalPodAutoscaler", "limits": "LimitRange", "limitrange": "LimitRange",
    "pc": "PriorityClass", "priorityclass": "PriorityClass",
  ]

  /// Makes a selection; kubectl's short names of kinds are understood in any case.
  public init(kind: String, name: String? = nil, place: SourcePlace) {
    self.kind = ObjectSelection.shortKinds[kind.lowercased()] ?? kind
    self.name = name
    self.place = place
  }

  /// Makes a selection from `kind` or `kind/name`.
  package init(text: String, place: SourcePlace) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(kind: String(parts[0]), name: parts.count > 1 ? String(parts[1]) : nil, place: place)
  }

  /// Whether an object is meant.
  package func matches(_ object: DocumentNode) -> Bool {
    object["kind"]?.text == kind && (name == nil || object["metadata"]?["name"]?.text == name)
  }

  /// The object in words.
  package var text: String { name.map { "\(kind) \($0)" } ?? kind }
}
