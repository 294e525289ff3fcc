/// Hist: for each hour of the day, what was needed in nine of ten steps of that hour before, less recent errors.
///
/// Source: Urgaonkar et al., Agile Dynamic Provisioning of Multi-Tier Internet Applications (2008), in the code of
/// Ilyushkin et al. (ahmedaley/Autoscalers at 784e169, Histogram.py). That code means to repair itself when more than five
/// of ten errors were too low, but never keeps more than five errors, so that the repair never comes.
public struct Hist: ElasticityController, Hashable {
  /// The servers of the next step.
  public var nextCapacity: Double { next }
  /// The servers in effect.
  public private(set) var capacity = 1.0
  private var next = 1.0
  private var errors: [Double] = []
  private var hours = [[Double]](repeating: [], count: 24)
  private var second: Int64

  /// Begins at a time in seconds since 1970, a step a second.
  public init(startSecond: Int64) { second = startSecond }

  private static let hoursKept = 730
  private static let errorsKept = 5

  /// Decides the next step.
  public mutating func step(load: Double, serverSpeed: Double) -> Double {
    second += 1
    capacity = next
    let needed = serversNeeded(load, serverSpeed)
    errors.append(capacity - needed)
    var correction = 0.0
    if errors.count == Self.errorsKept {
      correction = errors.reduce(0, +) / Double(Self.errorsKept)
      errors.removeFirst()
    }
    let hour = Int((second % 86_400 + 86_400) % 86_400 / 3_600)
    var expected = capacity
    if !hours[hour].isEmpty {
      hours[hour].sort()
      expected = hours[hour][Int(Double(hours[hour].count) * 0.9)]
    }
    next = expected - correction > 0 ? expected - correction : expected - correction / 5
    hours[hour].append(needed)
    if hours[hour].count > Self.hoursKept { hours[hour].removeFirst() }
    return capacity
  }
}
