import Simulation

/// What became of the nodes of a run, and of the pods that waited for them.
struct NodeUse {
  /// Node-hours.
  var nodeHours = 0.0
  /// The time that pods waited, in pod-hours.
  var waitHours = 0.0
  /// The waits of pods that were ready in the end, from unschedulable to ready, in seconds.
  var readySeconds: [Double] = []
  /// Nodes that came or went.
  var moved = 0

  init(_ run: ScoredRun) {
    nodeHours = run.nodeMs.reduce(0) { $0 + Double($1) } / hourMs
    for wait in run.nodes.waits where wait.untilMs > run.warmupMs {
      waitHours += Double(wait.untilMs - max(wait.fromMs, run.warmupMs)) / hourMs
      if let readyMs = wait.readyMs { readySeconds.append(Double(readyMs - wait.fromMs) / 1_000) }
    }
    for span in run.nodes.spans {
      if span.fromMs > run.warmupMs { moved += 1 }
      if let untilMs = span.untilMs, untilMs > run.warmupMs { moved += 1 }
    }
  }
}

extension ScoreRule {
  /// How nodes came and went; only where something makes and removes them.
  static let nodes: [ScoreRule] = [
    ScoreRule(
      "node_hours", "Node-hours", unit: "node h", better: .lower, isCompared: true,
      definition: "The time that nodes were there, from registration to removal, summed over nodes."
    ) { NodeUse($0).nodeHours },
    ScoreRule(
      "pending_pod_seconds", "Pods waiting for a node", unit: "pod s", better: .lower, isCompared: true,
      definition: "The time pods waited after the scheduler had found no node for them, summed over pods."
    ) { NodeUse($0).waitHours * 3_600 },
    ScoreRule(
      "unschedulable_to_ready_seconds", "Unschedulable to ready", unit: "s", better: .lower,
      definition: "The mean time from the scheduler's first refusal of a pod to its being ready."
    ) { run in
      let times = NodeUse(run).readySeconds
      return times.isEmpty ? .nan : times.reduce(0, +) / Double(times.count)
    },
    ScoreRule(
      "node_churn", "Nodes that came or went", unit: "nodes", better: .lower,
      definition: "How many nodes registered and how many were removed."
    ) { Double(NodeUse($0).moved) },
    ScoreRule(
      "evictions_per_day", "Pods evicted", unit: "pods/day", better: .lower, isCompared: true,
      definition: "Pods that were evicted from their node, or lost with it, in a day at this rate."
    ) { $0.scoredMs > 0 ? Double($0.evictions) * 24 * hourMs / Double($0.scoredMs) : .nan },
    ScoreRule(
      "wasted_cpu_percent", "Node CPU not requested", unit: "%", better: .lower,
      definition: "The share of the nodes' CPU for pods that no pod requested, over the time of the nodes."
    ) { run in
      let cores = zip(run.nodeMs, run.nodes.cores).reduce(0) { $0 + Double($1.0) / hourMs * $1.1 }
      return cores > 0 ? 100 * (1 - Reservation(run).coreHours / cores) : .nan
    },
  ]
}
