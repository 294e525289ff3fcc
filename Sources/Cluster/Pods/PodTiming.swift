/// How long the steps of a pod's life take.
///
/// Defaults: binding, sandbox and start as recorded on a real Kubernetes 1.36 node with cached images
/// (scheduled after 10 ms, running after about 0.5 s); pull and app start are the workload's own and default to
/// values of a small service.
public struct PodTiming: Sendable, Hashable {
  /// From the pod's creation to its binding, once a node has room.
  public var schedule = Delay(meanMs: 10)
  /// The image pull on a node that does not have the image yet.
  public var pull = Delay(meanMs: 2_000)
  /// Whether nodes have the image from the beginning.
  public var imageCached = true
  /// From binding, or the end of the pull, to running containers.
  public var start = Delay(meanMs: 500)
  /// From running containers to an application that can serve.
  public var appStart = Delay(meanMs: 2_000, cv: 0.25)
  /// From a change of readiness or a deletion to the last proxy knowing it.
  public var endpointPropagationMs: Int64 = 100
  /// From SIGTERM, with no work left, to the end of the container.
  public var stopMs: Int64 = 300

  /// Makes the default timing.
  public init() {}
}
