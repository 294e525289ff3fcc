/// What annotations ask of KEDA.
///
/// Source: kedacore/keda apis/keda/v1alpha1/scaledobject_types.go at 8b4f083ca. A value that is no truth value counts
/// as true.
public struct KEDAAnnotations: Sendable, Hashable {
  /// Whether nothing is decided at all.
  public var isPaused = false
  /// The replicas to hold while paused, nil to leave them.
  public var pausedReplicas: Int32?
  /// Whether replicas are not taken away.
  public var pausesScaleIn = false
  /// Whether replicas are not added.
  public var pausesScaleOut = false
  /// Whether the workload counts as active whatever triggers say.
  public var forcesActivation = false

  /// Asks nothing.
  public init() {}

  /// Reads an object's annotations.
  public init(_ texts: [String: String]) {
    func flag(_ name: String) -> Bool {
      texts["autoscaling.keda.sh/\(name)"].map { GoText.flag($0) ?? true } ?? false
    }
    let replicas = texts["autoscaling.keda.sh/paused-replicas"]
    isPaused = flag("paused") || replicas != nil
    pausedReplicas = replicas.flatMap { Int32($0) }
    pausesScaleIn = flag("paused-scale-in")
    pausesScaleOut = flag("paused-scale-out")
    forcesActivation = flag("force-activation")
  }
}
