import Cluster
import NodeScaling

extension NodeTarget {
  /// The indices of the nodes it means in a cluster whose nodes come and go: of those that are there.
  ///
  /// A pool of Karpenter's is called by its own name, whatever machines it has.
  func pick(in cluster: Cluster, seed: UInt64, incident: Int) -> [Int] {
    let all = cluster.nodes.indices.filter { place in
      let state = cluster.nodes[place]
      let one = cluster.pools[Int(state.pool)]
      let isPooled = pool.map { $0 == one.name || $0 == one.labels[KarpenterLabels.nodePool] } ?? true
      return !state.isGone && isPooled && node.map { $0 == cluster.nodeName(place) } ?? true
        && index.map { $0 == place } ?? true && zone.map { $0 == one.zone(of: Int(state.number)) } ?? true
    }
    return draw(from: all, seed: seed, incident: incident)
  }
}
