/// What happens to the pods of a sweep's only workload: the engine's whole cluster, or less of it with the same result.
package protocol SweptPods: Sendable {
  /// When the next of what is planned for the pods happens, nil for never.
  var nextEventMs: Int64? { get }
  /// The only workload.
  var workloads: [WorkloadState] { get set }

  /// Takes the next event.
  mutating func popEvent() -> Event?

  /// Handles an event; returns whether the pods are still in the sweep's reduced world after it.
  mutating func handleInSweep(_ event: Event) -> Bool

  /// Plans when the kubelet looks at the pods again, where it does so of its own.
  mutating func watch(_ workload: Int, nowMs: Int64)

  /// Writes the scale subresource.
  mutating func scale(_ workload: Int, to replicas: Int32, nowMs: Int64)
}

extension Cluster: SweptPods {
  package var nextEventMs: Int64? { events.nextTimeMs }

  package mutating func popEvent() -> Event? { events.pop() }

  /// Handles an event of a pod; returns whether no node can be short of CPU after it.
  package mutating func handleInSweep(_ event: Event) -> Bool {
    handle(event)
    return riskyNodes == 0
  }
}
