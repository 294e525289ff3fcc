/// How good forecasts were, as sums: each forecast against the load that came.
public struct ForecastTally: Sendable, Hashable {
  /// How many forecasts met their time.
  public private(set) var count = 0
  /// The errors' sizes summed.
  public private(set) var absoluteSum = 0.0
  /// Load less forecast, summed: above 0 they were too low.
  public private(set) var errorSum = 0.0
  /// The loads summed.
  public private(set) var loadSum = 0.0
  /// How often what was planned for was enough.
  public private(set) var covered = 0
  /// How many plans met their time.
  public private(set) var plans = 0

  /// Makes a tally of nothing.
  public init() {}

  /// Counts a forecast: the load that came less the forecast.
  public mutating func add(error: Double, load: Double) {
    count += 1
    absoluteSum += abs(error)
    errorSum += error
    loadSum += load
  }

  /// Counts a plan: whether the load that came was no more than was planned for.
  public mutating func add(plan: Double, load: Double) {
    plans += 1
    if load <= plan { covered += 1 }
  }

  /// Takes in another's sums.
  public mutating func add(_ other: ForecastTally) {
    count += other.count
    absoluteSum += other.absoluteSum
    errorSum += other.errorSum
    loadSum += other.loadSum
    covered += other.covered
    plans += other.plans
  }

  /// Σ|load − forecast| / Σ load in percent (WAPE); NaN without any.
  public var errorPercent: Double { loadSum > 0 ? 100 * absoluteSum / loadSum : .nan }
  /// Σ(load − forecast) / Σ load in percent: above 0 forecasts were too low.
  public var biasPercent: Double { loadSum > 0 ? 100 * errorSum / loadSum : .nan }
  /// The share of plans that were enough, in percent.
  public var coveredPercent: Double { plans > 0 ? 100 * Double(covered) / Double(plans) : .nan }
}
