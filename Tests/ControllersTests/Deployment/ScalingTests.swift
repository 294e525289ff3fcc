import Conformance
import Kubernetes
import Testing

@testable import Controllers

@Suite("Scaling a Deployment in the middle of a rollout")
struct DeploymentScalingTests {
  /// ReplicaSets of some sizes, the oldest first, as they were when the Deployment had so many replicas.
  private static func state(
    _ sizes: [Int32], was old: Int32, is new: Int32, surge: Int32 = 0, oldSurge: Int32? = nil
  ) -> DeploymentState {
    let sets = sizes.enumerated().map { index, size in
      OwnedReplicaSet(
        name: "v\(index + 1)", createdMs: Int64(index), revision: Int64(index), replicas: size,
        availableReplicas: size, desiredAnnotation: old, maxReplicasAnnotation: old + (oldSurge ?? surge))
    }
    let rolling = RollingUpdateDeployment(maxUnavailable: .int(0), maxSurge: .int(surge))
    return DeploymentState(
      replicas: new, strategy: DeploymentStrategy(rollingUpdate: rolling), newSet: sets.last,
      oldSets: sets.dropLast())
  }

  private static func sizes(after state: DeploymentState) -> [Int32] {
    var sizes = Dictionary(state.allSets.map { ($0.name, $0.replicas) }) { first, _ in first }
    for case .scale(let name, let size) in DeploymentController.decide(state) { sizes[name] = size }
    return state.allSets.map { sizes[$0.name] ?? 0 }
  }

  @Test(
    "Each ReplicaSet keeps its part, the largest takes what rounding leaves",
    arguments: [
      // One alone takes all.
      ([10], 10, 4, 0, [4]),
      // 6 + 4 of 10 to 20: twice each.
      ([6, 4], 10, 20, 0, [12, 8]),
      // To 15: 6 * 1.5 = 9, 4 * 1.5 = 6.
      ([6, 4], 10, 15, 0, [9, 6]),
      // 3 equal ones of 3 to 5: 1 * 5/3 = 1.67, rounds to 2 each; the newest, then the next get one, none is left.
      ([1, 1, 1], 3, 5, 0, [1, 2, 2]),
      // To 4: 1.33 rounds to 1, nobody grows; the newest gets the rest.
      ([1, 1, 1], 3, 4, 0, [1, 1, 2]),
      // Shrinking the oldest of equals gives the rest.
      ([1, 1, 1], 3, 2, 0, [0, 1, 1]),
      // To nothing.
      ([3, 2], 5, 0, 0, [0, 0]),
      // Surge 2: 12 of 12 become 22 of 22: 11 each.
      ([6, 6], 10, 20, 2, [11, 11]),
    ] as [([Int32], Int32, Int32, Int32, [Int32])])
  func proportional(before: [Int32], old: Int32, new: Int32, surge: Int32, expected: [Int32]) {
    #expect(Self.sizes(after: Self.state(before, was: old, is: new, surge: surge)) == expected)
  }

  @Test("All that is allowed is shared out, whatever the sizes")
  func sum() {
    for a in Int32(1)...6 {
      for b in Int32(1)...6 {
        for new in Int32(1)...25 {
          let state = Self.state([a, b], was: a + b, is: new)
          if new == a + b { continue }
          #expect(Self.sizes(after: state).reduce(0, +) == new, "\(a) \(b) to \(new)")
        }
      }
    }
  }

  @Test(
    "Upstream's own table comes out as it says",
    .enabled(
      if: SharedFolder.path("conformance/cluster/upstream/k8s") != nil,
      "the reference data is not on this machine"))
  func table() throws {
    let path = "conformance/cluster/upstream/k8s/pkg__controller__deployment__sync.json"
    let file = try #require(SharedFolder.path(path))
    var count = 0
    for document in try DocumentNode.parse(contentsOf: file) {
      for element in document["cases"]?.elements ?? [] where element["test"]?.text == "TestScale" {
        let name = element["name"]?.text ?? ""
        let body = try #require(element["case"])
        let old = try #require(Self.deployment(body["oldDeployment"]))
        let new = try #require(Self.deployment(body["deployment"]))
        let surge = RollingUpdateLimits(old.strategy, replicas: old.replicas).surge
        func set(_ node: DocumentNode) -> OwnedReplicaSet? {
          guard let size = Self.number(node["spec"]?["replicas"]) else { return nil }
          let name = node["metadata"]?["name"]?.text ?? ""
          // The table's one ReplicaSet that was not scaled with the others.
          let desired = name == "foo-v2" && element["name"]?.text == "failed rs update" ? 3 : old.replicas
          let time = node["metadata"]?["creationTimestamp"]?.text.flatMap(KubernetesTime.milliseconds) ?? 0
          return OwnedReplicaSet(
            name: name, createdMs: time, replicas: size, statusReplicas: 0,
            availableReplicas: Self.number(node["status"]?["availableReplicas"]) ?? 0,
            desiredAnnotation: desired, maxReplicasAnnotation: desired + surge)
        }
        let state = DeploymentState(
          replicas: new.replicas, strategy: new.strategy, newSet: body["newRS"].flatMap(set),
          oldSets: (body["oldRSs"]?.elements ?? []).compactMap(set))
        var sizes = Dictionary(state.allSets.map { ($0.name, $0.replicas) }) { first, _ in first }
        for case .scale(let name, let size) in DeploymentController.scale(state) { sizes[name] = size }
        let wanted = (body["expectedOld"]?.elements ?? []) + [body["expectedNew"]].compactMap { $0 }
        for set in wanted.compactMap(set) { #expect(sizes[set.name] == set.replicas, "\(name): \(set.name)") }
        count += 1
      }
    }
    #expect(count == 17)
  }

  private static func number(_ node: DocumentNode?) -> Int32? {
    guard case .number(let text)? = node?.content else { return nil }
    return Int32(text)
  }

  private static func deployment(
    _ node: DocumentNode?
  ) -> (replicas: Int32, strategy: DeploymentStrategy)? {
    guard let node, let read = Deployment.decode(node, report: DocumentReport()) else { return nil }
    return (read.spec.replicas, read.spec.strategy)
  }
}
