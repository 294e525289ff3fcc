/// Whether a node has enough left of everything a pod asks for.
///
/// A request is refused if it is more than allocatable - requested; one of nothing never is. A node that is short
/// even without pods cannot be helped by preemption.
/// Source: plugins/noderesources/fit.go, fitsRequest.
extension ClusterSnapshot {
  func nodeResourcesFit(_ podClass: Int, _ row: Int) -> Rejection? {
    let record = records[row]
    let pod = Demand(classes[podClass].amounts)
    var shortage = pod.shortage(record)
    var isUnresolvable =
      pod.milliCPU > 0 && pod.milliCPU > record.allocatableMilliCPU
      || pod.memory > 0 && pod.memory > record.allocatableMemory
      || pod.storage > 0 && pod.storage > record.allocatableStorage
    for index in classes[podClass].scalars.indices {
      let scalar = classes[podClass].scalars[index]
      let allocatable = scalarAllocatable[Int(scalar.resource)][row]
      if scalar.amount > allocatable &- scalarRequested[Int(scalar.resource)][row] {
        shortage.insert(.scalar(index))
        if scalar.amount > allocatable { isUnresolvable = true }
      }
    }
    if shortage.isEmpty { return nil }
    return Rejection(.nodeResourcesFit, .insufficient, shortage: shortage, isUnresolvable: isUnresolvable)
  }
}

/// The built-in resources a pod asks for.
struct Demand: Sendable {
  let milliCPU: Int64
  let memory: Int64
  let storage: Int64

  init(_ pod: PodClass.Amounts) { (milliCPU, memory, storage) = (pod.milliCPU, pod.memory, pod.storage) }

  /// What a node has too little of.
  @inline(__always)
  func shortage(_ record: NodeRecord) -> Rejection.Shortage {
    var shortage: Rejection.Shortage = []
    if Int64(record.podCount) + 1 > record.allowedPods { shortage.insert(.pods) }
    if milliCPU > 0, milliCPU > record.allocatableMilliCPU &- record.requestedMilliCPU {
      shortage.insert(.cpu)
    }
    if memory > 0, memory > record.allocatableMemory &- record.requestedMemory { shortage.insert(.memory) }
    if storage > 0, storage > record.allocatableStorage &- record.requestedStorage {
      shortage.insert(.ephemeralStorage)
    }
    return shortage
  }
}
