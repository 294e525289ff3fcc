/// What a Job does next about its pods.
///
/// Wanted are as many pods at once as the parallelism says, never more than completions are missing; without a number
/// of completions no more are made once one pod has succeeded. After a failure new pods wait: 10 s, doubled with each
/// failure in a row, at most 10 min. Too many failures, or too long a run, end the Job.
/// Source: pkg/controller/job/job_controller.go manageJob, backoff_utils.go.
public enum JobController {
  /// What is to be.
  public struct Specification: Sendable, Hashable {
    /// How many pods at once.
    public var parallelism: Int32
    /// How many must succeed; nil for a queue of work that one pod's success ends.
    public var completions: Int32?
    /// How many may fail.
    public var backoffLimit: Int32
    /// Seconds after which the Job fails, nil for never.
    public var activeDeadlineSeconds: Int64?
    /// Whether it stands still.
    public var isSuspended: Bool

    /// Makes a specification from its parts.
    public init(
      parallelism: Int32 = 1, completions: Int32? = 1, backoffLimit: Int32 = 6,
      activeDeadlineSeconds: Int64? = nil, isSuspended: Bool = false
    ) {
      self.parallelism = parallelism
      self.completions = completions
      self.backoffLimit = backoffLimit
      self.activeDeadlineSeconds = activeDeadlineSeconds
      self.isSuspended = isSuspended
    }
  }

  /// How far it has come.
  public struct Progress: Sendable, Hashable {
    /// Pods that succeeded, also those that are gone.
    public var succeeded: Int32
    /// Pods that failed, also those that are gone.
    public var failed: Int32
    /// Restarts of containers in pods that restart them themselves.
    public var restarts: Int32
    /// Failures since a pod last succeeded.
    public var failuresInARow: Int32
    /// When a pod last failed, in milliseconds.
    public var lastFailureMs: Int64
    /// When the Job was started, in milliseconds.
    public var startMs: Int64

    /// Makes progress from its parts.
    public init(
      succeeded: Int32 = 0, failed: Int32 = 0, restarts: Int32 = 0, failuresInARow: Int32 = 0,
      lastFailureMs: Int64 = 0, startMs: Int64 = 0
    ) {
      self.succeeded = succeeded
      self.failed = failed
      self.restarts = restarts
      self.failuresInARow = failuresInARow
      self.lastFailureMs = lastFailureMs
      self.startMs = startMs
    }
  }

  /// One step.
  public enum Decision: Sendable, Hashable {
    /// Nothing is to be done now.
    case nothing
    /// Make so many pods, in the batches of ReplicaSets.
    case create(Int)
    /// Delete the pods of these indices.
    case delete([Int])
    /// Look again then: new pods have to wait for so long.
    case wait(untilMs: Int64)
    /// It is done.
    case complete
    /// It has failed; delete the pods of these indices.
    case fail(Failure, delete: [Int])
  }

  /// Why a Job failed, as its condition says.
  public enum Failure: String, Sendable, Hashable {
    case backoffLimitExceeded = "BackoffLimitExceeded"
    case deadlineExceeded = "DeadlineExceeded"
  }

  /// Decides on the next step. `pods` are those there are, of which active ones count.
  public static func decide(
    _ spec: Specification, _ progress: Progress, pods: [ControlledPod], nowMs: Int64
  ) -> Decision {
    let active = pods.indices.filter { pods[$0].isActive }
    if let failure = failure(spec, progress, nowMs: nowMs) { return .fail(failure, delete: active) }
    if isComplete(spec, progress, active: active.count) { return .complete }
    let wanted = spec.isSuspended ? 0 : wanted(spec, progress, active: active.count)
    if active.count > wanted {
      let victims = VictimOrder.first(
        min(active.count - wanted, ReplicaSetController.burst), of: active.map { pods[$0] }, nowMs: nowMs)
      return .delete(victims.map { active[$0] })
    }
    if active.count == wanted { return .nothing }
    let ready = progress.lastFailureMs &+ backOffMs(progress.failuresInARow)
    if progress.failuresInARow > 0, ready > nowMs { return .wait(untilMs: ready) }
    return .create(min(wanted - active.count, ReplicaSetController.burst))
  }

  /// How long new pods wait after so many failures in a row.
  public static func backOffMs(_ failures: Int32) -> Int64 {
    if failures <= 0 { return 0 }
    return failures > 6 ? 600_000 : min(10_000 << Int64(failures - 1), 600_000)
  }

  private static func wanted(_ spec: Specification, _ progress: Progress, active: Int) -> Int {
    guard let completions = spec.completions else {
      return progress.succeeded > 0 ? active : Int(max(spec.parallelism, 0))
    }
    return Int(max(0, min(completions &- progress.succeeded, spec.parallelism)))
  }

  private static func isComplete(_ spec: Specification, _ progress: Progress, active: Int) -> Bool {
    if let completions = spec.completions { return progress.succeeded >= completions }
    return progress.succeeded > 0 && active == 0
  }

  private static func failure(_ spec: Specification, _ progress: Progress, nowMs: Int64) -> Failure? {
    if progress.failed > spec.backoffLimit { return .backoffLimitExceeded }
    if progress.restarts > 0, progress.restarts >= max(spec.backoffLimit, 1) { return .backoffLimitExceeded }
    if let seconds = spec.activeDeadlineSeconds, !spec.isSuspended,
      nowMs &- progress.startMs >= seconds &* 1000
    {
      return .deadlineExceeded
    }
    return nil
  }
}
