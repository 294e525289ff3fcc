import Cluster
import Kubernetes
public import Scaling

/// A ScaledJob in a scenario: its manifest, and where its triggers read.
public struct ScenarioScaledJob: Sendable {
  /// The object. Its workload's controller keeps its Jobs.
  public var manifest: ScaledJobManifest
  /// Where each trigger reads, in their order.
  public var sources: [ScenarioKEDA.Source]

  /// Makes one of its parts.
  public init(manifest: ScaledJobManifest, sources: [ScenarioKEDA.Source]) {
    self.manifest = manifest
    self.sources = sources
  }
}

/// A ScaledJob in a run: KEDA polls its triggers and makes Jobs.
struct ScaledJobLoop {
  let name: String
  /// The index of the workload whose pods are its Jobs.
  let workload: Int
  let pollMs: Int64
  private let manifest: ScaledJobManifest
  private let isPaused: Bool
  /// Whether a Job counts as pending until its pod is ready, not only until its containers run.
  private let needsReady: Bool
  private var readers: [KEDAReader]

  init(_ scaled: ScenarioScaledJob, workload: Int, scenario: Scenario, metrics: MetricsAdapters) {
    manifest = scaled.manifest
    name = manifest.metadata.name
    self.workload = workload
    pollMs = Int64(manifest.pollingInterval ?? 30) * 1_000
    isPaused = KEDAAnnotations(manifest.metadata.annotations).isPaused
    needsReady = manifest.job.pendingPodConditions.contains { $0 == "Ready" || $0 == "ContainersReady" }
    readers = zip(manifest.triggers, scaled.sources).map {
      KEDAReader($0, source: $1, scaled: workload, scenario: scenario, metrics: metrics)
    }
  }

  /// Whether it looks at a workload or scales it.
  func watches(_ other: Int) -> Bool { workload == other || readers.contains { $0.workload == other } }

  /// What a poll finds and decides; nil while paused.
  mutating func poll(
    nowMs: Int64, dateMs: Int64, cluster: inout Cluster, metrics: MetricsAdapters
  ) -> (decision: ScaledJobDecision, running: Int32)? {
    guard !isPaused else { return nil }
    var readings: [KEDAReading] = []
    for index in readers.indices {
      readings.append(
        readers[index].read(
          nowMs: nowMs, dateMs: dateMs, &cluster.workloads[readers[index].workload], metrics: metrics))
    }
    let jobs = cluster.jobs(of: workload, needsReady: needsReady)
    let decision = manifest.job.decide(
      manifest.readings(readings), running: Int64(jobs.running), pending: Int64(jobs.pending))
    return (decision, jobs.running)
  }
}

extension Loop {
  /// Makes a ScaledJob's loop and plans its first poll.
  mutating func prepare(
    _ scaled: ScenarioScaledJob, of described: ScenarioScaler, at index: Int, _ luck: RunLuck
  ) -> ScaledJobLoop? {
    guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
    let loop = ScaledJobLoop(scaled, workload: workload, scenario: scenario, metrics: metrics)
    let phase = described.phaseMs ?? luck.phase("keda-phase", loop.name, below: loop.pollMs)
    cluster.events.push(.scaler, at: phase, subject: Int32(index))
    return loop
  }

  /// Lets KEDA poll for a ScaledJob and make Jobs; returns when it polls next.
  mutating func act(_ scaled: inout ScaledJobLoop, nowMs: Int64) -> Int64 {
    let next = nowMs + scaled.pollMs
    guard !isServerOut(atMs: nowMs),
      let (decision, running) = scaled.poll(
        nowMs: nowMs, dateMs: scenario.epochMs + nowMs, cluster: &cluster, metrics: metrics)
    else { return next }
    let workload = scaled.workload
    let created = Int32(clamping: decision.created)
    recorder.courses[workload].notes(desired: running + created)
    guard created > 0 else { return next }
    recorder.add(
      DecisionRecord(
        timeMs: nowMs, autoscaler: scaled.name, workload: recorder.name(of: workload), from: running,
        to: running + created, proposed: Int32(clamping: decision.wanted),
        reason: "\(created) more Jobs for \(decision.queueLength) in the queue", limits: [], metric: ""))
    cluster.createJobs(created, workload: workload, nowMs: nowMs)
    return next
  }
}
