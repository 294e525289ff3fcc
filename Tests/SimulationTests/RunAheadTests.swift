import Cluster
import Kubernetes
import Scaling
import Statistics
import Testing
import Workload

@testable import Simulation

@Suite("Workloads that run ahead of the others")
struct RunAheadTests {
  @Test("Running ahead gives the same recording as taking every event in turn", arguments: 0..<60)
  func same(seed: Int) throws {
    try expectSame(try Self.random(UInt64(seed)))
  }

  @Test("It does so beside workloads whose requests take other ways", arguments: 0..<30)
  func sameWithTraffic(seed: Int) throws {
    try expectSame(TrafficScenarios.random(UInt64(seed)))
  }

  @Test("Running ahead stops where something happens to the nodes", arguments: 0..<60)
  func sameWithIncidents(seed: Int) throws {
    var scenario = try Self.random(UInt64(seed))
    scenario.incidents = RandomIncidents.make(seed: UInt64(seed), scenario)
    try expectSame(scenario)
  }

  private func expectSame(_ scenario: Scenario) throws {
    try scenario.check()
    var inTurn = Loop(scenario, seed: 7)
    for index in inTurn.courses.indices { inTurn.courses[index].isSolitary = false }
    inTurn.run()
    let expected = inTurn.finish()
    var ahead = Loop(scenario, seed: 7)
    ahead.run()
    let found = ahead.finish()
    #expect(found.decisions == expected.decisions)
    #expect(found.reconciles == expected.reconciles)
    #expect(found.nodeChanges == expected.nodeChanges)
    for (one, other) in zip(found.workloads, expected.workloads) {
      let row = one.timeline.timeMs.indices.first { Self.row($0, of: one) != Self.row($0, of: other) }
      #expect(
        row == nil, "\(row.map { Self.row($0, of: one) } ?? []), \(row.map { Self.row($0, of: other) } ?? [])"
      )
      let sameLatency = one.latency == other.latency
      #expect(sameLatency)
      #expect(one.podMs == other.podMs)
      #expect(one.podLog == other.podLog)
      let sameLosses = one.timeline.losses == other.timeline.losses
      #expect(sameLosses)
    }
  }

  @Test("The random scenarios do run ahead, and some of their workloads may not")
  func covers() throws {
    var solitary = 0
    var bound = 0
    for seed in 0..<60 {
      let loop = Loop(try Self.random(UInt64(seed)), seed: 7)
      solitary += loop.courses.count(where: \.isSolitary)
      bound += loop.courses.count(where: { !$0.isSolitary })
    }
    #expect(solitary > 40)
    #expect(bound > 10)
  }

  private static func row(_ index: Int, of recording: WorkloadRecording) -> [Double] {
    let rows = recording.timeline
    return [
      Double(rows.timeMs[index]), rows.arrived[index], rows.served[index], rows.slow[index],
      rows.dropped[index],
      rows.timedOut[index], rows.cut[index], rows.backlog[index], rows.latencyMean[index],
      rows.latencyP95[index], rows.demandCores[index], rows.usageCores[index], rows.memoryBytes[index],
      rows.ready[index], Double(rows.replicas[index]), Double(rows.desired[index]), Double(rows.pods[index]),
      Double(rows.unscheduled[index]),
    ]
  }

  /// None, or one that overload makes fail, or one that it does not.
  private static func probe(_ below: (Int) -> Int) -> Probe? {
    guard below(3) > 0 else { return nil }
    let handler =
      below(3) > 0
      ? ProbeHandler(httpGet: HTTPGetAction(port: .int(8_080))) : ProbeHandler(tcpSocket: .int(80))
    return Probe(
      handler: handler, initialDelaySeconds: Int32(below(20)), timeoutSeconds: Int32(1 + below(2)),
      periodSeconds: Int32(2 + below(10)), failureThreshold: Int32(2 + below(3)))
  }

  /// One to four Deployments with and without HPAs, with behavior, queues, timeouts, short limits, full nodes, probes,
  /// memory limits and crashes.
  private static func random(_ seed: UInt64) throws -> Scenario {
    var luck = RandomStream(seed: seed, purpose: "run-ahead", entity: 0)
    func below(_ bound: Int) -> Int { Int(luck.next() % UInt64(bound)) }
    let minutes: Int64 = 90
    var workloads: [ScenarioWorkload] = []
    var autoscalers: [ScenarioAutoscaler] = []
    for index in 0..<(1 + below(4)) {
      let name = "web-\(index)"
      let requestMilli = 250 * (1 + below(4))
      let limitMilli = below(5) == 0 ? requestMilli * 2 : requestMilli
      var deployment = try Scenarios.deployment(
        name, replicas: Int32(1 + below(6)), request: "\(requestMilli)m", limit: "\(limitMilli)m")
      deployment.spec.template.spec.containers[0].readinessProbe = probe(below)
      deployment.spec.template.spec.containers[0].livenessProbe = probe(below)
      if below(4) == 0 {
        deployment.spec.template.spec.containers[0].resources.limits["memory"] = Quantity(65 << 20)
      }
      let stepMs = Int64([15_000, 20_000, 60_000][below(3)])
      var rate = 20.0 + Double(below(100))
      let values = (0..<Int(minutes * 60_000 / stepMs)).map { _ in
        if below(10) == 0 { rate = 5 + Double(below(300)) }
        return rate + Double(below(20))
      }
      var response = ResponseModel(cpuPerRequest: 0.01)
      if below(3) == 0 { response.timeout = 2 }
      if below(4) == 0 { response.memoryPerInFlight = 10 << 10 }
      if below(6) == 0 { response.memoryLeakPerHour = 2 << 20 }
      var workload = ScenarioWorkload(
        deployment: deployment,
        load: Series(name: "l", unit: .requestsPerSecond, stepMs: stepMs, values: values), response: response)
      workload.startsSettled = below(4) > 0
      if below(8) == 0 {
        workload.timing.crash = PodTiming.Crash(after: Delay(meanMs: 900_000, cv: 0.5), share: 0.3)
      }
      workloads.append(workload)
      guard below(6) > 0 else { continue }
      var behavior: HorizontalPodAutoscalerBehavior?
      if below(2) == 0 {
        behavior = HorizontalPodAutoscalerBehavior(
          scaleUp: HPAScalingRules(stabilizationWindowSeconds: Int32(below(3) * 60)),
          scaleDown: HPAScalingRules(
            stabilizationWindowSeconds: Int32(below(4) * 60), selectPolicy: "Max",
            policies: [HPAScalingPolicy(type: "Pods", value: Int32(1 + below(3)), periodSeconds: 60)]))
      }
      let hpa = Scenarios.hpa(
        name, target: Int32(40 + below(50)), min: Int32(1 + below(3)), max: Int32(4 + below(20)),
        behavior: behavior)
      autoscalers.append(ScenarioAutoscaler(hpa: hpa))
    }
    var scenario = Scenario(
      horizonMs: minutes * 60_000 - Int64(below(2)) * 7_000,
      nodePools: [NodePool(name: "node", count: 2 + below(4), cpuMilli: 4_000, memoryBytes: 64 << 30)],
      workloads: workloads)
    scenario.autoscalers = autoscalers
    scenario.measureFromMs = Int64(below(2)) * 10 * 60_000
    return scenario
  }
}
