/// The order in which nodes are looked at: one of each zone in turn, so that a part of them is spread over all zones.
///
/// Source: pkg/scheduler/backend/cache/node_tree.go.
struct ZoneOrder: Sendable {
  /// A zone is named by its region and itself.
  struct Zone: Sendable, Hashable {
    var region: String
    var zone: String
  }

  private var zones: [(zone: Zone, nodes: [Int32])] = []
  private var order: [Int32] = []
  private var isCurrent = true

  /// Adds a node at the end of its zone, or where it stood before.
  mutating func add(_ node: Int32, zone: Zone, at place: (zone: Int, index: Int)? = nil) {
    isCurrent = false
    if let found = zones.firstIndex(where: { $0.zone == zone }) {
      zones[found].nodes.insert(node, at: place?.index ?? zones[found].nodes.count)
    } else {
      zones.insert((zone, [node]), at: place?.zone ?? zones.count)
    }
  }

  /// Takes a node out and tells where it stood; a zone without nodes is forgotten.
  @discardableResult
  mutating func remove(_ node: Int32) -> (zone: Int, index: Int)? {
    for found in zones.indices {
      guard let index = zones[found].nodes.firstIndex(of: node) else { continue }
      isCurrent = false
      zones[found].nodes.remove(at: index)
      if zones[found].nodes.isEmpty { zones.remove(at: found) }
      return (found, index)
    }
    return nil
  }

  /// The nodes in order.
  mutating func current() -> [Int32] {
    if !isCurrent {
      order = listed
      isCurrent = true
    }
    return order
  }

  /// The nodes in order, worked out anew where that is needed.
  var listed: [Int32] {
    if isCurrent { return order }
    var result: [Int32] = []
    let longest = zones.map(\.nodes.count).max() ?? 0
    for round in 0..<longest {
      for zone in zones where round < zone.nodes.count { result.append(zone.nodes[round]) }
    }
    return result
  }
}
