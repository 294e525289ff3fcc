/// What the scores of some intervals are computed from: sums that add up over pods and time.
public struct VerticalTally: Sendable, Hashable {
  /// Pod time, in milliseconds.
  public var podMs = 0.0
  /// What was requested over pod time, in units times milliseconds.
  public var requested = 0.0
  /// What was requested and not used.
  public var slack = 0.0
  /// Pod time in which more was used than requested, in milliseconds.
  public var aboveMs = 0.0
  /// Pod time in which a limit held a pod back, in milliseconds.
  public var throttledMs = 0.0

  /// Makes empty sums.
  public init() {}

  /// Sums some intervals.
  public init(_ intervals: some Sequence<VerticalInterval>) {
    for interval in intervals { add(interval) }
  }

  /// Adds an interval.
  public mutating func add(_ interval: VerticalInterval) {
    let ms = interval.podMs
    podMs += ms
    requested += interval.request * ms
    if interval.request > interval.usage { slack += (interval.request - interval.usage) * ms }
    if interval.usage > interval.request { aboveMs += ms }
    if let limit = interval.limit, interval.demand > limit { throttledMs += ms }
  }

  /// Adds other sums.
  public mutating func add(_ other: VerticalTally) {
    podMs += other.podMs
    requested += other.requested
    slack += other.slack
    aboveMs += other.aboveMs
    throttledMs += other.throttledMs
  }

  /// The mean amount a pod requested but did not use, nil of no pod time.
  public var absoluteSlack: Double? { podMs > 0 ? slack / podMs : nil }
  /// The share of what was requested that was not used, nil where nothing was requested.
  public var relativeSlack: Double? { requested > 0 ? slack / requested : nil }
  /// The share of pod time in which more was used than requested, nil of no pod time.
  public var shareAboveRequest: Double? { podMs > 0 ? aboveMs / podMs : nil }
  /// The share of pod time in which a limit held a pod back, nil of no pod time.
  public var throttledShare: Double? { podMs > 0 ? throttledMs / podMs : nil }
}
