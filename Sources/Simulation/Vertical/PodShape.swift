import Cluster
import Kubernetes
import Scaling

/// What the containers of a pod request and may use, with the notes the VPA left of it.
struct PodShape: Hashable {
  /// The resources of its containers, in the order of the template.
  var containers: [VPAResources]
  /// Notes of startup boosts that are to end.
  var notes: [String: String] = [:]

  /// The shape that the containers of a template say.
  init(_ spec: PodSpec) { containers = spec.containers.map { VPAResources($0.resources) } }

  /// The shape of a pod that the VPA changed.
  init(_ pod: VPAPod, removing removed: [String] = []) {
    containers = pod.containers.map(\.spec)
    notes = (pod.annotations ?? [:]).filter {
      VPAAnnotation.boostedContainer($0.key) != nil && !removed.contains($0.key)
    }
  }

  /// The shape that sets aside whatever either of two does.
  func joined(_ other: PodShape) -> PodShape {
    var result = self
    result.notes = [:]
    for index in containers.indices {
      let (own, others) = (containers[index].requests ?? [:], other.containers[index].requests ?? [:])
      let most = own.merging(others) { $0 > $1 ? $0 : $1 }
      result.containers[index] = VPAResources(requests: most.isEmpty ? nil : most)
    }
    return result
  }

  /// What the kubelet treats such a pod as: the class may not change by a resize (KEP 1287).
  var qualityOfService: Int {
    let resources = ["cpu", "memory"]
    let amounts = containers.flatMap { one in
      resources.flatMap { [one.requests?[$0], one.limits?[$0]] }
    }.compactMap(\.self)
    if amounts.allSatisfy(\.isZero) { return 0 }
    let isGuaranteed = containers.allSatisfy { one in
      resources.allSatisfy { resource in
        guard let limit = one.limits?[resource], !limit.isZero else { return false }
        return (one.requests?[resource] ?? limit) == limit
      }
    }
    return isGuaranteed ? 2 : 1
  }

  /// A Deployment whose pods have the shape.
  func applied(to deployment: Deployment) -> Deployment {
    var result = deployment
    result.spec.template.spec.resize(to: requirements)
    return result
  }

  /// The containers' resources as objects have them.
  var requirements: [ResourceRequirements] {
    containers.map { ResourceRequirements(requests: $0.requests ?? [:], limits: $0.limits ?? [:]) }
  }
}
