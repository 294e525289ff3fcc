public import Cluster
import Kubernetes

/// What a Job's manifest does not say.
public struct JobTiming: Sendable {
  /// When it is created, in milliseconds after the beginning of what is measured.
  public var atMs: Int64 = 0
  /// How long the containers of one pod run.
  public var duration = Delay(meanMs: 60_000)
  /// The share of the pods that end with an error.
  public var failureShare = 0.0
  /// Pods that come and run as a file says, in place of the Job's own; nil for an ordinary Job.
  public var arrivals: JobArrivals?
  /// Whether it is said of a ScaledJob's Jobs.
  var isScaledJobs = false
}

extension JobTiming {
  /// Reads `at`, `duration` and `failures`, or `arrivals`; nil, with the problems noted, if one is wrong.
  ///
  /// When a ScaledJob's Jobs come and how long they run follows from its queue: of those only `failures` can be said.
  static func read(_ fields: Fields, folder: String, ofScaledJob: Bool) -> JobTiming? {
    let before = fields.report.problems.count
    var timing = JobTiming()
    timing.isScaledJobs = ofScaledJob
    timing.failureShare = fields.number("failures", 0...1, "a share of the pods from 0 to 1") ?? 0
    if ofScaledJob {
      for key in ["at", "duration", "arrivals"] where fields.has(key) {
        fields.problem(
          key, "cannot be said of a ScaledJob's Jobs", hint: "they come and go as the queue has messages")
      }
      return fields.report.problems.count == before ? timing : nil
    }
    if fields.has("arrivals") {
      timing.arrivals = fields.object("arrivals") { JobArrivals.read($0, folder: folder) }
      for key in ["at", "duration"] where fields.has(key) {
        fields.problem(
          key, "cannot stand beside arrivals", hint: "the file says when pods come and how long they run")
      }
      return fields.report.problems.count == before ? timing : nil
    }
    if let at = fields.span("at") { timing.atMs = at }
    if let duration = PodTimingFields.delay(fields, "duration") {
      timing.duration = duration
    } else if !fields.has("duration") {
      fields.missing("duration", hint: "job: {at: 10m, duration: {mean: 5m, cv: 0.3}}")
    }
    if timing.duration.meanMs < 1 { fields.mismatch("duration", "a length of time above 0") }
    return fields.report.problems.count == before ? timing : nil
  }

  var resolved: DocumentNode {
    if isScaledJobs { return .fields([("failures", .decimal(failureShare))]) }
    if let arrivals {
      return .fields([("arrivals", arrivals.node), ("failures", .decimal(failureShare))])
    }
    return .fields([
      ("at", .span(atMs)), ("duration", duration.resolved), ("failures", .decimal(failureShare)),
    ])
  }
}
