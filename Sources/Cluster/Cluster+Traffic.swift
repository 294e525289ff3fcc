extension Cluster {
  /// Sets the work that arrives for a workload, in microcores, from `nowMs` on; for clients that wait for answers,
  /// their number in thousandths.
  public mutating func setLoad(_ workload: Int, microcores: Int64, nowMs: Int64) {
    guard workloads[workload].routing == nil else { return offer(workload, microcores, nowMs: nowMs) }
    guard workloads[workload].load != microcores else { return }
    workloads[workload].changeLoad(to: microcores, nowMs: nowMs)
    reshareIfShort(workload, nowMs: nowMs)
    watch(workload, nowMs: nowMs)
  }

  /// Accounts for all flows of a workload up to an instant.
  public mutating func advance(_ workload: Int, to nowMs: Int64) {
    workloads[workload].advance(to: nowMs)
  }

  /// Spreads the arriving work over the pods anew and solves what follows from it. Flows must be accounted for.
  mutating func retarget(_ workload: Int, nowMs: Int64) {
    guard workloads[workload].routing == nil else { return reroute(workload, nowMs: nowMs) }
    workloads[workload].retarget()
    reshareIfShort(workload, nowMs: nowMs)
    watch(workload, nowMs: nowMs)
  }

  /// Whether no node's pods have limits beyond what the node has.
  public var isRoomy: Bool { riskyNodes == 0 }

  /// Whether nothing is going on with the nodes: no report, taint, eviction or drain is to come.
  public func isCalm(at nowMs: Int64) -> Bool { lifecycle.planned == 0 && !isOut(at: nowMs) }

  mutating func reshareIfShort(_ workload: Int, nowMs: Int64) {
    guard riskyNodes > 0 else { return }
    refreshPeak(of: workload)
    shareShortNodes(of: workload, nowMs: nowMs)
  }
}
