import Testing

@testable import Cluster

extension Bench {
  /// Adds a workload of one core a pod and 10 ms a request, with a template and timing to be changed.
  ///
  /// Pods created at 0 are bound at 10, run at 510 and serve at 2,510.
  mutating func addNew(
    _ name: String = "web", replicas: Int32 = 1, load: Int64 = 0,
    template change: (inout PodTemplate) -> Void = { _ in },
    timing retime: (inout PodTiming) -> Void = { _ in },
    service: (inout ServiceModel) -> Void = { _ in }
  ) -> Int {
    var model = ServiceModel(cpuPerRequest: 0.01, cv: 1)
    service(&model)
    var template = PodTemplate(
      requestCPUMilli: 1_000, requestMemoryBytes: 1 << 20, limitMicrocores: 1_000_000)
    change(&template)
    var timing = Bench.constantTiming
    retime(&timing)
    let workload = cluster.add(
      name: name, template: template, service: model, timing: timing, replicas: replicas, settled: false)
    cluster.setLoad(workload, microcores: load, nowMs: 0)
    return workload
  }

  /// What happened to the pods of a workload: time, change and reason.
  func story(_ workload: Int, pod: Int32 = 0, from fromMs: Int64 = 0) -> [String] {
    cluster.workloads[workload].podLog.filter { $0.pod == pod && $0.timeMs >= fromMs }.map {
      "\($0.timeMs) \($0.change)" + ($0.reason == .none ? "" : " \($0.reason)")
    }
  }

  /// The work lost for a reason.
  func lost(_ reason: LossReason, _ workload: Int) -> Int64 {
    cluster.workloads[workload].totals.lost[reason]
  }
}

extension PodTemplate.ProbeTicks {
  /// A probe every 5 s that waits a second and turns after two failures.
  static func everyFiveSeconds(_ kind: Kind) -> Self {
    Self(initialDelayMs: 0, periodMs: 5_000, successes: 1, failures: 2, timeoutMs: 1_000, kind: kind)
  }
}
