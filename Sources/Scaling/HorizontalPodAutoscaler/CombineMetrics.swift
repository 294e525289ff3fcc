/// What all metrics together ask for: the most that one of them does.
///
/// Source: horizontal.go, computeReplicasForMetrics.
extension HPAController {
  /// The outcome of looking at all metrics.
  struct Combination {
    var replicas: Int32 = 0
    /// The metric that asks for the most, -1 if none was taken.
    var winner: Int32 = -1
    var invalid: Int32 = 0
    var firstInvalid: Int32 = -1
    /// Whether the failures leave nothing that may be acted on.
    var isRefused = false
  }

  /// Evaluates the metrics in order and takes the largest proposal.
  ///
  /// With a failed metric only staying or growing is allowed; with all failed, nothing is.
  mutating func combineMetrics<T: HPATracing>(
    _ observation: borrowing HPAObservation, trace: inout T
  ) -> Combination {
    var result = Combination()
    let count = plan.metrics.count
    if memory.metrics.count != count {
      memory.metrics = [HPAProposal](repeating: HPAProposal(), count: count)
    }
    for index in 0..<count {
      let proposal = plan.evaluate(index, in: observation, trace: &trace)
      memory.metrics[index] = proposal
      if proposal.failed {
        if result.invalid == 0 { result.firstInvalid = Int32(index) }
        result.invalid += 1
      } else if result.replicas == 0 || proposal.replicas > result.replicas {
        result.replicas = proposal.replicas
        result.winner = Int32(index)
      }
    }
    result.isRefused =
      Int(result.invalid) >= count || result.invalid > 0 && result.replicas < observation.specReplicas
    return result
  }
}
