import Kubernetes

/// Packs nodes up to a share of their CPU that is really used, then spreads: a user's plugin that scores by live usage.
///
/// With the pod, a node would use u percent. Up to the target t its score rises, (100 - t) * u / t + t, above it falls,
/// t * (100 - u) / (100 - t), and above 100 it is 0. A pod counts with its limit, else 1.5 times its request, else with
/// one core for each container; so do pods of which metrics-server shows nothing yet.
///
/// Shipped as an example of a ``UsageScorePlugin``, one with state of its own. The formula is that of the Trimaran plugins of kubernetes-sigs/scheduler-plugins,
/// pkg/trimaran/targetloadpacking.
public struct TargetLoadPacking: UsageScorePlugin {
  /// The name by which profiles know it.
  public static let name = "TargetLoadPacking"
  /// The name.
  public var name: String { Self.name }
  /// The share of a node's CPU to aim at, in percent, above 0 and below 100.
  public var targetUtilization: Double
  /// What a request counts times where there is no limit.
  public var requestMultiplier: Double
  /// Thousandths of a core that a container without request and limit counts for.
  public var defaultMilliCPU: Int64
  /// Thousandths of a core in use, by node; nodes without a figure get 0.
  public var usage: [NodeID: Double]

  /// Makes a plugin with the defaults of the original.
  public init(
    targetUtilization: Double = 40, requestMultiplier: Double = 1.5, defaultMilliCPU: Int64 = 1_000,
    usage: [NodeID: Double] = [:]
  ) {
    self.targetUtilization = min(max(targetUtilization, 1), 99)
    self.requestMultiplier = requestMultiplier
    self.defaultMilliCPU = defaultMilliCPU
    self.usage = usage
  }

  /// Takes note of what the nodes use.
  public mutating func observe(_ usage: [NodeID: NodeUsage], in snapshot: ClusterSnapshot) {
    self.usage = usage.mapValues { node in
      node.unmeasured.reduce(Double(node.milliCPU)) { $0 + expectedMilliCPU($1, in: snapshot) }
    }
  }

  /// Scores one node.
  public func score(_ pod: PodClassID, on node: NodeID, in snapshot: ClusterSnapshot) -> Int64 {
    let capacity = Double(snapshot.allocatableMilliCPU(of: node))
    guard capacity > 0, let used = usage[node] else { return 0 }
    let predicted = 100 * (used + expectedMilliCPU(pod, in: snapshot)) / capacity
    return Int64(score(predicted).rounded())
  }

  /// The score of a node that would use so many percent.
  func score(_ utilization: Double) -> Double {
    if utilization > 100 { return 0 }
    if utilization > targetUtilization {
      return targetUtilization * (100 - utilization) / (100 - targetUtilization)
    }
    return (100 - targetUtilization) * utilization / targetUtilization + targetUtilization
  }

  /// What a pod is expected to use, in thousandths of a core.
  func expectedMilliCPU(_ pod: PodClassID, in snapshot: ClusterSnapshot) -> Double {
    let spec = snapshot.description(of: pod).spec
    var sum = spec.overhead["cpu"].map { Double($0.milliValue) } ?? 0
    for container in spec.containers {
      if let limit = container.resources.limits["cpu"] {
        sum += Double(limit.milliValue)
      } else if let request = container.resources.requests["cpu"] {
        sum += (Double(request.milliValue) * requestMultiplier).rounded()
      } else {
        sum += Double(defaultMilliCPU)
      }
    }
    return sum
  }
}
