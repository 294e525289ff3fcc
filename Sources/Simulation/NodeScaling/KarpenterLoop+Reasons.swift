import NodeScaling

/// Why Karpenter leaves a node, in words.
extension KarpenterLoop {
  /// What the last look at consolidation found of a node that nothing else keeps; nil if nothing.
  func reason(_ candidate: DisruptionCandidate) -> String? {
    switch controller.verdicts[candidate.name] {
    case nil: nil
    case .inUse:
      if let wait = provisioner.pools.first(where: { $0.name == candidate.pool })?.disruption
        .consolidateAfterMs
      {
        "pods came or went less than \(wait / 1_000) s ago"
      } else {
        "its pool is never consolidated"
      }
    case .onlyEmptyOnes: "its pool takes away nodes without pods only"
    case .budget: "the budgets of its pool let no more nodes go"
    case .noPlaceForPods: "its pods would find no place elsewhere"
    case .needsNodes(let count): "its pods would need \(count) new nodes"
    case .notCheaper: "no machine that takes its pods is cheaper"
    case .spotToSpot: "spot machines are not replaced by spot machines: SpotToSpotConsolidation is off"
    case .fewSpotTypes(let count):
      "\(count) cheaper spot types are left, and \(Consolidation.leastSpotTypes) are needed"
    case .notWorthIt: "what would be saved is not worth the disruption"
    case .unknownPrice: "its price is not known"
    }
  }
}
