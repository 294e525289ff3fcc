/// How many nodes may be deleted at once, and which of those chosen are.
///
/// Source: core/scaledown/budgets/budgets.go CropNodes (Cluster Autoscaler 1.37).
public struct DeletionBudget: Sendable, Hashable {
  /// Nodes of one group that are deleted together.
  public struct Bucket: Sendable, Hashable {
    /// The group's number.
    public var group: Int32
    /// The nodes' numbers.
    public var nodes: [Int32]
    /// How many nodes of the group are registered, if they go all or none; nil if they go one by one.
    public var wholeSize: Int?

    /// Makes a bucket of its parts.
    public init(group: Int32, nodes: [Int32], wholeSize: Int? = nil) {
      self.group = group
      self.nodes = nodes
      self.wholeSize = wholeSize
    }
  }

  /// Further nodes that may be deleted, with and without pods.
  public var parallelism: Int
  /// Further nodes that may be drained.
  public var drains: Int

  /// Makes a budget of the limits less what is being deleted.
  public init(maximum: Int, maximumDrains: Int, emptyInProgress: Int, drainsInProgress: Int) {
    parallelism = maximum - emptyInProgress - drainsInProgress
    drains = maximumDrains - drainsInProgress
  }

  /// Leaves of the nodes chosen as many as may go: groups that go as a whole first, one of which may exceed
  /// what is left.
  ///
  /// Nodes keep their order; those of a group stand together where its first one stood.
  public func crop(empty: [Bucket], drain: [Bucket]) -> (empty: [Bucket], drain: [Bucket]) {
    var left = self
    var result: (empty: [Bucket], drain: [Bucket]) = ([], [])
    var mayExceed = true
    let atomicDrains = drain.filter { $0.wholeSize != nil }
    let atomicEmpties = empty.filter { $0.wholeSize != nil }
    for bucket in atomicEmpties {
      let partner = atomicDrains.first { $0.group == bucket.group }
      let drained = partner?.nodes.count ?? 0
      if bucket.wholeSize != bucket.nodes.count + drained { continue }
      if left.parallelism < bucket.nodes.count + drained || left.drains < drained,
        left.parallelism == 0 || drained > 0 && left.drains == 0 || !mayExceed
      {
        break
      }
      result.empty.append(bucket)
      left.parallelism -= bucket.nodes.count
      mayExceed = false
      if let partner {
        result.drain.append(partner)
        left.parallelism -= drained
        left.drains -= drained
      }
    }
    left.drains = min(left.parallelism, left.drains)
    for bucket in atomicDrains
    where bucket.wholeSize == bucket.nodes.count
      && !atomicEmpties.contains(where: { $0.group == bucket.group })
    {
      if left.drains < bucket.nodes.count, left.drains == 0 || !mayExceed { break }
      result.drain.append(bucket)
      left.drains -= bucket.nodes.count
      left.parallelism -= bucket.nodes.count
      mayExceed = false
    }
    left.parallelism -= Self.take(left.parallelism, of: empty, into: &result.empty)
    left.drains = min(left.parallelism, left.drains)
    _ = Self.take(left.drains, of: drain, into: &result.drain)
    return result
  }

  /// Takes nodes that go one by one and returns how many.
  private static func take(_ budget: Int, of buckets: [Bucket], into result: inout [Bucket]) -> Int {
    var left = budget
    for bucket in buckets where bucket.wholeSize == nil {
      if left < 1 { break }
      let nodes = Array(bucket.nodes.prefix(left))
      result.append(Bucket(group: bucket.group, nodes: nodes))
      left -= nodes.count
    }
    return budget - left
  }
}
