import Kubernetes

/// What an HPA's controller finds at one moment, as objects and API answers: the scale, the pods, the
/// metrics.
///
/// An observation is what is left of it once selectors, requests and metrics are worked out.
public struct HPASituation: Sendable {
  /// The time, in milliseconds since 1970.
  public var nowMs: Int64
  /// The scale subresource of the target.
  public var scale: Scale
  /// The pods of the namespace, whatever their labels.
  public var pods: [SituationPod]
  /// Whether all pods are the target's own, whatever its selector says.
  public var selectsAll = false
  /// Answers of the resource metrics API for pods that are not in the list.
  public var extraPodMetrics: [PodMetrics] = []
  /// Answers of the custom metrics API for pods that are not in the list, each with its metrics by name.
  public var extraCustom: [[String: Quantity]] = []
  /// What the resource metrics API answers instead, nil if it works.
  public var resourceMetricsError: String?
  /// What the custom metrics API answers instead, by metric.
  public var customMetricsErrors: [String: String] = [:]
  /// The window of custom metrics in milliseconds.
  public var customWindowMs: Int64 = 60_000
  /// The time of custom metrics, nil for now.
  public var customTimestampMs: Int64?
  /// Answers of the custom metrics API for objects.
  public var objects: [ObjectMetric] = []
  /// Answers of the external metrics API.
  public var externals: [ExternalMetric] = []
  /// The other HPAs of the namespace.
  public var otherAutoscalers: [OtherAutoscaler] = []

  /// The scale subresource as the API server gives and takes it.
  public struct Scale: Sendable, Hashable {
    /// The replicas it asks for.
    public var specReplicas: Int32
    /// The replicas it reports.
    public var statusReplicas: Int32
    /// The selector as text; nil where the case leaves it at `app=w`.
    public var selector: String?
    /// Why it cannot be read.
    public var failure: HPAScaleFailure?
    /// Why it cannot be written.
    public var writeFailure: String?
    /// Whether each try to write it meets a conflict.
    public var conflicts = false

    /// Makes a scale from its parts.
    public init(
      specReplicas: Int32, statusReplicas: Int32, selector: String? = nil, failure: HPAScaleFailure? = nil,
      writeFailure: String? = nil
    ) {
      self.specReplicas = specReplicas
      self.statusReplicas = statusReplicas
      self.selector = selector
      self.failure = failure
      self.writeFailure = writeFailure
    }
  }

  /// A metric of an object, or why there is none.
  public struct ObjectMetric: Sendable, Hashable {
    /// The metric's name.
    public var metric: String
    /// The kind of the object.
    public var kind: String
    /// The name of the object.
    public var name: String
    /// The metric's selector as text, empty for none.
    public var selector: String = ""
    /// The value, nil if there is none.
    public var value: Quantity?
    /// What the API answers instead.
    public var error: String?
  }

  /// The values of an external metric, or why there are none.
  public struct ExternalMetric: Sendable, Hashable {
    /// The metric's name.
    public var metric: String
    /// The metric's selector as text, empty for none.
    public var selector: String = ""
    /// The values of all its series.
    public var values: [Quantity] = []
    /// What the API answers instead.
    public var error: String?
  }

  /// Another HPA, of which only its target's pods matter.
  public struct OtherAutoscaler: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The selector of its target's pods as text.
    public var selector: String
  }

  /// Makes a situation without metrics.
  public init(nowMs: Int64, scale: Scale, pods: [SituationPod] = []) {
    self.nowMs = nowMs
    self.scale = scale
    self.pods = pods
  }
}

/// One pod, or several that differ only in the number at the end of their name.
public struct SituationPod: Sendable {
  /// The pod's name, or for several the part before the number.
  public var name: String
  /// How many, nil for one that bears the plain name.
  public var count: Int32?
  /// What selectors pick it by.
  public var labels: [String: String]
  /// Where it is in its life.
  public var phase: HPAObservation.PodPhase
  /// Whether deletion was asked for.
  public var isDeleted: Bool
  /// Its Ready condition.
  public var ready: HPAObservation.PodReadiness
  /// When the kubelet took it up, `HPAObservation.noTime` if it has not.
  public var startTimeMs: Int64
  /// When its Ready condition last changed.
  public var readyTransitionMs: Int64
  /// What it is to be; of interest are its requests.
  public var spec: PodSpec
  /// What the resource metrics API says of it, nil if it is not listed.
  public var metrics: PodMetrics?
  /// What the custom metrics API says of it, by metric.
  public var custom: [String: Quantity] = [:]

  /// The name of its first, for texts.
  var firstName: String { count == nil ? name : "\(name)-0" }
}

/// One pod's entry in the resource metrics API.
public struct PodMetrics: Sendable {
  /// The pod's name.
  public var name: String
  /// The end of the window, in milliseconds since 1970.
  public var timestampMs: Int64
  /// The length of the window in milliseconds.
  public var windowMs: Int64
  /// The usage of each container, in the order of the answer.
  public var containers: [ContainerUsage]

  /// One container's usage by resource.
  public struct ContainerUsage: Sendable {
    /// The container's name.
    public var name: String
    /// What it uses, by resource.
    public var usage: [String: Quantity]
  }
}
