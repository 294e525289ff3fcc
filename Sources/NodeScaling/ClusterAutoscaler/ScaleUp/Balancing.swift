/// Deals new nodes out among similar node groups.
///
/// Source: processors/nodegroupset/balancing_processor.go BalanceScaleUpBetweenGroups (Cluster Autoscaler
/// 1.37).
public enum Balancing {
  /// A group that may grow.
  public struct Group: Sendable, Hashable {
    /// The caller's number of it.
    public var index: Int
    /// Its nodes now.
    public var size: Int
    /// The most it may have.
    public var maximum: Int

    /// Makes a group of its parts.
    public init(index: Int, size: Int, maximum: Int) {
      self.index = index
      self.size = size
      self.maximum = maximum
    }
  }

  /// A group that is to grow.
  public struct Change: Sendable, Hashable {
    /// The caller's number of it.
    public var index: Int
    /// Its nodes now.
    public var from: Int
    /// Its nodes to be.
    public var to: Int

    /// Makes a change of its parts.
    public init(index: Int, from: Int, to: Int) {
      self.index = index
      self.from = from
      self.to = to
    }
  }

  /// Deals nodes one by one to the smallest group first; groups that are full get none.
  ///
  /// Walks up through groups sorted by size while the current one is larger than the next, and starts over
  /// otherwise.
  /// Complexity: O(nodes + groups log groups).
  public static func deal(_ nodes: Int, among groups: [Group]) -> [Change] {
    var slots = groups.filter { $0.size != $0.maximum }
      .enumerated().sorted { ($0.element.size, $0.offset) < ($1.element.size, $1.offset) }
      .map { (group: $0.element, size: $0.element.size) }
    var left = min(nodes, slots.reduce(0) { $0 + max(0, $1.group.maximum - $1.group.size) })
    var start = 0
    var current = 0
    while left > 0 {
      if slots[current].size < slots[current].group.maximum {
        slots[current].size += 1
        left -= 1
      } else {
        slots.swapAt(start, current)
        start += 1
      }
      if current < slots.count - 1, slots[current].size > slots[current + 1].size {
        current += 1
      } else {
        current = start
      }
    }
    return slots.filter { $0.size != $0.group.size }
      .map { Change(index: $0.group.index, from: $0.group.size, to: $0.size) }
  }
}
