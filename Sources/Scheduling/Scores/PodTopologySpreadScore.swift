#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// PodTopologySpread's score: the fewer pods in a node's domains, the better.
///
/// s = round(sum over constraints of count * ln(domains + 2) + maxSkew - 1), where domains are those of nodes that may
/// take the pod, and each node is one for hostnames, where only its own pods count. Scaled to 100 * (max + min - s) / max,
/// all 100 where max is 0. A node that lacks a label gets 0.
/// Source: plugins/podtopologyspread/scoring.go.
extension ClusterSnapshot {
  /// Returns whether pods of the class are scored.
  func podTopologySpreadScores(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) -> Bool {
    let terms = classes[podClass].softSpread
    if terms.isEmpty { return false }
    let needsAllKeys = classes[podClass].softSpreadNeedsAllKeys
    let isIgnored =
      needsAllKeys
      ? feasible.map { row in terms.contains { labelColumns[Int($0.key)][Int(row)] < 0 } }
      : [Bool](repeating: false, count: feasible.count)
    let weights = terms.map { term in
      log(Double(domainCount(term, feasible, isIgnored)) + 2)
    }
    var least = Int64.max
    var most: Int64 = 0
    for (index, row) in feasible.enumerated() where !isIgnored[index] {
      var score = 0.0
      for position in terms.indices {
        let term = terms[position]
        let domain = labelColumns[Int(term.key)][Int(row)]
        if domain < 0 { continue }
        let count =
          term.isHostname
          ? columns[Int(term.column)][Int(row)] : spreadCounters[Int(term.counter)].pods[domain]
        score += Double(count) * weights[position] + (Double(term.maxSkew) - 1)
      }
      scores[index] = Int64(score.rounded())
      if scores[index] < least { least = scores[index] }
      if scores[index] > most { most = scores[index] }
    }
    for index in feasible.indices {
      if isIgnored[index] {
        scores[index] = 0
      } else {
        scores[index] = most == 0 ? 100 : 100 * (most + least - scores[index]) / most
      }
    }
    return true
  }

  /// How many domains the nodes that may take the pod have; nodes without the label are one together.
  private func domainCount(_ term: PodClass.SpreadTerm, _ feasible: [Int32], _ isIgnored: [Bool]) -> Int {
    if term.isHostname { return isIgnored.reduce(0) { $1 ? $0 : $0 + 1 } }
    var isSeen = [Bool](repeating: false, count: labelValues[Int(term.key)].count + 1)
    var count = 0
    for (index, row) in feasible.enumerated() where !isIgnored[index] {
      let slot = Int(labelColumns[Int(term.key)][Int(row)]) + 1
      if !isSeen[slot] {
        isSeen[slot] = true
        count += 1
      }
    }
    return count
  }
}
