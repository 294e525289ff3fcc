import Kubernetes
import Testing

@testable import Experiment

/// An experiment of two strategies on one small Deployment, as text to change.
enum SampleExperiment {
  /// The Deployment and its HPA, inline.
  static let manifests = """
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
                resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: "1"}}
      - apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 1
          maxReplicas: 10
          metrics:
          - type: Resource
            resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
    """

  /// The load.
  static let workloads = """
      workloads:
      - target: web
        load: {constant: 100, duration: 30m}
    """

  /// The strategies.
  static let strategies = """
      strategies:
      - name: today
      - name: static
        replicas: 4
    """

  /// A whole experiment, of these parts or others.
  static func text(
    manifests: String = manifests, workloads: String = workloads, strategies: String = strategies,
    more: String = ""
  ) -> String {
    """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: sample}
    spec:
    \(manifests)
    \(workloads)
    \(strategies)
    \(more)
    """
  }

  /// Reads an experiment's text, as from the file `sample.yaml` in a folder.
  static func spec(
    _ text: String, folder: String = "", report: DocumentReport = DocumentReport()
  ) throws(InputErrors) -> ExperimentSpec {
    let documents = try DocumentNode.parse(yaml: text, file: "sample.yaml")
    return try ExperimentSpec.read(documents[0], folder: folder, report: report)
  }

  /// Reads and prepares an experiment's text.
  static func plan(
    _ text: String, folder: String = "", report: DocumentReport = DocumentReport()
  ) throws(InputErrors) -> ExperimentPlan {
    try ExperimentPlan(spec(text, folder: folder, report: report), report: report)
  }

  /// What is wrong with an experiment's text, a line each.
  static func problems(_ text: String) -> [String] {
    do {
      _ = try plan(text)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// What is strange in an experiment's text, a line each.
  static func warnings(_ text: String) throws(InputErrors) -> [String] {
    let report = DocumentReport()
    _ = try plan(text, report: report)
    return report.warnings.map(\.description)
  }
}

/// A text with one mistake, and the beginning of the one problem it must give.
struct WrongText: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String
  let problem: String

  init(_ name: String, _ text: String, _ problem: String) {
    (testDescription, self.text, self.problem) = (name, text, problem)
  }
}
