/// What a scaler is told when it is made at the beginning of a run.
public struct ScalerSetting: Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The workload it scales.
  public var workload: String
  /// How often it is asked, in milliseconds.
  public var intervalMs: Int64
  /// What its replicas are bounded by.
  public var bounds: ClosedRange<Int32>
  /// What the start of the run means in milliseconds since 1970.
  public var startDateMs: Int64
  /// The replicas at the beginning.
  public var replicas: Int32

  /// Makes a setting of its parts.
  public init(
    name: String, workload: String, intervalMs: Int64, bounds: ClosedRange<Int32>, startDateMs: Int64 = 0,
    replicas: Int32 = 1
  ) {
    self.name = name
    self.workload = workload
    self.intervalMs = intervalMs
    self.bounds = bounds
    self.startDateMs = startDateMs
    self.replicas = replicas
  }
}

/// Makes a scaler for each run.
public struct ScalerMaker: Sendable {
  /// What it makes, in a line, for example `predictive holt-winters`.
  public var summary: String
  /// Whether its scalers make forecasts.
  public var makesForecasts = false
  /// Makes one.
  public var make: @Sendable (ScalerSetting) throws(ScalerFailure) -> any Scaler

  /// Makes a maker.
  public init(
    _ summary: String, makesForecasts: Bool = false,
    make: @escaping @Sendable (ScalerSetting) throws(ScalerFailure) -> any Scaler
  ) {
    self.summary = summary
    self.makesForecasts = makesForecasts
    self.make = make
  }
}
