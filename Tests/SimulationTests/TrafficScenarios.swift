import Cluster
import Controllers
import Kubernetes
import Statistics
import Workload

@testable import Simulation

/// Small random scenarios whose requests take all kinds of ways.
enum TrafficScenarios {
  /// One to five Deployments, some called by earlier ones, under HPAs or not, with probes, crashes and incidents, for
  /// three minutes.
  static func random(_ seed: UInt64) throws -> Scenario {
    var luck = RandomStream(seed: seed, purpose: "traffic-scenarios", entity: 0)
    func below(_ bound: Int) -> Int { Int(luck.next() % UInt64(bound)) }
    let count = 1 + below(5)
    var workloads: [ScenarioWorkload] = []
    var autoscalers: [ScenarioAutoscaler] = []
    var streams: [TrafficStream] = []
    for index in 0..<count {
      var deployment = try Scenarios.deployment(
        "web-\(index)", replicas: Int32(below(5)), request: "500m", limit: below(4) == 0 ? "1" : "500m",
        graceSeconds: Int64(5 + below(20)))
      deployment.spec.template.spec.containers[0].readinessProbe = probe(below)
      deployment.spec.template.spec.containers[0].livenessProbe = probe(below)
      var response = ResponseModel(cpuPerRequest: [0.005, 0.01, 0.02][below(3)])
      response.timeout = [nil, 1, 5][below(3)]
      if below(4) == 0 { response.queueLimit = Double(5 + below(50)) }
      let isClosed = below(4) == 0
      var rate = Double(below(120))
      let values = (0..<12).map { _ in
        if below(4) == 0 { rate = Double(below(300)) }
        return rate
      }
      var workload = ScenarioWorkload(
        deployment: deployment,
        load: Series(name: "l", unit: .requestsPerSecond, stepMs: 15_000, values: values), response: response)
      workload.startsSettled = below(3) > 0
      if below(6) == 0 {
        workload.timing.crash = PodTiming.Crash(after: Delay(meanMs: 120_000, cv: 0.5), share: 0.5)
      }
      workloads.append(workload)
      if below(5) > 0 {
        var stream = TrafficStream(target: index, origin: below(2) == 0 ? .outside : .inside)
        stream.route = route(below)
        stream.isDenied = below(12) == 0
        stream.retry = retry(below)
        if isClosed { stream.thinkMs = Int64(below(3) * 700) }
        streams.append(stream)
      }
      for caller in 0..<index where below(3) == 0 {
        var call = TrafficStream(target: index, origin: .workload(caller))
        call.route = route(below)
        call.requests = [0.5, 1, 2, 3][below(4)]
        call.stage = below(2)
        call.isParallel = below(2) == 0
        call.retry = below(3) == 0 ? retry(below) : nil
        call.isDenied = below(15) == 0
        streams.append(call)
      }
      if below(3) > 0 {
        autoscalers.append(
          ScenarioAutoscaler(hpa: Scenarios.hpa("web-\(index)", target: Int32(40 + below(40)), max: 8)))
      }
    }
    let pools = ["a", "b"].map { zone in
      var pool = NodePool(name: zone, count: 1 + below(2), cpuMilli: 4_000, memoryBytes: 64 << 30)
      pool.zones = [zone]
      return pool
    }
    var scenario = Scenario(horizonMs: 180_000, nodePools: pools, workloads: workloads)
    scenario.autoscalers = autoscalers
    scenario.traffic = TrafficPlan(streams: streams)
    if below(2) == 0 { scenario.incidents = RandomIncidents.make(seed: seed, scenario) }
    putUnderControllers(&scenario, seed: seed)
    return scenario
  }

