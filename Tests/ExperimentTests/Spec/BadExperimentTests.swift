import Testing

@testable import Experiment

@Suite("What is wrong with an experiment is told with its place")
struct BadExperimentTests {
  /// A wrong experiment, and the beginning of the one problem it must give.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let problem: String

    init(_ name: String, _ text: String, _ problem: String) {
      (testDescription, self.text, self.problem) = (name, text, problem)
    }
  }

  @Test("One mistake gives one problem", arguments: wrongFields + wrongStrategies)
  func oneProblem(wrong: Case) {
    let problems = SampleExperiment.problems(wrong.text)
    #expect(problems.count == 1, "\(problems.joined(separator: "\n"))")
    #expect(problems.first?.hasPrefix(wrong.problem) == true, "\(problems.first ?? "none")")
  }

  static let wrongFields = [
    Case(
      "another kind", "apiVersion: scalelab.dev/v1\nkind: Deployment",
      "sample.yaml:2:7: kind: must be Experiment"),
    Case("no version", "kind: Experiment", "sample.yaml:1:1: apiVersion: missing field \"apiVersion\""),
    Case(
      "a name with a slash",
      SampleExperiment.text().replacing("name: sample", with: "name: a/b"),
      "sample.yaml:3:18: metadata.name: must be up to 63 lower case letters"),
    Case(
      "no workload", SampleExperiment.text(workloads: ""),
      "sample.yaml:5:3: spec.workloads: missing field \"workloads\""),
    Case(
      "empty workloads", SampleExperiment.text(workloads: "  workloads: []"),
      "sample.yaml:29:14: spec.workloads: must name at least one Deployment"),
    Case(
      "no load", SampleExperiment.text(workloads: "  workloads: [{target: web}]"),
      "sample.yaml:29:15: spec.workloads[0].load: missing field \"load\""),
    Case(
      "a load of no kind", SampleExperiment.text(workloads: "  workloads: [{target: web, load: {wave: 3}}]"),
      "sample.yaml:29:36: spec.workloads[0].load: unknown kind of load \"wave\""),
    Case(
      "traces of one name",
      SampleExperiment.text(
        workloads: "  workloads: [{target: web, traces: ["
          + "{name: a, constant: 1, duration: 1h}, {name: a, constant: 2, duration: 1h}]}]"),
      "sample.yaml:29:76: spec.workloads[0].traces[1].name: the name a is taken"),
    Case(
      "seeds by word", SampleExperiment.text(more: "  seeds: many"),
      "sample.yaml:36:10: spec.seeds: must be a whole number"),
    Case(
      "no seeds", SampleExperiment.text(more: "  seeds: []"),
      "sample.yaml:36:10: spec.seeds: must hold at least one"),
    Case(
      "a seed twice", SampleExperiment.text(more: "  seeds: [1, 1]"),
      "sample.yaml:36:14: spec.seeds: must be whole"),
    Case(
      "a target of 100 %", SampleExperiment.text(more: "  slo: {target: 100}"),
      "sample.yaml:36:17: spec.slo.target: must be a percentage from 1 to below 100"),
    Case(
      "a latency without unit", SampleExperiment.text(more: "  slo: {latency: fast}"),
      "sample.yaml:36:18: spec.slo.latency: must be a length of time"),
    Case(
      "a negative price", SampleExperiment.text(more: "  prices: {cpuHour: -1}"),
      "sample.yaml:36:21: spec.prices.cpuHour: must be a price of at least 0"),
    Case(
      "a node without memory", SampleExperiment.text(more: "  nodePools: [{name: a, cpu: 4}]"),
      "sample.yaml:36:15: spec.nodePools[0].memory: missing field \"memory\""),
    Case(
      "a node of no size", SampleExperiment.text(more: "  nodePools: [{name: a, cpu: 0, memory: 1Gi}]"),
      "sample.yaml:36:30: spec.nodePools[0].cpu: must be a quantity above 0"),
    Case(
      "a version as a number", SampleExperiment.text(more: "  controller: {kubernetesVersion: 1.30}"),
      "sample.yaml:36:35: spec.controller.kubernetesVersion: must be a release from \"1.28\" to"),
    Case(
      "a warm-up off the step", SampleExperiment.text(more: "  warmup: 90s"),
      "sample.yaml:36:11: spec.warmup: must be a multiple of the record step, 1m"),
    Case(
      "a duration beyond the load", SampleExperiment.text(more: "  duration: 2h"),
      "spec.duration: the load \"load\" lasts only 30m"),
    Case(
      "an unknown baseline", SampleExperiment.text(more: "  baseline: todya"),
      "sample.yaml:36:13: spec.baseline: must be the name of a strategy, found \"todya\" (did you mean today?)"
    ),
    Case(
      "a pair with itself", SampleExperiment.text(more: "  compare: [{strategy: today, against: today}]"),
      "sample.yaml:36:40: spec.compare[0].against: must be another strategy"),
    Case(
      "a metric of no origin", SampleExperiment.text(more: "  metrics: [{name: rps, api: pods}]"),
      "sample.yaml:36:13: spec.metrics[0].signal: missing field \"signal\""),
    Case(
      "a signal of a Deployment without load",
      SampleExperiment.text(
        more: "  metrics: [{name: rps, api: pods, signal: requestsPerSecond, deployment: wbe}]"),
      "sample.yaml:36:13: spec.metrics[0].deployment: Deployment wbe gets no load, so it has no signal (did you mean web?)"
    ),
    Case(
      "a missing manifest", SampleExperiment.text(manifests: "  manifests: [nowhere.yaml]"),
      "sample.yaml:5:15: spec.manifests[0]: cannot read nowhere.yaml"),
  ]

  static let wrongStrategies = [
    Case(
      "no strategies", SampleExperiment.text(strategies: "  strategies: []"),
      "sample.yaml:32:15: spec.strategies: must hold at least one"),
    Case(
      "names twice", SampleExperiment.text(strategies: "  strategies: [{name: a}, {name: a}]"),
      "sample.yaml:32:27: spec.strategies[1].name: the name a is taken"),
    Case(
      "a Deployment that is not there", SampleExperiment.text(workloads: workload("wbe")),
      "sample.yaml:30:5: spec.workloads: there is no Deployment wbe (did you mean web?)"),
    Case(
      "a patch that meets nothing", patched("{target: {kind: HPA, name: wbe}, set: {spec.minReplicas: 2}}"),
      "sample.yaml:34:24: spec.strategies[0].patches[0].target: meets no object: there is no "
        + "HorizontalPodAutoscaler wbe in this strategy (did you mean web?)"),
    Case(
      "a patch through a number", patched("{target: {kind: HPA}, set: {spec.maxReplicas.most: 2}}"),
      "sample.yaml:34:43: spec.strategies[0].patches[0].set.spec.maxReplicas.most: cannot step to `most` in a number"
    ),
    Case(
      "a patch that makes the HPA invalid", patched("{target: {kind: HPA}, set: {spec.minReplicas: 20}}"),
      "sample.yaml:25:20: spec.maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`"
    ),
    Case(
      "a patch that sets an unknown type", patched("{target: {kind: HPA}, set: {spec.maxReplicas: ten}}"),
      "sample.yaml:34:61: spec.maxReplicas: json: cannot unmarshal string"),
    Case(
      "a patch that changes nothing", patched("{target: {kind: HPA}}"),
      "sample.yaml:34:15: spec.strategies[0].patches[0]: changes nothing"),
    Case(
      "a removal that meets nothing",
      SampleExperiment.text(strategies: "  strategies: [{name: a, remove: Service}]"),
      "sample.yaml:32:34: spec.strategies[0].remove[0]: meets no object: there is no Service in this strategy"
    ),
    Case(
      "replicas below zero", SampleExperiment.text(strategies: "  strategies: [{name: a, replicas: -1}]"),
      "sample.yaml:32:36: spec.replicas: Invalid value: -1"),
    Case(
      "an HPA of another Deployment", patched("{target: {kind: HPA}, set: {spec.scaleTargetRef.name: api}}"),
      "sample.yaml:23:7: spec.scaleTargetRef: HPA web scales Deployment api, which gets no load"),
    Case(
      "a resource nobody serves",
      patched("{target: {kind: HPA}, set: {'spec.metrics[0].resource.name': disk}}"),
      "sample.yaml:34:76: spec.metrics[0].resource.name: nobody serves the resource disk"),
    Case(
      "a metric nobody serves", patched("{target: {kind: HPA}, merge: {spec: {metrics: [\(podsMetric)]}}}"),
      "sample.yaml:34:82: spec.metrics[0].pods.metric: nobody serves the pods metric rps (add it to spec.metrics"
    ),
    Case(
      "a metric of another API",
      patched(
        "{target: {kind: HPA}, merge: {spec: {metrics: [\(podsMetric)]}}}",
        more: "  metrics: [{name: rps, api: external, signal: requestsPerSecond, deployment: web}]"),
      "sample.yaml:34:82: spec.metrics[0].pods.metric: nobody serves the pods metric rps "
        + "(spec.metrics has it, but for the external API)"),
    Case(
      "a pod larger than every node",
      SampleExperiment.text(more: "  nodePools: [{name: a, cpu: 100m, memory: 1Gi}]"),
      "sample.yaml:15:11: spec.template.spec.containers: a pod of Deployment web requests 500m of cpu"),
  ]

  private static let podsMetric =
    "{type: Pods, pods: {metric: {name: rps}, target: {type: AverageValue, averageValue: 5}}}"

  private static func workload(_ target: String) -> String {
    "  workloads:\n  - target: \(target)\n    load: {constant: 1, duration: 1h}"
  }

  private static func patched(_ patch: String, more: String = "") -> String {
    SampleExperiment.text(strategies: "  strategies:\n  - name: a\n    patches: [\(patch)]", more: more)
  }

  @Test("All mistakes are told at once")
  func allAtOnce() {
    let text = SampleExperiment.text(more: "  seeds: many\n  warmup: soon\n  slo: {target: 0}")
    #expect(SampleExperiment.problems(text).count == 3)
  }

  @Test("What is wrong with a shared manifest is told once, not for each strategy")
  func toldOnce() {
    let text = SampleExperiment.text(strategies: "  strategies: [{name: a}, {name: b}]")
      .replacing("matchLabels: {app: web}", with: "matchLabels: {app: api}")
    #expect(SampleExperiment.problems(text).count == 1)
  }

  @Test("A misspelled field warns, with what was meant")
  func misspelled() throws {
    let warnings = try SampleExperiment.warnings(SampleExperiment.text(more: "  warmpu: 1m"))
    #expect(
      warnings == ["sample.yaml:36:3: spec.warmpu: unknown field \"spec.warmpu\" (did you mean `warmup`?)"])
  }
}
