import Kubernetes

/// What the scheduler sets aside for a pod.
enum PodRequests {
  /// Returns the milli-units of a resource that a pod requests: the larger of its containers' sum and its init containers.
  static func milli(_ resource: String, of pod: PodSpec) -> Int64 {
    if let whole = pod.resources?.requests[resource] { return whole.milliValue }
    func request(_ container: Container) -> Int64 { container.resources.requests[resource]?.milliValue ?? 0 }
    let sum = pod.containers.reduce(0) { $0 + request($1) }
    return pod.initContainers.reduce(sum) { max($0, request($1)) }
  }
}
