import Kubernetes

/// A container that was stopped for want of memory, as the recommender learns of it.
///
/// Source: vertical-pod-autoscaler/pkg/recommender/input/oom/observer.go.
public struct VPAOutOfMemory: Sendable, Hashable {
  /// The namespace of the pod.
  public var namespace: String
  /// The pod.
  public var pod: String
  /// The container.
  public var container: String
  /// When it happened, in milliseconds since 1970.
  public var timeMs: Int64
  /// What it requested, or what it used when its node ran out, in bytes.
  public var memory: Int64

  /// Makes a kill from its parts.
  public init(namespace: String, pod: String, container: String, timeMs: Int64, memory: Int64) {
    self.namespace = namespace
    self.pod = pod
    self.container = container
    self.timeMs = timeMs
    self.memory = memory
  }

  private static let reason = "OOMKilled"

  /// The kills that a change of a pod tells of.
  ///
  /// A container that is newly ended by one, whose new request counts; or one that runs again after one, whose
  /// old request counts. What was told before is not told again.
  public static func between(_ old: Pod, _ new: Pod) -> [VPAOutOfMemory] {
    (new.status?.containerStatuses ?? []).compactMap { status in
      guard let before = old.status?.containerStatuses.first(where: { $0.name == status.name }) else {
        return nil
      }
      let restarted = status.restartCount > before.restartCount
      if let end = status.terminated {
        guard end.reason == reason, before.terminated == nil || restarted else { return nil }
        return kill(status.name, end, of: new)
      }
      guard before.isRunning, status.isRunning, restarted, let end = status.lastTerminated,
        end.reason == reason
      else { return nil }
      return kill(status.name, end, of: old)
    }
  }

  /// The kills that an event tells of: a pod evicted because its node ran out of memory.
  ///
  /// Its annotations list containers, what they used and what ran out; lists of different lengths tell of
  /// none, as does an amount nobody can read.
  public static func ofEviction(
    reason: String, annotations: [String: String], pod: String, namespace: String, atMs timeMs: Int64
  ) -> [VPAOutOfMemory] {
    func list(_ key: String) -> [String] {
      annotations[key]?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    }
    let (names, usages) = (list("offending_containers"), list("offending_containers_usage"))
    let starved = list("starved_resource")
    guard reason == "Evicted", names.count == usages.count, names.count == starved.count else { return [] }
    return names.indices.compactMap { index in
      guard starved[index] == "memory", let usage = try? Quantity(usages[index]) else { return nil }
      return VPAOutOfMemory(
        namespace: namespace, pod: pod, container: names[index], timeMs: timeMs, memory: usage.value)
    }
  }

  private static func kill(_ container: String, _ end: ContainerTermination, of pod: Pod) -> VPAOutOfMemory {
    let status = pod.status?.containerStatuses.first { $0.name == container }
    let spec = pod.spec.containers.first { $0.name == container }
    let requests = (status?.resources ?? spec?.resources)?.requests
    return VPAOutOfMemory(
      namespace: pod.metadata.namespace, pod: pod.metadata.name, container: container,
      timeMs: end.finishedAtMs ?? VPATime.zero, memory: requests?["memory"]?.value ?? 0)
  }
}
