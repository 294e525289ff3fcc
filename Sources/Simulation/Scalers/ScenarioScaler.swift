public import Scaling

/// A scaler besides the HPAs in a run.
public struct ScenarioScaler: Sendable {
  /// What kind it is.
  public enum Kind: Sendable {
    /// One that is asked at an interval.
    case own(ScalerMaker)
    /// KEDA's two loops for a ScaledObject.
    case keda(ScenarioKEDA)
    /// KEDA's polls for a ScaledJob, whose Jobs are the pods of its workload.
    case scaledJob(ScenarioScaledJob)
    /// Knative's autoscaler of a revision, with an activator before its pods.
    case knative(ScenarioKnative)
    /// A calendar that sets replicas, or moves an HPA's bounds.
    case cron(ScenarioCron)
  }

  /// Its name in the log of decisions.
  public var name: String
  /// The Deployment it scales, by name.
  public var workload: String
  /// What kind it is.
  public var kind: Kind
  /// How often it is asked, in milliseconds.
  public var intervalMs: Int64 = 15_000
  /// When it is asked first, in milliseconds; drawn from the seed below one interval if nil.
  public var phaseMs: Int64?
  /// What its replicas are bounded by.
  public var bounds: ClosedRange<Int32> = 1...100
  /// For how long the largest of its answers holds before fewer replicas are written, in milliseconds.
  public var stabilizationMs: Int64 = 0
  /// The window that rates and means of an observation are taken over, in milliseconds.
  public var windowMs: Int64 = 60_000
  /// Whether what it wants is only written down beside the replicas, which stay as they are.
  public var isDryRun = false

  /// Makes a scaler that is asked every 15 s.
  public init(name: String, workload: String, kind: Kind) {
    self.name = name
    self.workload = workload
    self.kind = kind
  }
}
