import Foundation
import Kubernetes
import Simulation
import Testing

@testable import Experiment

/// Two runs of a real Kubernetes 1.36 HPA, recorded in `shared/` beside the repository.
private let folder = DocumentationTests.repository.deletingLastPathComponent()
  .appendingPathComponent("shared/fixtures/kubernetes/hpa_traces").path

@Suite(
  "A real HPA's run, as an experiment file",
  .enabled(if: FileManager.default.fileExists(atPath: folder), "needs the recorded traces in ../shared"))
struct RealTraceTests {
  /// What both runs have in common: a demand in cores that 32-core nodes always satisfy, and metrics read from a gauge.
  private static func text(
    hpa: String, demand: String, more: String = "", start: String, created: String, phase: String
  ) -> String {
    """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: real}
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
              terminationGracePeriodSeconds: 5
              containers:
              - name: app
                image: x
                resources: {requests: {cpu: 200m, memory: 64Mi}, limits: {cpu: 1}}
      - apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 2, \(hpa)}
      workloads:
      - target: web
        load: {steps: \(demand), unit: cores, duration: 860s, every: 10s}
        podTiming: {start: \(start), appStart: 0s, stop: 2s}
        startsSettled: false
      nodePools: [{name: node, count: 3, cpu: 32, memory: 64Gi}]
      controller: {kubernetesVersion: "1.36"}
      metricsPipeline: {instantaneous: true, firstScrape: 50ms}
      autoscalers: [{name: web, createdAt: \(created), phase: \(phase)}]
      \(more)
      strategies: [{name: as-recorded}]
      seeds: 1
    """
  }

  private static let cpu =
    "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}"

  static let experiments = [
    "trace1": text(
      hpa: """
        maxReplicas: 20, metrics: [\(cpu)], behavior: {scaleDown: {stabilizationWindowSeconds: 60, \
        policies: [{type: Percent, value: 50, periodSeconds: 30}]}}
        """,
      demand: "[{at: 0s, value: 0.3}, {at: 60s, value: 1.5}, {at: 150s, value: 2.6}, {at: 240s, value: 0.4}, "
        + "{at: 330s, value: 0.15}]", start: "3s", created: "5s", phase: "0s"),
    "trace2": text(
      hpa: """
        maxReplicas: 30, metrics: [\(cpu), \
        {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 15}}}, \
        {type: External, external: {metric: {name: queue_len, selector: {matchLabels: {q: a}}}, \
        target: {type: AverageValue, averageValue: 200}}}]
        """,
      demand: "[{at: 0s, value: 0.3}, {at: 90s, value: 1.5}, {at: 210s, value: 2.6}, {at: 330s, value: 0.4}, "
        + "{at: 420s, value: 0.15}]",
      more: """
        metrics:
          - {name: rps, api: pods, signal: requestsPerSecond, deployment: web, window: 0s}
          - name: queue_len
            api: external
            labels: {q: a}
            series:
              steps: [{at: 0s, value: 300}, {at: 90s, value: 1500}, {at: 210s, value: 2600}, {at: 330s, value: 400},
                {at: 420s, value: 150}]
              unit: number
              duration: 860s
              every: 10s
        """, start: "40s", created: "60s", phase: "500ms"),
  ]

  @Test("gives the same sizes, each within one sync period", arguments: ["trace1", "trace2"])
  func sameSequence(name: String) async throws {
    let report = DocumentReport()
    let plan = try SampleExperiment.plan(#require(Self.experiments[name]), report: report)
    #expect(report.warnings.map(\.description) == [])
    let run = try #require(try await ExperimentRunner(jobs: 1).runs(of: plan).first)
    let found = run.recording.decisions.filter { $0.from != $0.to }
    let expected = try Self.changes(folder + "/\(name).jsonl")
    #expect(found.map(\.to) == expected.map(\.replicas))
    for (decision, change) in zip(found, expected) {
      #expect(abs(decision.timeMs - change.timeMs) <= 15_000, "to \(decision.to) at \(decision.timeMs)")
    }
  }

  /// The instants and sizes of a recorded run's changes of spec.replicas.
  private static func changes(_ file: String) throws -> [(timeMs: Int64, replicas: Int32)] {
    var result: [(timeMs: Int64, replicas: Int32)] = []
    var last: Int32?
    for line in try DocumentNode.parse(contentsOf: file) {
      guard case .number(let time)? = line["t"]?.content,
        case .number(let size)? = line["spec_replicas"]?.content,
        let seconds = Double(time), let replicas = Int32(size)
      else { continue }
      if let last, last != replicas { result.append((Int64(seconds * 1000), replicas)) }
      last = replicas
    }
    return result
  }
}
