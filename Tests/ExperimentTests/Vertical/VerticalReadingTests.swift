import Kubernetes
import Scaling
import Simulation
import Testing

@testable import Experiment

@Suite("VPAs of an experiment")
struct VerticalReadingTests {
  /// A VPA beside the sample's Deployment and HPA, from line 23 on.
  static func manifests(_ spec: String) -> String {
    SampleExperiment.manifests + """

        - apiVersion: autoscaling.k8s.io/v1
          kind: VerticalPodAutoscaler
          metadata: {name: web}
          spec: \(spec)
      """
  }

  static let target = "targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}"

  @Test("Strategies bring and patch VPAs; the flags of their parts are the experiment's or their own")
  func reads() throws {
    let text = SampleExperiment.text(
      manifests: Self.manifests("{\(Self.target), updatePolicy: {updateMode: \"Off\"}}"),
      strategies: """
          strategies:
          - name: today
          - name: sized
            patches:
            - {target: {kind: VPA, name: web}, set: {spec.updatePolicy.updateMode: Recreate}}
            verticalPodAutoscaler: {updater: {eviction-tolerance: 0.25, updater-interval: 2m}}
          - name: without
            remove: [VPA]
        """,
      more: """
          verticalPodAutoscaler:
            offUntil: 10m
            recommender: {target-cpu-percentile: 0.95}
        """)
    let plan = try SampleExperiment.plan(text)
    #expect(plan.sizedWorkloads == ["web"])
    let scenarios = try plan.strategies.map {
      plan.scenario(strategy: $0, trace: 0, inputs: try plan.inputs(trace: 0, seed: 1))
    }
    #expect(scenarios.map { $0.vertical?.autoscalers.map(\.updateMode) } == [[.off], [.recreate], []])
    // A strategy without a VPA is held against its usage all the same.
    #expect(scenarios.allSatisfy { $0.vertical?.watched == ["web"] })
    #expect(scenarios[0].vertical?.recommender.cpuPercentiles.target == 0.95)
    #expect(scenarios[0].vertical?.offUntilMs == 600_000)
    #expect(scenarios[1].vertical?.updater.evictionTolerance == 0.25)
    #expect(scenarios[1].vertical?.updaterIntervalMs == 120_000)
    #expect(scenarios[1].vertical?.recommender.cpuPercentiles.target == 0.9)
    #expect(plan.strategies.map(\.summary)[1].hasSuffix("VPA Recreate"))
    #expect(plan.scoreRules.contains { $0.score.id == "oom_kills_per_pod_day" })
  }

  @Test("An experiment without a VPA has none of it")
  func without() throws {
    let plan = try SampleExperiment.plan(SampleExperiment.text())
    let scenario = plan.scenario(
      strategy: plan.strategies[0], trace: 0, inputs: try plan.inputs(trace: 0, seed: 1))
    #expect(scenario.vertical == nil)
    #expect(!plan.scoreRules.contains { $0.score.id == "oom_kills_per_pod_day" })
  }

  @Test("One mistake gives one problem with its place", arguments: mistakes)
  func oneProblem(wrong: WrongText) {
    let isObject = wrong.text.hasPrefix("{targetRef") || wrong.text.hasPrefix("{updatePolicy")
    let text =
      isObject
      ? SampleExperiment.text(manifests: Self.manifests(wrong.text))
      : SampleExperiment.text(more: "  verticalPodAutoscaler: " + wrong.text)
    let problems = SampleExperiment.problems(text)
    #expect(problems.count == 1, "\(problems.joined(separator: "\n"))")
    #expect(problems.first?.hasPrefix(wrong.problem) == true, "\(problems.first ?? "none")")
  }

  static let mistakes = [
    WrongText(
      "no target", "{updatePolicy: {updateMode: Recreate}}",
      "sample.yaml:32:5: spec.targetRef: Required value"),
    WrongText(
      "a target without load", "{targetRef: {apiVersion: apps/v1, kind: Deployment, name: wep}}",
      "sample.yaml:32:12: spec.targetRef: VPA web sizes Deployment wep, which takes no part in this experiment"
    ),
    WrongText(
      "a mode behind a gate", "{\(target), updatePolicy: {updateMode: InPlace}}",
      "sample.yaml:32:102: spec.updatePolicy.updateMode: Forbidden: in order to use UpdateMode InPlace"),
    WrongText(
      "an unknown mode", "{\(target), updatePolicy: {updateMode: Sometimes}}",
      "sample.yaml:32:102: spec.updatePolicy.updateMode: Unsupported value: \"Sometimes\""),
    WrongText(
      "a maximum below the minimum",
      "{\(target), resourcePolicy: {containerPolicies: [{containerName: app, minAllowed: {cpu: 2}, maxAllowed: {cpu: 1}}]}}",
      "sample.yaml:32:173: spec.resourcePolicy.containerPolicies[0].maxAllowed[cpu]: Invalid value"),
    WrongText(
      "an unknown flag", "{recommender: {target-cpu-percentil: 0.9}}",
      "sample.yaml:36:41: spec.verticalPodAutoscaler.recommender.target-cpu-percentil: is no flag of the VPA's recommender"
    ),
    WrongText(
      "a wrong value of a flag", "{updater: {eviction-tolerance: 2}}",
      "sample.yaml:36:37: spec.verticalPodAutoscaler.updater.eviction-tolerance: cannot be \"2\""),
    WrongText(
      "an interval that is none", "{updater: {updater-interval: often}}",
      "sample.yaml:36:37: spec.verticalPodAutoscaler.updater.updater-interval: must be a length of time from 1s to 1h"
    ),
    WrongText(
      "a list of flags", "{updater: [eviction-tolerance]}",
      "sample.yaml:36:36: spec.verticalPodAutoscaler.updater: must be flags by upstream's names"),
    WrongText(
      "a boost below nothing", "{admissionController: {max-allowed-cpu-boost: -1}}",
      "sample.yaml:36:"),
    WrongText(
      "a time that is none", "{offUntil: soon}",
      "sample.yaml:36:37: spec.verticalPodAutoscaler.offUntil: must be a length of time"),
  ]

  @Test(
    "A field that nobody knows is warned of with its place",
    arguments: [
      ("{updator: {min-replicas: 1}}", "updator"),
      ("{featureGates: {Inplace: true}}", "featureGates.Inplace"),
    ])
  func unknownField(text: String, path: String) throws {
    let warnings = try SampleExperiment.warnings(
      SampleExperiment.text(more: "  verticalPodAutoscaler: " + text))
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("spec.verticalPodAutoscaler.\(path): ") == true, "\(warnings)")
  }

  @Test("An HPA and a VPA on the same resource are warned of, on different ones not")
  func warns() throws {
    func warnings(_ policy: String) throws -> [String] {
      let report = DocumentReport()
      let text = SampleExperiment.text(manifests: Self.manifests("{\(Self.target)\(policy)}"))
      _ = try ExperimentPlan(try SampleExperiment.spec(text, report: report), report: report)
      return report.warnings.map(\.message)
    }
    #expect(try warnings("").count == 1)
    #expect(try warnings(", updatePolicy: {updateMode: \"Off\"}").isEmpty)
    let memory =
      ", resourcePolicy: {containerPolicies: [{containerName: app, controlledResources: [memory]}]}"
    #expect(try warnings(memory).isEmpty)
  }
}
