import Testing

@testable import Experiment

@Suite("What is wrong with an experiment is told with its place")
struct BadExperimentTests {
  @Test("One mistake gives one problem", arguments: wrongFields + wrongStrategies + wrongEvents)
  func oneProblem(wrong: WrongText) {
    let problems = SampleExperiment.problems(wrong.text)
    #expect(problems.count == 1, "\(problems.joined(separator: "\n"))")
    #expect(problems.first?.hasPrefix(wrong.problem) == true, "\(problems.first ?? "none")")
  }

  private static func event(_ text: String) -> String { SampleExperiment.text(more: "  events: [{\(text)}]") }

  private static func scheduler(_ text: String) -> String {
    SampleExperiment.text(more: "  scheduler: {\(text)}")
  }

  static let wrongEvents = [
    WrongText(
      "no time", event("kind: apiServerDown"),
      "sample.yaml:36:12: spec.events[0].at: missing field \"at\""),
    WrongText("no kind", event("at: 1m"), "sample.yaml:36:12: spec.events[0].kind: missing field \"kind\""),
    WrongText(
      "an unknown kind", event("at: 1m, kind: kil, target: {any: 1}"),
      "sample.yaml:36:27: spec.events[0].kind: must be one of kill, cutNetwork"),
    WrongText(
      "no target", event("at: 1m, kind: kill"),
      "sample.yaml:36:12: spec.events[0].target: missing field \"target\""),
    WrongText(
      "an empty target", event("at: 1m, kind: kill, target: {}"),
      "sample.yaml:36:41: spec.events[0].target: names no nodes"),
    WrongText(
      "an unknown node", event("at: 1m, kind: kill, target: {node: defalt-3}"),
      "sample.yaml:36:48: spec.events[0].target.node: meets no node (did you mean default-3?)"),
    WrongText(
      "a node too many", event("at: 1m, kind: kill, target: {index: 10}"),
      "sample.yaml:36:49: spec.events[0].target.index: meets no node (there is 0 to 9)"),
    WrongText(
      "an unknown pool", event("at: 1m, kind: kill, target: {pool: general}"),
      "sample.yaml:36:48: spec.events[0].target.pool: meets no node (there is default)"),
    WrongText(
      "a zone of nobody", event("at: 1m, kind: kill, target: {zone: b}"),
      "sample.yaml:36:48: spec.events[0].target.zone: meets no node (see nodePools)"),
    WrongText(
      "a slowness without a factor", event("at: 1m, kind: slow, target: {any: 1}"),
      "sample.yaml:36:12: spec.events[0].factor: missing field \"factor\""),
    WrongText(
      "a factor above 1", event("at: 1m, kind: slow, target: {any: 1}, factor: 2"),
      "sample.yaml:36:59: spec.events[0].factor: must be a factor from 0.001 to 0.999"),
    WrongText(
      "an end said twice", event("at: 1m, for: 1m, until: 5m, kind: apiServerDown"),
      "sample.yaml:36:37: spec.events[0].until: is said by for already"),
    WrongText(
      "an end before the beginning", event("at: 5m, until: 1m, kind: apiServerDown"),
      "sample.yaml:36:28: spec.events[0].until: must be later than at, 5m"),
    WrongText(
      "an uncordon with an end", event("at: 5m, for: 1m, kind: uncordon, target: {any: 1}"),
      "sample.yaml:36:26: spec.events[0].for: an uncordon has no end"),
    WrongText(
      "a rollout with an end", event("at: 5m, for: 1m, kind: rollout"),
      "sample.yaml:36:26: spec.events[0].for: a rollout has no end"),
    WrongText(
      "a rollout of nobody", event("at: 5m, kind: rollout, workload: wep"),
      "sample.yaml:36:46: spec.events[0].workload: must be the target of a workload, found \"wep\""
        + " (did you mean web?)"),
    WrongText(
      "an unknown plugin", scheduler("plugins: {score: {enabled: [{name: NodeResourceFit}]}}"),
      "sample.yaml:36:50: spec.scheduler.plugins.score.enabled[0].name: must be a plugin that is modeled at"
        + " this point, found \"NodeResourceFit\" (did you mean NodeResourcesFit?)"),
    WrongText(
      "an unknown strategy",
      scheduler("pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: Most}}}]"),
      "sample.yaml:36:86: spec.scheduler.pluginConfig[0].args.scoringStrategy.type: must be one of"
        + " LeastAllocated"),
    WrongText(
      "a shape that falls back",
      scheduler(
        "pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: RequestedToCapacityRatio, "
          + "requestedToCapacityRatio: {shape: [{utilization: 9, score: 0}, {utilization: 9, score: 1}]}}}}]"),
      "sample.yaml:36:138: spec.scheduler.pluginConfig[0].args.scoringStrategy.requestedToCapacityRatio: must"
        + " list points by rising utilization"),
    WrongText(
      "arguments of a plugin that is not there",
      scheduler("pluginConfig: [{name: TargetLoadPacking, args: {targetUtilization: 50}}]"),
      "sample.yaml:36:62: spec.scheduler.pluginConfig[0].args: sets a plugin that is not enabled"),
    WrongText(
      "a release of another kind", scheduler("version: v1"),
      "sample.yaml:36:24: spec.scheduler.version: must be a release of Kubernetes"),
    WrongText(
      "an event after the end", event("at: 2h, kind: apiServerDown"),
      "sample.yaml:36:12: spec.events[0].at: happens at 2h, after the end of every run"),
    WrongText(
      "a taint of no effect",
      SampleExperiment.text(
        more: "  nodePools: [{cpu: 4, memory: 8Gi, taints: [{key: a, effect: Never}]}]"),
      "sample.yaml:36:63: spec.nodePools[0].taints[0].effect: must be one of NoSchedule"),
  ]

