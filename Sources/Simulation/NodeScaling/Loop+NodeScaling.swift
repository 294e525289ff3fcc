import Cluster
import NodeScaling

/// What makes nodes in a run and takes them away.
enum LoopNodeScaler {
  case clusterAutoscaler(ClusterAutoscalerLoop)
  case karpenter(KarpenterLoop)
}

/// The autoscaler of nodes in the loop.
extension Loop {
  /// Makes the run's autoscaler of nodes and plans when it looks first.
  mutating func prepareNodeScaler(_ luck: RunLuck) {
    switch scenario.nodeAutoscaler {
    case .clusterAutoscaler(let described):
      let phase =
        described.phaseMs
        ?? luck.phase("node-autoscaler-phase", "", below: max(1, described.options.scanIntervalMs))
      let scaler = ClusterAutoscalerLoop(described, scenario: scenario, cluster: &cluster, seed: luck.seed)
      nodeScaler = .clusterAutoscaler(scaler)
      cluster.events.push(.nodeScaler, at: phase, subject: -1, pod: 0)
    case .karpenter(let described):
      let phase =
        described.phaseMs
        ?? luck.phase("node-autoscaler-phase", "", below: DisruptionController.intervalMs)
      nodeScaler = .karpenter(
        KarpenterLoop(described, scenario: scenario, cluster: &cluster, seed: luck.seed))
      cluster.events.push(.nodeScaler, at: phase, subject: -1, pod: 0)
    case nil: break
    }
  }

  /// Lets the autoscaler of nodes look, or do what it planned.
  mutating func wakeNodeScaler(_ event: Event) {
    let taken = nodeScaler
    nodeScaler = nil
    switch taken {
    case .clusterAutoscaler(var scaler):
      scaler.handle(event, &cluster)
      nodeScaler = .clusterAutoscaler(scaler)
    case .karpenter(var scaler):
      scaler.handle(event, &cluster)
      nodeScaler = .karpenter(scaler)
    case nil: break
    }
  }

  /// Tells the autoscaler of nodes that the scheduler found no node for a pod.
  mutating func tellNodeScaler(nowMs: Int64) {
    guard cluster.lastRefusalMs != toldRefusalMs else { return }
    toldRefusalMs = cluster.lastRefusalMs
    let taken = nodeScaler
    nodeScaler = nil
    switch taken {
    case .clusterAutoscaler(var scaler):
      scaler.podWaits(&cluster, nowMs: nowMs)
      nodeScaler = .clusterAutoscaler(scaler)
    case .karpenter(var scaler):
      scaler.podWaits(&cluster, nowMs: nowMs)
      nodeScaler = .karpenter(scaler)
    case nil: break
    }
  }

  /// What becomes of the nodes in the recording.
  func addNodes(to recording: inout Recording) {
    var nodes = NodeRecording()
    nodes.pools = cluster.pools.map(\.name)
    nodes.cores = cluster.pools.map { Double($0.cpuMilli) / 1_000 }
    nodes.prices = cluster.pools.map(\.pricePerHour)
    var ms = Array(repeating: Int64(0), count: cluster.pools.count)
    recording.nodeNames = cluster.nodes.map { cluster.pools[Int($0.pool)].nodeName(Int($0.number)) }
    for (node, name) in zip(cluster.nodes, recording.nodeNames) {
      let from = max(node.createdMs, scenario.measureFromMs)
      ms[Int(node.pool)] += max(0, min(node.removedMs, scenario.horizonMs) - from)
      nodes.spans.append(
        NodeSpan(
          node: name, pool: Int(node.pool), fromMs: node.createdMs,
          untilMs: node.isGone ? node.removedMs : nil))
    }
    recording.nodeMs = ms
    let firstReady = recording.workloads.map(\.firstReadyMs)
    for wait in cluster.podWaits(untilMs: scenario.horizonMs) {
      nodes.waits.append(
        PendingSpan(
          workload: Int(wait.workload), pod: wait.pod, fromMs: wait.fromMs, untilMs: wait.untilMs,
          readyMs: wait.node < 0 ? nil : firstReady[Int(wait.workload)][wait.pod]))
    }
    switch nodeScaler {
    case .clusterAutoscaler(let scaler): nodes.decisions = scaler.decisions
    case .karpenter(let scaler): nodes.decisions = scaler.decisions
    case nil: break
    }
    recording.nodes = nodes
  }
}

extension WorkloadRecording {
  /// When each pod was ready first, by its number.
  fileprivate var firstReadyMs: [Int32: Int64] {
    var first: [Int32: Int64] = [:]
    for event in podLog where event.change == .ready && first[event.pod] == nil {
      first[event.pod] = event.timeMs
    }
    return first
  }
}
