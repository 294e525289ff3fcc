import Cluster
import Controllers
import Kubernetes
import NodeScaling
import Workload

/// The scale tests of Cluster Autoscaler's own report: 1,000 nodes of 30 pods and more each.
///
/// Source: cluster-autoscaler/proposals/scalability_tests.md, whose six scenarios these are. Where its numbers are
/// rounded, these are chosen so that nodes are full to the last pod: a node has 3 cores for pods, and the usual pod
/// asks for a tenth of one.
public enum ScalabilityScenario: String, Sendable, CaseIterable {
  /// A burst of pods on a full cluster of one node.
  case burst
  /// Two bursts, the second while nodes for the first are on their way.
  case secondBurst
  /// Nodes of which three in ten are empty.
  case emptyNodes
  /// Nodes of which three in ten are little used, and 30 may go.
  case underusedNodes
  /// Nodes of which three in ten are little used, whose pods fit nowhere else.
  case unremovableNodes
  /// A burst of pods among others that no node could take.
  case impossiblePods

  /// What it is, in a line.
  public var summary: String {
    switch self {
    case .burst: "29,970 pods on a full node"
    case .secondBurst: "20,970 pods on a full node, 9,000 more after 90 s"
    case .emptyNodes: "1,000 nodes, 300 of them empty"
    case .underusedNodes: "1,000 nodes with 52,200 pods, 300 at 30 %, 30 may go"
    case .unremovableNodes: "1,000 nodes, 300 at 30 % whose pods fit nowhere else"
    case .impossiblePods: "29,970 pods on a full node, beside 1,000 that fit no node"
    }
  }

  /// What there must be in the end.
  public var expected: ScalabilityEnd {
    switch self {
    case .burst, .secondBurst: ScalabilityEnd(nodes: 1_000, running: 29_972)
    case .emptyNodes: ScalabilityEnd(nodes: 700, running: 700)
    case .underusedNodes: ScalabilityEnd(nodes: 970, running: 52_200)
    case .unremovableNodes: ScalabilityEnd(nodes: 1_000, running: 1_000)
    case .impossiblePods: ScalabilityEnd(nodes: 1_000, running: 29_971, waiting: 1_000)
    }
  }

  /// Everything a run of it depends on besides the seed.
  public var scenario: Scenario {
    switch self {
    case .burst: Self.growth([Self.pods("first", 2, milli: 1_500), Self.pods("burst", 29_970, isNew: true)])
    case .secondBurst:
      Self.growth([
        Self.pods("first", 2, milli: 1_500), Self.pods("burst", 20_970, isNew: true),
        Self.laterPods("second", 9_000, atMs: 90_000),
      ])
    case .impossiblePods:
      Self.growth([
        Self.pods("first", 1, milli: 3_000), Self.pods("huge", 1_000, milli: 8_000, isNew: true),
        Self.pods("burst", 29_970, isNew: true),
      ])
    case .emptyNodes:
      Self.steady([("node", 1_000, 0)], [Self.pods("web", 700, milli: 2_100)], hours: 1)
    case .underusedNodes: Self.underused
    case .unremovableNodes:
      Self.steady(
        [("node", 1_000, 0)],
        [
          Self.pods("large", 700, milli: 2_700, hostPort: 8_080),
          Self.pods("small", 300, milli: 900, hostPort: 8_080),
        ], hours: 1)
    }
  }

  /// The cores of a node, in thousandths.
  private static let nodeMilli: Int64 = 3_000

  private static func group(_ name: String, _ count: Int) -> MachinePool {
    MachinePool(name: name, count: count, cpuMilli: nodeMilli, memoryBytes: 64 << 30)
  }

  /// A cluster of one full node, of which there may be a thousand.
  private static func growth(_ workloads: [ScenarioWorkload]) -> Scenario {
    var scenario = Scenario(horizonMs: 900_000, nodePools: [group("node", 1)], workloads: workloads)
    var scaler = ScenarioClusterAutoscaler(groups: [ScenarioNodeGroup(pool: 0, minimum: 1, maximum: 1_100)])
    scaler.phaseMs = 0
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    return scenario
  }

