import Scaling

extension HPAAdapter {
  /// Makes a row of the decision log.
  ///
  /// Changes nothing, but as a plain method it would copy the whole adapter.
  mutating func record(_ decision: HPADecision, workload: String, nowMs: Int64) -> DecisionRecord {
    let conditions = controller.memory.conditions
    var limits: [String] = []
    for type in [HPAConditionType.ableToScale, .scalingLimited] {
      guard let condition = conditions[type] else { continue }
      switch condition.reason {
      case .scaleDownStabilized, .scaleUpStabilized, .scaleUpLimit, .scaleDownLimit, .tooManyReplicas,
        .tooFewReplicas:
        limits.append(condition.reason.name)
      default: break
      }
    }
    let winner = Int(decision.winner)
    let proposals = controller.proposals
    var metric = ""
    var proposed: Int32?
    if decision.winner >= 0, winner < proposals.count {
      let proposal = proposals[winner]
      metric = proposal.hasUtilization ? "\(proposal.utilization)%" : "\(proposal.value)m"
      proposed = decision.recommendation
    }
    return DecisionRecord(
      timeMs: nowMs, autoscaler: name, workload: workload, from: decision.currentReplicas,
      to: decision.scaledTo ?? decision.currentReplicas, proposed: proposed,
      reason: controller.text(of: decision.reason), limits: limits, metric: metric,
      error: decision.failed ? controller.errorText(of: decision, observation: observation) : nil)
  }
}
