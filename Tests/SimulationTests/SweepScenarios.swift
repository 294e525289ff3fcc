import Cluster
import Kubernetes
import Scaling
import Simulation
import Statistics
import Workload

/// Random worlds and policies for sweeps: small, but with everything in them that a run can meet.
struct SweepScenarios {
  private var luck: RandomStream

  init(_ seed: Int) { luck = RandomStream(seed: UInt64(seed), purpose: "sweep-scenarios") }

  private mutating func below(_ bound: Int) -> Int { luck.index(below: bound) }
  private mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
  private mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// One world and some policies that differ in their HPA.
  mutating func policies(_ count: Int) throws -> [Scenario] {
    let world = try world()
    return try (0..<count).map { _ in
      var scenario = world
      scenario.autoscalers[0].hpa.spec = try policy()
      scenario.autoscalers[0].hpa = scenario.autoscalers[0].hpa.defaulted()
      return scenario
    }
  }

  private mutating func world() throws -> Scenario {
    let minutes = Int64(60 + below(120))
    var workload = ScenarioWorkload(
      deployment: try deployment(), load: load(minutes: minutes), response: response(), timing: timing())
    workload.startsSettled = chance(70)
    var scenario = Scenario(
      horizonMs: minutes * 60_000 - Int64(below(3)) * 7_000,
      nodePools: [
        NodePool(name: "node", count: 2 + below(4), cpuMilli: one(of: [4_000, 8_000]), memoryBytes: 64 << 30)
      ],
      workloads: [workload])
    if chance(20) {
      scenario.nodePools.append(
        NodePool(name: "large", count: 1, cpuMilli: 16_000, memoryBytes: 64 << 30, maxPods: 5))
    }
    scenario.recordStepMs = one(of: [60_000, 60_000, 30_000, 45_000])
    scenario.measureFromMs = Int64(below(3)) * 10 * scenario.recordStepMs
    scenario.latencyObjectiveMs = one(of: [50, 200, 500])
    if chance(30) {
      scenario.hpa = HPAConfiguration(version: KubernetesVersion(minor: 30) ?? .newest)
    }
    if chance(20) { scenario.hpa.syncPeriodMs = 30_000 }
    if chance(20) { scenario.hpa.downscaleStabilizationMs = one(of: [0, 20_000, 60_000]) }
    if chance(20) { scenario.hpa.cpuInitializationPeriodMs = 60_000 }
    if chance(30) { scenario.metricsPipeline.resolutionMs = one(of: [10_000, 30_000, 60_000]) }
    if chance(15) { scenario.metricsPipeline.delayMs = 5_000 }
    if chance(15) { scenario.metricsPipeline.isInstantaneous = true }
    scenario.autoscalers = [
      ScenarioAutoscaler(
        hpa: HorizontalPodAutoscaler(metadata: ObjectMeta(name: "web"), spec: try policy()),
        createdMs: Int64(below(2)) * 65_000)
    ]
    return scenario
  }

  private mutating func deployment() throws -> Deployment {
    let request = one(of: [300, 500, 1_000, 2_000])
    // Above the request, nodes can run short of CPU, and the policy does not fit.
    let limit = chance(10) ? request * 2 : request
    var container = Container(name: "app", image: "example/app:1")
    container.resources = ResourceRequirements(
      requests: ["cpu": try Quantity("\(request)m")], limits: ["cpu": try Quantity("\(limit)m")])
    if chance(30) {
      var probe = Probe(handler: ProbeHandler(exec: ["true"]))
      probe.initialDelaySeconds = Int32(below(10))
      probe.periodSeconds = Int32(1 + below(10))
      probe.successThreshold = Int32(1 + below(2))
      if chance(60) { probe.handler = ProbeHandler(httpGet: HTTPGetAction(port: .int(80))) }
      container.readinessProbe = probe
    }
    if chance(15) {
      container.livenessProbe = Probe(
        handler: ProbeHandler(httpGet: HTTPGetAction(port: .int(80))), initialDelaySeconds: Int32(below(30)),
        timeoutSeconds: Int32(1 + below(3)), failureThreshold: Int32(2 + below(3)))
    }
    var pod = PodSpec(containers: [container])
    pod.terminationGracePeriodSeconds = one(of: [30, 5, 0])
    return Deployment(
      metadata: ObjectMeta(name: "web"),
      spec: DeploymentSpec(
        replicas: Int32(1 + below(8)),
        template: PodTemplateSpec(metadata: ObjectMeta(name: ""), spec: pod)))
  }

