/// An alert on the burn of an error budget over a long and a short window (Google, "The Site Reliability
/// Workbook", chapter 5).
public struct BurnRateAlert: Sendable, Hashable {
  /// What the alert does.
  public enum Severity: String, Sendable, Hashable {
    /// Somebody is woken.
    case page
    /// Somebody looks at it in working hours.
    case ticket
  }

  /// What the alert does.
  public var severity: Severity
  /// The window that shows that enough budget was used, in hours.
  public var longHours: Double
  /// The window that shows that it still goes on, in hours.
  public var shortHours: Double
  /// The burn that both windows must reach.
  public var burn: Double

  /// Makes an alert that fires when a share of the period's budget was used in the long window.
  public init(
    severity: Severity, longHours: Double, shortHours: Double, budgetShare: Double, periodHours: Double = 720
  ) {
    (self.severity, self.longHours, self.shortHours) = (severity, longHours, shortHours)
    burn = budgetShare * periodHours / longHours
  }

  /// Returns the workbook's three alerts for a period: burn 14.4, 6 and 1 for 30 days.
  public static func standard(periodHours: Double = 720) -> [BurnRateAlert] {
    [
      BurnRateAlert(
        severity: .page, longHours: 1, shortHours: 5.0 / 60, budgetShare: 0.02, periodHours: periodHours),
      BurnRateAlert(
        severity: .page, longHours: 6, shortHours: 0.5, budgetShare: 0.05, periodHours: periodHours),
      BurnRateAlert(
        severity: .ticket, longHours: 72, shortHours: 6, budgetShare: 0.1, periodHours: periodHours),
    ]
  }

  /// Returns the times, in hours from the start, at which the alert begins to fire.
  ///
  /// `bad` and `total` are the events of spans of `durations` hours, spread evenly within a span. The
  /// condition is looked at at the end of every interval; a window that reaches back beyond the start holds
  /// what there is. O(spans + evaluations).
  ///
  /// - Throws: ``StatisticsError`` for arrays of different lengths, a value that is not finite or negative,
  ///   or an interval that is not positive.
  public func firings(
    bad: [Double], total: [Double], durations: [Double], budget: ErrorBudget,
    everyHours interval: Double = 1.0 / 60
  ) throws(StatisticsError) -> [Double] {
    try bad.requireSameCount(as: total)
    try bad.requireSameCount(as: durations)
    for values in [bad, total, durations] {
      try values.requireFinite(atLeast: 0)
      if let value = values.first(where: { $0 < 0 }) {
        throw .argument(name: "events or duration", value: "\(value)", expected: "0 or more")
      }
    }
    guard interval > 0, interval.isFinite else {
      throw .argument(name: "interval", value: "\(interval)", expected: "hours above 0")
    }
    let ends = BurnRateAlert.sums(durations)
    guard let length = ends.last, length / interval < 1e9 else { return [] }
    let (bads, totals) = (BurnRateAlert.sums(bad), BurnRateAlert.sums(total))

    // Three places walk along the spans: now, and the beginnings of both windows.
    var now = Place(ends: ends)
    var long = Place(ends: ends)
    var short = Place(ends: ends)
    var times: [Double] = []
    var isFiring = false
    for step in 1...max(Int((length / interval + 1e-9).rounded(.down)), 1) {
      let time = min(Double(step) * interval, length)
      now.move(to: time)
      long.move(to: time - longHours)
      short.move(to: time - shortHours)
      let reached = [long, short].allSatisfy { start in
        let burnt = budget.burn(
          bad: now.value(bads) - start.value(bads), total: now.value(totals) - start.value(totals))
        return burnt >= burn * (1 - 1e-12)
      }
      if reached && !isFiring { times.append(time) }
      isFiring = reached
    }
    return times
  }

  /// The sums up to the end of each span.
  private static func sums(_ values: [Double]) -> [Double] {
    var sum = 0.0
    return values.map { value in
      sum += value
      return sum
    }
  }

  /// A time on a row of spans, for reading sums between their ends.
  private struct Place {
    let ends: [Double]
    var span = 0
    var share = 0.0

    init(ends: [Double]) { self.ends = ends }

    /// Moves on to a later time, 0 at the earliest.
    mutating func move(to time: Double) {
      let time = max(time, 0)
      while span < ends.count - 1, ends[span] < time { span += 1 }
      let start = span == 0 ? 0 : ends[span - 1]
      share = ends[span] > start ? min((time - start) / (ends[span] - start), 1) : 1
    }

    /// The sum at this time, linear within the span.
    func value(_ sums: [Double]) -> Double {
      let before = span == 0 ? 0 : sums[span - 1]
      return before + (sums[span] - before) * share
    }
  }
}
