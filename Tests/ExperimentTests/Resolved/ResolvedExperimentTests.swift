import Cluster
import Foundation
import Kubernetes
import Scaling
import Simulation
import Testing
import Workload

@testable import Experiment

@Suite("A resolved experiment can be run again")
struct ResolvedExperimentTests {
  /// Everything an experiment file can say, with loads from two files of one name.
  private static let text = """
    apiVersion: scalelab.dev/v1
    kind: Experiment
    metadata: {name: everything}
    spec:
      summary: "All fields: at once"
    \(SampleExperiment.manifests)
      workloads:
      - target: web
        traces:
        - {name: quiet, csv: {file: load.csv}, arrivals: poisson}
        - name: busy
          sum: [{csv: {file: other/load.csv}}, {constant: 5}]
        response: {cpuPerRequest: 0.02, serviceTimeCV: 1.5, timeout: none, threads: 2, baseLatency: 20ms}
        podTiming: {appStart: {mean: 3s, cv: 0.5}, imageCached: false}
        startsSettled: false
      blocks: 5m
      nodePools: [{name: small, count: 4, cpu: "3.5", memory: 8Gi, pricePerHour: 0.19}]
      metrics:
      - {name: rps, api: pods, signal: requestsPerSecond, deployment: web, window: 30s}
      - {name: queue, api: external, labels: {q: a, r: b}, series: {csv: {file: load.csv}}, lag: 5s}
      controller:
        kubernetesVersion: "1.34"
        horizontal-pod-autoscaler-tolerance: 0.05
        horizontal-pod-autoscaler-downscale-stabilization: 2m
        featureGates: {HPAConfigurableTolerance: true}
      metricsPipeline: {resolution: 30s, firstScrape: 7s}
      autoscalers: [{name: web, createdAt: 5s, phase: 1s}]
      strategies:
      - name: today
      - name: nervous
        summary: without patience
        patches:
        - target: {kind: HPA, name: web}
          set: {spec.behavior.scaleDown.stabilizationWindowSeconds: 0}
      - {name: static, replicas: 4}
      baseline: static
      compare: [{strategy: nervous, against: today}]
      seeds: [5, 2]
      slo: {latency: 250ms, target: 99.9}
      prices: {cpuHour: 0.04, memoryGiBHour: 0.005, currency: EUR}
      warmup: 2m
      recordStep: 30s
    """

  /// Reads a plan from a folder of files.
  private func plan(_ text: String, files: [ExperimentFile]) throws -> ExperimentPlan {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "scalelab-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files + [ExperimentFile(name: "experiment.yaml", bytes: Array(text.utf8))] {
      let path = folder.appendingPathComponent(file.name)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: path)
    }
    return try ExperimentPlan(
      file: folder.appendingPathComponent("experiment.yaml").path, report: DocumentReport())
  }

  private func original() throws -> ExperimentPlan {
    let csv = "time,value\n" + (0..<40).map { "\($0 * 15),\(10 + $0 % 7)" }.joined(separator: "\n") + "\n"
    return try plan(
      Self.text,
      files: [
        ExperimentFile(name: "load.csv", bytes: Array(csv.utf8)),
        ExperimentFile(name: "other/load.csv", bytes: Array((csv + "600,3\n").utf8)),
      ])
  }

  @Test("Its text and files resolve to themselves")
  func fixedPoint() throws {
    let first = ResolvedExperiment(try original())
    let second = ResolvedExperiment(try plan(first.text, files: first.files))
    #expect(second.text == first.text)
    #expect(second.files == first.files)
    #expect(first.files.map(\.name) == ["load.csv", "load1-load.csv"])
  }

  @Test("It gives the same scenarios, run by run")
  func sameScenarios() throws {
    let first = try original()
    let resolved = ResolvedExperiment(first)
    let second = try plan(resolved.text, files: resolved.files)
    #expect(second.traces.map(\.name) == first.traces.map(\.name))
    #expect(second.spec.seeds == first.spec.seeds && second.spec.baseline == first.spec.baseline)
    #expect(second.strategies.map(\.summary) == first.strategies.map(\.summary))
    for trace in first.traces.indices {
      for seed in first.spec.seeds {
        let (a, b) = (try first.inputs(trace: trace, seed: seed), try second.inputs(trace: trace, seed: seed))
        #expect(a.luck == b.luck && a.loads == b.loads)
        for (one, other) in zip(first.strategies, second.strategies) {
          let left = first.scenario(strategy: one, trace: trace, inputs: a)
          let right = second.scenario(strategy: other, trace: trace, inputs: b)
          #expect(left.workloads.map(\.deployment) == right.workloads.map(\.deployment))
          #expect(left.workloads.map(\.response) == right.workloads.map(\.response))
          #expect(left.workloads.map(\.timing) == right.workloads.map(\.timing))
          #expect(left.workloads.map(\.startsSettled) == right.workloads.map(\.startsSettled))
          #expect(left.autoscalers.map(\.hpa) == right.autoscalers.map(\.hpa))
          #expect(left.autoscalers.map(\.createdMs) == right.autoscalers.map(\.createdMs))
          #expect(left.autoscalers.map(\.phaseMs) == right.autoscalers.map(\.phaseMs))
          #expect(left.metrics.map(\.labels) == right.metrics.map(\.labels))
          #expect(left.metrics.map(\.windowMs) == right.metrics.map(\.windowMs))
          #expect(left.metrics.map(\.lagMs) == right.metrics.map(\.lagMs))
          #expect(left.nodePools == right.nodePools && left.hpa == right.hpa)
          #expect(left.metricsPipeline == right.metricsPipeline)
          #expect(left.horizonMs == right.horizonMs && left.recordStepMs == right.recordStepMs)
          #expect(left.latencyObjectiveMs == right.latencyObjectiveMs && left.epochMs == right.epochMs)
        }
      }
    }
  }

  @Test("Running it again in the closed loop gives the same scores")
  func sameScores() async throws {
    let first = try original()
    let result = try await Experiment.run(first, on: ExperimentRunner(jobs: 2))
    let second = try plan(result.resolvedInputs, files: result.inputFiles)
    let again = try await Experiment.run(second, on: ExperimentRunner(jobs: 1))
    for (one, other) in zip(result.runs, again.runs) {
      #expect(one.scores.map(\.bitPattern) == other.scores.map(\.bitPattern))
      #expect(one.recording == other.recording)
    }
    #expect(again.verdict == result.verdict)
    #expect(again.notes == result.notes)
  }
}
