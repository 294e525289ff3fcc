/// The search for nodes where only resources and taints matter, which is most pods' case.
extension ClusterSnapshot {
  /// Appends the first nodes that may take a pod, from a place in the order on, and returns how many were looked at.
  func findPlain(
    _ podClass: Int, order: [Int32], start: Int, wanted: Int, into feasible: inout [Int32]
  ) -> Int {
    let demand = Demand(classes[podClass].amounts)
    let verdicts = taints.verdicts[Int(classes[podClass].tolerations)]
    var evaluated = 0
    var place = start
    while evaluated < order.count, feasible.count < wanted {
      if place >= order.count { place = 0 }
      let row = order[place]
      place += 1
      evaluated += 1
      let record = records[Int(row)]
      let verdict = verdicts[Int(record.marks)]
      if verdict.isUnschedulable || verdict.isUntolerated { continue }
      if demand.shortage(record).isEmpty { feasible.append(row) }
    }
    return evaluated
  }
}
