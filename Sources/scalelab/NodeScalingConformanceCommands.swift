import ArgumentParser
import Conformance
import Kubernetes
import NodeScaling

/// Replays what Cluster Autoscaler decided.
struct ClusterAutoscalerConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster-autoscaler",
    abstract: "Replays decisions of Cluster Autoscaler: its parts, and its whole loop row by row.",
    discussion: """
      What a case is about is told by its fields: runs of the whole loop, the estimator, expanders, \
      balancing, utilization, drain rules, back-off, flags, and calls recorded while upstream's own tests \
      ran. Cases without a counterpart here are counted as skipped, with the reason.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try ClusterAutoscalerConformance.run(file) }
  }
}

/// Replays what Karpenter decided.
struct KarpenterConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "karpenter",
    abstract:
      "Replays decisions of Karpenter: plans of nodes for pods, disruption budgets, costs of evictions.",
    discussion: """
      Where more than 12 nodes are planned, upstream's own order of those with equal numbers of pods is that \
      of a sort that is not stable; a case in which that shows differs.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try KarpenterConformance.run(file) }
  }
}
