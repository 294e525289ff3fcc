/// Reg: scales up by what is missing, down by a parabola through the last sixty needs.
///
/// Source: Iqbal et al., Adaptive Resource Provisioning for Read Intensive Multi-Tier Applications in the Cloud (2011), in
/// the code of Ilyushkin et al. (ahmedaley/Autoscalers at 784e169, Regression.py).
public struct Reg: ElasticityController, Hashable {
  /// The servers of the next step.
  public var nextCapacity: Double { next }
  /// The servers in effect.
  public private(set) var capacity = 0.0
  private var next = 0.0
  private var needs: [Double] = []

  /// Begins without servers.
  public init() {}

  private static let window = 60
  /// The work that may be left over without new servers.
  private static let slack = 5.0

  /// Decides the next step.
  public mutating func step(load: Double, serverSpeed: Double) -> Double {
    capacity = next
    let needed = serversNeeded(load, serverSpeed)
    needs.append(needed)
    if needs.count > Self.window { needs.removeFirst() }
    if capacity > needed {
      let expected = Self.ceiling(Self.parabolaEnd(needs))
      if expected > 0 { next = min(expected * 1.2, capacity) }
    } else if load / serverSpeed > capacity, load - capacity * serverSpeed > Self.slack {
      next = (load / serverSpeed * 1.05).rounded(.up)
    }
    return capacity
  }

  /// The last value of the least-squares parabola through values one step apart.
  ///
  /// With u counted from the middle: y = a + b·u + c·u², whose sums over odd powers vanish.
  static func parabolaEnd(_ values: [Double]) -> Double {
    guard values.count > 3, let last = values.last else { return values.last ?? 0 }
    let n = Double(values.count)
    let end = (n - 1) / 2
    var (squares, fourths, sum, first, second) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (index, value) in values.enumerated() {
      let u = Double(index) - end
      squares += u * u
      fourths += u * u * u * u
      // Differences from the last value keep a flat history flat.
      sum += value - last
      first += u * (value - last)
      second += u * u * (value - last)
    }
    let curvature = (n * second - squares * sum) / (n * fourths - squares * squares)
    let level = (sum - curvature * squares) / n
    return last + level + first / squares * end + curvature * end * end
  }

  /// Rounds up, but not what only rounding lifts above a whole number.
  private static func ceiling(_ value: Double) -> Double {
    let nearest = value.rounded()
    return abs(value - nearest) < 1e-9 ? nearest : value.rounded(.up)
  }
}
