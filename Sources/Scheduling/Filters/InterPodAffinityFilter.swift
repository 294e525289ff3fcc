/// Whether a node is near the pods a pod must be near, and away from those it must not meet.
///
/// Required affinity: the node has all labels, and in each of its domains is a pod that all terms mean. The first pod
/// of a kind may start anywhere: if there is no such pod at all and the pod itself is what its terms mean, having
/// the labels is enough. Anti-affinity is looked at from both sides.
/// Source: plugins/interpodaffinity/filtering.go.
extension ClusterSnapshot {
  func interPodAffinity(_ podClass: Int, _ row: Int) -> Rejection? {
    if !classes[podClass].requiredAffinity.isEmpty, !meetsAffinity(podClass, row) {
      return Rejection(.interPodAffinity, .affinityRules, isUnresolvable: true)
    }
    if meetsAny(classes[podClass].requiredAntiAffinity, row) {
      return Rejection(.interPodAffinity, .antiAffinityRules)
    }
    if meetsAny(classes[podClass].keptAwayBy, row) {
      return Rejection(.interPodAffinity, .existingAntiAffinity)
    }
    return nil
  }

  private func meetsAffinity(_ podClass: Int, _ row: Int) -> Bool {
    var everywhere = true
    var total: Int64 = 0
    for index in classes[podClass].requiredAffinity.indices {
      let term = classes[podClass].requiredAffinity[index]
      let domain = labelColumns[Int(term.key)][row]
      if domain < 0 { return false }
      total += affinityCounters[Int(term.counter)].domains.total
      if affinityCounters[Int(term.counter)].domains[domain] <= 0 { everywhere = false }
    }
    return everywhere || total == 0 && classes[podClass].meetsOwnAffinity
  }

  private func meetsAny(_ terms: [PodClass.DomainTerm], _ row: Int) -> Bool {
    for term in terms {
      let domain = labelColumns[Int(term.key)][row]
      if domain >= 0, affinityCounters[Int(term.counter)].domains[domain] > 0 { return true }
    }
    return false
  }
}
