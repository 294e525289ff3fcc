import Kubernetes

/// What a WatermarkPodAutoscaler is told.
///
/// Source: DataDog/watermarkpodautoscaler apis/datadoghq/v1alpha1/watermarkpodautoscaler_types.go at 70e8425.
public struct WatermarkSpec: Sendable, Hashable {
  /// What a metric is held against its marks as.
  public enum Algorithm: String, Sendable, Hashable {
    /// The sum over pods.
    case absolute
    /// The sum over the ready pods.
    case average
  }

  /// To which mark it creeps while the metric lies between the two.
  public enum Convergence: String, Sendable, Hashable {
    /// To neither.
    case none = ""
    /// Replicas are taken away as long as the metric stays below the high mark.
    case high = "highwatermark"
    /// Replicas are added as long as the metric stays above the low mark.
    case low = "lowwatermark"
  }

  /// Two marks of a metric, in thousandths.
  public struct Marks: Sendable, Hashable {
    /// Below it, replicas go.
    public var lowMilli: Int64
    /// Above it, replicas come.
    public var highMilli: Int64

    /// Makes marks.
    public init(lowMilli: Int64, highMilli: Int64) {
      self.lowMilli = lowMilli
      self.highMilli = highMilli
    }
  }

  /// The least number of replicas.
  public var minReplicas: Int32 = 1
  /// The largest number of replicas.
  public var maxReplicas: Int32
  /// What metrics are held against their marks as.
  public var algorithm = Algorithm.absolute
  /// The thousandths of a mark by which it may be missed.
  public var toleranceMilli: Int64 = 100
  /// The thousandths of a percent of replicas that may come at once; below 1, none.
  public var scaleUpLimitMilli: Int64 = 50_000
  /// The thousandths of a percent of replicas that may go at once; below 1, none.
  public var scaleDownLimitMilli: Int64 = 20_000
  /// How long after a change no replicas come.
  public var upscaleForbiddenWindowSeconds: Int64 = 60
  /// How long after a change no replicas go.
  public var downscaleForbiddenWindowSeconds: Int64 = 300
  /// How long a metric has to be above its high mark.
  public var upscaleDelaySeconds: Int64 = 0
  /// How long a metric has to be below its low mark.
  public var downscaleDelaySeconds: Int64 = 0
  /// Replicas come and go in multiples of it.
  public var modulo: Int32 = 1
  /// To which mark it creeps.
  public var convergence = Convergence.none
  /// Whether a metric of 0 is one to decide by.
  public var toleratesZero = false
  /// Whether it only says what it would do.
  public var isDryRun = false
  /// The metrics' marks, in their order.
  public var marks: [Marks]

  /// Makes a spec of upstream's defaults.
  public init(maxReplicas: Int32, marks: [Marks]) {
    self.maxReplicas = maxReplicas
    self.marks = marks
  }
}
