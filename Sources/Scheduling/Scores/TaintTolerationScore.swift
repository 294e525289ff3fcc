/// TaintToleration's score: the fewer PreferNoSchedule taints a pod does not tolerate, the better.
///
/// 100 - 100 * c / (the most c of any node), all 100 where no node has any.
/// Source: plugins/tainttoleration/taint_toleration.go.
extension ClusterSnapshot {
  /// Returns whether nodes differ; if not, all have 100.
  func taintTolerationScores(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) -> Bool {
    if !taints.hasPreferences { return false }
    let tolerations = Int(classes[podClass].tolerations)
    var most: Int64 = 0
    for (index, row) in feasible.enumerated() {
      let count = Int64(taints.verdicts[tolerations][Int(records[Int(row)].marks)].preferences)
      scores[index] = count
      if count > most { most = count }
    }
    if most == 0 { return false }
    for index in feasible.indices { scores[index] = 100 - 100 * scores[index] / most }
    return true
  }
}
