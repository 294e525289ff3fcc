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
      nodePools.contains { $0.count > 0 } || nodeAutoscaler != nil, "nodePools", "must have at least one node"
    )
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
        workloads.contains {
          $0.deployment.metadata.name == target.name && $0.controller.kind == target.kind
            && $0.controller.hasScale
        },
        "autoscalers[\(autoscaler.hpa.metadata.name)].spec.scaleTargetRef",
        "\(target.kind) \"\(target.name)\" is none of the workloads that have a scale")
    }
    for (index, stream) in traffic.streams.enumerated() {
      let path = "traffic[\(index)]"
      var ends = [stream.target]
      if case .workload(let caller) = stream.origin { ends.append(caller) }
      expect(
        ends.allSatisfy(workloads.indices.contains), path, "must lead from and to workloads of the scenario")
      guard ends.allSatisfy(workloads.indices.contains) else { continue }
      expect(
        workloads[stream.target].response.discipline == .processorSharing, path,
        "must not lead to a workload whose pods share one queue: no balancer does that")
      expect(
        stream.requests > 0 && stream.requests <= 1_000, path + ".requests", "must be above 0, at most 1,000")
      expect(stream.thinkMs ?? 0 >= 0, path + ".think", "must not be negative")
      if let retry = stream.retry {
        expect(
          (0...100).contains(retry.retries) && retry.backoffMs >= 0 && retry.factor >= 1, path + ".retry",
          "must be 0 to 100 retries, with waits of at least 0 that do not shrink")
      }
    }
    if let cycle = traffic.cycle {
      let names = cycle.map { workloads[$0].deployment.metadata.name }.joined(separator: " calls ")
      expect(false, "traffic", "must not go in a circle: \(names)")
    }
    problems += scalerProblems() + nodeScalerProblems() + verticalProblems()
    if !problems.isEmpty { throw InputErrors(problems) }
  }
}
