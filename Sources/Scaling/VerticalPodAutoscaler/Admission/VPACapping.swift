import Kubernetes

/// Fits a recommendation to a pod: to the bounds of its namespace, of the VPA's policy and of its own limits.
///
/// Source: vertical-pod-autoscaler/pkg/utils/vpa/capping.go.
public struct VPACapping: Sendable {
  /// Why an amount of a container's target was changed.
  public enum Reason: Sendable, Hashable {
    case limitRangeMinimum
    case limitRangeMaximum
    case minAllowed
    case maxAllowed
    /// The container's own limit, where limits are not touched.
    case containerLimit

    /// Upstream's words.
    public var text: String {
      switch self {
      case .limitRangeMinimum: "capped to fit Min in container LimitRange"
      case .limitRangeMaximum: "capped to fit Max in container LimitRange"
      case .minAllowed: "capped to minAllowed"
      case .maxAllowed: "capped to maxAllowed"
      case .containerLimit: "capped to container limit"
      }
    }
  }

  /// A change of one resource of a container's target.
  public struct Note: Sendable, Hashable, CustomStringConvertible {
    /// The resource.
    public var resource: String
    /// Why it was changed.
    public var reason: Reason

    /// The change in upstream's words.
    public var description: String { "\(resource) \(reason.text)" }
  }

  /// A container's recommendation, fitted.
  public struct Fitted: Sendable, Hashable {
    /// The recommendation.
    public var recommendation: RecommendedContainerResources
    /// How its target was changed.
    public var notes: [Note]
  }

  /// The bounds for containers of the namespace.
  public var containerRange: LimitRangeItem?
  /// The bounds for pods of the namespace.
  public var podRange: LimitRangeItem?

  /// Makes the rules of a namespace.
  public init(limitRanges: [LimitRange], namespace: String) {
    containerRange = limitRanges.merged(type: "Container", namespace: namespace)
    podRange = limitRanges.merged(type: "Pod", namespace: namespace)
  }

  /// Fits a recommendation to a pod, in the order of the recommendation; containers the pod lacks are left
  /// out.
  ///
  /// Throws where upstream breaks down: where a pod's range asks to change bounds nobody recommended.
  public func fit(
    _ recommendation: [RecommendedContainerResources], policy: PodResourcePolicy?, to pod: VPAPod
  ) throws(VPAInputError) -> [Fitted] {
    var list = recommendation
    if let podRange { list = try PodRange(podRange, pod).fit(list) }
    return list.compactMap { item in
      guard let container = pod.containers.first(where: { $0.name == item.containerName }) else { return nil }
      return fit(item, container, policy?.policy(for: item.containerName))
    }
  }

  private func fit(
    _ item: RecommendedContainerResources, _ container: VPAContainer, _ policy: ContainerResourcePolicy?
  ) -> Fitted {
    var result = Fitted(recommendation: item, notes: [])
    let bounds = containerRange.map { ContainerBounds($0, container.resources) }
    func process(_ amounts: inout [String: Quantity], notes: inout [Note]) {
      if let bounds {
        Self.clamp(
          &amounts, least: bounds.least, most: bounds.most, .limitRangeMinimum, .limitRangeMaximum, &notes)
      }
      if let policy {
        Self.clamp(
          &amounts, least: policy.minAllowed, most: policy.maxAllowed, .minAllowed, .maxAllowed, &notes)
      }
      if policy?.controlsRequestsOnly ?? false, let limits = container.resources.limits {
        Self.clamp(&amounts, least: [:], most: limits, .minAllowed, .containerLimit, &notes)
      }
    }
    process(&result.recommendation.target, notes: &result.notes)
    var unused: [Note] = []
    if var lower = item.lowerBound {
      process(&lower, notes: &unused)
      result.recommendation.lowerBound = lower
    }
    if var upper = item.upperBound {
      process(&upper, notes: &unused)
      result.recommendation.upperBound = upper
    }
    return result
  }

  /// Raises amounts to the least, then lowers them to the most; a bound of zero is none.
  private static func clamp(
    _ amounts: inout [String: Quantity], least: [String: Quantity], most: [String: Quantity],
    _ raised: Reason, _ lowered: Reason, _ notes: inout [Note]
  ) {
    for (resource, amount) in amounts.sorted(by: { $0.key < $1.key }) {
      var amount = amount
      if let bound = least[resource], !bound.isZero, amount < bound {
        amount = bound
        notes.append(Note(resource: resource, reason: raised))
      }
      if let bound = most[resource], !bound.isZero, amount > bound {
        amount = bound
        notes.append(Note(resource: resource, reason: lowered))
      }
      amounts[resource] = amount
    }
  }
}

/// The requests a range for containers allows, so that limits in proportion stay in it too.
private struct ContainerBounds {
  let least: [String: Quantity]
  let most: [String: Quantity]

  init(_ range: LimitRangeItem, _ old: VPAResources) {
    func boundaries(_ bound: [String: Quantity]) -> [String: Quantity] {
      if bound.isEmpty { return [:] }
      var result: [String: Quantity] = [:]
      for resource in ["cpu", "memory"] {
        result[resource] = Proportion.boundary(
          resource, request: old.requests?[resource], limit: old.limits?[resource], bound: bound[resource],
          default: range.default[resource])
      }
      return result
    }
    most = boundaries(range.max)
    var low = boundaries(range.min)
    // Requests, too, must not be below the least.
    for resource in ["cpu", "memory"] {
      if let bound = range.min[resource], bound > low[resource] ?? Quantity(0) { low[resource] = bound }
    }
    least = low
  }
}

/// What cannot be decided because upstream itself breaks down over it.
public enum VPAInputError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A pod's range asks to change a bound of a container, but there is none.
  case missingBound(container: String, bound: String, resource: String)
  /// A pod's range asks to change a container, but it has neither a recommendation nor requests.
  case missingRecommendation(container: String, resource: String)
  /// A startup boost lacks what its type needs.
  case boost(String)

  /// What is wrong in a sentence.
  public var description: String {
    switch self {
    case .missingBound(let container, let bound, let resource):
      "the pod LimitRange changes the \(bound) of \(resource) of container \(container), which has no "
        + "recommendation of it; upstream's VPA stops on this"
    case .missingRecommendation(let container, let resource):
      "the pod LimitRange changes \(resource) of container \(container), which has neither a recommendation "
        + "nor requests; upstream's VPA stops on this"
    case .boost(let reason): reason
    }
  }
}
