/// Why a metric could not be read, or not be set in relation to requests.
public enum HPAMetricFailure: Error, Sendable, Hashable {
  /// The metrics API answered with an error.
  case unavailable(String)
  /// The metrics API answered with an empty list.
  case empty
  /// A pod's metrics lack the container that was asked for; an error in 1.28 only.
  case containerNotInMetrics(container: String, namespace: String, pod: String)
  /// A container does not request the resource.
  case missingRequest(resource: String, container: String, pod: String)
  /// A pod with requests of its own does not request the resource.
  case missingPodRequest(resource: String, pod: String)
  /// A pod lacks the container that was asked for.
  case containerNotFound(container: String, pod: String)

  /// Whether the metric was read and only the pods' requests are wanting.
  ///
  /// Upstream looks at requests only once it has seen pods and samples.
  public var concernsRequests: Bool {
    switch self {
    case .unavailable, .empty, .containerNotInMetrics: false
    case .missingRequest, .missingPodRequest, .containerNotFound: true
    }
  }
}

/// Why the scale of an HPA's target could not be read.
public enum HPAScaleFailure: Sendable, Hashable {
  /// The target's apiVersion cannot be parsed.
  case invalidVersion(String)
  /// The API server knows no such kind.
  case noMapping(String)
  /// The scale subresource could not be read.
  case unreadable(String)

  /// The underlying error.
  public var text: String {
    switch self {
    case .invalidVersion(let text), .noMapping(let text), .unreadable(let text): text
    }
  }
}
