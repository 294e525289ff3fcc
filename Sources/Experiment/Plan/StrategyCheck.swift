import Cluster
import Kubernetes
import Simulation

/// Checks that the objects of a strategy fit the experiment, before anything runs.
package struct StrategyCheck {
  let spec: ExperimentSpec
  let strategy: StrategySpec
  let manifests: [Manifest]
  let report: DocumentReport

  package init(_ spec: ExperimentSpec, strategy: StrategySpec, manifests: [Manifest], report: DocumentReport)
  {
    self.spec = spec
    self.strategy = strategy
    self.manifests = manifests
    self.report = report
  }

  /// The strategy of the objects, which are kept as written; nil, with the problems noted, if they do not fit.
  package func prepared(
    manifests nodes: [DocumentNode],
    summary: ([WorkloadObject], [HorizontalPodAutoscaler], [ScenarioScaler]) -> String
  ) -> PreparedStrategy? {
    let before = report.problems.count
    checkNodes()
    let workloads = workloads()
    guard report.problems.count == before else { return nil }
    let autoscalers = autoscalers(among: workloads)
    let traffic = TrafficResolver(spec, workloads: workloads, manifests: manifests, report: report).plan()
    let scalers = scalers()
    let verticals = verticals(among: workloads, autoscalers)
    guard report.problems.count == before else { return nil }
    var prepared = PreparedStrategy(
      name: strategy.name, summary: summary(workloads, autoscalers.map(\.hpa), scalers), manifests: nodes,
      workloads: workloads, autoscalers: autoscalers, traffic: traffic)
    prepared.scalers = scalers
    prepared.scalerSpecs = strategy.scalers
    prepared.budgets = manifests.compactMap {
      if case .podDisruptionBudget(let budget) = $0.object { budget } else { nil }
    }
    prepared.scheduler = strategy.scheduler ?? spec.scheduler
    prepared.nodeAutoscaler = nodeAutoscaler
    prepared.verticals = verticals
    prepared.limitRanges = manifests.compactMap {
      if case .limitRange(let range) = $0.object { range } else { nil }
    }
    prepared.vertical = strategy.vertical ?? spec.vertical
    if strategy.summary == nil, !verticals.isEmpty {
      prepared.summary += "; " + StrategySummary.text(of: verticals)
    }
    prepared.controllers = strategy.controllers ?? spec.controllers
    return prepared
  }

  /// The objects of the workloads, in their order; notes those missing, unused, or too large for every node.
  private func workloads() -> [WorkloadObject] {
    let found = manifests.compactMap { FoundWorkload($0, report: report) }
    for other in found where !spec.workloads.contains(where: other.isMeant) {
      report.warn(
        "\(other.kind) \(other.name) gets no load and is left out", at: other.node.place, path: "",
        hint: "spec.workloads names the objects that take part")
    }
    return spec.workloads.compactMap { workload in
      let meant = found.filter { $0.isMeant(by: workload) }
      guard let first = meant.first else {
        noteMissing(workload, among: found)
        return nil
      }
      if meant.count > 1 {
        report.problem(
          "there is a \(meant.map(\.kind).joined(separator: " and a ")) \(workload.target)",
          at: workload.place,
          path: "spec.workloads", hint: "target: \(first.kind)/\(workload.target)")
      }
      checkFit(first)
      return first.object(of: workload)
    }
  }

  private func noteMissing(_ workload: WorkloadSpec, among found: [FoundWorkload]) {
    let kind = workload.kind ?? "Deployment"
    let names = found.filter { workload.kind == nil || $0.kind == kind }.map(\.name)
    let isShared = spec.manifests.contains { node in
      node["kind"]?.text == kind && node["metadata"]?["name"]?.text == workload.target
    }
    report.problem(
      "there is no \(kind) \(workload.target)" + (isShared ? " in strategy \(strategy.name)" : ""),
      at: workload.place,
      path: "spec.workloads",
      hint: Spelling.nearest(to: workload.target, in: names).map { "did you mean \($0)?" }
        ?? (names.isEmpty
          ? "spec.manifests holds no \(kind)" : "there is \(names.joined(separator: ", "))"))
  }

  /// What makes nodes for the strategy.
  private var nodeAutoscaler: NodeAutoscalerSpec? { strategy.nodeAutoscaler ?? spec.nodeAutoscaler }

  /// Notes a strategy without nodes, and groups of a pool's name.
  private func checkNodes() {
    if spec.nodePools.isEmpty, nodeAutoscaler == nil {
      report.problem(
        "strategy \(strategy.name) has no nodes", at: strategy.place, path: "spec.nodePools",
        hint: "name nodePools, or give it a nodeAutoscaler")
    }
    for pool in nodeAutoscaler?.pools ?? [] where spec.nodePools.contains(where: { $0.name == pool.name }) {
      report.problem(
        "node group \(pool.name) has the name of a pool", at: nodeAutoscaler?.node.place ?? strategy.place,
        path: "nodeAutoscaler.clusterAutoscaler.nodeGroups", hint: "a group's nodes are in no pool besides")
    }
  }

  /// Notes an object whose pods no node can take.
  private func checkFit(_ found: FoundWorkload) {
    let pods = found.object.deployment.spec.template.spec
    let node = found.node
    let cpu = PodRequests.milli("cpu", of: pods)
    let memory = PodRequests.milli("memory", of: pods) / 1000
    let isHeld = spec.nodePools.contains { $0.cpuMilli >= cpu && $0.memoryBytes >= memory }
    guard !isHeld, nodeAutoscaler?.mayHold(cpuMilli: cpu, memoryBytes: memory) != true else { return }
    report.problem(
      "a pod of \(found.kind) \(found.name) requests \(cpu)m of cpu and \(memory) bytes of memory, "
        + "more than any node has", at: node.place(of: "spec.template.spec.containers"),
      path: "spec.template.spec.containers", hint: "see spec.nodePools of the experiment")
  }

  /// The HPAs of the strategy; notes those that scale nothing of the experiment or look at metrics nobody serves.
  private func autoscalers(among workloads: [WorkloadObject]) -> [ScenarioAutoscaler] {
    var scaled: [String: String] = [:]
    var result: [ScenarioAutoscaler] = []
    for manifest in manifests {
      guard case .horizontalPodAutoscaler(let hpa) = manifest.object else { continue }
      let target = hpa.spec.scaleTargetRef
      let name = hpa.metadata.name
      let meant = workloads.first { $0.kind == target.kind && $0.deployment.metadata.name == target.name }
      if let meant, !meant.controller.hasScale {
        report.problem(
          "HPA \(name) scales \(target.kind) \(target.name), which has no scale",
          at: manifest.node.place(of: "spec.scaleTargetRef"), path: "spec.scaleTargetRef",
          hint: "Deployments and StatefulSets have one")
        continue
      }
      guard let deployment = meant?.deployment else {
        report.problem(
          "HPA \(name) scales \(target.kind) \(target.name), which gets no load in this experiment",
          at: manifest.node.place(of: "spec.scaleTargetRef"), path: "spec.scaleTargetRef",
          hint: "name it under spec.workloads, or take the HPA away with remove: [HPA/\(name)]")
        continue
      }
      if let other = scaled[target.name] {
        report.problem(
          "HPA \(name) scales \(target.kind) \(target.name), as HPA \(other) does already: upstream then scales it by neither",
          at: manifest.node.place(of: "spec.scaleTargetRef"), path: "spec.scaleTargetRef",
          hint: "take one away with remove")
      }
      scaled[target.name] = name
      MetricCheck(spec, hpa: hpa, node: manifest.node, deployment: deployment, report: report).run()
      let timing = spec.autoscalers.first { $0.name == name }
      result.append(
        ScenarioAutoscaler(hpa: hpa, createdMs: timing?.createdMs ?? 0, phaseMs: timing?.phaseMs))
    }
    return result
  }
}
