/// NodeResourcesFit's score: the weighted mean of the resources' scores, each by the strategy.
///
/// Counted are 100m and 200Mi for containers that ask for nothing. A resource the node lacks, or a further one the
/// pod does not ask for, is left out. The mean is cut to a whole number, for RequestedToCapacityRatio rounded.
/// Source: plugins/noderesources/resource_allocation.go.
extension ClusterSnapshot {
  func nodeResourcesFitScores(
    _ podClass: Int, _ feasible: [Int32], strategy: ScoringStrategy, into scores: inout [Int64]
  ) {
    if strategy.isPlain, case .leastAllocated = strategy.kind {
      leastAllocated(podClass, feasible, into: &scores)
      return
    }
    let resources = strategy.resources.map { (ResourceColumn($0.name, in: self), $0.weight) }
    for (index, row) in feasible.enumerated() {
      var sum: Int64 = 0
      var weights: Int64 = 0
      for (resource, weight) in resources {
        let (allocatable, requested) = amounts(of: resource, podClass, Int(row), counted: true)
        guard allocatable != 0, let score = strategy.score(requested: requested, allocatable: allocatable)
        else { continue }
        sum &+= score &* weight
        weights &+= weight
      }
      if weights == 0 {
        scores[index] = 0
      } else if case .requestedToCapacityRatio = strategy.kind {
        scores[index] = Int64((Double(sum) / Double(weights)).rounded())
      } else {
        scores[index] = sum / weights
      }
    }
  }

  private func leastAllocated(_ podClass: Int, _ feasible: [Int32], into scores: inout [Int64]) {
    let cpu = classes[podClass].countedMilliCPU
    let memory = classes[podClass].countedMemory
    for (index, row) in feasible.enumerated() {
      let record = records[Int(row)]
      let freeCPU = record.allocatableMilliCPU &- record.countedMilliCPU &- cpu
      let freeMemory = record.allocatableMemory &- record.countedMemory &- memory
      let hasCPU = record.allocatableMilliCPU != 0
      let hasMemory = record.allocatableMemory != 0
      let ofCPU = hasCPU && freeCPU >= 0 ? Percent.floor(freeCPU, of: record.allocatableMilliCPU) : 0
      let ofMemory =
        hasMemory && freeMemory >= 0 ? Percent.floor(freeMemory, of: record.allocatableMemory) : 0
      let sum = ofCPU &+ ofMemory
      scores[index] = hasCPU && hasMemory ? sum / 2 : sum
    }
  }
}

/// A resource by the columns it is counted in.
enum ResourceColumn: Sendable {
  case cpu, memory, storage
  case scalar(Int32)
  /// Nobody has or asks for it.
  case unknown

  init(_ name: String, in snapshot: ClusterSnapshot) {
    switch name {
    case "cpu": self = .cpu
    case "memory": self = .memory
    case "ephemeral-storage": self = .storage
    default: self = snapshot.scalarNames.known(name).map { .scalar($0) } ?? .unknown
    }
  }
}

extension ClusterSnapshot {
  /// What a node has of a resource and what would be requested of it with the pod; nothing for a further resource
  /// the pod does not ask for. `counted` fills in for containers that ask for nothing.
  func amounts(
    of resource: ResourceColumn, _ podClass: Int, _ row: Int, counted: Bool
  ) -> (allocatable: Int64, requested: Int64) {
    let record = records[row]
    switch resource {
    case .cpu:
      let before = counted ? record.countedMilliCPU : record.requestedMilliCPU
      let own = counted ? classes[podClass].countedMilliCPU : classes[podClass].milliCPU
      return (record.allocatableMilliCPU, before &+ own)
    case .memory:
      let before = counted ? record.countedMemory : record.requestedMemory
      let own = counted ? classes[podClass].countedMemory : classes[podClass].memory
      return (record.allocatableMemory, before &+ own)
    case .storage:
      return (record.allocatableStorage, record.requestedStorage &+ classes[podClass].storage)
    case .scalar(let number):
      let own = classes[podClass].scalars.first { $0.resource == number }?.amount ?? 0
      if own == 0 { return (0, 0) }
      return (scalarAllocatable[Int(number)][row], scalarRequested[Int(number)][row] &+ own)
    case .unknown: return (0, 0)
    }
  }
}
