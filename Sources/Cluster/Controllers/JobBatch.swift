import Controllers

/// What the Jobs of a ScaledJob do.
public struct JobBatch: Sendable, Hashable {
  /// The messages that one Job works off before it ends, its pods together.
  public var messagesPerJob: Double
  /// What each Job is to be.
  public var specification: JobController.Specification
  /// The share of the pods that fail at their end, 0 to 1.
  public var failureShare: Double

  /// Makes a batch of Jobs that work off so many messages each; of one pod that succeeds, unless it is said otherwise.
  public init(
    messagesPerJob: Double, specification: JobController.Specification = .init(), failureShare: Double = 0
  ) {
    self.messagesPerJob = messagesPerJob
    self.specification = specification
    self.failureShare = failureShare
  }

  /// The messages that one pod works off before it ends: an equal share of its Job's.
  var messagesPerPod: Double {
    messagesPerJob / Double(max(1, specification.completions ?? specification.parallelism))
  }
}

/// One of a ScaledJob's Jobs that have not ended. Its pods have its number as their slot.
struct OwnedJob: Sendable {
  let number: Int32
  var progress: JobController.Progress
  /// When it will be looked at again, as far as planned, since new pods have to wait.
  var waitsUntilMs: Int64 = .min
}

extension WorkloadState {
  /// The place of a Job in the list of those that have not ended; they are in the order of their numbers.
  func place(ofJob number: Int32) -> Int? {
    var low = 0
    var high = ownedJobs.count
    while low < high {
      let middle = (low + high) / 2
      if ownedJobs[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < ownedJobs.count && ownedJobs[low].number == number ? low : nil
  }
}