  static let wrongFields = [
    WrongText(
      "another kind", "apiVersion: scalelab.dev/v1\nkind: Deployment",
      "sample.yaml:2:7: kind: must be Experiment"),
    WrongText("no version", "kind: Experiment", "sample.yaml:1:1: apiVersion: missing field \"apiVersion\""),
    WrongText(
      "a name with a slash",
      SampleExperiment.text().replacing("name: sample", with: "name: a/b"),
      "sample.yaml:3:18: metadata.name: must be up to 63 lower case letters"),
    WrongText(
      "no workload", SampleExperiment.text(workloads: ""),
      "sample.yaml:5:3: spec.workloads: missing field \"workloads\""),
    WrongText(
      "empty workloads", SampleExperiment.text(workloads: "  workloads: []"),
      "sample.yaml:29:14: spec.workloads: must name at least one Deployment"),
    WrongText(
      "no load", SampleExperiment.text(workloads: "  workloads: [{target: web}]"),
      "sample.yaml:29:15: spec.workloads[0].load: missing field \"load\""),
    WrongText(
      "a load of no kind", SampleExperiment.text(workloads: "  workloads: [{target: web, load: {wave: 3}}]"),
      "sample.yaml:29:36: spec.workloads[0].load: unknown kind of load \"wave\""),
    WrongText(
      "traces of one name",
      SampleExperiment.text(
        workloads: "  workloads: [{target: web, traces: ["
          + "{name: a, constant: 1, duration: 1h}, {name: a, constant: 2, duration: 1h}]}]"),
      "sample.yaml:29:76: spec.workloads[0].traces[1].name: the name a is taken"),
    WrongText(
      "seeds by word", SampleExperiment.text(more: "  seeds: many"),
      "sample.yaml:36:10: spec.seeds: must be a whole number"),
    WrongText(
      "no seeds", SampleExperiment.text(more: "  seeds: []"),
      "sample.yaml:36:10: spec.seeds: must hold at least one"),
    WrongText(
      "a seed twice", SampleExperiment.text(more: "  seeds: [1, 1]"),
      "sample.yaml:36:14: spec.seeds: must be whole"),
    WrongText(
      "a target of 100 %", SampleExperiment.text(more: "  slo: {target: 100}"),
      "sample.yaml:36:17: spec.slo.target: must be a percentage from 1 to below 100"),
    WrongText(
      "a latency without unit", SampleExperiment.text(more: "  slo: {latency: fast}"),
      "sample.yaml:36:18: spec.slo.latency: must be a length of time"),
    WrongText(
      "a negative price", SampleExperiment.text(more: "  prices: {cpuHour: -1}"),
      "sample.yaml:36:21: spec.prices.cpuHour: must be a price of at least 0"),
    WrongText(
      "a node without memory", SampleExperiment.text(more: "  nodePools: [{name: a, cpu: 4}]"),
      "sample.yaml:36:15: spec.nodePools[0].memory: missing field \"memory\""),
    WrongText(
      "a node of no size", SampleExperiment.text(more: "  nodePools: [{name: a, cpu: 0, memory: 1Gi}]"),
      "sample.yaml:36:30: spec.nodePools[0].cpu: must be a quantity above 0"),
    WrongText(
      "a version as a number", SampleExperiment.text(more: "  controller: {kubernetesVersion: 1.30}"),
      "sample.yaml:36:35: spec.controller.kubernetesVersion: must be a release from \"1.28\" to"),
    WrongText(
      "a warm-up off the step", SampleExperiment.text(more: "  warmup: 90s"),
      "sample.yaml:36:11: spec.warmup: must be a multiple of the record step, 1m"),
    WrongText(
      "a duration beyond the load", SampleExperiment.text(more: "  duration: 2h"),
      "spec.duration: the load \"load\" lasts only 30m"),
    WrongText(
      "an unknown baseline", SampleExperiment.text(more: "  baseline: todya"),
      "sample.yaml:36:13: spec.baseline: must be the name of a strategy, found \"todya\" (did you mean today?)"
    ),
    WrongText(
      "a pair with itself", SampleExperiment.text(more: "  compare: [{strategy: today, against: today}]"),
      "sample.yaml:36:40: spec.compare[0].against: must be another strategy"),
    WrongText(
      "a metric of no origin", SampleExperiment.text(more: "  metrics: [{name: rps, api: pods}]"),
      "sample.yaml:36:13: spec.metrics[0].signal: missing field \"signal\""),
    WrongText(
      "a signal of a Deployment without load",
      SampleExperiment.text(
        more: "  metrics: [{name: rps, api: pods, signal: requestsPerSecond, deployment: wbe}]"),
      "sample.yaml:36:13: spec.metrics[0].deployment: Deployment wbe gets no load, so it has no signal (did you mean web?)"
    ),
    WrongText(
      "a missing manifest", SampleExperiment.text(manifests: "  manifests: [nowhere.yaml]"),
      "sample.yaml:5:15: spec.manifests[0]: cannot read nowhere.yaml"),
  ]

