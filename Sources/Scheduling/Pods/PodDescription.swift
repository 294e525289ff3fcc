import Kubernetes

/// All that the scheduler looks at in a pod; pods with equal descriptions share one compiled form.
public struct PodDescription: Sendable, Hashable {
  /// The namespace.
  public var namespace: String
  /// What selectors pick it by.
  public var labels: [String: String]
  /// What it is to be, defaulted.
  public var spec: PodSpec
  /// The priority its class resolved to.
  public var priority: Int32
  /// What the services and the controller of the pod select by, all conditions together; nil if there are none.
  ///
  /// Pods without spread constraints of their own are spread by it.
  public var spreadingSelector: LabelSelector?

  /// Makes a description from its parts; the priority is the specification's if it has one.
  public init(
    namespace: String = "default", labels: [String: String] = [:], spec: PodSpec, priority: Int32? = nil,
    spreadingSelector: LabelSelector? = nil
  ) {
    self.namespace = namespace
    self.labels = labels
    self.spec = spec
    self.priority = priority ?? spec.priority ?? 0
    self.spreadingSelector = spreadingSelector
  }

  /// Describes a pod.
  public init(_ pod: Pod, spreadingSelector: LabelSelector? = nil) {
    self.init(
      namespace: pod.metadata.namespace, labels: pod.metadata.labels, spec: pod.spec,
      spreadingSelector: spreadingSelector)
  }
}
