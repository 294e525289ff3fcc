import Kubernetes
import Simulation
import Testing

@testable import Experiment

@Suite("Strategies put together")
struct StrategyTests {
  private func plan(strategies: String, more: String = "") throws -> ExperimentPlan {
    try SampleExperiment.plan(SampleExperiment.text(strategies: "  strategies:\n\(strategies)", more: more))
  }

  @Test("Fixed replicas take the HPA away, and only then")
  func fixedReplicas() throws {
    let plan = try plan(
      strategies: "  - {name: today}\n  - {name: static, replicas: 7}\n  - {name: web, replicas: {web: 3}}")
    #expect(plan.strategies.map(\.autoscalers.count) == [1, 0, 0])
    #expect(plan.strategies.map { $0.deployments[0].spec.replicas } == [2, 7, 3])
    #expect(plan.strategies.map(\.summary) == ["HPA cpu 70 %, 1..10", "7 replicas", "3 replicas"])
  }

  @Test("Without its HPA a strategy is static")
  func removal() throws {
    let plan = try plan(
      strategies: "  - {name: a, remove: HPA}\n  - {name: b, remove: [HorizontalPodAutoscaler/web]}")
    #expect(plan.strategies.allSatisfy { $0.autoscalers.isEmpty })
    #expect(plan.strategies.map(\.summary) == ["2 replicas", "2 replicas"])
  }

  @Test("Patches set values by path, then merge, each strategy for itself")
  func patches() throws {
    let plan = try plan(
      strategies: """
          - name: a
            patches:
            - target: {kind: HorizontalPodAutoscaler, name: web}
              set:
                spec.metrics[0].resource.target.averageUtilization: 50
                spec.minReplicas: 2
              merge: {spec: {behavior: {scaleDown: {stabilizationWindowSeconds: 60}}}}
          - name: b
        """)
    let (a, b) = (plan.strategies[0].autoscalers[0].hpa, plan.strategies[1].autoscalers[0].hpa)
    #expect(a.spec.metrics[0].resource?.target.averageUtilization == 50)
    #expect(a.spec.minReplicas == 2)
    #expect(a.spec.behavior?.scaleDown?.stabilizationWindowSeconds == 60)
    // Defaulting came after the patch: behavior that is there at all is completed.
    #expect(a.spec.behavior?.scaleUp?.stabilizationWindowSeconds == 0)
    #expect(b.spec.metrics[0].resource?.target.averageUtilization == 70)
    #expect(b.spec.behavior == nil)
    #expect(plan.strategies[0].summary == "HPA cpu 50 %, 2..10, behavior")
  }

  @Test("An object of a strategy replaces the one of its kind and name, or joins")
  func ownManifests() throws {
    let hpa = """
      apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web}, spec: {maxReplicas: 5, \
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
      """
    let plan = try plan(strategies: "  - name: a\n    manifests: [{\(hpa)}]")
    #expect(plan.strategies[0].autoscalers.map(\.hpa.spec.maxReplicas) == [5])
    // The API server's default metric.
    #expect(plan.strategies[0].summary == "HPA cpu 80 %, 1..5")
  }

  @Test("Two HPAs of one Deployment are refused, as upstream scales by neither")
  func twoAutoscalers() throws {
    let hpa = """
      apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: other}, spec: {maxReplicas: 5, \
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
      """
    let problems = SampleExperiment.problems(
      SampleExperiment.text(strategies: "  strategies:\n  - name: a\n    manifests: [{\(hpa)}]"))
    #expect(problems.count == 1 && problems[0].contains("as HPA web does already"), "\(problems)")
  }

  @Test("A metric is served by what the experiment says of it")
  func servedMetrics() throws {
    let plan = try plan(
      strategies: """
          - name: a
            patches:
            - target: {kind: HPA}
              merge:
                spec:
                  metrics:
                  - {type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 5}}}
                  - type: External
                    external:
                      metric: {name: queue, selector: {matchLabels: {q: a}}}
                      target: {type: AverageValue, averageValue: 30}
        """,
      more: """
          metrics:
          - {name: rps, api: pods, signal: requestsPerSecond, deployment: web, window: 30s, lag: 5s}
          - {name: queue, api: external, labels: {q: a}, series: {constant: 60, duration: 30m, unit: number}}
        """)
    let inputs = try plan.inputs(trace: 0, seed: 1)
    #expect(inputs.metrics.map(\.windowMs) == [30_000, 60_000])
    #expect(inputs.metrics.map(\.lagMs) == [5_000, 0])
    #expect(plan.strategies[0].summary == "HPA rps 5 a pod, queue 30 a pod, 1..10")
  }

  @Test("A container without a request is told, as its HPA can never scale")
  func noRequest() throws {
    let text = SampleExperiment.text().replacing("requests: {cpu: 500m, memory: 256Mi}, ", with: "")
      .replacing("limits: {cpu: \"1\"}", with: "")
    let warnings = try SampleExperiment.warnings(text)
    #expect(
      warnings.contains { $0.contains("requests no cpu: the HPA cannot compute a utilization") },
      "\(warnings)")
  }

  @Test("A list as kubectl writes it is taken apart")
  func lists() throws {
    let items = SampleExperiment.manifests.split(separator: "\n").dropFirst().map { "  \($0)" }
    let text = SampleExperiment.text(
      manifests: "  manifests:\n  - apiVersion: v1\n    kind: List\n    items:\n"
        + items.joined(separator: "\n"))
    #expect(try SampleExperiment.plan(text).strategies[0].autoscalers.count == 1)
  }

  @Test("HPAs are created when the experiment says")
  func creation() throws {
    let plan = try plan(
      strategies: "  - {name: a}", more: "  autoscalers: [{name: web, createdAt: 5s, phase: 2s}]")
    #expect(plan.strategies[0].autoscalers[0].createdMs == 5_000)
    #expect(plan.strategies[0].autoscalers[0].phaseMs == 2_000)
  }

  @Test("A creation time of an HPA that no strategy has is told")
  func unknownAutoscaler() throws {
    let warnings = try SampleExperiment.warnings(
      SampleExperiment.text(more: "  autoscalers: [{name: wbe, createdAt: 5s}]"))
    #expect(warnings == ["spec.autoscalers[0].name: no strategy has an HPA wbe (did you mean web?)"])
  }
}
