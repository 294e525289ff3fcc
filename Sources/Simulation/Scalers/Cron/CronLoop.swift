import Cluster
import Kubernetes
public import Scaling

/// A CronHorizontalPodAutoscaler in a run: woken when a job of its calendar comes due.
struct CronLoop {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  /// The index of the HPA whose bounds it moves, nil where it writes replicas.
  let autoscaler: Int?
  var calendar: CronHPA
}

/// A CronHorizontalPodAutoscaler in a scenario.
public struct ScenarioCron: Sendable {
  /// Its jobs.
  public var jobs: [CronHPA.Job]
  /// Days on which no job runs.
  public var excludedDays: [CronCalendar] = []
  /// The zone of its calendar.
  public var zone: ZoneRules
  /// The HPA whose bounds it moves, by name; nil where it writes replicas.
  public var autoscaler: String?

  /// Makes one of its jobs.
  public init(jobs: [CronHPA.Job], zone: ZoneRules) {
    self.jobs = jobs
    self.zone = zone
  }
}

extension Loop {
  /// Makes a calendar's loop and plans its first job.
  mutating func prepare(_ cron: ScenarioCron, of described: ScenarioScaler, at index: Int) -> CronLoop? {
    guard let workload = scenario.index(ofWorkload: described.workload) else { return nil }
    let loop = CronLoop(
      name: described.name, workload: workload,
      autoscaler: cron.autoscaler.flatMap { name in
        scenario.autoscalers.firstIndex { $0.hpa.metadata.name == name }
      },
      calendar: CronHPA(
        jobs: cron.jobs, excludedDays: cron.excludedDays, zone: cron.zone, fromMs: scenario.epochMs))
    if let next = loop.calendar.nextMs() {
      cluster.events.push(.scaler, at: next - scenario.epochMs, subject: Int32(index))
    }
    return loop
  }

  /// Runs what came due; returns when the next job does.
  mutating func act(_ cron: inout CronLoop, nowMs: Int64) -> Int64? {
    guard !isServerOut(atMs: nowMs) else { return nowMs + 1_000 }
    let present = cluster.workloads[cron.workload].replicas
    var target = CronHPA.Target.workload(replicas: present)
    if let autoscaler = cron.autoscaler {
      let bounds = autoscalers[autoscaler].bounds
      target = .autoscaler(
        minReplicas: bounds.lowerBound, maxReplicas: bounds.upperBound, replicas: present)
    }
    for run in cron.calendar.run(untilMs: scenario.epochMs + nowMs, target: target) {
      let replicas: Int32
      switch run.target {
      case .workload(let set): replicas = set
      case .autoscaler(let least, let most, let set):
        replicas = set
        if let autoscaler = cron.autoscaler { autoscalers[autoscaler].setBounds(least...max(least, most)) }
      }
      let before = cluster.workloads[cron.workload].replicas
      recorder.add(
        DecisionRecord(
          timeMs: nowMs, autoscaler: cron.name, workload: recorder.name(of: cron.workload), from: before,
          to: replicas, proposed: nil, reason: "job \(cron.calendar.jobs[run.job].name)", limits: [],
          metric: ""))
      if replicas != before { cluster.scale(cron.workload, to: replicas, nowMs: nowMs) }
    }
    return cron.calendar.nextMs().map { $0 - scenario.epochMs }
  }
}
