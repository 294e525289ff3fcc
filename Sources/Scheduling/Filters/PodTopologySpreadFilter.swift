/// Whether a pod may be put on a node without its domain getting too far ahead of the emptiest one.
///
/// For each constraint: pods in the node's domain + 1 if the pod itself counts - the fewest of any domain must not be
/// more than maxSkew. The fewest are 0 where there are fewer domains than minDomains.
/// Source: plugins/podtopologyspread/filtering.go.
extension ClusterSnapshot {
  /// The fewest pods of a domain, for each constraint.
  mutating func spreadMinimums(_ podClass: Int, into result: inout [Int32]) {
    result.removeAll(keepingCapacity: true)
    for index in classes[podClass].hardSpread.indices {
      let term = classes[podClass].hardSpread[index]
      let counter = Int(term.counter)
      let isShort = spreadCounters[counter].domainCount < term.minDomains
      result.append(isShort ? 0 : spreadCounters[counter].minimum())
    }
  }

  func podTopologySpread(_ podClass: Int, _ row: Int, minimums: [Int32]) -> Rejection? {
    for index in classes[podClass].hardSpread.indices {
      let term = classes[podClass].hardSpread[index]
      let domain = labelColumns[Int(term.key)][row]
      if domain < 0 {
        return Rejection(.podTopologySpread, .missingTopologyLabel, isUnresolvable: true)
      }
      let pods = Int64(spreadCounters[Int(term.counter)].pods[domain]) + (term.countsSelf ? 1 : 0)
      if pods - Int64(minimums[index]) > Int64(term.maxSkew) {
        return Rejection(.podTopologySpread, .skewTooLarge)
      }
    }
    return nil
  }
}
