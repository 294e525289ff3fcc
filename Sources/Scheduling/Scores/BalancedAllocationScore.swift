/// NodeResourcesBalancedAllocation's score: how much the pod evens out the use of the node's resources.
///
/// b = int((1 - std) * 100) where std is the standard deviation of the resources' requested shares, each at most 1;
/// of two it is half their difference. Since 1.36 the score is 50 + (50 + b with the pod - b without it) / 2, before
/// it was b with the pod. Real requests count. A pod that asks for none of the resources is not scored.
/// Source: plugins/noderesources/balanced_allocation.go.
extension ClusterSnapshot {
  /// Returns whether pods of the class are scored.
  func balancedAllocationScores(
    _ podClass: Int, _ feasible: [Int32], resources names: [String], comparesWithout: Bool,
    into scores: inout [Int64]
  ) -> Bool {
    let resources = names.map { ResourceColumn($0, in: self) }
    guard resources.contains(where: { asksFor($0, podClass) }) else { return false }
    if names == ["cpu", "memory"] {
      balanced(podClass, feasible, comparesWithout: comparesWithout, into: &scores)
      return true
    }
    var with: [Double] = []
    var without: [Double] = []
    for (index, row) in feasible.enumerated() {
      with.removeAll(keepingCapacity: true)
      without.removeAll(keepingCapacity: true)
      for resource in resources {
        let (allocatable, requested) = amounts(of: resource, podClass, Int(row), counted: false)
        if allocatable == 0 { continue }
        with.append(Self.share(requested, allocatable))
        without.append(Self.share(requested &- own(resource, podClass), allocatable))
      }
      scores[index] = Self.balance(with: with, without: comparesWithout ? without : nil)
    }
    return true
  }

  private func balanced(
    _ podClass: Int, _ feasible: [Int32], comparesWithout: Bool, into scores: inout [Int64]
  ) {
    let cpu = classes[podClass].milliCPU
    let memory = classes[podClass].memory
    for (index, row) in feasible.enumerated() {
      let record = records[Int(row)]
      guard record.allocatableMilliCPU != 0, record.allocatableMemory != 0 else {
        // One share alone does not deviate: b is 100 with the pod and without.
        scores[index] = comparesWithout ? 75 : 100
        continue
      }
      let with = Self.evenness(
        Self.share(record.requestedMilliCPU &+ cpu, record.allocatableMilliCPU),
        Self.share(record.requestedMemory &+ memory, record.allocatableMemory))
      if !comparesWithout {
        scores[index] = with
        continue
      }
      let without = Self.evenness(
        Self.share(record.requestedMilliCPU, record.allocatableMilliCPU),
        Self.share(record.requestedMemory, record.allocatableMemory))
      scores[index] = 50 + (50 + with - without) / 2
    }
  }

  @inline(__always)
  private static func share(_ requested: Int64, _ allocatable: Int64) -> Double {
    let share = Double(requested) / Double(allocatable)
    return share > 1 ? 1 : share < 0 ? 0 : share
  }

  @inline(__always)
  private static func evenness(_ a: Double, _ b: Double) -> Int64 { Int64((1 - abs((a - b) / 2)) * 100) }

  private static func balance(with: [Double], without: [Double]?) -> Int64 {
    guard let without else { return evenness(with) }
    return 50 + (50 + evenness(with) - evenness(without)) / 2
  }

  private static func evenness(_ shares: [Double]) -> Int64 {
    if shares.count < 2 { return 100 }
    if shares.count == 2 { return evenness(shares[0], shares[1]) }
    let mean = shares.reduce(0, +) / Double(shares.count)
    let variance = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(shares.count)
    return Int64((1 - variance.squareRoot()) * 100)
  }

  private func own(_ resource: ResourceColumn, _ podClass: Int) -> Int64 {
    switch resource {
    case .cpu: classes[podClass].milliCPU
    case .memory: classes[podClass].memory
    case .storage: classes[podClass].storage
    case .scalar(let number): classes[podClass].scalars.first { $0.resource == number }?.amount ?? 0
    case .unknown: 0
    }
  }

  private func asksFor(_ resource: ResourceColumn, _ podClass: Int) -> Bool { own(resource, podClass) != 0 }
}
