import Cluster
import NodeScaling

/// Spot machines of node groups, which the cloud takes back: Cluster Autoscaler knows nothing of that.
///
/// What happens is what groups of instances with a termination handler do: at the notice the node is cordoned and
/// drained as far as disruption budgets let it be; when the machine is gone its group, whose size stays, asks for
/// another.
extension ClusterAutoscalerLoop {
  /// How long a termination handler waits before it asks again for evictions that were refused.
  private static let retryMs: Int64 = 5_000

  /// Plans when the cloud takes a node's machine back, if it ever does.
  mutating func planInterruption(ofNode node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let machine = cloud.machine(ofNode: node),
      settings.groups[cloud.machines[machine].owner].capacityType == .spot,
      let life = cloud.spotLifeMs(of: machine)
    else { return }
    cloud.plan(.interrupt(node: node), at: nowMs + life, &cluster)
  }

  /// The cloud tells that it takes a machine back.
  mutating func interrupt(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard !cluster.nodes[node].isGone else { return }
    note(
      .interrupted, cluster.nodeName(node), nodes: 1, pods: Int(cluster.nodes[node].pods),
      "the cloud takes the spot machine back", nowMs: nowMs)
    cluster.cordon(node: node, nowMs: nowMs)
    cloud.plan(.reclaim(node: node), at: nowMs + cloud.supply.spotNoticeMs, &cluster)
    vacate(node, nowMs: nowMs, &cluster)
  }

  /// Evicts what a node that is taken back has left.
  mutating func vacate(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard !cluster.nodes[node].isGone, !cluster.isEmpty(node: node) else { return }
    guard cluster.evictAll(fromNode: node, nowMs: nowMs) > 0 else { return }
    cloud.plan(.evict(node: node), at: nowMs + Self.retryMs, &cluster)
  }

  /// The cloud takes a machine back, whatever runs there.
  mutating func reclaim(_ node: Int, nowMs: Int64, _ cluster: inout Cluster) {
    guard let machine = cloud.machine(ofNode: node), !cloud.machines[machine].isGone else { return }
    cloud.remove(node: node, nowMs: nowMs, &cluster)
    isStale = true
    // One that was to go anyway is not replaced.
    guard !departures.contains(where: { $0.node == node }) else { return }
    order(1, of: cloud.machines[machine].owner, nowMs: nowMs, &cluster)
  }
}
