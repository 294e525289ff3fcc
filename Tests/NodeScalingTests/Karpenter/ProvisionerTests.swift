import Kubernetes
import Scheduling
import Testing

@testable import NodeScaling

/// Types and pods for tests of Karpenter.
enum KarpenterScene {
  /// A type of so many cores with 4 GiB each, on demand in zones a and b, as spot at 40 %.
  static func type(_ name: String, cores: Int64, price: Double) -> InstanceType {
    let capacity = NodeResources(milliCPU: cores * 1000, memory: cores * 4 << 30, pods: 100)
    return InstanceType(
      name: name, capacity: capacity, allocatable: capacity,
      offerings: ["a", "b"].flatMap {
        [
          Offering(zone: $0, capacityType: .onDemand, price: price),
          Offering(zone: $0, capacityType: .spot, price: price * 0.4),
        ]
      })
  }

  static let types = [
    type("small", cores: 2, price: 0.1), type("medium", cores: 4, price: 0.2),
    type("large", cores: 8, price: 0.4),
  ]

  static func pod(
    _ name: String, milliCPU: Int64, app: String = "web", _ change: (inout PodSpec) -> Void = { _ in }
  ) -> PodDemand {
    var spec = PodSpec.asking(milliCPU: milliCPU, memory: 0)
    change(&spec)
    return PodDemand(name: name, pod: PodDescription(labels: ["app": app], spec: spec))
  }

  static func pool(_ name: String = "default", _ capacityTypes: [CapacityType] = [.onDemand]) -> NodePool {
    var pool = NodePool(name: name)
    pool.requirements.add(KarpenterLabels.capacityType, .in(capacityTypes.map(\.rawValue)))
    return pool
  }
}

@Suite("Which nodes Karpenter makes")
struct ProvisionerTests {
  private typealias Scene = KarpenterScene

  @Test("Pods share a plan as long as a type has room, and the cheapest type is launched")
  func packing() throws {
    let pods = (0..<5).map { Scene.pod("p\($0)", milliCPU: 1500) }
    let result = Provisioner(pools: [Scene.pool()], types: Scene.types).place(pods)
    // Five times 1.5 cores are 7.5: one large machine.
    #expect(result.plans.map(\.pods.count) == [5])
    let launch = try #require(result.plans.first?.launch())
    #expect(launch.type.name == "large" && launch.offering.price == 0.4)
  }

  @Test("Pools go by weight; a limit of one sends pods to the next")
  func pools() {
    var first = Scene.pool("first")
    first.weight = 10
    first.limits.milliCPU = 8000
    let result = Provisioner(pools: [Scene.pool("second"), first], types: Scene.types)
      .place((0..<2).map { Scene.pod("p\($0)", milliCPU: 5000) })
    #expect(result.plans.map(\.pool).sorted() == ["first", "second"])
  }

  @Test("Nodes that are there are filled first")
  func existing() {
    let node = ExistingNode(
      name: "n", labels: [KarpenterLabels.zone: "a"],
      available: NodeResources(milliCPU: 1000, memory: 1 << 30, pods: 5))
    let result = Provisioner(pools: [Scene.pool()], types: Scene.types)
      .place([Scene.pod("p", milliCPU: 1000), Scene.pod("q", milliCPU: 1000)], nodes: [node])
    #expect(result.placements == ["p": "n"])
    #expect(result.plans.map(\.pods) == [["q"]])
  }

  @Test("Wishes are given up only where they cannot be had")
  func relaxing() throws {
    let wish = { (zone: String) in
      { (spec: inout PodSpec) in
        let term = NodeSelectorTerm(matchExpressions: [
          LabelSelectorRequirement(key: KarpenterLabels.zone, operator: "In", values: [zone])
        ])
        spec.affinity = Affinity(
          nodeAffinity: NodeAffinity(preferred: [PreferredSchedulingTerm(weight: 1, preference: term)]))
      }
    }
    let result = Provisioner(pools: [Scene.pool()], types: Scene.types)
      .place([Scene.pod("b", milliCPU: 1000, wish("b")), Scene.pod("z", milliCPU: 1000, wish("z"))])
    #expect(result.homeless.isEmpty)
    let plan = try #require(result.plans.first { $0.pods.contains("b") })
    #expect(plan.requirements[KarpenterLabels.zone].values == ["b"])
  }

  @Test("Pods that are spread over zones get plans in each")
  func spreading() {
    let spread = { (spec: inout PodSpec) in
      spec.topologySpreadConstraints = [
        TopologySpreadConstraint(
          maxSkew: 1, topologyKey: KarpenterLabels.zone, whenUnsatisfiable: "DoNotSchedule",
          labelSelector: LabelSelector(matchLabels: ["app": "web"]))
      ]
    }
    let result = Provisioner(pools: [Scene.pool()], types: Scene.types)
      .place((0..<4).map { Scene.pod("p\($0)", milliCPU: 500, spread) })
    let zones = result.plans.map { ($0.requirements[KarpenterLabels.zone].values.first ?? "", $0.pods.count) }
    #expect(zones.map(\.0).sorted() == ["a", "b"])
    #expect(zones.map(\.1) == [2, 2])
  }

  @Test("A pod that tolerates nothing waits where all pools are tainted")
  func taints() {
    var pool = Scene.pool()
    pool.taints = [Taint(key: "team", value: "a", effect: "NoSchedule")]
    let provisioner = Provisioner(pools: [pool], types: Scene.types)
    let result = provisioner.place([
      Scene.pod("no", milliCPU: 100),
      Scene.pod("yes", milliCPU: 100) { $0.tolerations = [Toleration(key: "team", operator: "Exists")] },
    ])
    #expect(result.homeless == ["no"])
    #expect(result.plans.map(\.pods) == [["yes"]])
  }

  @Test("Requirements meet as sets do")
  func requirements() {
    let odd = Requirement.in(["1", "3", "5"])
    #expect(odd.intersection(Requirement(operator: "Gt", values: ["2"])).values == ["3", "5"])
    #expect(odd.intersection(.notIn(["3"])).values == ["1", "5"])
    #expect(Requirement.notIn(["1"]).intersection(.notIn(["2"])).allows("3"))
    #expect(odd.intersection(.doesNotExist).isEmpty)
    #expect(
      Requirement(operator: "Gt", values: ["5"]).intersection(Requirement(operator: "Lt", values: ["5"]))
        .isEmpty)
  }
}
