import Kubernetes

/// Fits the recommendations of a pod's containers to a range for pods, all by the same factor.
///
/// Source: vertical-pod-autoscaler/pkg/utils/vpa/capping.go applyPodLimitRange.
struct PodRange {
  private let range: LimitRangeItem
  private let pod: VPAPod

  init(_ range: LimitRangeItem, _ pod: VPAPod) {
    self.range = range
    self.pod = pod
  }

  /// Which of a recommendation's amounts.
  private enum Bound: String, CaseIterable {
    case upper = "upper bound"
    case target
    case lower = "lower bound"

    func read(_ item: RecommendedContainerResources) -> [String: Quantity]? {
      switch self {
      case .upper: item.upperBound
      case .target: item.target
      case .lower: item.lowerBound
      }
    }

    func write(_ amount: Quantity, _ resource: String, in item: inout RecommendedContainerResources) {
      switch self {
      case .upper: item.upperBound?[resource] = amount
      case .target: item.target[resource] = amount
      case .lower: item.lowerBound?[resource] = amount
      }
    }
  }

  /// Fits all bounds; a container without a recommendation counts with its requests.
  func fit(
    _ recommendation: [RecommendedContainerResources]
  ) throws(VPAInputError) -> [RecommendedContainerResources] {
    var list = recommendation
    for container in pod.containers where !list.contains(where: { $0.containerName == container.name }) {
      if let requests = container.resources.requests, !requests.isEmpty {
        list.append(RecommendedContainerResources(containerName: container.name, target: requests))
      }
    }
    for bound in Bound.allCases {
      for resource in ["cpu", "memory"] { try fit(&list, bound, resource) }
    }
    return list
  }

  private func fit(
    _ list: inout [RecommendedContainerResources], _ bound: Bound, _ resource: String
  ) throws(VPAInputError) {
    let least = range.min[resource] ?? Quantity(0)
    let most = range.max[resource] ?? Quantity(0)
    var limits = Quantity(0)
    var requests = Quantity(0)
    for container in pod.containers {
      let old = container.resources
      let item = list.first { $0.containerName == container.name }
      let amount = item.flatMap { bound.read($0)?[resource] } ?? Quantity(0)
      let limit = Proportion.limit(
        resource, limit: old.limits?[resource], request: old.requests?[resource], recommended: amount,
        default: range.default[resource])
      if let limit { limits = limits + limit.amount }
      requests = requests + amount
    }
    if least <= limits, least <= requests, most.isZero || most >= limits { return }
    if limits.isZero { return }
    if least > requests {
      try scale(&list, bound, resource, base: requests, result: least, .up)
      return
    }
    var goal = Quantity(0)
    if least > limits { goal = least }
    if !most.isZero, most < limits { goal = most }
    try scale(&list, bound, resource, base: limits, result: goal, .down)
  }

  private func scale(
    _ list: inout [RecommendedContainerResources], _ bound: Bound, _ resource: String, base: Quantity,
    result: Quantity, _ rounding: Proportion.Rounding
  ) throws(VPAInputError) {
    for container in pod.containers {
      guard let index = list.firstIndex(where: { $0.containerName == container.name }) else {
        throw .missingRecommendation(container: container.name, resource: resource)
      }
      guard let amounts = bound.read(list[index]) else {
        throw .missingBound(container: container.name, bound: bound.rawValue, resource: resource)
      }
      let amount = Proportion.scale(
        amounts[resource] ?? Quantity(0), base: base, result: result, resource: resource, rounding: rounding)
      bound.write(amount.amount, resource, in: &list[index])
    }
  }
}
