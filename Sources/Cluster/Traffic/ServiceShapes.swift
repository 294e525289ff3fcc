import Statistics
import Synchronization

/// The survival functions of service times that were asked for: a table takes long to make, and most workloads of an
/// experiment share one.
enum ServiceShapes {
  private static let known = Mutex<[Double: (shape: SurvivalTable, p95: Double)]>([:])
  /// More shapes than that are made anew each time.
  private static let most = 256

  /// The survival function of a coefficient of variation, and its 95th percentile.
  static func shape(cv: Double) -> (shape: SurvivalTable, p95: Double) {
    if let found = known.withLock({ $0[cv] }) { return found }
    let shape = SurvivalTable(cv: cv)
    let made = (shape: shape, p95: shape.quantile(0.95))
    known.withLock { if $0.count < most { $0[cv] = made } }
    return made
  }
}
