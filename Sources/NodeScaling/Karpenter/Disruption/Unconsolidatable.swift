/// Why a node is not consolidated, as upstream tells it in events of the node.
///
/// Source: pkg/controllers/disruption/consolidation.go, emptiness.go, events (Karpenter 1.13).
public enum Unconsolidatable: Error, Sendable, Hashable {
  /// Its pool takes empty nodes away alone.
  case onlyEmptyOnes
  /// Pods came or went less than `consolidateAfter` ago, or its pool never consolidates.
  case inUse
  /// The budgets of its pool let no more nodes go.
  case budget
  /// Its pods would find no place elsewhere.
  case noPlaceForPods
  /// Its pods would need so many new nodes.
  case needsNodes(Int)
  /// No machine that would do is cheaper.
  case notCheaper
  /// Spot machines are not replaced by spot machines, a feature gate being off.
  case spotToSpot
  /// Too few cheaper spot types would be left for a spot machine to be replaced by one.
  case fewSpotTypes(Int)
  /// What is saved is not worth the disruption, in a pool that weighs that.
  case notWorthIt
  /// Nobody knows what it costs.
  case unknownPrice
}
