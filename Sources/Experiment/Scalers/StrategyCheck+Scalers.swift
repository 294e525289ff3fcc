import Kubernetes
import Scaling
package import Simulation

extension StrategyCheck {
  /// What scales besides HPAs in the strategy: the scalers it names, and those that its objects describe.
  ///
  /// Notes objects that scale nothing of the experiment, ask for what nobody serves, or stand in each other's way.
  package func scalers() -> [ScenarioScaler] {
    for scaler in strategy.scalers { checkActivator(scaler.scaler, at: scaler.place) }
    var scalers = strategy.scalers.map(\.scaler)
    for manifest in manifests {
      let made: ScenarioScaler?
      switch (manifest.kind, manifest.apiGroup) {
      case ("ScaledObject", "keda.sh"): made = scaledObject(manifest)
      case ("WatermarkPodAutoscaler", "datadoghq.com"): made = watermark(manifest)
      case ("CronHorizontalPodAutoscaler", "autoscaling.alibabacloud.com"): made = cron(manifest)
      case ("PodAutoscaler", "autoscaling.internal.knative.dev"): made = podAutoscaler(manifest)
      case ("ScaledJob", "keda.sh"): made = scaledJob(manifest)
      default: continue
      }
      guard let made else { continue }
      checkActivator(made, at: manifest.node.place)
      if !isCron(made), let other = scaler(of: made.workload, among: scalers) {
        report.problem(
          "\(manifest.kind) \(manifest.name) scales Deployment \(made.workload), as \(other) does already",
          at: manifest.node.place(of: "spec.scaleTargetRef"), path: "spec.scaleTargetRef",
          hint: "take one away with remove")
      }
      scalers.append(made)
    }
    return scalers
  }

  /// Notes a revision of Knative whose requests come another way than through its activator.
  private func checkActivator(_ scaler: ScenarioScaler, at place: SourcePlace) {
    guard case .knative = scaler.kind,
      let workload = spec.workloads.first(where: { $0.target == scaler.workload }),
      workload.queue != nil || workload.traffic != nil
    else { return }
    report.problem(
      "Knative's activator takes the requests of \(workload.target), which has \(workload.queue != nil ? "a queue" : "traffic") of its own",
      at: place, path: "spec.workloads", hint: "leave \(workload.queue != nil ? "queue" : "traffic") out")
  }

  private func isCron(_ scaler: ScenarioScaler) -> Bool {
    if case .cron = scaler.kind { true } else { false }
  }

  /// Who scales a Deployment already, in words.
  private func scaler(of workload: String, among scalers: [ScenarioScaler]) -> String? {
    if let other = scalers.first(where: { $0.workload == workload && !isCron($0) }) {
      return "scaler \(other.name)"
    }
    for manifest in manifests {
      guard case .horizontalPodAutoscaler(let hpa) = manifest.object else { continue }
      if hpa.spec.scaleTargetRef.name == workload { return "HPA \(hpa.metadata.name)" }
    }
    return nil
  }

  /// The Deployment or StatefulSet that an object scales; notes one without load.
  func target(of manifest: Manifest, path: String = "spec.scaleTargetRef") -> String? {
    let reference = manifest.node.value(at: path)
    let kind = reference?["kind"]?.text ?? "Deployment"
    let name = reference?["name"]?.text ?? ""
    let known = spec.workloads.contains { $0.target == name && !$0.servesNobody }
    guard kind == "Deployment" || kind == "StatefulSet", known else {
      report.problem(
        "\(manifest.kind) \(manifest.name) scales \(kind) \(name), which gets no load in this experiment",
        at: manifest.node.place(of: path), path: path,
        hint: Spelling.nearest(to: name, in: spec.workloads.map(\.target)).map { "did you mean \($0)?" }
          ?? "name it under spec.workloads, or take the object away with remove: [\(manifest.kind)/\(manifest.name)]"
      )
      return nil
    }
    return name
  }

  private func watermark(_ manifest: Manifest) -> ScenarioScaler? {
    let before = report.problems.count
    let target = target(of: manifest)
    let read = Fields.read(manifest.node, path: "", report: report) { fields -> WatermarkSpec? in
      fields.ignore("apiVersion", "kind", "metadata", "status")
      return fields.required("spec") { key in fields.object(key) { WatermarkSpec.read($0) } }
    }
    var signals: [LoadSignal] = []
    for (index, metric) in (manifest.node.value(at: "spec.metrics")?.elements ?? []).enumerated() {
      let isResource = metric["type"]?.text == "Resource"
      let source = metric[isResource ? "resource" : "external"]
      let name = source?[isResource ? "name" : "metricName"]?.text ?? ""
      let path = "spec.metrics[\(index)].\(isResource ? "resource.name" : "external.metricName")"
      if isResource, name != "cpu", name != "memory" {
        report.problem(
          "nobody serves the resource \(name)", at: source?.place ?? metric.place, path: path,
          hint: "metrics-server knows cpu and memory")
      } else if !isResource, !spec.metrics.contains(where: { $0.name == name }) {
        report.problem(
          "nobody serves the metric \(name)", at: source?.place ?? metric.place, path: path,
          hint: Spelling.nearest(to: name, in: spec.metrics.map(\.name)).map { "did you mean \($0)?" }
            ?? "declare it under spec.metrics of the experiment")
      }
      signals.append(isResource ? LoadSignal(name: name) : .metric(name))
    }
    guard report.problems.count == before, let target, let read, read.marks.count == signals.count else {
      if report.problems.count == before {
        report.problem(
          "must have a low and a high watermark for each metric", at: manifest.node.place(of: "spec.metrics"),
          path: "spec.metrics")
      }
      return nil
    }
    let maker = ScalerMaker("watermark \(signals.map(\.name).joined(separator: ", "))") { [signals] _ in
      WatermarkScaler(read, signals: signals)
    }
    var scaler = ScenarioScaler(name: manifest.name, workload: target, kind: .own(maker))
    scaler.intervalMs = WatermarkAutoscaler.periodMs
    scaler.isDryRun = read.isDryRun
    scaler.bounds = min(read.minReplicas, read.maxReplicas)...read.maxReplicas
    return scaler
  }
}

extension Manifest {
  /// The API group of its version, empty for the core's.
  var apiGroup: String {
    let version = node["apiVersion"]?.text ?? ""
    return version.contains("/") ? String(version.prefix { $0 != "/" }) : ""
  }
}
