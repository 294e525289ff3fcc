/// How Knative's metric collector asks pods for their load, and what it makes of the answers.
///
/// Source: knative/serving pkg/autoscaler/metrics/{sample_size,stats_scraper,collector}.go at 98e5ef90aa.
public enum KnativeScraping {
  /// The pods that are asked of a population: all up to three, else N·X/(N+X−1) rounded up.
  ///
  /// X = 1.96²·100/25 gives a 95 % interval of ±20 % for the assumed variance.
  public static func sampleSize(of pods: Int32) -> Int32 {
    if pods <= 3 { return max(0, pods) }
    let population = Double(pods)
    return Int32((population * spread / (population + spread - 1)).rounded(.up))
  }

  private static let spread = 1.96 * 1.96 * 100 / 25

  /// The load of all pods, estimated by the mean of those that were asked.
  public static func population(of sample: [Double], pods: Int32) -> Double {
    sample.isEmpty ? 0 : sample.reduce(0, +) / Double(sample.count) * Double(pods)
  }
}

/// The windows of one revision's metric, fed by pods and activators.
public struct KPAMetricWindows: Sendable, Hashable {
  var stable: KPAWindow
  var panic: KPAWindow
  /// Whether pods are asked; without it an empty window is no lack of data.
  public var isScraped: Bool

  /// Makes empty windows.
  public init(
    stableMs: Int64, panicMs: Int64, aggregation: KPAAggregation = .linear, isScraped: Bool = true
  ) {
    stable = KPAWindow(windowMs: stableMs, aggregation: aggregation)
    panic = KPAWindow(windowMs: panicMs, aggregation: aggregation)
    self.isScraped = isScraped
  }

  /// Records a value; what came through the activator is counted by the activator and left out of a pod's.
  public mutating func record(_ value: Double, proxied: Double = 0, atMs nowMs: Int64) {
    stable.record(value - proxied, atMs: nowMs)
    panic.record(value - proxied, atMs: nowMs)
  }

  /// Records a value for a second and the one before it.
  public mutating func recordTwice(_ value: Double, atMs nowMs: Int64) {
    stable.recordTwice(value, atMs: nowMs)
    panic.recordTwice(value, atMs: nowMs)
  }

  /// The averages over both windows, nil if there are no data.
  ///
  /// Changes nothing; as a plain method it would copy the windows.
  public mutating func averages(atMs nowMs: Int64) -> KPAObservation.Averages? {
    if isScraped, stable.isEmpty(atMs: nowMs) { return nil }
    return KPAObservation.Averages(
      stable: stable.average(atMs: nowMs), panic: panic.average(atMs: nowMs))
  }

  /// Changes the windows' lengths.
  public mutating func resize(stableMs: Int64, panicMs: Int64, atMs nowMs: Int64) {
    stable.resize(toMs: stableMs, atMs: nowMs)
    panic.resize(toMs: panicMs, atMs: nowMs)
  }
}
