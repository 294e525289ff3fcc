/// How long the steps of a pod's life take.
///
/// Defaults: binding, sandbox and start as recorded on a real Kubernetes 1.36 node with cached images (scheduled 8 to
/// 11 ms after creation, sandbox ready 0.2 to 0.4 s later, running 0.36 to 0.56 s after creation). The container
/// runtime's exit is noticed by the kubelet's relist, once a second (pkg/kubelet/pleg/generic.go). Pull, init and app
/// start are the workload's own and default to values of a small service.
public struct PodTiming: Sendable, Hashable {
  /// How long the API server takes over one batch of pods that a ReplicaSet creates, in milliseconds: batches of 1, 2,
  /// 4, ... come one after the other; 0 creates all at once.
  public var createMs: Int64 = 0
  /// From the pod's creation to its binding, once a node has room.
  public var schedule = Delay(meanMs: 10)
  /// From binding to the kubelet's beginning with the pod.
  public var kubelet = Delay(meanMs: 0)
  /// From there to a sandbox with a network.
  public var sandbox = Delay(meanMs: 300)
  /// The pull of an image whose size nobody knows, on a node that does not have it yet; for one of known size what
  /// the pull takes besides the transfer.
  public var pull = Delay(meanMs: 2_000)
  /// Whether nodes have all images from the beginning.
  public var imageCached = true
  /// The run of one init container.
  public var initContainer = Delay(meanMs: 1_000)
  /// From the image, or the container before, to a running container.
  public var start = Delay(meanMs: 200)
  /// From the running container to an application that can serve.
  public var appStart = Delay(meanMs: 2_000, cv: 0.25)
  /// From a change of readiness or a deletion to the last proxy knowing it: EndpointSlice and proxy programming.
  public var endpointPropagationMs: Int64 = 100
  /// From SIGTERM, with no work left, to the end of the container.
  public var stopMs: Int64 = 300
  /// From the end of a container to its next start, besides the back-off.
  public var restart = Delay(meanMs: 1_000)
  /// Applications that end with an error; nil for none.
  public var crash: Crash?

  /// An application that ends with an error some time after each start.
  public struct Crash: Sendable, Hashable {
    /// From the container's start to its end.
    public var after: Delay
    /// The share of the pods it happens to, 0...1.
    public var share: Double

    /// Makes a crash of its parts.
    public init(after: Delay, share: Double = 1) {
      self.after = after
      self.share = share
    }
  }

  /// Makes the default timing.
  public init() {}
}
