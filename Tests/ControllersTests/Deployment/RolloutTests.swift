import Kubernetes
import Testing

@testable import Controllers

@Suite("Rollouts of a Deployment")
struct RolloutTests {
  /// Plays a rollout: after each step the named ReplicaSets get their pods, ready at once unless broken.
  private struct Play {
    var state: DeploymentState
    var isBroken = false
    var leastAvailable = Int32.max
    var mostPods: Int32 = 0
    var steps = 0

    mutating func run() {
      while steps < 200 {
        let actions = DeploymentController.decide(state)
        if actions.isEmpty { return }
        steps += 1
        for action in actions { apply(action) }
        // Within a step pods of the old go before those of the new come, or the other way round.
        mostPods = max(mostPods, state.allSets.reduce(0) { $0 + $1.replicas })
        leastAvailable = min(
          leastAvailable, state.allSets.reduce(0) { $0 + min($1.availableReplicas, $1.replicas) })
        settle()
      }
    }

    private mutating func apply(_ action: DeploymentAction) {
      switch action {
      case .create(let replicas):
        state.newSet = OwnedReplicaSet(
          name: "new", createdMs: 100, revision: 100, replicas: replicas, availableReplicas: 0)
      case .scale(let name, let size):
        if state.newSet?.name == name { state.newSet?.replicas = size }
        for index in state.oldSets.indices where state.oldSets[index].name == name {
          state.oldSets[index].replicas = size
        }
      case .delete(let name): state.oldSets.removeAll { $0.name == name }
      }
    }

    private mutating func settle() {
      func settled(_ set: OwnedReplicaSet, _ isBroken: Bool) -> OwnedReplicaSet {
        var set = set
        set.statusReplicas = set.replicas
        set.runningPods = set.replicas
        set.availableReplicas = isBroken ? 0 : set.replicas
        return set
      }
      state.newSet = state.newSet.map { settled($0, isBroken) }
      state.oldSets = state.oldSets.map { settled($0, false) }
    }
  }

  private func play(_ replicas: Int32, surge: IntOrString, unavailable: IntOrString, isBroken: Bool = false)
    -> Play
  {
    let rolling = RollingUpdateDeployment(maxUnavailable: unavailable, maxSurge: surge)
    let old = OwnedReplicaSet(name: "old", replicas: replicas, availableReplicas: replicas)
    var play = Play(
      state: DeploymentState(
        replicas: replicas, strategy: DeploymentStrategy(rollingUpdate: rolling), newSet: nil, oldSets: [old]),
      isBroken: isBroken)
    play.run()
    return play
  }

  @Test("A rollout ends with all pods new, never above the surge nor below what must be available")
  func limits() {
    for replicas in Int32(1)...12 {
      for surge in Int32(0)...3 {
        for unavailable in Int32(0)...3 where surge + unavailable > 0 {
          let play = play(replicas, surge: .int(surge), unavailable: .int(unavailable))
          #expect(play.state.newSet?.replicas == replicas)
          #expect(play.state.oldSets.allSatisfy { $0.replicas == 0 })
          #expect(play.mostPods <= replicas + surge)
          #expect(play.leastAvailable >= replicas - unavailable)
        }
      }
    }
  }

  @Test("A broken template stops once what may be unavailable is used up")
  func broken() {
    // 10 replicas, 3 more at most, 2 fewer at least available: 8 old ones stay beside 5 new ones.
    let play = play(10, surge: .string("25%"), unavailable: .string("25%"), isBroken: true)
    #expect(play.state.oldSets.map(\.replicas) == [8])
    #expect(play.state.newSet?.replicas == 5)
  }

  @Test("Unhealthy old pods go first, then the oldest ReplicaSet's")
  func unhealthyFirst() {
    let sets = [
      OwnedReplicaSet(name: "a", createdMs: 1, replicas: 4, availableReplicas: 4),
      OwnedReplicaSet(name: "b", createdMs: 2, replicas: 4, availableReplicas: 1),
    ]
    let new = OwnedReplicaSet(name: "n", createdMs: 3, replicas: 5, availableReplicas: 5)
    let rolling = RollingUpdateDeployment(maxUnavailable: .int(2), maxSurge: .int(3))
    let state = DeploymentState(
      replicas: 10, strategy: DeploymentStrategy(rollingUpdate: rolling), newSet: new, oldSets: sets)
    // 13 pods, 8 must be available, 5 may go: the 3 unhealthy of b; 10 are available, so 2 more, of a.
    #expect(DeploymentController.scaleDownOld(state) == [.scale(name: "a", to: 2), .scale(name: "b", to: 1)])
  }

  @Test("Recreate makes new pods only when the old ones are gone")
  func recreate() {
    var old = OwnedReplicaSet(name: "old", replicas: 3, availableReplicas: 3)
    var state = DeploymentState(
      replicas: 3, strategy: DeploymentStrategy(type: "Recreate", rollingUpdate: nil), newSet: nil,
      oldSets: [old])
    #expect(DeploymentController.decide(state) == [.scale(name: "old", to: 0)])
    old.replicas = 0
    state.oldSets = [old]
    #expect(DeploymentController.decide(state) == [])
    state.oldSets[0].runningPods = 0
    #expect(DeploymentController.decide(state) == [.create(replicas: 3)])
  }

  @Test("Old ReplicaSets beyond the history are deleted once the rollout is done")
  func history() {
    let sets = (1...4).map {
      OwnedReplicaSet(name: "v\($0)", revision: Int64($0), replicas: 0)
    }
    let new = OwnedReplicaSet(name: "v5", revision: 5, replicas: 2, availableReplicas: 2)
    var state = DeploymentState(replicas: 2, revisionHistoryLimit: 2, newSet: new, oldSets: sets)
    #expect(DeploymentController.decide(state) == [.delete(name: "v1"), .delete(name: "v2")])
    state.newSet?.availableReplicas = 1
    #expect(DeploymentController.decide(state) == [])
  }

  @Test("A rollout without progress is reported after its deadline, one that gets on is not")
  func progress() {
    func counts(_ updated: Int32, _ available: Int32) -> DeploymentProgress.Counts {
      .init(replicas: 4, updatedReplicas: updated, readyReplicas: available, availableReplicas: available)
    }
    var progress = DeploymentProgress(counts(0, 4), replicas: 4, nowMs: 0)
    func late(_ counts: DeploymentProgress.Counts, _ nowMs: Int64) -> Bool {
      progress.update(counts, replicas: 4, progressDeadlineSeconds: 600, nowMs: nowMs)
    }
    #expect(!late(counts(1, 4), 500_000))
    #expect(!late(counts(1, 4), 1_100_000))
    #expect(late(counts(1, 4), 1_100_001))
    #expect(!late(counts(4, 4), 1_200_000))
    #expect(!late(counts(4, 4), 9_000_000))
  }
}
