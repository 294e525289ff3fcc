/// InterPodAffinity's score: what the pods in a node's domains weigh for and against the pod.
///
/// The sum over preferred terms of the pod, and of preferred and required affinity terms of other pods that mean it,
/// of weight * such pods in the node's domain; required ones count 1. The least is scaled to 0, the most to 100.
/// Source: plugins/interpodaffinity/scoring.go.
extension ClusterSnapshot {
  /// Returns whether pods of the class are scored: whether any pod counts in any domain.
  func interPodAffinityScores(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) -> Bool {
    let pod = classes[podClass]
    let terms = (pod.preferredAffinity + pod.drawnBy).filter {
      affinityCounters[Int($0.counter)].domains.total > 0
    }
    if terms.isEmpty { return false }
    var least = Int64.max
    var most = Int64.min
    for (index, row) in feasible.enumerated() {
      var sum: Int64 = 0
      for term in terms {
        let domain = labelColumns[Int(term.key)][Int(row)]
        if domain >= 0 { sum &+= term.weight &* Int64(affinityCounters[Int(term.counter)].domains[domain]) }
      }
      scores[index] = sum
      if sum < least { least = sum }
      if sum > most { most = sum }
    }
    for index in feasible.indices {
      scores[index] =
        most > least ? Int64(100 * (Double(scores[index] - least) / Double(most - least))) : 0
    }
    return true
  }
}
