import Cluster
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

@Suite("Gates, versions and rules around the Vertical Pod Autoscaler")
struct VerticalModeTests {
  @Test("Before Kubernetes 1.33 no pod can be resized: InPlaceOrRecreate evicts")
  func oldVersion() throws {
    var scenario = VerticalScenes.scenario(.inPlaceOrRecreate, try VerticalScenes.deployment())
    scenario.hpa = HPAConfiguration(version: try #require(KubernetesVersion("1.32")))
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.count(.resized) == 0)
    #expect(recording.verticalDecisions.filter { $0.kind == .evicted }.map(\.pod) == [0, 1, 2, 3])
  }

  @Test(
    "In place, a pod may not come into another class of service: requests without limits become no guarantee")
  func qualityOfService() throws {
    // Requests equal limits; RequestsOnly would leave the limits where they are.
    let deployment = try VerticalScenes.deployment(limits: ["cpu": "2", "memory": "250Mi"])
    var scenario = VerticalScenes.scenario(.inPlaceOrRecreate, deployment)
    scenario.vertical?.autoscalers[0].spec.resourcePolicy = PodResourcePolicy(
      containerPolicies: [ContainerResourcePolicy(containerName: "*", controlledValues: "RequestsOnly")])
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.count(.resized) == 0)
    #expect(recording.count(.gone) == 4)
    #expect(recording.lastRequests.cores == VerticalRunTests.target)
  }

  @Test("Where the container is to start again for another size, it does, and its pod stays")
  func restartsContainer() throws {
    var deployment = try VerticalScenes.deployment()
    deployment.spec.template.spec.containers[0].resizePolicy = ["cpu": "RestartContainer"]
    let recording = try ClosedLoop.run(VerticalScenes.scenario(.inPlaceOrRecreate, deployment), seed: 1)
    #expect(recording.count(.resized) == 4)
    #expect(recording.count(.restarted) == 4)
    #expect(recording.count(.gone) == 0)
  }

  /// The template asks for 2 cores; the boost doubles what is recommended, or asked for where nothing is.
  @Test(
    "A startup boost gives new pods more CPU, and takes it away when they have been ready for long enough")
  func boosts() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment(), minutes: 15)
    scenario.vertical?.updater.startupBoost = true
    scenario.vertical?.autoscalers[0].spec.startupBoost = StartupBoost(
      cpu: GenericStartupBoost(type: "Factor", factor: 2, durationSeconds: 120))
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let rows = recording.vertical[0].rows
    // Two new pods at 2 · 296 millicores and two old ones at 2 cores.
    #expect(rows.contains { abs($0.cpu.request - (2 * 0.592 + 2 * 2) / 4) < 1e-9 })
    let ended = recording.verticalDecisions.filter { $0.kind == .boostEnded }
    #expect(ended.map(\.pod) == [4, 5, 6, 7])
    // Evicted at 60 s and ready some seconds later: 120 s after that the next turn is that of 240 s.
    #expect(ended.map(\.timeMs) == [240_000, 240_000, 300_000, 300_000])
    #expect(recording.lastRequests.cores == VerticalRunTests.target)
    #expect(recording.count(.restarted) == 0)
  }

  @Test("A LimitRange of the namespace bounds what new pods get")
  func limitRange() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment(limits: ["cpu": "2"]))
    scenario.vertical?.limitRanges = [
      LimitRange(
        metadata: ObjectMeta(name: "bounds"),
        limits: [LimitRangeItem(type: "Container", min: ["cpu": try Quantity("500m")])])
    ]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.vertical[0].rows.last?.cpu.target == VerticalRunTests.target)
    #expect(recording.lastRequests.cores == 0.5)
  }

  @Test("Several VPAs size several workloads, each by its own usage, a DaemonSet among them")
  func several() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment())
    var container = Container(name: "agent", image: "example/agent:1")
    container.resources.requests = ["cpu": try Quantity("1"), "memory": try Quantity("250Mi")]
    let daemon = DaemonSet(
      metadata: ObjectMeta(name: "agent"), selector: LabelSelector(matchLabels: ["app": "agent"]),
      template: PodTemplateSpec(
        metadata: ObjectMeta(name: "", labels: ["app": "agent"]), spec: PodSpec(containers: [container])))
    var response = ResponseModel(cpuPerRequest: 0.01)
    response.cpuIdle = 0.03
    scenario.workloads.append(
      ScenarioWorkload(WorkloadObject(daemon), load: Scenarios.load([(0, 0)], end: 600), response: response))
    var second = VerticalScenes.vpa("agent", .inPlaceOrRecreate)
    second.spec.targetRef?.kind = "DaemonSet"
    scenario.vertical?.autoscalers.append(second)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.vertical.map(\.workload) == ["web", "agent"])
    #expect(recording.lastRequests.cores == VerticalRunTests.target)
    // 30 millicores fall into bucket 2, which ends at 0.2 · (1.05³ − 1) = 31.5: 31, and 4 more.
    #expect(recording.vertical[1].rows.last?.cpu.request == 0.035)
    #expect(recording.count(.resized, of: 1) == 4)
    #expect(recording.count(.gone, of: 1) == 0)
  }

  @Test(
    "Whatever a VPA does to pods that run out of memory and CPU, every request ends in some way",
    arguments: 0..<12)
  func conserves(seed: UInt64) throws {
    let modes: [VPAUpdateMode] = [.recreate, .inPlaceOrRecreate, .initial, .inPlace]
    let deployment = try VerticalScenes.deployment(
      replicas: Int32(2 + seed % 4), cpu: "\(100 + 300 * (seed % 3))m", memory: "90Mi",
      limits: ["cpu": "1", "memory": "110Mi"])
    var response = ResponseModel(cpuPerRequest: 0.01)
    response.memoryPerInFlight = 6 << 20
    response.timeout = 5
    var scenario = VerticalScenes.scenario(modes[Int(seed % 4)], deployment, minutes: 60, response: response)
    let steps = (0..<12).map { (Int64($0) * 300, Double((seed &* 2_654_435_761 >> $0) % 400)) }
    scenario.workloads[0].load = Scenarios.load(steps, end: 3_600)
    scenario.vertical?.updater.inPlace = true
    scenario.vertical?.recommender.podMinMemoryMb = 16
    if seed % 2 == 0 { scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(min: 2, max: 9))] }
    let recording = try ClosedLoop.run(scenario, seed: seed)
    let rows = recording.workloads[0].timeline
    let sums = [rows.served, rows.dropped, rows.timedOut, rows.cut].map { $0.reduce(0, +) }
    let arrived = rows.arrived.reduce(0, +)
    #expect(abs(arrived - sums.reduce(0, +) - (rows.backlog.last ?? 0)) < 1e-6 * arrived + 1e-6)
    let again = try ClosedLoop.run(scenario, seed: seed)
    let same = again == recording
    #expect(same)
  }
}
