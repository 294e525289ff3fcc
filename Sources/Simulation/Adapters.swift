import Cluster
import Kubernetes
import Workload

extension ServiceModel {
  /// Turns a response model into the cluster's whole units.
  init(_ response: ResponseModel, latencyObjectiveMs: Double) {
    self.init(cpuPerRequest: response.cpuPerRequest, cv: response.serviceTimeCV)
    baseLatency = response.baseLatency
    idleMicrocores = Int64((response.cpuIdle * 1e6).rounded())
    startupMicrocores = Int64((response.startupCPU * 1e6).rounded())
    startupMs = Int64((response.startupSeconds * 1e3).rounded())
    memoryBase = Double(response.memoryBase)
    memoryPerInFlight = Double(response.memoryPerInFlight)
    memoryLeakPerMs = Double(response.memoryLeakPerHour) / 3_600_000
    threadMicrocores = response.threads.map { Int64(($0 * 1e6).rounded()) }
    queueLimit = response.queueLimit
    timeoutMs = response.timeout.map { Int64(($0 * 1e3).rounded()) }
    isPooled = response.discipline != .processorSharing
    waitsInQueue = response.discipline == .queue
    latencyObjective = latencyObjectiveMs / 1_000
  }
}
