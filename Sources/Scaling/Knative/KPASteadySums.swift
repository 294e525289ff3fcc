/// The sums of a revision's two windows with which its autoscaler decides what it decided last.
///
/// Most ticks repeat the decision before them; by these bounds that shows without a division. Bounds are open and a
/// little narrower than need be, so that no rounding of `KPAScaler.decide` matters.
public struct KPASteadySums: Sendable {
  private var stable: (above: Double, below: Double)
  private var panic: (above: Double, below: Double)

  /// Whether both sums are within their bounds.
  @inline(__always)
  func contains(stable: Double, panic: Double) -> Bool {
    stable > self.stable.above && stable < self.stable.below && panic > self.panic.above
      && panic < self.panic.below
  }

  /// The bounds around windows that were just decided on; nil where the next decision has to be asked for anyway: in
  /// panic, with a delay, without pods, or with windows that have not been full yet.
  ///
  /// With a sum in ]n·target·(k−1), n·target·k[ a window of n seconds wants k pods, and everything else follows from
  /// both windows' k and the number of ready pods, but for the excess burst capacity, of which only the sign counts.
  init?(_ scaler: inout KPAScaler, _ stable: inout KPAWindow, _ panic: inout KPAWindow, readyPods: Int32) {
    guard readyPods > 0, scaler.memory.panicTimeMs == nil, scaler.memory.delay == nil,
      let wanted = Self.bounds(stable.fullTotal, target: scaler.spec.targetValue),
      var atOnce = Self.bounds(panic.fullTotal, target: scaler.spec.targetValue)
    else { return nil }
    if scaler.spec.targetBurstCapacity > 0, let full = panic.fullTotal {
      let room = Double(readyPods) * scaler.spec.totalValue - scaler.spec.targetBurstCapacity
      guard room.magnitude < 1e9 else { return nil }
      let turn = (room * full.buckets, margin: (1e-6 + 1e-9 * room.magnitude) * full.buckets)
      if full.total < turn.0 {
        atOnce.below = min(atOnce.below, turn.0 - turn.margin)
      } else {
        atOnce.above = max(atOnce.above, turn.0 + turn.margin)
      }
    }
    self.stable = wanted
    self.panic = atOnce
    // So close to a bound that a rounding tells, the decision is another's.
    guard contains(stable: stable.sum, panic: panic.sum) else { return nil }
  }

  /// The bounds of a window's sum with which it wants as many pods as now.
  private static func bounds(
    _ full: (total: Double, buckets: Double)?, target: Double
  ) -> (above: Double, below: Double)? {
    guard let full, target > 0, full.total > 0 else { return nil }
    let step = full.buckets * target
    let pods = WholeDouble.up(full.total / step)
    guard pods < 1e9 else { return nil }
    // Averages are rounded to six places.
    let margin = full.buckets * 1e-6 + step * pods * 1e-9
    return (step * (pods - 1) + margin, step * pods - margin)
  }
}

extension KPAMetricWindows {
  /// Records a value for a second and the one before it; returns whether the next decision surely repeats the last.
  @inline(__always)
  public mutating func recordTwice(_ value: Double, atMs nowMs: Int64, within sums: KPASteadySums) -> Bool {
    guard stable.recordNextTwo(value, atMs: nowMs) else {
      recordTwice(value, atMs: nowMs)
      return false
    }
    guard panic.recordNextTwo(value, atMs: nowMs) else {
      panic.recordTwice(value, atMs: nowMs)
      return false
    }
    return sums.contains(stable: stable.sum, panic: panic.sum)
  }

  /// The sums with which the scaler decides what it decided last; nil where it has to be asked.
  public mutating func steadySums(_ scaler: inout KPAScaler, readyPods: Int32) -> KPASteadySums? {
    KPASteadySums(&scaler, &stable, &panic, readyPods: readyPods)
  }
}
