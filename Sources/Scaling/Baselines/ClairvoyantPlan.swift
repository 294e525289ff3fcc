/// The cheapest replicas that meet a demand that is known to its end: the bound no strategy can beat.
///
/// A replica that is started is ready after the start-up, and costs from its start on; when some go, the youngest go first.
/// So ready at step t are min n(u) over u = t − s … t, and the demand is met if and only if n(u) ≥ m(u), the largest demand
/// of the steps u … u + s. Among such plans a dynamic programme over the levels that m takes finds the one with the least
/// Σ n(u)·step + Σ starts·start + Σ stops·stop: with starts that cost something it pays to keep replicas over short troughs.
/// An optimum needs no other levels: between two of them the costs are straight lines. O(T·L) for T steps and L levels.
public struct ClairvoyantPlan: Sendable, Hashable {
  /// What replicas cost.
  public struct Costs: Sendable, Hashable {
    /// One replica for one step.
    public var step: Double
    /// Starting one.
    public var start: Double
    /// Stopping one.
    public var stop: Double

    /// Makes costs, none of which may be negative.
    public init(step: Double = 1, start: Double = 0, stop: Double = 0) {
      self.step = max(0, step)
      self.start = max(0, start)
      self.stop = max(0, stop)
    }
  }

  /// The replicas at each step, ready or starting.
  public let replicas: [Int32]
  /// Those that are ready.
  public let ready: [Int32]
  /// What the plan costs.
  public let cost: Double
  /// The steps at which the demand cannot be met, since what is started even at once comes too late.
  public let unmetSteps: Int

  /// Plans for a demand of ready replicas at each step.
  ///
  /// - Parameters:
  ///   - startupSteps: the steps from a replica's start until it is ready.
  ///   - initial: the replicas before the first step, all ready.
  ///   - bounds: what the replicas may be.
  public init(
    demand: [Int32], startupSteps: Int, initial: Int32, costs: Costs = Costs(),
    bounds: ClosedRange<Int32> = 0...Int32.max
  ) {
    let startup = max(0, startupSteps)
    // Before anything new can be ready, no more can be asked for than there is.
    let reachable = demand.enumerated().map { step, wanted in
      min(max(step < startup ? min(wanted, initial) : wanted, bounds.lowerBound), bounds.upperBound)
    }
    let least = Self.windowMaxima(reachable, ahead: startup)
    let levels = Self.levels(least, initial, bounds)
    let plan = Self.solve(least, levels: levels, initial: initial, costs: costs)
    replicas = plan.replicas
    cost = plan.cost
    ready = Self.ready(plan.replicas, startup: startup, initial: initial)
    unmetSteps = zip(ready, demand).count { $0 < $1 }
  }

  /// The largest value of each step and the next ones. O(n).
  static func windowMaxima(_ values: [Int32], ahead: Int) -> [Int32] {
    var result = values
    var best: [Int] = []
    var front = 0
    for index in values.indices.reversed() {
      while best.count > front, values[best[best.count - 1]] <= values[index] { best.removeLast() }
      best.append(index)
      while best[front] > index + ahead { front += 1 }
      result[index] = values[best[front]]
    }
    return result
  }

  private static func levels(_ least: [Int32], _ initial: Int32, _ bounds: ClosedRange<Int32>) -> [Int32] {
    let bounded = min(max(initial, bounds.lowerBound), bounds.upperBound)
    return Set(least + [bounded]).sorted()
  }

  /// f(t, x) = step·x + min over y of f(t − 1, y) + start·(x − y)⁺ + stop·(y − x)⁺, for x ≥ least.
  private static func solve(
    _ least: [Int32], levels: [Int32], initial: Int32, costs: Costs
  ) -> (replicas: [Int32], cost: Double) {
    guard !least.isEmpty else { return ([], 0) }
    let count = levels.count
    var value = levels.map { change(from: initial, to: $0, costs) }
    var previous = [Int32](repeating: 0, count: least.count * count)
    for step in least.indices {
      if step > 0 {
        let (cheapest, origin) = sweep(value, levels, costs)
        value = cheapest
        for level in 0..<count { previous[step * count + level] = origin[level] }
      }
      for level in 0..<count {
        value[level] =
          levels[level] < least[step] ? .infinity : value[level] + costs.step * Double(levels[level])
      }
    }
    var level = 0
    for candidate in 0..<count where value[candidate] < value[level] { level = candidate }
    let cost = value[level]
    var replicas = [Int32](repeating: 0, count: least.count)
    for step in least.indices.reversed() {
      replicas[step] = levels[level]
      level = Int(previous[step * count + level])
    }
    return (replicas, cost)
  }

  private static func change(from: Int32, to: Int32, _ costs: Costs) -> Double {
    to > from ? costs.start * Double(to - from) : costs.stop * Double(from - to)
  }

  /// The cheapest way to each level from all levels of the step before, by one sweep up and one down.
  private static func sweep(
    _ value: [Double], _ levels: [Int32], _ costs: Costs
  ) -> (value: [Double], origin: [Int32]) {
    var result = value
    var origin = value.indices.map { Int32($0) }
    for level in 1..<max(1, value.count) {
      let up = result[level - 1] + costs.start * Double(levels[level] - levels[level - 1])
      if up < result[level] {
        result[level] = up
        origin[level] = origin[level - 1]
      }
    }
    for level in (0..<max(0, value.count - 1)).reversed() {
      let down = result[level + 1] + costs.stop * Double(levels[level + 1] - levels[level])
      if down < result[level] {
        result[level] = down
        origin[level] = origin[level + 1]
      }
    }
    return (result, origin)
  }

  /// The ready replicas of a plan: the fewest that were there during the whole start-up.
  static func ready(_ replicas: [Int32], startup: Int, initial: Int32) -> [Int32] {
    let before = [Int32](repeating: initial, count: startup)
    let reversed = Array((before + replicas).reversed())
    let fewest = windowMaxima(reversed.map { -$0 }, ahead: startup).map { -$0 }
    return Array(fewest.reversed().suffix(replicas.count))
  }
}
