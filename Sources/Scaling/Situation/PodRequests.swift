import Kubernetes

/// What a pod requests, as far as an HPA measures utilization against it.
///
/// Source: replica_calculator.go, calculatePodRequests; component-helpers resource, PodRequests.
public struct PodRequests: Sendable {
  private let countsRestartableInitContainers: Bool
  private let countsPodLevel: Bool
  private let requiresContainer: Bool

  /// Takes the rules of a release and its gates.
  public init(_ configuration: HPAConfiguration) {
    let rules = HPAVersionRules(configuration.version)
    countsRestartableInitContainers = rules.countsRestartableInitContainers
    countsPodLevel = rules.knowsPodLevelResources && configuration.gates.podLevelResources
    requiresContainer = rules.countsRestartableInitContainers
  }

  /// What one pod requests of a resource, or one of its containers does, in thousandths.
  ///
  /// A container that is named counts alone. Else the requests of the whole pod hold, if it makes any; else
  /// those of all containers that run side by side are added, and each must make one. Throws what upstream
  /// complains of.
  public func milliRequest(
    of spec: PodSpec, pod: String, resource: String, container: String? = nil
  ) throws(HPAMetricFailure) -> Int64 {
    var running = spec.containers
    if countsRestartableInitContainers { running += spec.initContainers.filter(\.isRestartable) }
    if let container {
      guard let found = running.first(where: { $0.name == container }) else {
        if requiresContainer { throw .containerNotFound(container: container, pod: pod) }
        return 0
      }
      return try milliRequest(of: found, pod: pod, resource: resource)
    }
    if countsPodLevel, let whole = spec.resources?.requests, whole.keys.contains(where: Self.isPodLevel) {
      guard let total = Self.aggregate(resource, of: spec) else {
        throw .missingPodRequest(resource: resource, pod: pod)
      }
      return total.milliValue
    }
    var sum: Int64 = 0
    for each in running { sum &+= try milliRequest(of: each, pod: pod, resource: resource) }
    return sum
  }

  private func milliRequest(
    of container: Container, pod: String, resource: String
  ) throws(HPAMetricFailure) -> Int64 {
    guard let request = container.resources.requests[resource] else {
      throw .missingRequest(resource: resource, container: container.name, pod: pod)
    }
    return request.milliValue
  }

  /// The resources a whole pod may request.
  private static func isPodLevel(_ resource: String) -> Bool {
    resource == "cpu" || resource == "memory" || resource.hasPrefix("hugepages-")
  }

  /// What the scheduler counts for a pod: the request of the whole pod, or what its containers need at once,
  /// plus the overhead. Nil if nothing requests the resource.
  private static func aggregate(_ resource: String, of spec: PodSpec) -> Quantity? {
    var total: Quantity?
    if isPodLevel(resource), let whole = spec.resources?.requests[resource] {
      total = whole
    } else {
      total = containers(resource, of: spec)
    }
    if let overhead = spec.overhead[resource] { total = total.map { $0 + overhead } ?? overhead }
    return total
  }

  /// What the containers need at once: all that keep running, or more while an init container runs.
  private static func containers(_ resource: String, of spec: PodSpec) -> Quantity? {
    var running: Quantity?
    for container in spec.containers {
      if let request = container.resources.requests[resource] {
        running = running.map { $0 + request } ?? request
      }
    }
    var sidecars: Quantity?
    var peak: Quantity?
    for container in spec.initContainers {
      guard let request = container.resources.requests[resource] else { continue }
      let atOnce = sidecars.map { $0 + request } ?? request
      if container.isRestartable {
        running = running.map { $0 + request } ?? request
        sidecars = atOnce
      }
      if peak.map({ $0 < atOnce }) ?? true { peak = atOnce }
    }
    guard let running else { return peak }
    guard let peak else { return running }
    return peak > running ? peak : running
  }
}
