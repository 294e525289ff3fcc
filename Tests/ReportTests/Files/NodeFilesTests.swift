import Experiment
import Foundation
import Kubernetes
import Simulation
import Testing

@testable import Report

/// The scores of nodes follow from the files of a report by arithmetic.
@Suite("Files of nodes")
struct NodeFilesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A burst and a lull of three hours on nodes of both autoscalers, with a warm-up.
  private static let text = """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: nodes}
    spec:
      manifests:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 6
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: app
                image: web:1
                resources: {requests: {cpu: 900m, memory: 1Gi}, limits: {cpu: 900m}}
      - apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 4
          maxReplicas: 60
          metrics:
          - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
      workloads:
      - target: web
        load: {spike: {base: 250, peak: 1500, at: 30m, width: 20m, shape: rectangle}, duration: 3h}
      warmup: 20m
      seeds: 1
      slo: {latency: 500ms, target: 95}
      strategies:
      - name: autoscaler
        nodeAutoscaler:
          clusterAutoscaler:
            machines: {file: machine-prices.csv}
            nodeGroups:
            - {name: small, machine: g1.xlarge, zones: [zone-a], size: 3, max: 20}
      - name: karpenter
        nodeAutoscaler:
          karpenter:
            machines: {file: machine-prices.csv}
            nodePools: [{name: general, consolidateAfter: 1m}]
            cloud: {spotInterruptionsPerHour: 1}
    """

  private static func result() async throws -> ExperimentResult {
    let report = DocumentReport()
    let node = try DocumentNode.parse(yaml: text, file: "nodes.yaml")[0]
    let spec = try ExperimentSpec.read(
      node, folder: root.appending(path: "Workloads").path, report: report)
    return try await Experiment.run(ExperimentPlan(spec, report: report), on: ExperimentRunner(jobs: 2))
  }

  @Test("Node-hours, cost, churn, waits and evictions are those of the files, the warm-up left out")
  func scores() async throws {
    let result = try await Self.result()
    #expect(
      Report.files(of: result).map(\.name).suffix(5) == [
        "nodes.csv", "node-times.csv", "pod-waits.csv", "node-decisions.csv", "index.html",
      ])
    let runs = try Records(RunsFile().bytes(of: result))
    let times = try Records(NodeTimesFile().bytes(of: result))
    let waits = try Records(PodWaitsFile().bytes(of: result))
    let changes = try Records(NodesFile().bytes(of: result))
    let warmup = 1_200_000.0
    let end = 12_000_000.0
    for (row, strategy) in runs["strategy"].enumerated() {
      func column(_ id: String) -> Double { runs.numbers(id)[row] }
      func close(_ id: String, _ value: Double) {
        #expect(abs(column(id) - value) <= 1e-9 * max(1, value.magnitude), "\(strategy) \(id)")
      }
      var (hours, cost, churn) = (0.0, 0.0, 0.0)
      for (place, name) in times["strategy"].enumerated() where name == strategy {
        let from = times.numbers("from_ms")[place]
        let until = times.numbers("until_ms")[place]
        let lasted = max(0, (until.isNaN ? end : until) - max(from, warmup)) / 3_600_000
        hours += lasted
        cost += lasted * times.numbers("price_per_hour")[place]
        if from > warmup { churn += 1 }
        if until > warmup { churn += 1 }
      }
      close("node_hours", hours)
      close("node_cost", cost)
      close("node_churn", churn)
      #expect(hours > 1 && churn > 4)
      var (seconds, ready) = (0.0, [Double]())
      for (place, name) in waits["strategy"].enumerated() where name == strategy {
        let (from, until) = (waits.numbers("from_ms")[place], waits.numbers("until_ms")[place])
        guard until > warmup else { continue }
        seconds += (until - max(from, warmup)) / 1_000
        let done = waits.numbers("ready_ms")[place]
        if !done.isNaN { ready.append((done - from) / 1_000) }
      }
      close("pending_pod_seconds", seconds)
      close("unschedulable_to_ready_seconds", ready.reduce(0, +) / Double(ready.count))
      #expect(seconds > 100)
      var evicted = 0.0
      for (place, name) in changes["strategy"].enumerated() where name == strategy {
        guard ["evicted", "removed"].contains(changes["what"][place]),
          changes.numbers("time_ms")[place] > warmup
        else { continue }
        evicted += changes.numbers("pods")[place]
      }
      // Three hours are scored.
      close("evictions_per_day", evicted * 8)
    }
    let share = try #require(runs.numbers("wasted_cpu_percent").first)
    #expect(share > 0 && share < 100)
  }

  @Test("The page shows nodes, reasons and decisions, and is well formed")
  func page() async throws {
    let result = try await Self.result()
    let page = PageFile().bytes(of: result)
    #expect(Markup(page).firstImbalance == nil)
    let text = String(decoding: page, as: UTF8.self)
    for piece in [
      "Nodes that came and went", "Why nodes were not removed", "Decisions about nodes",
      "Pods waiting for a node", "least-waste chose it", "the cheapest of",
    ] {
      #expect(text.contains(piece), "\(piece)")
    }
  }
}