  /// Makes some of the Deployments StatefulSets, lets memory grow in some, and puts agents and jobs beside them.
  private static func putUnderControllers(_ scenario: inout Scenario, seed: UInt64) {
    var luck = RandomStream(seed: seed, purpose: "traffic-controllers", entity: 0)
    func below(_ bound: Int) -> Int { Int(luck.next() % UInt64(bound)) }
    for index in scenario.workloads.indices {
      let deployment = scenario.workloads[index].deployment
      if below(4) == 0 {
        scenario.workloads[index].controller = .statefulSet(
          StatefulSetController.Specification(
            replicas: deployment.spec.replicas, isParallel: below(2) == 0, partition: Int32(below(3)),
            minReadySeconds: Int32(below(2) * 5)))
        for scaler in scenario.autoscalers.indices
        where scenario.autoscalers[scaler].hpa.spec.scaleTargetRef.name == deployment.metadata.name {
          scenario.autoscalers[scaler].hpa.spec.scaleTargetRef.kind = "StatefulSet"
        }
      }
      if below(8) == 0 {
        scenario.workloads[index].response.memoryLeakPerHour = Int64(200 + below(800)) << 30
      }
      if below(8) == 0 {
        scenario.incidents.append(
          Incident(
            atMs: Int64(10_000 + below(150_000)), name: "rollout",
            kind: .rollout(deployment: deployment.metadata.name)))
      }
    }
    let none = Series(name: "none", unit: .requestsPerSecond, stepMs: 180_000, values: [0])
    if below(4) == 0 {
      let pods = PodTemplateSpec(
        metadata: ObjectMeta(name: ""), spec: PodSpec(containers: [Container(name: "agent", image: "agent")]))
      let agents = DaemonSet(metadata: ObjectMeta(name: "agent"), template: pods)
      scenario.workloads.append(ScenarioWorkload(WorkloadObject(agents), load: none))
    }
    if below(4) == 0 {
      let job = Job(
        metadata: ObjectMeta(name: "job"), spec: JobSpec(parallelism: Int32(1 + below(4)), completions: 6))
      let object = WorkloadObject(
        job, startMs: Int64(below(60_000)), duration: Delay(meanMs: 20_000, cv: 0.5), failureShare: 0.2)
      scenario.workloads.append(
        ScenarioWorkload(object, load: none, response: ResponseModel(cpuIdle: Double(below(3)))))
    }
  }

  /// None, or one that overload can make fail.
  private static func probe(_ below: (Int) -> Int) -> Probe? {
    guard below(3) == 0 else { return nil }
    return Probe(
      handler: ProbeHandler(httpGet: HTTPGetAction(port: .int(8_080))), timeoutSeconds: Int32(1 + below(2)),
      periodSeconds: Int32(2 + below(10)), failureThreshold: Int32(2 + below(3)))
  }

  private static func route(_ below: (Int) -> Int) -> TrafficRoute {
    var route = TrafficRoute()
    route.fallsBackToTerminating = below(2) == 0
    route.publishesNotReady = below(6) == 0
    switch below(8) {
    case 0: route.reach = .entryNode(isBalanced: true)
    case 1: route.reach = .entryNode(isBalanced: false)
    case 2: route.reach = .clientNode
    case 3: route.reach = .preferZone
    case 4: route.reach = .preferNode
    case 5: route.balancing = below(2) == 0 ? .leastRequests : .leastTime
    case 6: route.namesKeptMs = Int64(5_000 + below(30_000))
    default: break
    }
    if route.namesKeptMs == nil, route.balancing == .equal, below(4) == 0 {
      route.affinity = TrafficRoute.Affinity(
        clients: 1 + below(30), timeoutMs: 60_000,
        sessionMs: below(2) == 0 ? nil : Int64(20_000 + below(100_000)))
    }
    return route
  }

  private static func retry(_ below: (Int) -> Int) -> RetryPolicy? {
    guard below(3) == 0 else { return nil }
    let all = RetryPolicy.Failure.allCases
    return RetryPolicy(
      retries: 1 + below(3), on: Set(all.filter { _ in below(3) > 0 }), backoffMs: Int64(below(3_000)),
      factor: 1 + Double(below(2)))
  }
}
