/// NodeAffinity's score: the weights of the preferred terms a node fits, the most of any node as 100.
///
/// Source: plugins/nodeaffinity/node_affinity.go.
extension ClusterSnapshot {
  /// Returns whether pods of the class are scored.
  func nodeAffinityScores(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) -> Bool {
    let preference = classes[podClass].nodePreference
    if preference < 0 { return false }
    var most: Int64 = 0
    for (index, row) in feasible.enumerated() {
      let weight = Int64(preferenceColumns[Int(preference)][Int(row)])
      scores[index] = weight
      if weight > most { most = weight }
    }
    if most > 0 { for index in feasible.indices { scores[index] = 100 * scores[index] / most } }
    return true
  }
}
