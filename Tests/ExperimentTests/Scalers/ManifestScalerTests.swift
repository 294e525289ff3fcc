import Cluster
import Controllers
import Kubernetes
import Scaling
import Simulation
import Testing
import Workload

@testable import Experiment

@Suite("Upstream's manifests as scalers")
struct ManifestScalerTests {
  private static let workloads = """
      workloads:
      - target: web
        queue: {name: orders, partitions: 8, fails: [{from: 20m, for: 2m}]}
        load: {constant: 20, duration: 30m}
      metrics:
      - {name: backlog, api: external, query: "sum(backlog{job=\\"web\\"})", signal: queueLength, deployment: web, fails: [{from: 1m, for: 1m}]}
    """

  /// An experiment with a strategy that has an object in place of its HPA.
  private func text(_ object: String, more: String = "") -> String {
    let lines = object.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }
    return SampleExperiment.text(
      workloads: Self.workloads,
      strategies: "  strategies:\n  - name: mine\n    remove: [HPA/web]\n    manifests:\n    -\n"
        + lines.joined(separator: "\n") + "\n" + more)
  }

  private static func scaledObject(_ trigger: String, more: String = "maxReplicaCount: 20") -> String {
    """
    apiVersion: keda.sh/v1alpha1
    kind: ScaledObject
    metadata: {name: worker}
    spec:
      scaleTargetRef: {name: web}
      \(more)
      triggers:
      - \(trigger)
    """
  }

  private static let watermark = """
    apiVersion: datadoghq.com/v1alpha1
    kind: WatermarkPodAutoscaler
    metadata: {name: web}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      minReplicas: 2
      maxReplicas: 12
      algorithm: average
      metrics:
      - type: Resource
        resource: {name: cpu, lowWatermark: 200m, highWatermark: 400m}
    """

  private static let cron = """
    apiVersion: autoscaling.alibabacloud.com/v1beta1
    kind: CronHorizontalPodAutoscaler
    metadata: {name: web}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      jobs:
      - {name: up, schedule: "0 10 * * * *", targetSize: 6}
      - {name: down, schedule: "0 20 * * * *", targetSize: 2}
    """

  private static let podAutoscaler = """
    apiVersion: autoscaling.internal.knative.dev/v1alpha1
    kind: PodAutoscaler
    metadata:
      name: web
      annotations: {autoscaling.knative.dev/metric: rps, autoscaling.knative.dev/target: "20"}
    spec:
      containerConcurrency: 4
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
    """

  @Test(
    "Every kind reads, runs, and is resolved to an experiment that gives the same runs",
    arguments: [
      scaledObject("{type: kafka, metadata: {topic: orders, consumerGroup: g, bootstrapServers: b}}"),
      scaledObject(
        "{type: prometheus, metadata: {serverAddress: x, query: 'sum(backlog{job=\"web\"})', threshold: \"5\"}}"
      ),
      scaledObject(
        "{type: cpu, metricType: Utilization, metadata: {value: \"60\"}}", more: "minReplicaCount: 1"),
      scaledObject(
        "{type: cron, metadata: {timezone: Europe/Berlin, start: 10 * * * *, end: 20 * * * *, desiredReplicas: \"5\"}}"
      ),
      watermark, cron,
    ])
  func runs(object: String) async throws {
    let plan = try SampleExperiment.plan(text(object, more: "  seeds: 2\n"))
    #expect(plan.strategies[0].scalers.count == 1)
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 2))
    let again = try SampleExperiment.plan(ResolvedExperiment(plan).text)
    #expect(ResolvedExperiment(again).text == ResolvedExperiment(plan).text)
    let second = try await Experiment.run(again, on: ExperimentRunner(jobs: 1))
    #expect(second.runs.map(\.recording) == result.runs.map(\.recording))
  }

  @Test("A calendar sets replicas at its times, counted from the beginning of a load without a date")
  func calendar() async throws {
    let plan = try SampleExperiment.plan(text(Self.cron, more: "  seeds: 1\n"))
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let moves = result.runs[0].recording.decisions.map { "\($0.timeMs / 1_000) \($0.to) \($0.reason)" }
    #expect(moves == ["600 6 job up", "1200 2 job down"])
  }

  @Test("A calendar is in the time zone its controller runs in, summer time included")
  func zone() async throws {
    // In India clocks are half an hour off: minute 10 of an hour there is minute 40 of one in UTC.
    let half = Self.cron.replacing("0 10 * * * *", with: "0 40 5 * * *").replacing(
      "0 20 * * * *", with: "0 50 5 * * *")
    let plan = try SampleExperiment.plan(
      text(half, more: "  seeds: 1\n  autoscalers: [{name: web, timeZone: Asia/Kolkata}]\n"))
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let moves = result.runs[0].recording.decisions.map { "\($0.timeMs / 1_000) \($0.to) \($0.reason)" }
    // The run begins at 0:00 UTC, 5:30 in Kolkata.
    #expect(moves == ["600 6 job up", "1200 2 job down"])
    #expect(ResolvedExperiment(plan).text.contains("timeZone: Asia/Kolkata"))
    let error = #expect(throws: InputErrors.self) {
      try SampleExperiment.plan(
        text(Self.cron, more: "  autoscalers: [{name: web, timeZone: Berlin}]\n"))
    }
    #expect(error?.description.contains("as in Europe/Berlin") == true)
  }

  @Test("A ScaledJob takes the place of a Deployment and makes Jobs for what waits")
  func scaledJob() async throws {
    let job = """
      apiVersion: keda.sh/v1alpha1
      kind: ScaledJob
      metadata: {name: web}
      spec:
        jobTargetRef:
          template:
            spec:
              restartPolicy: Never
              containers:
              - {name: app, image: a:1, resources: {requests: {cpu: "1"}, limits: {cpu: "1"}}}
        maxReplicaCount: 9
        scalingStrategy: {strategy: accurate}
        successfulJobsHistoryLimit: 5
        triggers:
        - {type: redis, metadata: {listName: orders, listLength: "100"}}
      """
    let whole = text(job, more: "  seeds: 1\n").replacing(
      "remove: [HPA/web]", with: "remove: [HPA/web, Deployment/web]")
    let plan = try SampleExperiment.plan(whole)
    #expect(plan.strategies[0].summary == "KEDA jobs redis, accurate, 0..9")
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let rows = result.runs[0].recording.workloads[0].timeline
    #expect(rows.served.reduce(0, +) > 0 && rows.replicas.allSatisfy { $0 <= 9 })
    #expect(result.runs[0].recording.decisions.contains { $0.reason.contains("more Jobs for") })
    #expect(rows.dropped.allSatisfy { $0 == 0 } && rows.cut.allSatisfy { $0 == 0 })
    let again = try SampleExperiment.plan(ResolvedExperiment(plan).text)
    let second = try await Experiment.run(again, on: ExperimentRunner(jobs: 1))
    #expect(second.runs.map(\.recording) == result.runs.map(\.recording))

    let error = #expect(throws: InputErrors.self) {
      try SampleExperiment.plan(
        whole.replacing("successfulJobsHistoryLimit: 5", with: "failedJobsHistoryLimit: -1"))
    }
    #expect(error?.description.contains("must be 0 or more, found -1") == true)
  }

  private static let pairs = """
    apiVersion: keda.sh/v1alpha1
    kind: ScaledJob
    metadata: {name: web}
    spec:
      jobTargetRef:
        parallelism: 2
        completions: 4
        backoffLimit: 1
        activeDeadlineSeconds: 600
        template:
          spec:
            restartPolicy: Never
            containers:
            - {name: app, image: a:1, resources: {requests: {cpu: "1"}, limits: {cpu: "1"}}}
      triggers:
      - {type: redis, metadata: {listName: orders, listLength: "100"}}
    """

  private func pairs(_ from: String = "", _ to: String = "", job: String = "") -> String {
    text(from.isEmpty ? Self.pairs : Self.pairs.replacing(from, with: to), more: "  seeds: 1\n")
      .replacing("remove: [HPA/web]", with: "remove: [HPA/web, Deployment/web]")
      .replacing("- target: web\n", with: "- target: ScaledJob/web\n\(job)")
  }

  @Test("A ScaledJob's Jobs are what jobTargetRef says, and fail as the experiment says")
  func jobTarget() async throws {
    let plan = try SampleExperiment.plan(pairs(job: "    job: {failures: 0.2}\n"))
    guard case .jobs(let batch) = plan.strategies[0].workloads[0].controller else {
      Issue.record("no Jobs")
      return
    }
    #expect(
      batch.specification
        == .init(parallelism: 2, completions: 4, backoffLimit: 1, activeDeadlineSeconds: 600))
    #expect(batch.messagesPerJob == 100)
    #expect(batch.failureShare == 0.2)
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let log = result.runs[0].recording.workloads[0].podLog
    #expect(log.contains { $0.reason == .failed } && log.contains { $0.reason == .completed })
    #expect(result.runs[0].recording.workloads[0].timeline.dropped.allSatisfy { $0 == 0 })
    let again = try SampleExperiment.plan(ResolvedExperiment(plan).text)
    let second = try await Experiment.run(again, on: ExperimentRunner(jobs: 1))
    #expect(second.runs.map(\.recording) == result.runs.map(\.recording))
  }

  @Test(
    "What is wrong with a ScaledJob's Job is told at its place",
    arguments: [
      ("parallelism: 2", "parallelism: -2", "spec.jobTargetRef.parallelism"),
      ("completions: 4", "completions: -1", "spec.jobTargetRef.completions"),
      ("backoffLimit: 1", "backoffLimit: -3", "spec.jobTargetRef.backoffLimit"),
      ("activeDeadlineSeconds: 600", "activeDeadlineSeconds: ten", "spec.jobTargetRef.activeDeadlineSeconds"),
      ("restartPolicy: Never", "restartPolicy: Always", "spec.jobTargetRef.template.spec.restartPolicy"),
    ])
  func jobTargetMistakes(from: String, to: String, path: String) throws {
    let error = #expect(throws: InputErrors.self) { try SampleExperiment.plan(pairs(from, to)) }
    #expect(error?.problems.contains { $0.path == path && $0.place != nil } == true, "\(error!)")
  }

  @Test(
    "When a ScaledJob's Jobs come and how long they run cannot be said",
    arguments: ["at: 1m", "duration: 5m"])
  func jobTiming(field: String) throws {
    let error = #expect(throws: InputErrors.self) {
      try SampleExperiment.plan(pairs(job: "    job: {failures: 0.2, \(field)}\n"))
    }
    #expect(error?.description.contains("cannot be said of a ScaledJob's Jobs") == true)
  }

  @Test("A WatermarkPodAutoscaler on a dry run says what it would have, and writes nothing")
  func dryRun() async throws {
    // Both marks are far below what the pods use.
    let object = Self.watermark.replacing("algorithm: average", with: "algorithm: average\n  dryRun: true")
      .replacing("lowWatermark: 200m, highWatermark: 400m", with: "lowWatermark: 1m, highWatermark: 2m")
    let plan = try SampleExperiment.plan(text(object, more: "  seeds: 1\n"))
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let rows = result.runs[0].recording.workloads[0].timeline
    #expect(Set(rows.replicas).count == 1)
    #expect(rows.desired.contains { $0 != rows.replicas[0] })
    #expect(result.runs[0].recording.decisions.isEmpty)
  }

  @Test("A calendar moves an HPA's bounds, and the HPA goes on")
  func movesBounds() async throws {
    let object = Self.cron.replacing(
      "apiVersion: apps/v1, kind: Deployment, name: web", with: "kind: HorizontalPodAutoscaler, name: web")
    let plan = try SampleExperiment.plan(
      text(object, more: "  seeds: 1\n").replacing("    remove: [HPA/web]\n", with: ""))
    let result = try await Experiment.run(plan, on: ExperimentRunner(jobs: 1))
    let rows = result.runs[0].recording.workloads[0].timeline
    #expect(rows.replicas[12] >= 6)
    #expect((rows.replicas.last ?? 9) < 6)
  }

  @Test("A Knative revision is read from its PodAutoscaler and the ConfigMap beside it")
  func knative() throws {
    // The activator is the only balancer, so that the workload has no queue of its own.
    let config = """
        - apiVersion: v1
          kind: ConfigMap
          metadata: {name: config-autoscaler}
          data: {stable-window: 40s}
      """
    let lines = Self.podAutoscaler.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    let plan = try SampleExperiment.plan(
      SampleExperiment.text(
        strategies: "  strategies:\n  - name: mine\n    remove: [HPA/web]\n    manifests:\n    -\n\(lines)\n"
          + config.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n") + "\n"))
    guard case .knative(let knative)? = plan.strategies[0].scalers.first?.kind else {
      Issue.record("no revision")
      return
    }
    #expect(knative.revision.spec.metric == .rps)
    #expect(knative.revision.spec.stableWindowMs == 40_000)
    #expect(knative.containerConcurrency == 4)
    // 20 · 0.7.
    #expect(plan.strategies[0].summary == "Knative rps 14, 0..∞")
  }

  @Test("A queue makes messages wait without a timeout, and its name is the Deployment's if it has none")
  func queues() throws {
    let spec = try SampleExperiment.spec(
      SampleExperiment.text(
        workloads:
          "  workloads:\n  - {target: web, load: {constant: 9, duration: 1h}, response: {discipline: queue}}")
    )
    #expect(spec.workloads[0].queue?.name == "web")
    #expect(spec.workloads[0].response.timeout == nil)
  }

  @Test(
    "Mistakes are told with their place and what would be right",
    arguments: [
      (
        scaledObject("{type: kafka, metadata: {topic: order, consumerGroup: g, bootstrapServers: b}}"),
        "did you mean orders?"
      ),
      (
        scaledObject("{type: redis, metadata: {listName: nothing}}"),
        "there is no queue nothing in the experiment"
      ),
      (
        scaledObject("{type: prometheus, metadata: {serverAddress: x, query: up, threshold: \"5\"}}"),
        "no metric of the experiment answers this query"
      ),
      (scaledObject("{type: kafkaesque, metadata: {}}"), "unknown trigger type kafkaesque"),
      (
        scaledObject(
          "{type: cpu, metadata: {value: \"60\"}}", more: "minReplicaCount: 9\n  maxReplicaCount: 3"),
        "MinReplicaCount=9 must be less than MaxReplicaCount=3"
      ),
      (
        scaledObject("{type: cpu, metadata: {value: \"60\"}}").replacing("{name: web}", with: "{name: wbe}"),
        "did you mean web?"
      ),
      (watermark.replacing("name: cpu", with: "name: disk"), "nobody serves the resource disk"),
      (watermark.replacing("lowWatermark: 200m, ", with: ""), "lowWatermark: is required"),
      (cron.replacing("0 10 * * * *", with: "10 * * *"), "expected exactly 6 fields, found 4"),
      (cron.replacing("targetSize: 6", with: "targetSize: -1"), "must not be negative, found -1"),
      (podAutoscaler.replacing("rps", with: "rpm"), "invalid value: rpm"),
    ])
  func mistakes(object: String, told: String) {
    let found = SampleExperiment.problems(text(object)).joined(separator: "\n")
    #expect(found.contains(told), "\(found)")
    #expect(found.contains("sample.yaml:"), "\(found)")
  }

  @Test("Two that scale one Deployment are refused, and a scaler takes the place of both")
  func conflict() throws {
    let object = Self.scaledObject("{type: cpu, metadata: {value: \"60\"}}")
    let both = text(object).replacing("    remove: [HPA/web]\n", with: "")
    #expect(
      SampleExperiment.problems(both).joined().contains(
        "ScaledObject worker scales Deployment web, as HPA web does already"))
    let plan = try SampleExperiment.plan(
      both.replacing("- name: mine\n", with: "- name: mine\n    scaler: {static: 3}\n"))
    #expect(plan.strategies[0].scalers.count == 1)
  }

  @Test(
    "Knative's settings are refused in upstream's words, at their place",
    arguments: [
      ("{annotations: {target: \"0\"}}", "target 0 should be at least 0.01"),
      ("{config: {stable-window: 1s}}", "stable-window = 1s, must be in [6s; 1h0m0s] range"),
      ("{containerConcurrency: 4000}", "must be a whole number from 0 to 1000"),
      ("{annotations: 5}", "must be a mapping of texts"),
    ])
  func knativeMistakes(knative: String, told: String) {
    let found = SampleExperiment.problems(
      SampleExperiment.text(strategies: "  strategies:\n  - name: mine\n    scaler: {knative: \(knative)}\n")
    ).joined(separator: "\n")
    #expect(found.contains(told), "\(found)")
    #expect(found.contains("sample.yaml:"), "\(found)")
  }
}
