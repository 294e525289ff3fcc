import Experiment
import Kubernetes
import Simulation
import Testing

@testable import Report

/// The scores of sizes follow from vertical.csv by arithmetic.
@Suite("Files of pods sized by what they use")
struct VerticalFilesTests {
  /// Four hours with a warm-up, of a workload that runs out of memory until its pods are larger.
  private static let text = """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: sizes}
    spec:
      manifests:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 3
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                image: web:1
                resources: {requests: {cpu: 1500m, memory: 80Mi}, limits: {cpu: 2, memory: 120Mi}}
              - name: beside
                image: beside:1
                resources: {requests: {cpu: 100m, memory: 32Mi}}
      - apiVersion: autoscaling.k8s.io/v1
        kind: VerticalPodAutoscaler
        metadata: {name: web}
        spec:
          targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          updatePolicy: {updateMode: Recreate}
      workloads:
      - target: web
        load: {spike: {base: 60, peak: 200, at: 2h, width: 40m, shape: rectangle}, duration: 4h}
        response: {cpuPerRequest: 10m, memoryBase: 60Mi, memoryPerInFlight: 4Mi, timeout: 5s}
      verticalPodAutoscaler:
        offUntil: 100m
        recommender: {pod-recommendation-min-memory-mb: 64}
      warmup: 7m
      reportStep: 10m
      seeds: 1
      slo: {latency: 500ms, target: 95}
      strategies:
      - name: sized
      - name: in-place
        patches:
        - {target: {kind: VPA}, set: {spec.updatePolicy.updateMode: InPlaceOrRecreate}}
      - name: alone
        remove: VPA
    """

  private static func result() async throws -> ExperimentResult {
    let report = DocumentReport()
    let node = try DocumentNode.parse(yaml: text, file: "sizes.yaml")[0]
    let spec = try ExperimentSpec.read(node, folder: "", report: report)
    return try await Experiment.run(ExperimentPlan(spec, report: report), on: ExperimentRunner(jobs: 2))
  }

  @Test("Slack, time above requests, throttling, kills, evictions and resizes follow from vertical.csv")
  func recomputed() async throws {
    let result = try await Self.result()
    let rows = try Records(VerticalFile().bytes(of: result))
    for (index, run) in result.runs.enumerated() {
      let name = result.strategies[run.strategy].name
      let own = rows.rows.indices.filter { rows["strategy"][$0] == name && rows["is_scored"][$0] == "1" }
      func sum(_ column: String) -> Double {
        let numbers = rows.numbers(column)
        return own.reduce(0) { $0 + numbers[$1] }
      }
      let days = sum("pod_ms") / 86_400_000
      let expected = [
        "cpu_unused_percent": 100 * sum("cpu_unused_core_ms") / sum("cpu_requested_core_ms"),
        "cpu_unused_cores": sum("cpu_unused_core_ms") / sum("pod_ms"),
        "memory_unused_percent": 100 * sum("memory_unused_byte_ms") / sum("memory_requested_byte_ms"),
        "cpu_above_request_percent": 100 * sum("cpu_above_request_pod_ms") / sum("pod_ms"),
        "memory_above_request_percent": 100 * sum("memory_above_request_pod_ms") / sum("pod_ms"),
        "throttled_percent": 100 * sum("cpu_throttled_pod_ms") / sum("pod_ms"),
        "throttled_pod_seconds": sum("cpu_throttled_pod_ms") / 1_000,
        "oom_kills_per_pod_day": sum("oom_kills") / days,
        "vpa_evictions_per_pod_day": sum("evictions") / days,
        "vpa_resizes_per_pod_day": sum("resizes") / days,
      ]
      for (id, value) in expected {
        let place = try #require(result.scores.firstIndex { $0.id == id })
        #expect(abs(result.runs[index].scores[place] - value) <= 1e-9 * max(1, abs(value)), "\(name) \(id)")
      }
    }
  }

  @Test("The decisions' file tells each eviction and resize, and the page both in words")
  func decisions() async throws {
    let result = try await Self.result()
    let rows = try Records(VerticalDecisionsFile().bytes(of: result))
    let found = Array(zip(rows["strategy"], rows["what"]))
    #expect(found.contains { $0 == ("sized", "evicted") })
    #expect(found.contains { $0 == ("in-place", "resized") })
    #expect(!rows["strategy"].contains("alone"))
    let page = String(decoding: PageFile().bytes(of: result), as: UTF8.self)
    #expect(page.contains("Pods sized by what they use"))
    #expect(page.contains("Why pods were not updated"))
    #expect(page.contains("resized in place"))
  }
}
