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

  /// The Deployments of the workloads, in their order; notes those missing, unused, or too large for every node.
  package func deployments() -> [Deployment] {
    var found: [(deployment: Deployment, node: DocumentNode)] = []
    for manifest in manifests {
      if case .deployment(let deployment) = manifest.object { found.append((deployment, manifest.node)) }
    }
    for (deployment, node) in found
    where !spec.workloads.contains(where: { $0.target == deployment.metadata.name }) {
      report.warn(
        "Deployment \(deployment.metadata.name) gets no load and is left out", at: node.place, path: "",
        hint: "spec.workloads names the Deployments that take part")
    }
    return spec.workloads.compactMap { workload in
      guard let (deployment, node) = found.first(where: { $0.deployment.metadata.name == workload.target })
      else {
        let names = found.map { $0.deployment.metadata.name }
        let isShared = spec.manifests.contains { node in
          node["kind"]?.text == "Deployment" && node["metadata"]?["name"]?.text == workload.target
        }
        report.problem(
          "there is no Deployment \(workload.target)" + (isShared ? " in strategy \(strategy.name)" : ""),
          at: workload.place,
          path: "spec.workloads",
          hint: Spelling.nearest(to: workload.target, in: names).map { "did you mean \($0)?" }
            ?? (names.isEmpty
              ? "spec.manifests holds no Deployment" : "there is \(names.joined(separator: ", "))"))
        return nil
      }
      checkFit(deployment, node)
      return deployment
    }
  }

  /// Notes a Deployment whose pods no node can take.
  private func checkFit(_ deployment: Deployment, _ node: DocumentNode) {
    let cpu = PodRequests.milli("cpu", of: deployment.spec.template.spec)
    let memory = PodRequests.milli("memory", of: deployment.spec.template.spec) / 1000
    guard !spec.nodePools.contains(where: { $0.cpuMilli >= cpu && $0.memoryBytes >= memory }) else { return }
    report.problem(
      "a pod of Deployment \(deployment.metadata.name) requests \(cpu)m of cpu and \(memory) bytes of memory, "
        + "more than any node has", at: node.place(of: "spec.template.spec.containers"),
      path: "spec.template.spec.containers", hint: "see spec.nodePools of the experiment")
  }

  /// The HPAs of the strategy; notes those that scale nothing of the experiment or look at metrics nobody serves.
  package func autoscalers(among deployments: [Deployment]) -> [ScenarioAutoscaler] {
    var scaled: [String: String] = [:]
    var result: [ScenarioAutoscaler] = []
    for manifest in manifests {
      guard case .horizontalPodAutoscaler(let hpa) = manifest.object else { continue }
      let target = hpa.spec.scaleTargetRef
      let name = hpa.metadata.name
      guard target.kind == "Deployment",
        let deployment = deployments.first(where: { $0.metadata.name == target.name })
      else {
        report.problem(
          "HPA \(name) scales \(target.kind) \(target.name), which gets no load in this experiment",
          at: manifest.node.place(of: "spec.scaleTargetRef"), path: "spec.scaleTargetRef",
          hint: "name it under spec.workloads, or take the HPA away with remove: [HPA/\(name)]")
        continue
      }
      if let other = scaled[target.name] {
        report.problem(
          "HPA \(name) scales Deployment \(target.name), as HPA \(other) does already: upstream then scales it by neither",
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
