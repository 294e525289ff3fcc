import Controllers
import Kubernetes
import Scheduling

@testable import Cluster

extension Bench {
  /// Pods that are bound at once, ready after 1,000 ms with a probe, and gone 300 ms after their deletion.
  static var quickTiming: PodTiming {
    var timing = PodTiming()
    timing.schedule = Delay(meanMs: 10)
    timing.sandbox = Delay(meanMs: 0)
    timing.start = Delay(meanMs: 490)
    timing.appStart = Delay(meanMs: 500)
    timing.endpointPropagationMs = 0
    timing.stopMs = 300
    return timing
  }

  /// Adds a workload under a controller.
  mutating func add(
    _ name: String, _ controller: PodController, replicas: Int32 = 0, settled: Bool = true,
    description: PodDescription? = nil, toleratesMs: Int64? = 300_000
  ) -> Int {
    let probe = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 500, successes: 1)
    var template = PodTemplate(requestCPUMilli: 1_000, requestMemoryBytes: 1 << 20, readiness: probe)
    template.unreachableTolerationMs = toleratesMs
    return cluster.add(
      name: name, template: template, service: ServiceModel(cpuPerRequest: 0.01, cv: 1),
      timing: Bench.quickTiming, replicas: replicas, settled: settled, description: description,
      controller: controller)
  }

  /// The numbers of a workload's pods that are not deleted.
  func slots(_ workload: Int) -> [Int32] {
    state(workload).pods.filter { !$0.isDeleted }.map(\.slot).sorted()
  }

  /// The numbers of those that are ready.
  func ready(_ workload: Int) -> [Int32] {
    state(workload).pods.filter { !$0.isDeleted && $0.isReady }.map(\.slot).sorted()
  }
}
