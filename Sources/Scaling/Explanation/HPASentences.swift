import Kubernetes

/// Makes sentences of the steps of one decision: what was looked at, what came out, and why.
public struct HPASentences: Sendable {
  let controller: HPAController
  let observation: HPAObservation

  /// Takes the controller as it was before the decision, and what it saw.
  public init(_ controller: HPAController, observation: HPAObservation) {
    self.controller = controller
    self.observation = observation
  }

  var plan: HPAPlan { controller.plan }

  /// The sentences for one step, each to stand on a line of its own.
  public func sentences(for step: HPAStep) -> [String] {
    switch step {
    case .scaleFailed(let failure):
      return ["The scale of the target could not be read, so nothing else is looked at: \(failure.text)"]
    case .scale(let spec, let status, let minimum, let maximum):
      let report = spec == status ? "" : ", of which \(status) are reported to exist"
      return [
        "The target asks for \(Phrase.replicas(spec))\(report). This HPA may choose \(minimum) to \(maximum)."
      ]
    case .startedHistory(let replicas):
      return [
        "There is no history: the controller has just started, or the HPA is new. The current size, "
          + "\(replicas), "
          + "is recorded as if the metrics had asked for it, so the first scale-down has to wait for "
          + "one window."
      ]
    case .disabled: return disabled
    case .aboveMaximum(let maximum):
      return [
        "That is more than maxReplicas, \(maximum): the size becomes \(maximum) at once. Metrics, "
          + "stabilization "
          + "and policies are not looked at."
      ]
    case .belowMinimum(let minimum):
      return [
        "That is less than minReplicas, \(minimum): the size becomes \(minimum) at once. Metrics, "
          + "stabilization "
          + "and policies are not looked at."
      ]
    case .selectorRefused(let selector):
      return [
        "The pods of the target cannot be told, so no metric is looked at: "
          + HPAController.problemText(of: selector)
      ]
    case .metric(let metric): return sentences(for: metric)
    case .combined(let replicas, let winner, let invalid, let isRefused):
      return combined(replicas: replicas, winner: winner, invalid: invalid, isRefused: isRefused)
    case .stabilized(let stabilization): return sentences(for: stabilization)
    case .policy(let policy): return [sentence(for: policy)]
    case .policyLimit(let isUp, let limit, let bound):
      return [policyLimit(isUp: isUp, limit: limit, bound: bound)]
    case .constantLimit(let limit, let maximum, let minimum):
      return [
        "Without behavior, one step up may reach \(limit) at most "
          + "(\(Phrase.ratio(plan.configuration.scaleUpLimitFactor)) times the current size, but always "
          + "\(Phrase.ratio(plan.configuration.scaleUpLimitMinimum))), "
          + "within minReplicas \(minimum) and maxReplicas \(maximum); a step down is not limited."
      ]
    case .limited(let desired, let replicas, let reason):
      return [limited(desired: desired, replicas: replicas, reason: reason)]
    case .raisedFromZero(let minimum):
      return ["Coming from zero, the size is at least minReplicas: \(minimum)."]
    case .written(let from, let to, let failure):
      if let failure { return ["Writing the new size \(to) failed, so it stays at \(from): \(failure)"] }
      return ["The target is scaled from \(from) to \(to)."]
    case .unchanged(let replicas): return ["The size stays at \(replicas)."]
    }
  }

  private var disabled: [String] {
    let start = "The target has no replicas, and this HPA takes it for switched off: "
    if !plan.rules.scalesFromZeroByCondition {
      return [start + "scaling from zero takes minReplicas 0, here it is \(plan.minimum)."]
    }
    if !plan.configuration.gates.scaleToZero {
      return [start + "scaling from zero takes the feature gate HPAScaleToZero, which is off."]
    }
    if controller.memory.conditions[.scaledToZero]?.status != .true {
      return [
        start + "it scales from zero only where it scaled to zero itself (condition ScaledToZero), "
          + "which it did not."
      ]
    }
    return [start + "with minReplicas 0, scaling from zero takes an Object or External metric."]
  }

  private func combined(replicas: Int32, winner: Int32, invalid: Int32, isRefused: Bool) -> [String] {
    let count = plan.metrics.count
    let current = observation.specReplicas
    if isRefused {
      if Int(invalid) >= count {
        return ["No metric could be computed, so the size stays at \(current)."]
      }
      return [
        "\(invalid) of \(count) metrics could not be computed, and the others ask for \(replicas), "
          + "fewer than "
          + "\(current): with a metric missing nothing is scaled down, so the size stays at \(current)."
      ]
    }
    var sentence =
      count == 1
      ? "The metric asks for \(Phrase.replicas(replicas))."
      : "The largest proposal wins: \(Phrase.replicas(replicas)), from "
        + "\(winner >= 0 ? name(of: Int(winner)) : "none")."
    if invalid > 0 {
      sentence +=
        " \(invalid) of \(count) metrics could not be computed; staying and growing are allowed all the same."
    }
    return [sentence]
  }
}
