import Kubernetes

/// Alibaba Cloud's CronHorizontalPodAutoscaler: at the times of its jobs it sets replicas, and holds nothing.
///
/// Source: AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go at 31c63bed.
public struct CronHPA: Sendable, Hashable {
  /// One job of the calendar.
  public struct Job: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// When it runs: six fields, seconds first, or a name such as @daily.
    public var schedule: CronCalendar
    /// The replicas it sets.
    public var targetSize: Int32
    /// Whether it runs only the first time.
    public var runOnce: Bool

    /// Makes a job.
    public init(name: String, schedule: CronCalendar, targetSize: Int32, runOnce: Bool = false) {
      self.name = name
      self.schedule = schedule
      self.targetSize = targetSize
      self.runOnce = runOnce
    }
  }

  /// What the jobs scale.
  public enum Target: Sendable, Hashable {
    /// A workload, by its replicas.
    case workload(replicas: Int32)
    /// An HPA, by its bounds, with the replicas of its workload.
    case autoscaler(minReplicas: Int32, maxReplicas: Int32, replicas: Int32)
  }

  /// What one job did.
  public struct Run: Sendable, Hashable {
    /// When.
    public var timeMs: Int64
    /// Which job.
    public var job: Int
    /// The target afterwards.
    public var target: Target
  }

  /// The jobs, in the order of the manifest.
  public let jobs: [Job]
  /// Days on which no job runs: the day fields of six-field schedules.
  public let excludedDays: [CronCalendar]
  /// The zone of all schedules.
  public let zone: ZoneRules
  /// Until when jobs were run.
  public private(set) var lookedUntilMs: Int64
  private var hasRun: [Bool]

  /// Makes a calendar whose jobs run from a time on.
  public init(jobs: [Job], excludedDays: [CronCalendar] = [], zone: ZoneRules, fromMs: Int64) {
    self.jobs = jobs
    self.excludedDays = excludedDays
    self.zone = zone
    lookedUntilMs = fromMs
    hasRun = [Bool](repeating: false, count: jobs.count)
  }

  /// When the next job runs, nil if none does.
  public func nextMs() -> Int64? {
    jobs.indices.compactMap { next($0, afterMs: lookedUntilMs) }.min()
  }

  /// Runs what came due up to a time; jobs of the same time run in the order of the manifest.
  public mutating func run(untilMs nowMs: Int64, target: Target) -> [Run] {
    var target = target
    var runs: [Run] = []
    while let timeMs = nextMs(), timeMs <= nowMs {
      for index in jobs.indices where next(index, afterMs: lookedUntilMs) == timeMs {
        guard !excludedDays.contains(where: { $0.fitsDate(atMs: timeMs, in: zone) }) else { continue }
        target = Self.apply(jobs[index].targetSize, to: target)
        hasRun[index] = true
        runs.append(Run(timeMs: timeMs, job: index, target: target))
      }
      lookedUntilMs = timeMs
    }
    lookedUntilMs = max(lookedUntilMs, nowMs)
    return runs
  }

  private func next(_ index: Int, afterMs: Int64) -> Int64? {
    if jobs[index].runOnce, hasRun[index] { return nil }
    return jobs[index].schedule.next(afterMs: afterMs, in: zone)
  }

  /// Sets a size: replicas of a workload; of an HPA its bounds, and its workload only upward.
  static func apply(_ size: Int32, to target: Target) -> Target {
    guard case .autoscaler(var least, var most, var replicas) = target else {
      return .workload(replicas: size)
    }
    if size > most { most = size }
    if size < least { least = size }
    if replicas == least, size < replicas { least = size }
    if replicas < size {
      least = size
      replicas = size
    }
    return .autoscaler(minReplicas: least, maxReplicas: most, replicas: replicas)
  }
}
