import Foundation
import Kubernetes

/// The cluster's settings of Knative's autoscaler: the ConfigMap `config-autoscaler`.
///
/// Source: knative/serving pkg/autoscaler/config/config.go at 98e5ef90aa: keys, defaults and what is refused, in
/// the same order and words.
public struct KnativeConfiguration: Sendable, Hashable {
  /// Whether revisions without traffic lose their last pod.
  public var enableScaleToZero = true
  /// Whether new revisions may start with no pod.
  public var allowZeroInitialScale = false
  /// Desired pods are at most this many times the ready ones.
  public var maxScaleUpRate = 1_000.0
  /// Desired pods are at least the ready ones divided by this.
  public var maxScaleDownRate = 2.0
  /// The share of a pod's concurrency that is aimed at.
  public var containerConcurrencyTargetFraction = 0.7
  /// What a pod without a limit of its own is held to bear.
  public var containerConcurrencyTargetDefault = 100.0
  /// The share of a pod's requests per second that is aimed at.
  public var targetUtilization = 0.7
  /// The requests per second a pod is held to bear.
  public var requestsPerSecondTargetDefault = 200.0
  /// The burst that ready pods must be able to take without the activator.
  public var targetBurstCapacity = 211.0
  /// The panic window in percent of the stable window.
  public var panicWindowPercentage = 10.0
  /// The ratio of wanted to ready pods that begins a panic, in percent.
  public var panicThresholdPercentage = 200.0
  /// What one activator can bear.
  public var activatorCapacity = 100.0
  /// Pods of a new revision.
  public var initialScale: Int32 = 1
  /// The least number of pods.
  public var minScale: Int32 = 0
  /// The largest number of pods, 0 for none.
  public var maxScale: Int32 = 0
  /// What a revision's own largest number may be, 0 for anything.
  public var maxScaleLimit: Int32 = 0
  /// The stable window.
  public var stableWindowMs: Int64 = 60_000
  /// How long a lower number of pods has to hold before it counts.
  public var scaleDownDelayMs: Int64 = 0
  /// How long the activator has to be in the path before the last pod goes.
  public var scaleToZeroGracePeriodMs: Int64 = 30_000
  /// How long the last pod stays at least after traffic ended.
  public var scaleToZeroPodRetentionPeriodMs: Int64 = 0

  /// Makes upstream's defaults.
  public init() {}

  /// Reads the data of the ConfigMap. Throws the first thing upstream would refuse, in its words.
  public init(configMap data: [String: String]) throws(InputProblem) {
    let reader = Reader(data: data)
    try reader.flag("enable-scale-to-zero", &enableScaleToZero)
    try reader.flag("allow-zero-initial-scale", &allowZeroInitialScale)
    try reader.number("max-scale-up-rate", &maxScaleUpRate)
    try reader.number("max-scale-down-rate", &maxScaleDownRate)
    try reader.number("container-concurrency-target-percentage", &containerConcurrencyTargetFraction)
    try reader.number("container-concurrency-target-default", &containerConcurrencyTargetDefault)
    try reader.number("requests-per-second-target-default", &requestsPerSecondTargetDefault)
    try reader.number("target-burst-capacity", &targetBurstCapacity)
    try reader.number("panic-window-percentage", &panicWindowPercentage)
    try reader.number("activator-capacity", &activatorCapacity)
    try reader.number("panic-threshold-percentage", &panicThresholdPercentage)
    try reader.whole("initial-scale", &initialScale)
    try reader.whole("min-scale", &minScale)
    try reader.whole("max-scale", &maxScale)
    try reader.whole("max-scale-limit", &maxScaleLimit)
    try reader.duration("stable-window", &stableWindowMs)
    try reader.duration("scale-down-delay", &scaleDownDelayMs)
    try reader.duration("scale-to-zero-grace-period", &scaleToZeroGracePeriodMs)
    try reader.duration("scale-to-zero-pod-retention-period", &scaleToZeroPodRetentionPeriodMs)
    // A share may be written as a percentage; up to 1 it is one already.
    if containerConcurrencyTargetFraction > 1 { containerConcurrencyTargetFraction /= 100 }
    if let problem = firstProblem { throw problem }
  }

  /// The bounds of the windows, and the least target, which upstream's API declares.
  static let windowsMs: ClosedRange<Int64> = 6_000...3_600_000
  static let leastTarget = 0.01

