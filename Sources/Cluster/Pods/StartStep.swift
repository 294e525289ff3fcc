/// A step on the way from a pod's sandbox to its running containers, in the order the kubelet takes them.
public enum StartStep: Sendable, Hashable {
  /// Pulls an image, if the node lacks it or the policy says so.
  case pull(image: String, policy: PullPolicy)
  /// Runs an init container to its end.
  case initialize
  /// Starts a sidecar (a restartable init container) and waits so many milliseconds for its startup probe.
  case sidecar(startedMs: Int64)
  /// Starts a container and waits so many milliseconds for its postStart hook.
  case container(postStartMs: Int64)
}

/// When the kubelet asks the registry: imagePullPolicy.
public enum PullPolicy: UInt8, Sendable, Hashable {
  /// At every start of a pod; layers the node has are not transferred again.
  case always
  /// Where the node lacks the image.
  case ifNotPresent
  /// Never; without the image the container cannot start.
  case never
}

/// A start step with its image by number.
enum NumberedStep: Sendable, Hashable {
  case pull(image: Int, policy: PullPolicy)
  case initialize
  case sidecar(startedMs: Int64)
  case container(postStartMs: Int64)

  /// Numbers a step's image; one without a name is the workload's own.
  init(_ step: StartStep, workload: String, _ images: inout ImageCatalog) {
    switch step {
    case .pull(let image, let policy):
      self = .pull(image: images.number(of: image.isEmpty ? "image of \(workload)" : image), policy: policy)
    case .initialize: self = .initialize
    case .sidecar(let ms): self = .sidecar(startedMs: ms)
    case .container(let ms): self = .container(postStartMs: ms)
    }
  }
}
