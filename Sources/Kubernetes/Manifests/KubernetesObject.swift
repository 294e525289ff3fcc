/// An object of a kind the lab knows, or the name of one it does not.
public enum KubernetesObject: Sendable, Hashable {
  case deployment(Deployment)
  case replicaSet(ReplicaSet)
  case statefulSet(StatefulSet)
  case daemonSet(DaemonSet)
  case job(Job)
  case pod(Pod)
  case service(Service)
  case ingress(Ingress)
  case networkPolicy(NetworkPolicy)
  case horizontalPodAutoscaler(HorizontalPodAutoscaler)
  case verticalPodAutoscaler(VerticalPodAutoscaler)
  case limitRange(LimitRange)
  case node(Node)
  case podDisruptionBudget(PodDisruptionBudget)
  case priorityClass(PriorityClass)
  /// An object whose contents are not looked into.
  case other(apiVersion: String, kind: String, name: String)

  /// The object as one with metadata, nil for those not looked into.
  var known: (any APIObject)? {
    switch self {
    case .deployment(let object): object
    case .replicaSet(let object): object
    case .statefulSet(let object): object
    case .daemonSet(let object): object
    case .job(let object): object
    case .pod(let object): object
    case .service(let object): object
    case .ingress(let object): object
    case .networkPolicy(let object): object
    case .horizontalPodAutoscaler(let object): object
    case .verticalPodAutoscaler(let object): object
    case .limitRange(let object): object
    case .node(let object): object
    case .podDisruptionBudget(let object): object
    case .priorityClass(let object): object
    case .other: nil
    }
  }
}

/// An object together with the document it was read from.
public struct Manifest: Sendable {
  /// The object, defaulted and valid.
  public var object: KubernetesObject
  /// The document as the user wrote it.
  public var node: DocumentNode

  /// Makes a manifest from its parts.
  public init(object: KubernetesObject, node: DocumentNode) {
    self.object = object
    self.node = node
  }

  /// The object's kind, such as Deployment.
  public var kind: String { node["kind"]?.text ?? "" }

  /// The object's name.
  public var name: String { object.known?.metadata.name ?? node["metadata"]?["name"]?.text ?? "" }

  /// The object's namespace, `default` where none is given.
  public var namespace: String {
    object.known?.metadata.namespace ?? node["metadata"]?["namespace"]?.text ?? "default"
  }
}
