/// How NodeResourcesFit scores a node by what would be requested of it.
///
/// Source: plugins/noderesources/{least_allocated,most_allocated,requested_to_capacity_ratio}.go.
public struct ScoringStrategy: Sendable, Hashable {
  /// The formulas.
  public enum Kind: Sendable, Hashable {
    /// The emptier, the better: (allocatable - requested) * 100 / allocatable, 0 where there is too little.
    case leastAllocated
    /// The fuller, the better: requested * 100 / allocatable, 100 where there is too little.
    case mostAllocated
    /// A piecewise linear function of the utilization in percent.
    case requestedToCapacityRatio(shape: [Point])
  }

  /// A point of the function, held within its bounds.
  public struct Point: Sendable, Hashable {
    /// Percent.
    public var utilization: Int64
    /// 0 to 10.
    public var score: Int64

    /// Makes a point from its parts.
    public init(utilization: Int64, score: Int64) {
      self.utilization = min(max(utilization, 0), 100)
      self.score = min(max(score, 0), 10)
    }
  }

  /// A resource that counts.
  public struct Resource: Sendable, Hashable {
    /// cpu, memory, ephemeral-storage or a further resource.
    public var name: String
    /// What it counts beside the others.
    public var weight: Int64

    /// Makes a resource from its parts.
    public init(_ name: String, weight: Int64 = 1) {
      self.name = name
      self.weight = weight
    }
  }

  /// The formula.
  public var kind: Kind
  /// The resources, cpu and memory alike by default.
  public var resources: [Resource]

  /// Makes a strategy from its parts.
  public init(_ kind: Kind, resources: [Resource] = [Resource("cpu"), Resource("memory")]) {
    self.kind = kind
    self.resources = resources
  }

  /// Upstream's default.
  public static let leastAllocated = ScoringStrategy(.leastAllocated)
  /// Fills nodes up.
  public static let mostAllocated = ScoringStrategy(.mostAllocated)

  /// The score of one resource; nil where it is left out of the mean.
  func score(requested: Int64, allocatable: Int64) -> Int64? {
    switch kind {
    case .leastAllocated:
      return requested > allocatable ? 0 : Percent.floor(allocatable &- requested, of: allocatable)
    case .mostAllocated:
      return requested > allocatable ? 100 : Percent.floor(requested, of: allocatable)
    case .requestedToCapacityRatio(let shape):
      let utilization = requested > allocatable ? 100 : Percent.floor(requested, of: allocatable)
      let score = Self.value(of: shape, at: utilization)
      return score > 0 ? score : nil
    }
  }

  /// The value of the function of points, with scores times 10, in whole numbers cut toward 0.
  static func value(of shape: [Point], at utilization: Int64) -> Int64 {
    guard let last = shape.last else { return 0 }
    for (index, point) in shape.enumerated() where utilization <= point.utilization {
      if index == 0 { return point.score * 10 }
      let before = shape[index - 1]
      let rise = (point.score - before.score) * 10
      let width = point.utilization - before.utilization
      return before.score * 10 + rise * (utilization - before.utilization) / width
    }
    return last.score * 10
  }

  /// Whether only cpu and memory count, and alike.
  var isPlain: Bool { resources == [Resource("cpu"), Resource("memory")] }
}

/// Shares in whole percent.
enum Percent {
  /// part * 100 / whole, cut to a whole number; 0 <= part <= whole, whole > 0.
  ///
  /// A quotient of doubles put right by its remainder: division of 64-bit integers takes several times as long.
  @inline(__always)
  static func floor(_ part: Int64, of whole: Int64) -> Int64 {
    guard whole < 1 << 45 else { return Int64(Double(part) / Double(whole) * 100) }
    let product = part &* 100
    var quotient = Int64(Double(product) / Double(whole))
    let remainder = product &- quotient &* whole
    if remainder < 0 { quotient &-= 1 } else if remainder >= whole { quotient &+= 1 }
    return quotient
  }
}
