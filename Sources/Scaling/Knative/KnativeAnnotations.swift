import Kubernetes

/// What a revision's annotations ask of Knative's autoscaler.
///
/// Source: knative/serving pkg/apis/autoscaling/register.go and annotation_validation.go at 98e5ef90aa. A value
/// that cannot be read counts as absent, as in upstream's reconcilers; `problems` says what its webhook refuses.
public struct KnativeAnnotations: Sendable, Hashable {
  /// What all keys begin with.
  public static let prefix = "autoscaling.knative.dev/"

  /// All annotations of the object.
  public var texts: [String: String]

  /// Takes an object's annotations.
  public init(_ texts: [String: String]) { self.texts = texts }

  /// What is measured, if it is said.
  public var metric: String? { text("metric") }
  /// What one pod can bear.
  public var target: Double? { number("target") }
  /// The share of it that is aimed at, in percent.
  public var targetUtilizationPercentage: Double? { number("target-utilization-percentage") }
  /// The burst that ready pods must be able to take without the activator.
  public var targetBurstCapacity: Double? { number("target-burst-capacity") }
  /// The stable window.
  public var windowMs: Int64? { duration("window") }
  /// The panic window in percent of the stable window.
  public var panicWindowPercentage: Double? { number("panic-window-percentage") }
  /// The ratio of wanted to ready pods that begins a panic, in percent.
  public var panicThresholdPercentage: Double? { number("panic-threshold-percentage") }
  /// How long a lower number of pods has to hold.
  public var scaleDownDelayMs: Int64? { duration("scale-down-delay") }
  /// How long the last pod stays at least.
  public var scaleToZeroPodRetentionPeriodMs: Int64? { duration("scale-to-zero-pod-retention-period") }
  /// Pods of a new revision.
  public var initialScale: Int32? { whole("initial-scale") }
  /// The least number of pods.
  public var minScale: Int32? { whole("min-scale") }
  /// The largest number of pods.
  public var maxScale: Int32? { whole("max-scale") }
  /// The least number of pods when not zero.
  public var activationScale: Int32? { whole("activation-scale") }
  /// How long a deployment may take to become ready.
  public var progressDeadlineMs: Int64? {
    texts["serving.knative.dev/progress-deadline"].flatMap(KubernetesDuration.milliseconds)
  }

  /// How the window's values become one number; nil where nothing is said, which means linear.
  public var aggregation: KPAAggregation? {
    switch text("metric-aggregation-algorithm") {
    case "linear": .linear
    case "weighted-exponential", "weightedExponential": .weightedExponential
    default: nil
    }
  }

  /// What upstream's webhook refuses, each with the annotation as its path.
  public func problems(_ configuration: KnativeConfiguration) -> [InputProblem] {
    var problems = boundsProblems(configuration)
    func check(_ key: String, _ range: ClosedRange<Double>) {
      guard let found = text(key) else { return }
      guard let number = GoText.float(found) else { return problems.append(invalid(key, found)) }
      if !range.contains(number) {
        problems.append(outside(key, found, GoText.number(range.lowerBound), GoText.number(range.upperBound)))
      }
    }
    check("panic-window-percentage", 1...100)
    check("panic-threshold-percentage", 110...1_000)
    check("target-utilization-percentage", 1...100)
    if let found = text("target") {
      if target == nil {
        problems.append(invalid("target", found))
      } else if let target, target < KnativeConfiguration.leastTarget {
        problems.append(problem("target", "target \(found) should be at least 0.01"))
      }
    }
    if let found = text("target-burst-capacity"), targetBurstCapacity.map({ $0 < 0 && $0 != -1 }) ?? true {
      problems.append(invalid("target-burst-capacity", found))
    }
    checkDuration("window", KnativeConfiguration.windowsMs, wholeSeconds: true, &problems)
    let upToHour = 0...KnativeConfiguration.windowsMs.upperBound
    checkDuration("scale-to-zero-pod-retention-period", upToHour, wholeSeconds: false, &problems)
    checkDuration("scale-down-delay", upToHour, wholeSeconds: true, &problems)
    if let found = metric, KPASpec.Metric(rawValue: found) == nil {
      problems.append(invalid("metric", found))
    }
    if let found = text("metric-aggregation-algorithm"), !found.isEmpty, aggregation == nil {
      problems.append(invalid("metric-aggregation-algorithm", found))
    }
    return problems
  }

  private func boundsProblems(_ configuration: KnativeConfiguration) -> [InputProblem] {
    var problems: [InputProblem] = []
    for key in ["min-scale", "max-scale"] {
      guard let found = text(key) else { continue }
      if let number = whole(key) {
        if number < 0 { problems.append(outside(key, found, "0", "2147483647")) }
      } else {
        problems.append(invalid(key, found))
      }
    }
    let least = minScale ?? 0
    let most = maxScale ?? 0
    if most != 0, most < least {
      problems.append(problem("max-scale", "max-scale=\(most) is less than min-scale=\(least)"))
    }
    if text("max-scale") != nil, configuration.maxScaleLimit > 0 {
      if most > configuration.maxScaleLimit {
        problems.append(outside("max-scale", "\(most)", "1", "\(configuration.maxScaleLimit)"))
      } else if most == 0 {
        problems.append(
          problem("max-scale", "max-scale=0 (unlimited), must be less than \(configuration.maxScaleLimit)"))
      }
    }
    if let found = text("initial-scale") {
      if let number = initialScale {
        if number < 0 {
          problems.append(problem("initial-scale", "invalid value: \(found), must be 0 or more"))
        }
        if number == 0, !configuration.allowZeroInitialScale {
          problems.append(problem("initial-scale", "invalid value: 0 not allowed by cluster"))
        }
      } else {
        problems.append(invalid("initial-scale", found))
      }
    }
    if let found = text("activation-scale") {
      if let number = activationScale {
        if number < 2 {
          problems.append(problem("activation-scale", "activation-scale=\(number) must be greater than 1"))
        }
      } else {
        problems.append(invalid("activation-scale", found))
      }
    }
    return problems
  }

  private func checkDuration(
    _ key: String, _ range: ClosedRange<Int64>, wholeSeconds: Bool, _ problems: inout [InputProblem]
  ) {
    guard let found = text(key) else { return }
    guard let duration = duration(key) else { return problems.append(invalid(key, found)) }
    if !range.contains(duration) {
      problems.append(
        outside(key, found, GoText.duration(range.lowerBound), GoText.duration(range.upperBound)))
    } else if wholeSeconds, duration % 1_000 != 0 {
      problems.append(problem(key, "must be specified with at most second precision"))
    }
  }

  private func text(_ key: String) -> String? { texts[Self.prefix + key] }
  private func number(_ key: String) -> Double? { text(key).flatMap(GoText.float) }
  private func whole(_ key: String) -> Int32? { text(key).flatMap { Int32($0) } }
  private func duration(_ key: String) -> Int64? { text(key).flatMap(KubernetesDuration.milliseconds) }

  private func problem(_ key: String, _ message: String) -> InputProblem {
    InputProblem(path: "metadata.annotations[\(Self.prefix)\(key)]", message: message)
  }

  private func invalid(_ key: String, _ found: String) -> InputProblem {
    problem(key, "invalid value: \(found)")
  }

  private func outside(_ key: String, _ found: String, _ low: String, _ high: String) -> InputProblem {
    problem(key, "expected \(low) <= \(found) <= \(high)")
  }
}
