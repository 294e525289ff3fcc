import Cluster
import Kubernetes
import Simulation

extension NodeAutoscalerSpec {
  /// Reads `nodeAutoscaler`: either Cluster Autoscaler or Karpenter. Files it names are relative to the folder.
  static func read(_ fields: Fields, folder: String) -> NodeAutoscalerSpec? {
    let before = fields.report.problems.count
    let isBoth = fields.has("clusterAutoscaler") && fields.has("karpenter")
    if isBoth {
      fields.problem("karpenter", "must not stand beside clusterAutoscaler: one of them makes nodes")
    }
    if !fields.has("clusterAutoscaler"), !fields.has("karpenter") {
      fields.missing("clusterAutoscaler", hint: "or karpenter; see docs/node-autoscaling.md")
    }
    let scaler = fields.object("clusterAutoscaler") { ClusterAutoscalerFields.read($0, folder: folder) }
    let karpenter = fields.object("karpenter") { KarpenterFields.read($0, folder: folder) }
    guard fields.report.problems.count == before else { return nil }
    if let (described, pools) = scaler {
      return NodeAutoscalerSpec(
        autoscaler: .clusterAutoscaler(described), pools: pools, node: fields.node)
    }
    return karpenter.map { NodeAutoscalerSpec(autoscaler: .karpenter($0), pools: [], node: fields.node) }
  }
}

extension ExperimentSpec {
  /// Whether it, or one of its strategies, lets nodes come and go: then there are no nodes but those it names.
  static func scalesNodes(_ fields: Fields) -> Bool {
    fields.has("nodeAutoscaler")
      || fields.node["strategies"]?.elements?.contains { $0["nodeAutoscaler"] != nil } ?? false
  }
  /// The names of all groups and pools whose nodes come and go in some strategy; nil where nodes stay as they are.
  static func growingPools(_ fields: Fields) -> [String]? {
    guard scalesNodes(fields) else { return nil }
    let strategies = fields.node["strategies"]?.elements ?? []
    let scalers = ([fields.node] + strategies).compactMap { $0["nodeAutoscaler"] }
    var names: [String] = []
    for scaler in scalers {
      let pools =
        (scaler["clusterAutoscaler"]?["nodeGroups"]?.elements ?? [])
        + (scaler["karpenter"]?["nodePools"]?.elements ?? [])
      for name in pools.compactMap({ $0["name"]?.text }) where !names.contains(name) { names.append(name) }
    }
    return names
  }
}
