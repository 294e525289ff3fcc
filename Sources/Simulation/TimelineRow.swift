import Cluster

/// One row of a timeline while the run goes on: kept together, since a row is written at once.
struct TimelineRow {
  var timeMs: Int64
  var arrived, served, slow, dropped, timedOut, cut, backlog: Double
  var latencyMean, latencyP95, demandCores, usageCores, memoryBytes, ready: Double
  var replicas, desired, pods, unscheduled: Int32

  /// Takes down what flowed through a workload since the row began. Its accounts must be closed.
  init(_ state: borrowing WorkloadState, desired wanted: Int32?, fromMs: Int64, toMs: Int64) {
    let request = state.service.workPerRequest
    let ms = Double(toMs - fromMs)
    let requests = Double(state.totals.served) / request
    timeMs = fromMs
    arrived = Double(state.totals.arrived) / request
    served = requests
    slow = state.totals.slowRequests
    dropped = Double(state.totals.dropped) / request
    timedOut = Double(state.totals.timedOut) / request
    cut = Double(state.totals.cut) / request
    backlog = Double(state.backlog) / request
    latencyMean = requests > 0 ? state.totals.responseSeconds / requests : 0
    latencyP95 = requests > 0 ? state.rowP95 : 0
    demandCores = Double(state.totals.arrived) / ms / 1e6
    usageCores = Double(state.totals.usage) / ms / 1e6
    memoryBytes = state.memoryBytes
    ready = Double(state.totals.readyPodMs) / ms
    replicas = state.replicas
    desired = wanted ?? state.replicas
    pods = state.podCount
    unscheduled = state.unscheduledCount
  }
}

extension Timeline {
  /// Turns rows into columns.
  init(_ rows: ContiguousArray<TimelineRow>) {
    self.init()
    timeMs = rows.map(\.timeMs)
    arrived = rows.map(\.arrived)
    served = rows.map(\.served)
    slow = rows.map(\.slow)
    dropped = rows.map(\.dropped)
    timedOut = rows.map(\.timedOut)
    cut = rows.map(\.cut)
    backlog = rows.map(\.backlog)
    latencyMean = rows.map(\.latencyMean)
    latencyP95 = rows.map(\.latencyP95)
    demandCores = rows.map(\.demandCores)
    usageCores = rows.map(\.usageCores)
    memoryBytes = rows.map(\.memoryBytes)
    ready = rows.map(\.ready)
    replicas = rows.map(\.replicas)
    desired = rows.map(\.desired)
    pods = rows.map(\.pods)
    unscheduled = rows.map(\.unscheduled)
  }
}
