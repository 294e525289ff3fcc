import Kubernetes

/// A ScaledJob's manifest: the job and the triggers that ask for it.
public struct ScaledJobManifest: Sendable, Hashable {
  /// Name, namespace, labels and annotations.
  public var metadata: ObjectMeta
  /// Bounds and strategy.
  public var job: ScaledJob
  /// Seconds between polls; nil for 30.
  public var pollingInterval: Int32?
  /// The triggers, in the order of the manifest.
  public var triggers: [KEDATrigger]

  /// Reads a manifest. Nil if it has problems, which stand in the report with their places.
  public static func read(_ node: DocumentNode, report: DocumentReport) -> ScaledJobManifest? {
    let before = report.problems.count
    let manifest = Fields.read(node, path: "", report: report) { fields -> ScaledJobManifest? in
      fields.ignore("apiVersion", "kind", "status")
      let metadata = fields.metadata()
      return fields.required("spec") { key in
        fields.object(key) { spec in
          guard let job = ScaledJob.read(spec) else { return nil }
          let triggers = spec.required("triggers") { key in spec.objects(key) { KEDATrigger.read($0) } }
          return ScaledJobManifest(
            metadata: metadata, job: job, pollingInterval: spec.int32("pollingInterval"),
            triggers: triggers ?? [])
        }
      }
    }
    return report.problems.count == before ? manifest : nil
  }

  /// The readings of the triggers at a poll, with their targets.
  public func readings(_ readings: [KEDAReading]) -> [ScaledJobReading] {
    zip(readings, triggers).map { reading, trigger in
      ScaledJobReading(reading, target: trigger.metricType == .value ? nil : trigger.target)
    }
  }
}

extension ScaledJob {
  /// Reads a spec's bounds and strategy. Nil if they have problems, which stand in the report.
  static func read(_ spec: Fields) -> ScaledJob? {
    // Ended Jobs need nothing, and no run changes the object: neither history nor rollout makes a difference.
    spec.ignore("jobTargetRef", "pollingInterval", "rollout", "rolloutStrategy", "envSourceContainerName")
    for key in ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"] {
      if let limit = spec.int32(key), limit < 0 { spec.problem(key, "must be 0 or more, found \(limit)") }
    }
    var job = ScaledJob()
    job.minReplicaCount = spec.int32("minReplicaCount")
    job.maxReplicaCount = spec.int32("maxReplicaCount")
    for (key, value) in [("minReplicaCount", job.minReplicaCount), ("maxReplicaCount", job.maxReplicaCount)] {
      if let value, value < 0 { spec.problem(key, "must be 0 or more, found \(value)") }
    }
    _ = spec.object("scalingStrategy") { strategy -> Bool in
      // What is no strategy or combination counts as the default, as upstream.
      job.strategy = strategy.string("strategy").flatMap(Strategy.init) ?? .default
      job.customQueueLengthDeduction = strategy.int32("customScalingQueueLengthDeduction") ?? 0
      job.customRunningJobPercentage = strategy.string("customScalingRunningJobPercentage") ?? ""
      job.combination = strategy.string("multipleScalersCalculation").flatMap(Combination.init) ?? .max
      job.pendingPodConditions = strategy.list("pendingPodConditions") { node, _ in node.text } ?? []
      return true
    }
    return job
  }
}
