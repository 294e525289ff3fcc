/// Pods that come one by one, as a record of somebody's cluster has them.
extension Cluster {
  /// Makes the pods whose time has come, and those again that were taken away before their end.
  ///
  /// A pod's `slot` is its place among the arrivals.
  mutating func syncArrivals(_ workload: Int, nowMs: Int64) {
    guard case .job(let run) = workloads[workload].controller else { return }
    var due = workloads[workload].job.again
    workloads[workload].job.again.removeAll()
    let before = workloads[workload].job.arrived
    var next = before
    while next < run.arrivals.count, run.arrivals[next].atMs <= nowMs {
      due.append(Int32(next))
      next += 1
    }
    workloads[workload].job.arrived = next
    if next > before, next < run.arrivals.count {
      plan(.controller, at: run.arrivals[next].atMs, workload: workload)
    }
    if !due.isEmpty {
      createPods(Int32(due.count), workload: workload, .scaledUp, nowMs: nowMs)
      let first = workloads[workload].pods.count - due.count
      for (place, slot) in due.enumerated() { workloads[workload].pods[first + place].slot = slot }
      planScheduling(workload, nowMs: nowMs)
    }
    workloads[workload].replicas = workloads[workload].pods.reduce(0) { $0 + ($1.isDeleted ? 0 : 1) }
  }
}