  private mutating func load(minutes: Int64) -> Series {
    let stepMs: Int64 = one(of: [15_000, 15_000, 20_000, 60_000, 7_000])
    let most = one(of: [200, 500, 1_500])
    var rate = Double(below(most))
    var left = 0
    let values = (0..<Int(minutes * 60_000 / stepMs)).map { _ -> Double in
      left -= 1
      if left < 0 {
        left = below(60)
        rate = chance(10) ? 0 : Double(below(most))
      }
      return chance(50) ? rate : rate + Double(below(20))
    }
    return Series(name: "load", unit: .requestsPerSecond, stepMs: stepMs, values: values)
  }

  private mutating func response() -> ResponseModel {
    var response = ResponseModel(cpuPerRequest: one(of: [0.01, 0.0037]))
    response.serviceTimeCV = one(of: [1, 0.5, 1.7])
    if chance(30) { response.timeout = 2 }
    if chance(20) { response.queueLimit = 30 }
    if chance(30) { response.cpuIdle = 0.0213 }
    if chance(20) { (response.startupCPU, response.startupSeconds) = (0.2, 20) }
    if chance(20) { response.baseLatency = 0.018 }
    if chance(15) { response.memoryPerInFlight = 1 << 20 }
    if chance(15) { response.memoryLeakPerHour = 1 << 20 }
    if chance(10) { response.threads = 0.7 }
    if chance(5) { response.discipline = .pooled }
    return response
  }

  private mutating func timing() -> PodTiming {
    var timing = PodTiming()
    if chance(30) { timing.appStart = Delay(meanMs: 20_000, cv: 0.5) }
    if chance(30) { timing.start = Delay(meanMs: 1_000, cv: 1) }
    if chance(20) { timing.imageCached = false }
    if chance(20) { timing.schedule = Delay(meanMs: 300, cv: 0.5) }
    if chance(20) { timing.endpointPropagationMs = 2_000 }
    return timing
  }

  private mutating func policy() throws -> HorizontalPodAutoscalerSpec {
    let target = MetricTarget(type: "Utilization", averageUtilization: Int32(20 + below(76)))
    var behavior: HorizontalPodAutoscalerBehavior?
    if chance(60) {
      behavior = HorizontalPodAutoscalerBehavior(scaleUp: try rules(), scaleDown: try rules())
    }
    return HorizontalPodAutoscalerSpec(
      scaleTargetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: "web"),
      minReplicas: Int32(1 + below(4)), maxReplicas: Int32(4 + below(30)),
      metrics: [MetricSpec(type: "Resource", resource: ResourceMetricSource(name: "cpu", target: target))],
      behavior: behavior)
  }

  private mutating func rules() throws -> HPAScalingRules? {
    guard chance(80) else { return nil }
    var rules = HPAScalingRules()
    if chance(60) { rules.stabilizationWindowSeconds = one(of: [0, 15, 40, 60, 300, 600]) }
    if chance(40) { rules.tolerance = try Quantity(one(of: ["0", "0.02", "0.05", "0.2"])) }
    if chance(40) { rules.selectPolicy = one(of: ["Max", "Min", "Disabled"]) }
    if chance(50) {
      rules.policies = (0..<(1 + below(2))).map { _ in
        HPAScalingPolicy(
          type: one(of: ["Pods", "Percent"]), value: Int32(1 + below(50)),
          periodSeconds: one(of: [15, 60, 180]))
      }
    }
    return rules
  }
}
