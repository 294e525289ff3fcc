/// How one bound of one resource came about, step by step; CPU in millicores, memory in bytes.
public struct VPAEstimate: Sendable, Hashable {
  /// Which bound a policy put on the amount.
  public enum Cap: UInt8, Sendable, Hashable {
    case none
    /// The policy's minAllowed.
    case minAllowed
    /// The policy's maxAllowed.
    case maxAllowed
    /// The recommender's own maximum for all containers.
    case globalMaximum
  }

  /// The percentile of the usage, as an amount.
  public var usage: Int64 = 0
  /// With the safety margin.
  public var withMargin: Int64 = 0
  /// Widened by how uncertain it is; the target is not.
  public var widened: Int64 = 0
  /// At least the container's share of the pod's minimum.
  public var raised: Int64 = 0
  /// Rounded as the flags say.
  public var rounded: Int64 = 0
  /// Within the policy's bounds: what is recommended.
  public var amount: Int64 = 0
  /// The bound that set the amount.
  public var cap = Cap.none

  /// Makes an estimate of nothing.
  public init() {}
}

/// What is recommended for one resource of a container, and how that came about.
public struct VPAResourceRecommendation: Sendable, Hashable {
  /// Whether the VPA controls the resource at all.
  public var isControlled = true
  /// What to request.
  public var target = VPAEstimate()
  /// Below this the pod is to be changed at once.
  public var lowerBound = VPAEstimate()
  /// Above this the pod is to be changed at once.
  public var upperBound = VPAEstimate()
  /// How certain the bounds are, in confidence intervals; 0 without samples.
  public var confidence = 0.0
  /// The container's share of the pod's minimum.
  public var minimum: Int64 = 0

  /// Makes a recommendation of nothing.
  public init() {}

  /// The target before the policy's bounds.
  public var uncappedTarget: Int64 { target.rounded }
}

/// What is recommended for one container.
public struct VPAContainerRecommendation: Sendable, Hashable {
  /// The container's number among those of the recommendation's VPA, sorted by name.
  public var container: Int32
  /// CPU in millicores.
  public var cpu = VPAResourceRecommendation()
  /// Memory in bytes.
  public var memory = VPAResourceRecommendation()

  /// Makes a recommendation of nothing.
  public init(container: Int32) { self.container = container }
}