  /// The first setting that upstream refuses.
  private var firstProblem: InputProblem? {
    let go = GoText.self
    if scaleToZeroGracePeriodMs <= 0 {
      let found = go.duration(scaleToZeroGracePeriodMs)
      return problem("scale-to-zero-grace-period", " must be positive, was: \(found)")
    }
    if scaleDownDelayMs < 0 {
      return problem("scale-down-delay", " cannot be negative, was: \(go.duration(scaleDownDelayMs))")
    }
    if scaleDownDelayMs % 1_000 != 0 { return tooFine("scale-down-delay", scaleDownDelayMs) }
    if scaleToZeroPodRetentionPeriodMs < 0 {
      let found = go.duration(scaleToZeroPodRetentionPeriodMs)
      return problem("scale-to-zero-pod-retention-period", " cannot be negative, was: \(found)")
    }
    if targetBurstCapacity < 0, targetBurstCapacity != -1 {
      return problem(
        "target-burst-capacity",
        " must be either non-negative or -1 (for unlimited), was: \(go.sixDecimals(targetBurstCapacity))")
    }
    if let found = targetProblem { return found }
    if activatorCapacity < 1 {
      return problem("activator-capacity", " = \(go.number(activatorCapacity)), must be at least 1")
    }
    if maxScaleUpRate <= 1 {
      return problem("max-scale-up-rate", " = \(go.number(maxScaleUpRate)), must be greater than 1.0")
    }
    if maxScaleDownRate <= 1 {
      return problem("max-scale-down-rate", " = \(go.number(maxScaleDownRate)), must be greater than 1.0")
    }
    if !Self.windowsMs.contains(stableWindowMs) {
      let found = go.duration(stableWindowMs)
      return problem("stable-window", " = \(found), must be in [6s; 1h0m0s] range")
    }
    if stableWindowMs % 1_000 != 0 { return tooFine("stable-window", stableWindowMs) }
    if panicWindowPercentage < 1 || panicWindowPercentage > 100 {
      let found = go.number(panicWindowPercentage)
      return problem("panic-window-percentage", " = \(found), must be in [1, 100] interval")
    }
    return boundsProblem
  }

  private var targetProblem: InputProblem? {
    let fraction = containerConcurrencyTargetFraction
    if fraction <= 0 || fraction > 1 {
      let found = GoText.sixDecimals(fraction)
      return problem(
        "container-concurrency-target-percentage", " = \(found) is outside of valid range of (0, 100]")
    }
    let target = fraction * containerConcurrencyTargetDefault
    if target < Self.leastTarget {
      return problem(
        "container-concurrency-target-percentage",
        " and container-concurrency-target-default yield target concurrency of \(GoText.number(target)), "
          + "can't be less than 0.01")
    }
    if requestsPerSecondTargetDefault < Self.leastTarget {
      let found = GoText.number(requestsPerSecondTargetDefault)
      return problem("requests-per-second-target-default", " must be at least 0.01, was: \(found)")
    }
    return nil
  }

  private var boundsProblem: InputProblem? {
    if initialScale < 0 || initialScale == 0 && !allowZeroInitialScale {
      return problem(
        "initial-scale",
        " = \(initialScale), must be at least 0 (or at least 1 when allow-zero-initial-scale is false)")
    }
    if minScale < 0 { return problem("min-scale", " = \(minScale), must be at least 0") }
    // With a limit, the default must be one as well.
    let least: Int32 = maxScaleLimit > 0 ? 1 : 0
    if maxScale < least || maxScaleLimit > 0 && maxScale > maxScaleLimit {
      return problem(
        "max-scale", " = \(maxScale), must be in [\(least), max-scale-limit(\(maxScaleLimit))] range")
    }
    if maxScaleLimit < 0 { return problem("max-scale-limit", " = \(maxScaleLimit), must be at least 0") }
    return nil
  }

  private func tooFine(_ key: String, _ foundMs: Int64) -> InputProblem {
    problem(key, " = \(GoText.duration(foundMs)), must be specified with at most second precision")
  }

  private func problem(_ key: String, _ rest: String) -> InputProblem { InputProblem(message: key + rest) }

  /// Reads the texts of a ConfigMap as Go's strconv does.
  private struct Reader {
    let data: [String: String]

    func flag(_ key: String, _ target: inout Bool) throws(InputProblem) {
      guard let text = data[key] else { return }
      guard let flag = GoText.flag(text) else { throw unreadable(key, text, by: "ParseBool") }
      target = flag
    }

    func number(_ key: String, _ target: inout Double) throws(InputProblem) {
      guard let text = data[key] else { return }
      guard let number = GoText.float(text) else { throw unreadable(key, text, by: "ParseFloat") }
      target = number
    }

    func whole(_ key: String, _ target: inout Int32) throws(InputProblem) {
      guard let text = data[key] else { return }
      guard let number = Int32(text) else { throw unreadable(key, text, by: "ParseInt") }
      target = number
    }

    func duration(_ key: String, _ target: inout Int64) throws(InputProblem) {
      guard let text = data[key] else { return }
      guard let duration = KubernetesDuration.milliseconds(text) else {
        throw InputProblem(
          message: "failed to parse data: failed to parse \"\(key)\": time: invalid duration \"\(text)\"",
          hint: "as in 15s, 1m30s or 500ms")
      }
      target = duration
    }

    private func unreadable(_ key: String, _ text: String, by function: String) -> InputProblem {
      let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : Substring(text)
      let isTooLarge = function == "ParseInt" && !digits.isEmpty && digits.utf8.allSatisfy { 48...57 ~= $0 }
      let reason = isTooLarge ? "value out of range" : "invalid syntax"
      return InputProblem(
        message: "failed to parse data: failed to parse \"\(key)\": "
          + "strconv.\(function): parsing \"\(text)\": \(reason)")
    }
  }
}
