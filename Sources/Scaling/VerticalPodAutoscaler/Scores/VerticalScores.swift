/// How well requests fit usage, and what it cost to make them fit.
///
/// Means are over pod time: an interval counts by its length times its pods. A score of no pod time is nil.
public enum VerticalScores {
  private static let dayMs = 86_400_000.0

  /// The mean amount a pod requested but did not use: Σ max(request - usage, 0)·pods·dt / Σ pods·dt.
  public static func absoluteSlack(_ intervals: some Sequence<VerticalInterval>) -> Double? {
    VerticalTally(intervals).absoluteSlack
  }

  /// The share of what was requested that was not used: Σ max(request - usage, 0) / Σ request, over pod time.
  ///
  /// Nil where nothing was requested.
  public static func relativeSlack(_ intervals: some Sequence<VerticalInterval>) -> Double? {
    VerticalTally(intervals).relativeSlack
  }

  /// The share of pod time in which more was used than requested.
  public static func shareAboveRequest(_ intervals: some Sequence<VerticalInterval>) -> Double? {
    VerticalTally(intervals).shareAboveRequest
  }

  /// The share of pod time in which a limit held a pod back: it wanted more than its limit.
  public static func throttledShare(_ intervals: some Sequence<VerticalInterval>) -> Double? {
    VerticalTally(intervals).throttledShare
  }

  /// The share of what pods wanted that a limit kept from them: Σ max(demand - limit, 0) / Σ demand.
  ///
  /// Nil where nothing was wanted.
  public static func throttledDemand(_ intervals: some Sequence<VerticalInterval>) -> Double? {
    var (lost, wanted) = (0.0, 0.0)
    for interval in intervals {
      if let limit = interval.limit, interval.demand > limit {
        lost += (interval.demand - limit) * interval.podMs
      }
      wanted += interval.demand * interval.podMs
    }
    return wanted > 0 ? lost / wanted : nil
  }

  /// Seconds of pod time in which a limit held a pod back.
  public static func throttledSeconds(_ intervals: some Sequence<VerticalInterval>) -> Double {
    VerticalTally(intervals).throttledMs / 1_000
  }

  /// How often something happened to a pod in a day of its life: events / (Σ pods·dt in days).
  ///
  /// For out-of-memory kills, evictions and in-place resizes alike.
  public static func perPodDay(_ events: Int, podMs: Double) -> Double? {
    podMs > 0 ? Double(events) * dayMs / podMs : nil
  }

  /// The pod time of some intervals, in milliseconds.
  public static func podMs(_ intervals: some Sequence<VerticalInterval>) -> Double {
    VerticalTally(intervals).podMs
  }
}
