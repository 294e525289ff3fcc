import Kubernetes

/// Sentences about stabilization, policies and bounds.
extension HPASentences {
  func sentences(for stabilization: HPAStabilizationTrace) -> [String] {
    let wanted = stabilization.recommendation
    let result = stabilization.result
    let down = Phrase.span(stabilization.downWindowMs)
    if result == wanted {
      return ["Stabilization: no recent recommendation speaks against \(wanted)."]
    }
    if wanted < result {
      guard let source = stabilization.upperSource, stabilization.upper == result else {
        return [
          "Stabilization: the recommendations of the last \(down) reach up to \(stabilization.upper), "
            + "so the size is not lowered below \(result) now."
        ]
      }
      let ends = source.atMs &+ stabilization.downWindowMs
      return [
        "Stabilization: the metrics ask for \(wanted), but \(source.replicas) was recommended "
          + "\(Phrase.ago(source.atMs, nowMs: observation.nowMs)), within the window of \(down) for "
          + "scaling down. "
          + "The size is held at \(result); that recommendation counts until "
          + "\(Phrase.time(ends))."
      ]
    }
    let up = Phrase.span(stabilization.upWindowMs ?? 0)
    guard let source = stabilization.lowerSource, stabilization.lower == result else {
      return [
        "Stabilization: the recommendations of the last \(up) go down to \(stabilization.lower ?? wanted), "
          + "so the size is not raised above \(result) now."
      ]
    }
    return [
      "Stabilization: the metrics ask for \(wanted), but \(source.replicas) was recommended "
        + "\(Phrase.ago(source.atMs, nowMs: observation.nowMs)), within the window of \(up) for scaling up. "
        + "The size is held at \(result)."
    ]
  }

  func sentence(for policy: HPAPolicyTrace) -> String {
    let amount = policy.isPercent ? "\(policy.value) %" : Phrase.pods(policy.value)
    let period = Phrase.span(policy.periodMs)
    let current = observation.specReplicas
    let change = current &- policy.start
    let past =
      change == 0
      ? "nothing changed in that time"
      : "\(abs(Int(change))) were \(change > 0 ? "added" : "removed") in that time, from \(policy.start)"
    return
      "Policy: \(policy.isUp ? "add" : "remove") at most \(amount) in \(period); \(past), so "
      + "\(policy.isUp ? "up" : "down") to \(policy.limit) now."
  }

  func policyLimit(isUp: Bool, limit: Int32, bound: Int32) -> String {
    let direction = isUp ? plan.up : plan.down
    let name = isUp ? "maxReplicas" : "minReplicas"
    switch direction.select {
    case .disabled: return "Scaling \(isUp ? "up" : "down") is disabled (selectPolicy Disabled)."
    case .largestChange:
      return "The policy that allows the most holds: \(limit); \(name) is \(bound)."
    case .smallestChange:
      return "The policy that allows the least holds: \(limit); \(name) is \(bound)."
    }
  }

  func limited(desired: Int32, replicas: Int32, reason: HPAConditionReason) -> String {
    switch reason {
    case .scaleUpLimit: "\(desired) would be too fast a step up: it is cut to \(replicas) for now."
    case .scaleDownLimit: "\(desired) would be too fast a step down: it is cut to \(replicas) for now."
    case .tooManyReplicas: "\(desired) is more than maxReplicas: it is cut to \(replicas)."
    case .tooFewReplicas: "\(desired) is less than minReplicas: it is raised to \(replicas)."
    default: "\(replicas) is within all limits."
    }
  }
}