  static let wrongStrategies = [
    WrongText(
      "no strategies", SampleExperiment.text(strategies: "  strategies: []"),
      "sample.yaml:32:15: spec.strategies: must hold at least one"),
    WrongText(
      "names twice", SampleExperiment.text(strategies: "  strategies: [{name: a}, {name: a}]"),
      "sample.yaml:32:27: spec.strategies[1].name: the name a is taken"),
    WrongText(
      "a Deployment that is not there", SampleExperiment.text(workloads: workload("wbe")),
      "sample.yaml:30:5: spec.workloads: there is no Deployment wbe (did you mean web?)"),
    WrongText(
      "a patch that meets nothing", patched("{target: {kind: HPA, name: wbe}, set: {spec.minReplicas: 2}}"),
      "sample.yaml:34:24: spec.strategies[0].patches[0].target: meets no object: there is no "
        + "HorizontalPodAutoscaler wbe in this strategy (did you mean web?)"),
    WrongText(
      "a patch through a number", patched("{target: {kind: HPA}, set: {spec.maxReplicas.most: 2}}"),
      "sample.yaml:34:43: spec.strategies[0].patches[0].set.spec.maxReplicas.most: cannot step to `most` in a number"
    ),
    WrongText(
      "a patch that makes the HPA invalid", patched("{target: {kind: HPA}, set: {spec.minReplicas: 20}}"),
      "sample.yaml:25:20: spec.maxReplicas: Invalid value: 10: must be greater than or equal to `minReplicas`"
    ),
    WrongText(
      "a patch that sets an unknown type", patched("{target: {kind: HPA}, set: {spec.maxReplicas: ten}}"),
      "sample.yaml:34:61: spec.maxReplicas: json: cannot unmarshal string"),
    WrongText(
      "a patch that changes nothing", patched("{target: {kind: HPA}}"),
      "sample.yaml:34:15: spec.strategies[0].patches[0]: changes nothing"),
    WrongText(
      "a removal that meets nothing",
      SampleExperiment.text(strategies: "  strategies: [{name: a, remove: Service}]"),
      "sample.yaml:32:34: spec.strategies[0].remove[0]: meets no object: there is no Service in this strategy"
    ),
    WrongText(
      "replicas below zero", SampleExperiment.text(strategies: "  strategies: [{name: a, replicas: -1}]"),
      "sample.yaml:32:36: spec.replicas: Invalid value: -1"),
    WrongText(
      "an HPA of another Deployment", patched("{target: {kind: HPA}, set: {spec.scaleTargetRef.name: api}}"),
      "sample.yaml:23:7: spec.scaleTargetRef: HPA web scales Deployment api, which gets no load"),
    WrongText(
      "a resource nobody serves",
      patched("{target: {kind: HPA}, set: {'spec.metrics[0].resource.name': disk}}"),
      "sample.yaml:34:76: spec.metrics[0].resource.name: nobody serves the resource disk"),
    WrongText(
      "a metric nobody serves", patched("{target: {kind: HPA}, merge: {spec: {metrics: [\(podsMetric)]}}}"),
      "sample.yaml:34:82: spec.metrics[0].pods.metric: nobody serves the pods metric rps (add it to spec.metrics"
    ),
    WrongText(
      "a metric of another API",
      patched(
        "{target: {kind: HPA}, merge: {spec: {metrics: [\(podsMetric)]}}}",
        more: "  metrics: [{name: rps, api: external, signal: requestsPerSecond, deployment: web}]"),
      "sample.yaml:34:82: spec.metrics[0].pods.metric: nobody serves the pods metric rps "
        + "(spec.metrics has it, but for the external API)"),
    WrongText(
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
