/// Step scaling as Application Auto Scaling has it: how far a metric is beyond its threshold picks the step.
///
/// Source: AWS CloudFormation reference, AWS::AutoScaling::ScalingPolicy StepAdjustment, and the Application Auto Scaling
/// API reference (PutScalingPolicy), as of 2026. Percentages round as the documentation says: above 1 down, from 0 to 1
/// to 1, from −1 to 0 to −1, below −1 up.
public struct StepScaling: Sendable, Hashable {
  /// What an adjustment means.
  public enum AdjustmentType: String, Sendable, Hashable {
    /// So many more.
    case changeInCapacity = "ChangeInCapacity"
    /// So many.
    case exactCapacity = "ExactCapacity"
    /// So many percent more.
    case percentChangeInCapacity = "PercentChangeInCapacity"
  }

  /// One step: an interval of metric − threshold, and what it does.
  public struct Step: Sendable, Hashable {
    /// The lower end, nil for none.
    public var lower: Double?
    /// The upper end, nil for none.
    public var upper: Double?
    /// What it does.
    public var adjustment: Double

    /// Makes a step.
    public init(lower: Double?, upper: Double?, adjustment: Double) {
      self.lower = lower
      self.upper = upper
      self.adjustment = adjustment
    }

    /// Above the threshold the lower end belongs to the step, below it the upper end.
    func contains(_ distance: Double) -> Bool {
      if distance >= 0 {
        return (lower.map { distance >= $0 } ?? true) && (upper.map { distance < $0 } ?? true)
      }
      return (lower.map { distance > $0 } ?? true) && (upper.map { distance <= $0 } ?? true)
    }
  }

  /// What adjustments mean.
  public var adjustmentType: AdjustmentType
  /// The steps.
  public var steps: [Step]
  /// The least change of a percentage.
  public var minAdjustmentMagnitude: Int32?
  /// Seconds after a change during which only the excess over it counts, or none.
  public var cooldownSeconds: Int64 = 300

  /// Makes a policy. Nil if its steps overlap, leave gaps or have more than one open end on a side.
  public init?(_ adjustmentType: AdjustmentType, steps: [Step], minAdjustmentMagnitude: Int32? = nil) {
    guard !steps.isEmpty else { return nil }
    let sorted = steps.sorted { ($0.lower ?? -.infinity) < ($1.lower ?? -.infinity) }
    for (left, right) in zip(sorted, sorted.dropFirst()) {
      guard let end = left.upper, let start = right.lower, end == start else { return nil }
    }
    guard sorted.allSatisfy({ ($0.lower ?? -.infinity) < ($0.upper ?? .infinity) }) else { return nil }
    self.adjustmentType = adjustmentType
    self.steps = sorted
    self.minAdjustmentMagnitude = minAdjustmentMagnitude
  }

  /// The capacity a breach of the threshold leads to, nil if no step fits.
  public func capacity(from current: Int32, metric: Double, threshold: Double) -> Int32? {
    guard let step = steps.first(where: { $0.contains(metric - threshold) }) else { return nil }
    switch adjustmentType {
    case .changeInCapacity: return GoConversion.int32(Double(current) + step.adjustment)
    case .exactCapacity: return GoConversion.int32(step.adjustment)
    case .percentChangeInCapacity:
      var change = Self.rounded(Double(current) * step.adjustment / 100)
      if let least = minAdjustmentMagnitude, abs(change) < Double(least), change != 0 {
        change = change > 0 ? Double(least) : -Double(least)
      }
      return GoConversion.int32(Double(current) + change)
    }
  }

  /// A change of capacity as a whole number.
  static func rounded(_ change: Double) -> Double {
    if change > 1 { return change.rounded(.down) }
    if change > 0 { return 1 }
    if change < -1 { return change.rounded(.up) }
    return change < 0 ? -1 : 0
  }
}
