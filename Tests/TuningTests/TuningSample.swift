import Experiment
import Kubernetes
import Simulation

@testable import Tuning

/// A small experiment to tune, as text to change.
enum TuningSample {
  /// The whole text; the load has a day and a half in blocks of three hours.
  static func text(parameters: String, more: String = "", method: String = "grid") -> String {
    """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: sample}
    spec:
      manifests:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                image: example/app:1
                resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: 500m}}
      - apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 1
          maxReplicas: 20
          metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
      workloads:
      - target: web
        load: {sine: {mean: 150, amplitude: 100, period: 40m}, duration: 2h, arrivals: poisson}
      blocks: 10m
      seeds: 1
      slo: {latency: 200ms, target: 99}
      prices: {cpuHour: 0.04, memoryGiBHour: 0.005}
      strategies:
      - name: today
      tune:
        parameters: [\(parameters)]
        method: \(method)
        \(more.contains("robustness:") ? "" : "robustness: []")
        \(more)
    """
  }

  /// Thresholds and patience: 12 policies.
  static let parameters = """
    {name: target, path: "spec.metrics[0].resource.target.averageUtilization", from: 40, to: 90, step: 10},
    {name: window, path: spec.behavior.scaleDown.stabilizationWindowSeconds, choices: [0, 300]}
    """

  static func plan(_ text: String) throws(InputErrors) -> ExperimentPlan {
    let report = DocumentReport()
    let documents = try DocumentNode.parse(yaml: text, file: "sample.yaml")
    return try ExperimentPlan(
      ExperimentSpec.read(documents[0], folder: "", report: report), report: report)
  }

  static func tune(_ parameters: String, more: String = "") throws(InputErrors) -> TuneSpec {
    let plan = try plan(text(parameters: parameters, more: more))
    return try TuneSpec.read(plan.spec, report: DocumentReport())
  }

  static func tuner(_ parameters: String = parameters, method: String = "grid", more: String = "")
    throws(InputErrors) -> Tuner
  {
    try Tuner(plan(text(parameters: parameters, more: more, method: method)), report: DocumentReport())
  }
}

/// Scores that follow from a policy's target and patience by a formula, so that the best is known: no cluster is run.
struct FormulaEvaluator: PolicyEvaluator {
  func evaluate(
    _ policies: [PreparedStrategy], on block: PolicyBlock
  ) throws(InputErrors) -> [RunScores] {
    policies.map { policy in
      let spec = policy.autoscalers[0].hpa.spec
      let target = Double(spec.metrics[0].resource?.target.averageUtilization ?? 0)
      let window = Double(spec.behavior?.scaleDown?.stabilizationWindowSeconds ?? 300)
      // Each block shifts all policies alike, as shared luck does.
      let luck = Double(block.luck % 100) / 1_000
      let cost = 1 + luck + (100 - target) / 100 + window / 3_000
      let bad = target > 70 ? 1.5 + luck : 0.2 + luck
      return RunScores(
        values: block.scores.map { id in
          switch id {
          case "cost": cost
          case "slo_violation_percent": bad
          default: 0
          }
        })
    }
  }
}
