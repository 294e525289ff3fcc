import Cluster
import Kubernetes
import Scaling
import Workload

extension Scenario {
  /// The most CPU a workload may be asked for, in cores: beyond it whole microcore-milliseconds could overflow.
  static let mostCores = 100_000.0

  /// Finds what keeps a scenario from running: an unknown target, a gap in a load, a number out of range.
  ///
  /// What a user wrote has been checked with its place before; this keeps every other caller from a crash.
  public func check() throws(InputErrors) {
    var problems: [InputProblem] = []
    func expect(_ holds: Bool, _ path: String, _ message: String) {
      if !holds { problems.append(InputProblem(path: path, message: message)) }
    }
    let longest: Int64 = 3_660 * 86_400_000
    expect(horizonMs > 0 && horizonMs <= longest, "duration", "must be above 0 and at most 10 years")
    expect(
      measureFromMs >= 0 && measureFromMs < horizonMs && measureFromMs.isMultiple(of: recordStepMs), "warmup",
      "must be a multiple of the record step, shorter than the run")
    expect(recordStepMs >= 1_000 && recordStepMs <= 3_600_000, "recordStep", "must be between 1s and 1h")
    expect(
      metricsPipeline.resolutionMs >= 1_000 && metricsPipeline.resolutionMs <= 60_000,
      "metricsPipeline.resolution",
      "must be between 1s and 60s")
    expect(hpa.syncPeriodMs >= 1_000, "controller.syncPeriod", "must be at least 1s")
    expect(
      !nodePools.isEmpty && nodePools.contains { $0.count > 0 }, "nodePools", "must have at least one node")
    for pool in nodePools {
      let path = "nodePools[\(pool.name)]"
      expect(pool.count >= 0 && pool.count <= 100_000, path, "must have 0 to 100,000 nodes")
      expect(
        pool.cpuMilli > 0 && pool.cpuMilli <= 1_000_000_000, path, "must have CPU, at most 1,000,000 cores")
      expect(pool.memoryBytes > 0, path, "must have memory")
    }
    for workload in workloads {
      let path = "workloads[\(workload.deployment.metadata.name)]"
      let response = workload.response
      var most = 0.0
      var isSound = true
      for value in workload.load.values {
        if !(value >= 0 && value < .infinity) { isSound = false }
        if value > most { most = value }
      }
      expect(isSound, path + ".load", "must have no gaps, no negative and no infinite values")
      expect(
        response.cpuPerRequest >= 1e-6 && most * response.cpuPerRequest <= Self.mostCores, path + ".load",
        "must need at most 100,000 cores, and a request at least a microsecond of CPU")
      expect(workload.deployment.spec.replicas >= 0, path + ".replicas", "must not be negative")
    }
    for autoscaler in autoscalers {
      let target = autoscaler.hpa.spec.scaleTargetRef
      expect(
        target.kind == "Deployment"
          && workloads.contains { $0.deployment.metadata.name == target.name },
        "autoscalers[\(autoscaler.hpa.metadata.name)].spec.scaleTargetRef",
        "\(target.kind) \"\(target.name)\" is none of the workloads")
    }
    if !problems.isEmpty { throw InputErrors(problems) }
  }
}
