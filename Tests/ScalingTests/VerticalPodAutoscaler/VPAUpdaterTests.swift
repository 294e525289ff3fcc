import Kubernetes
import Testing

@testable import Scaling

@Suite("The VPA's updater")
struct VPAUpdaterTests {
  static let now: Int64 = 1_769_817_600_000

  static func pod(_ name: String, cpu: String, startedHoursAgo hours: Int64 = 24) throws -> VPAPod {
    VPAPod(
      name: name, labels: ["app": "web"],
      controller: OwnerReference(kind: "ReplicaSet", name: "web-1", controller: true),
      startTimeMs: now - hours * 3_600_000,
      containers: [
        VPAContainer(
          name: "main",
          spec: VPAResources(requests: ["cpu": try Quantity(cpu), "memory": try Quantity("512Mi")]))
      ])
  }

  static func round(_ pods: [VPAPod], mode: VPAUpdateMode = .recreate) throws -> VPAUpdateRound {
    let memory = try Quantity("512Mi")
    let recommendation = RecommendedContainerResources(
      containerName: "main", target: ["cpu": Quantity(1), "memory": memory],
      lowerBound: ["cpu": Quantity(milli: 500), "memory": memory],
      upperBound: ["cpu": Quantity(milli: 1_500), "memory": memory])
    let vpa = VerticalPodAutoscaler(
      metadata: ObjectMeta(name: "web"),
      spec: VerticalPodAutoscalerSpec(
        targetRef: CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: "web"),
        updatePolicy: PodUpdatePolicy(updateMode: mode.rawValue)),
      status: VerticalPodAutoscalerStatus(recommendation: [recommendation]))
    return VPAUpdateRound(
      nowMs: now,
      targets: [.init(vpa: vpa, selector: LabelSelector(matchLabels: ["app": "web"]))], pods: pods,
      controllers: [
        .init(kind: "ReplicaSet", name: "web-1", replicas: pods.count, topKind: "Deployment", topName: "web")
      ])
  }

  static func actions(
    _ round: VPAUpdateRound, _ updater: VPAUpdater = VPAUpdater(), refusing: Set<Int> = []
  ) -> ([VPAUpdateAction], [VPAUpdateVerdict]) {
    var updater = updater
    var actions: [VPAUpdateAction] = []
    let verdicts = updater.run(round) { action in
      actions.append(action)
      if case .evict(let pod) = action, refusing.contains(pod) { return .refused }
      return .done
    }
    return (actions, verdicts)
  }

  @Test(
    "With the default tolerance half of the pods stay up",
    arguments: [(2, 1), (3, 1), (4, 2), (5, 2), (10, 5)])
  func tolerance(pods: Int, evictions: Int) throws {
    let round = try Self.round(try (0..<pods).map { try Self.pod("web-\($0)", cpu: "100m") })
    #expect(Self.actions(round).0.count == evictions)
  }

  @Test("A pod within its bounds is changed only if it is old and far enough off")
  func within() throws {
    let round = try Self.round([
      try Self.pod("young", cpu: "800m", startedHoursAgo: 11), try Self.pod("near", cpu: "950m"),
      try Self.pod("far", cpu: "800m"), try Self.pod("low", cpu: "400m", startedHoursAgo: 0),
    ])
    let (actions, verdicts) = Self.actions(round)
    // The larger difference goes first.
    #expect(actions == [.evict(pod: 3), .evict(pod: 2)])
    #expect(verdicts.first { $0.pod == 0 }?.reason == .tooYoung)
    #expect(verdicts.first { $0.pod == 1 }?.reason == .tooSimilar)
  }

  @Test("An eviction that is refused leaves its place to the next pod")
  func refused() throws {
    let round = try Self.round(try (0..<2).map { try Self.pod("web-\($0)", cpu: "100m") })
    let (actions, verdicts) = Self.actions(round, refusing: [0])
    #expect(actions == [.evict(pod: 0), .evict(pod: 1)])
    #expect(verdicts.map(\.reason) == [.refused, .evicted])
  }

  @Test(
    "Off, Initial and InPlace without its gate touch nothing",
    arguments: [VPAUpdateMode.off, .initial, .inPlace])
  func passive(mode: VPAUpdateMode) throws {
    let round = try Self.round(try (0..<4).map { try Self.pod("web-\($0)", cpu: "100m") }, mode: mode)
    #expect(Self.actions(round).0.isEmpty)
  }

  @Test("InPlaceOrRecreate resizes, and evicts what cannot be resized")
  func inPlace() throws {
    let round = try Self.round(
      try (0..<4).map { try Self.pod("web-\($0)", cpu: "100m") }, mode: .inPlaceOrRecreate)
    var updater = VPAUpdater()
    var evicted = 0
    var resized = 0
    updater.run(round) { action in
      switch action {
      case .evict: evicted += 1
      case .resize(let pod, let change, _, _):
        if pod == 0 { return .infeasible }
        resized += 1
        #expect(change.containers[0].resources.requests?["cpu"] == Quantity(1))
      }
      return .done
    }
    #expect(resized == 2)
    #expect(evicted == 0, "the budget of two is spent on resizes")
  }

  @Test("A group below the minimum of replicas is left alone")
  func single() throws {
    let (actions, verdicts) = Self.actions(try Self.round([try Self.pod("web-0", cpu: "100m")]))
    #expect(actions.isEmpty)
    #expect(verdicts.map(\.reason) == [.noGroup])
  }
}
