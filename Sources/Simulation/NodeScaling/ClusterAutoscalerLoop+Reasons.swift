import Cluster
import NodeScaling

/// Why a group grows or does not, and why a node is taken away or stays, in words.
extension ClusterAutoscalerLoop {
  /// Writes down what a loop decided, and what it found different from the loop before.
  mutating func explain(_ decision: LoopDecision, _ cluster: Cluster, nowMs: Int64) {
    explainGrowth(decision, nowMs: nowMs)
    for deletion in decision.deletions {
      let since =
        autoscaler.unneededSinceMs(ofNode: deletion.node).map { " for \(Self.span(nowMs - $0))" } ?? ""
      note(
        .scaleDown, cluster.nodeName(Int(deletion.node)), nodes: 1, pods: podsOn(deletion.node),
        deletion.drains
          ? "unneeded\(since): its pods fit on other nodes" : "unneeded\(since): it has no pods",
        nowMs: nowMs)
    }
    for node in view.nodes where node.deletionMs == NodeScaling.ClusterView.never {
      while lastVerdicts.count <= Int(node.key) { lastVerdicts.append("") }
      guard let reason = reason(autoscaler.verdict(ofNode: node.key)) else {
        lastVerdicts[Int(node.key)] = ""
        continue
      }
      guard reason.kind != lastVerdicts[Int(node.key)] else { continue }
      lastVerdicts[Int(node.key)] = reason.kind
      note(
        .kept, cluster.nodeName(Int(node.key)), nodes: 1, pods: podsOn(node.key), reason.text, nowMs: nowMs)
    }
  }

  private mutating func explainGrowth(_ decision: LoopDecision, nowMs: Int64) {
    guard decision.scaleUps.isEmpty else {
      lastObstacle = ""
      let names = decision.scaleUps.map { autoscaler.groups[$0.group].id }
      let others = verdicts(without: Set(names))
      for scaleUp in decision.scaleUps {
        let group = autoscaler.groups[scaleUp.group].id
        let expanders = settings.options.expander.expanders.map(\.flag).joined(separator: ",")
        let reason =
          decision.helpedPods.isEmpty
          ? "it has fewer nodes than its minimum"
          : "\(expanders) chose it" + (others.isEmpty ? "" : "; " + others.joined(separator: "; "))
        note(
          .scaleUp, group, nodes: scaleUp.nodes, pods: decision.helpedPods.count, reason, nowMs: nowMs)
      }
      return
    }
    let waiting = view.pods.reduce(0) { $0 + ($1.id == nil ? 1 : 0) }
    guard waiting > 0, autoscaler.upcomingNodes.allSatisfy({ $0 == 0 }) else {
      lastObstacle = ""
      return
    }
    let obstacle = verdicts(without: []).joined(separator: "; ")
    guard !obstacle.isEmpty, obstacle != lastObstacle else { return }
    lastObstacle = obstacle
    note(.noScaleUp, "", pods: waiting, obstacle, nowMs: nowMs)
  }

  /// What the last scale-up found of each group.
  private func verdicts(without names: Set<String>) -> [String] {
    zip(autoscaler.groups, autoscaler.groupVerdicts).compactMap { group, verdict in
      guard !names.contains(group.id) else { return nil }
      return Self.text(verdict).map { "\(group.id): \($0)" }
    }.sorted()
  }

  private static func text(_ verdict: GroupVerdict) -> String? {
    switch verdict {
    case .notAsked: nil
    case .unhealthy: "unhealthy"
    case .backedOff: "left alone after a failure"
    case .atMaximum: "at its maximum"
    case .resourceLimit: "the cluster may have no more of its resources"
    case .empty: "has no nodes, and such groups do not grow"
    case .noPodFits: "no pod fits on its nodes"
    case .option(let nodes, let pods): "would take \(nodes) nodes for \(pods) pods"
    case .chosen: nil
    }
  }

  /// Why a node stays: what tells it from other reasons, and in words.
  private func reason(_ verdict: NodeVerdict) -> (kind: String, text: String)? {
    switch verdict {
    case .unknown, .starting, .beingDeleted, .unneeded: nil
    case .notManaged: ("notManaged", "in no node group")
    case .groupAtMinimum: ("minimum", "its group is at its minimum")
    case .kept: ("annotation", "an annotation keeps it")
    case .unready: ("unready", "not ready, and such nodes are not removed")
    case .used(let share): ("used", "used to \(Int((share * 100).rounded())) %, more than the threshold")
    case .blocked(let pod, let block):
      ("\(block.name) \(workload(ofPod: pod))", "\(block.name): a pod of \(workload(ofPod: pod))")
    case .noOtherPlace(let pod):
      ("place \(workload(ofPod: pod))", "a pod of \(workload(ofPod: pod)) would fit on no other node")
    case .enoughOthers: ("others", "enough other nodes could be removed")
    }
  }

  private func workload(ofPod key: Int32) -> String {
    sight.pods.indices.contains(Int(key)) ? sight.names[Int(sight.pods[Int(key)].workload)] : "?"
  }

  private func podsOn(_ node: Int32) -> Int {
    guard let place = sight.index(ofNode: Int(node), in: view) else { return 0 }
    let id = view.nodes[place].id
    return view.pods.reduce(0) { $0 + ($1.node == id ? 1 : 0) }
  }

  private static func span(_ ms: Int64) -> String {
    ms >= 60_000 ? "\(ms / 60_000)m\(ms % 60_000 / 1_000)s" : "\(ms / 1_000)s"
  }
}
