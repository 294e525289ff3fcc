/// A keda.sh/v1alpha1 ScaledJob: how many jobs run, and by which strategy new ones are made.
///
/// Source: kedacore/keda apis/keda/v1alpha1/scaledjob_types.go, pkg/scaling/executor/scale_jobs.go and
/// pkg/scaling/scaledjob/metrics.go at 8b4f083ca.
public struct ScaledJob: Sendable, Hashable {
  /// How what already runs is counted.
  public enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// Running jobs are taken off.
    case `default`
    /// A share of running jobs is taken off, and a fixed number.
    case custom
    /// Pending jobs are taken off: for queues that show what is not taken yet.
    case accurate
    /// All room is used while there is work.
    case eager
  }

  /// How several triggers become one.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// The one with the longest queue.
    case max
    /// The one with the shortest queue.
    case min
    /// The mean.
    case avg
    /// The sum.
    case sum
  }

  /// The least number of jobs as written.
  public var minReplicaCount: Int32?
  /// The largest number of jobs as written.
  public var maxReplicaCount: Int32?
  /// How what already runs is counted.
  public var strategy = Strategy.default
  /// Of the custom strategy: the number taken off.
  public var customQueueLengthDeduction: Int32 = 0
  /// Of the custom strategy: the share of running jobs that is taken off, as written.
  public var customRunningJobPercentage = ""
  /// How several triggers become one.
  public var combination = Combination.max
  /// The conditions of a pod that make its job run, empty for its phase.
  public var pendingPodConditions: [String] = []

  /// Makes a job of upstream's defaults.
  public init() {}

  /// The least number of jobs: never more than the largest.
  public var least: Int32 {
    guard let minReplicaCount else { return 0 }
    if let maxReplicaCount, minReplicaCount > maxReplicaCount { return maxReplicaCount }
    return minReplicaCount
  }

  /// How many jobs there may be beyond the least number.
  public var most: Int32 {
    guard let maxReplicaCount else { return 100 }
    if let minReplicaCount, minReplicaCount > maxReplicaCount { return maxReplicaCount }
    return maxReplicaCount &- least
  }

  /// Whether an unfinished job is pending: none of its pods has what makes it run.
  ///
  /// - Parameters:
  ///   - phases: the phases of its pods, looked at if no conditions are named.
  ///   - conditions: the conditions that are true of each of its pods.
  public func isPending(phases: [String], conditions: [Set<String>]) -> Bool {
    if pendingPodConditions.isEmpty { return !phases.contains { $0 == "Succeeded" || $0 == "Running" } }
    return !conditions.contains { $0.isSuperset(of: pendingPodConditions) }
  }
}

/// A trigger of a ScaledJob at one poll.
public struct ScaledJobReading: Sendable, Hashable {
  /// What it says.
  public var reading: KEDAReading
  /// Its target per job, nil for a metric held against it as a whole, which never makes jobs.
  public var target: Double?

  /// Makes a reading.
  public init(_ reading: KEDAReading, target: Double?) {
    self.reading = reading
    self.target = target
  }
}

/// What KEDA did with a ScaledJob at a poll.
public struct ScaledJobDecision: Sendable, Hashable {
  /// The jobs it made.
  public var created: Int64 = 0
  /// Whether there is work.
  public var isActive = false
  /// Whether its triggers can be read.
  public var ready = KEDACondition(.yes, .scaledJobReady)
  /// The queue all triggers come to, rounded up.
  public var queueLength: Int64 = 0
  /// The jobs they ask for, rounded up.
  public var wanted: Int64 = 0

  /// Makes a decision that does nothing.
  public init() {}
}