  /// A cluster on which nobody does anything.
  private static func steady(
    _ groups: [(name: String, count: Int, minimum: Int)], _ workloads: [ScenarioWorkload], hours: Int64
  ) -> Scenario {
    var scenario = Scenario(
      horizonMs: hours * 3_600_000, nodePools: groups.map { group($0.name, $0.count) }, workloads: workloads)
    var scaler = ScenarioClusterAutoscaler(
      groups: groups.enumerated().map { index, group in
        ScenarioNodeGroup(pool: index, minimum: group.minimum, maximum: group.count)
      })
    scaler.phaseMs = 0
    scenario.nodeAutoscaler = .clusterAutoscaler(scaler)
    return scenario
  }

  /// 27 pods of a ninetieth of a node on 300 nodes that they prefer, 63 on 700 others; the pods of 30 nodes that go
  /// have room there.
  private static var underused: Scenario {
    var light = pods("light", 8_100, milli: nodeMilli / 90)
    let ofLight = NodeSelectorTerm(matchExpressions: [
      LabelSelectorRequirement(key: "use", operator: "In", values: ["light"])
    ])
    light.deployment.spec.template.spec.affinity = Affinity(
      nodeAffinity: NodeAffinity(preferred: [PreferredSchedulingTerm(weight: 100, preference: ofLight)]))
    var heavy = pods("heavy", 44_100, milli: nodeMilli / 90)
    heavy.deployment.spec.template.spec.nodeSelector = ["use": "heavy"]
    var scenario = steady([("light", 300, 270), ("heavy", 700, 700)], [heavy, light], hours: 2)
    for index in scenario.nodePools.indices {
      scenario.nodePools[index].labels = ["use": scenario.nodePools[index].name]
    }
    return scenario
  }

  private static func pods(
    _ name: String, _ count: Int32, milli: Int64 = 100, isNew: Bool = false, hostPort: Int32 = 0
  ) -> ScenarioWorkload {
    var workload = ScenarioWorkload(
      deployment: deployment(name, count, milli: milli, hostPort: hostPort), load: noLoad)
    workload.startsSettled = !isNew
    return workload
  }

  /// Pods that are created at once, at a time.
  private static func laterPods(_ name: String, _ count: Int, atMs: Int64) -> ScenarioWorkload {
    var run = JobRun(
      JobController.Specification(), startMs: 0, duration: Delay(meanMs: 1_000_000_000))
    run.arrivals = Array(
      repeating: PodArrival(atMs: atMs, lifeMs: 1_000_000_000), count: count)
    var workload = ScenarioWorkload(deployment: deployment(name, 0, milli: 100, hostPort: 0), load: noLoad)
    workload.controller = .job(run)
    return workload
  }

  private static func deployment(
    _ name: String, _ count: Int32, milli: Int64, hostPort: Int32
  ) -> Deployment {
    var container = Container(name: "app", image: "example/app:1")
    container.resources = ResourceRequirements(requests: ["cpu": Quantity(milli: milli)])
    if hostPort > 0 { container.ports = [ContainerPort(containerPort: hostPort, hostPort: hostPort)] }
    let template = PodTemplateSpec(
      metadata: ObjectMeta(name: "", labels: ["app": name]), spec: PodSpec(containers: [container]))
    return Deployment(
      metadata: ObjectMeta(name: name), spec: DeploymentSpec(replicas: count, template: template))
  }

  private static var noLoad: Series {
    Series(name: "none", unit: .requestsPerSecond, timesMs: [0], values: [0], endMs: 7_200_000)
  }
}

/// What a run of a scale test leaves.
public struct ScalabilityEnd: Sendable, Hashable {
  /// The nodes.
  public var nodes: Int
  /// The pods that run.
  public var running: Int
  /// The pods that wait for a node.
  public var waiting: Int

  init(nodes: Int, running: Int, waiting: Int = 0) {
    self.nodes = nodes
    self.running = running
    self.waiting = waiting
  }

  /// Reads the end of a recording.
  public init(_ recording: Recording) {
    nodes = recording.nodes.spans.count { $0.untilMs == nil }
    waiting = recording.workloads.reduce(0) { $0 + Int($1.timeline.unscheduled.last ?? 0) }
    running = recording.workloads.reduce(0) { $0 + Int($1.timeline.pods.last ?? 0) } - waiting
  }

  /// It in words.
  public var text: String { "\(nodes) nodes, \(running) running and \(waiting) waiting pods" }
}
