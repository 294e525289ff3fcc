import Kubernetes
import Scheduling
import Statistics
import Testing

@testable import Cluster

@Suite("A rollout in the cluster")
struct RolloutTests {
  /// A Deployment of pods that are ready 1 s after their creation (10 ms to a node, 490 to run, 500 to be up) and gone
  /// 300 ms after their deletion.
  private func cluster(replicas: Int32, nodes: Int = 4) -> Cluster {
    var cluster = Cluster(
      pools: [NodePool(name: "node", count: nodes, cpuMilli: 4_000, memoryBytes: 16 << 30)],
      pipeline: MetricsPipeline(), matureMs: 300_000, seed: 1)
    var timing = PodTiming()
    timing.schedule = Delay(meanMs: 10)
    timing.sandbox = Delay(meanMs: 0)
    timing.start = Delay(meanMs: 490)
    timing.appStart = Delay(meanMs: 500)
    timing.endpointPropagationMs = 0
    timing.stopMs = 300
    let probe = PodTemplate.ProbeTicks(initialDelayMs: 0, periodMs: 500, successes: 1)
    _ = cluster.add(
      name: "web",
      template: PodTemplate(requestCPUMilli: 1_000, requestMemoryBytes: 1 << 30, readiness: probe),
      service: ServiceModel(cpuPerRequest: 0.01, cv: 1), timing: timing, replicas: replicas)
    return cluster
  }

  private func run(_ cluster: inout Cluster, to nowMs: Int64) {
    while let next = cluster.events.nextTimeMs, next <= nowMs, let event = cluster.events.pop() {
      cluster.handle(event)
    }
    cluster.advance(0, to: nowMs)
  }

  /// Pods that are not deleted, by revision.
  private func alive(_ cluster: Cluster) -> [Int32: Int] {
    Dictionary(grouping: cluster.workloads[0].pods.filter { !$0.isDeleted }, by: \.revision).mapValues(
      \.count)
  }

  private func strategy(surge: IntOrString, unavailable: IntOrString) -> DeploymentStrategy {
    DeploymentStrategy(
      rollingUpdate: RollingUpdateDeployment(maxUnavailable: unavailable, maxSurge: surge))
  }

  @Test("By default a quarter more are made and a quarter may be missing: 4 pods roll as 1 more and 1 fewer")
  func quarter() {
    var cluster = cluster(replicas: 4)
    cluster.rollOut(0, nowMs: 10_000)
    // At once: 1 surge pod, 1 old pod deleted, which lets the new set grow to 2 of 5.
    #expect(alive(cluster) == [0: 3, 1: 2])
    run(&cluster, to: 10_999)
    #expect(alive(cluster) == [0: 3, 1: 2])
    // Both are ready at 11,000: two more old ones go, and two new ones come.
    run(&cluster, to: 11_000)
    #expect(alive(cluster) == [0: 1, 1: 4])
    run(&cluster, to: 12_000)
    #expect(alive(cluster) == [1: 4])
    #expect(cluster.workloads[0].rollout == nil)
  }

  @Test("With no pod to be missing, an old one goes only when a new one is ready")
  func surgeOnly() {
    var cluster = cluster(replicas: 2)
    cluster.rollOut(0, strategy: strategy(surge: .int(1), unavailable: .int(0)), nowMs: 0)
    #expect(alive(cluster) == [0: 2, 1: 1])
    for (ms, expected) in [(999, [0: 2, 1: 1]), (1_000, [0: 1, 1: 2]), (2_000, [1: 2])]
      as [(Int64, [Int32: Int])]
    {
      run(&cluster, to: ms)
      #expect(alive(cluster) == expected)
      #expect(cluster.workloads[0].readyCount >= 2)
    }
  }

  @Test("A pod counts as available minReadySeconds after it is ready, and the rollout waits for that")
  func minReadySeconds() {
    var cluster = cluster(replicas: 1)
    cluster.rollOut(0, strategy: strategy(surge: .int(1), unavailable: .int(0)), minReadySeconds: 5, nowMs: 0)
    run(&cluster, to: 5_999)
    #expect(alive(cluster) == [0: 1, 1: 1])
    run(&cluster, to: 6_000)
    #expect(alive(cluster) == [1: 1])
  }

  @Test("Recreate makes new pods once the last old one is gone, so that requests in between find none")
  func recreate() {
    var cluster = cluster(replicas: 2)
    cluster.setLoad(0, microcores: 1_000_000, nowMs: 0)
    cluster.rollOut(0, strategy: DeploymentStrategy(type: "Recreate", rollingUpdate: nil), nowMs: 10_000)
    #expect(alive(cluster) == [:])
    run(&cluster, to: 10_299)
    #expect(alive(cluster) == [:])
    run(&cluster, to: 10_300)
    #expect(alive(cluster) == [1: 2])
    run(&cluster, to: 20_000)
    // Nobody answers from 10,000 to 11,300: 1,300 ms of one core's work.
    #expect(cluster.workloads[0].totals.lost.total == 1_300 * 1_000_000)
    #expect(cluster.workloads[0].rollout == nil)
  }

  @Test("Scaling in the middle of a rollout grows both ReplicaSets in proportion, and all end up new")
  func scalesInProportion() {
    var cluster = cluster(replicas: 10, nodes: 10)
    cluster.rollOut(0, strategy: strategy(surge: .int(2), unavailable: .int(0)), nowMs: 0)
    #expect(alive(cluster) == [0: 10, 1: 2])
    cluster.scale(0, to: 20, nowMs: 500)
    let sizes = alive(cluster)
    #expect(sizes.values.reduce(0, +) == 22)
    #expect((sizes[0] ?? 0) > 10)
    run(&cluster, to: 60_000)
    #expect(alive(cluster) == [1: 20])
  }

  @Test("A second rollout overtakes the first")
  func overtakes() {
    var cluster = cluster(replicas: 4)
    cluster.rollOut(0, nowMs: 0)
    cluster.rollOut(0, nowMs: 500)
    run(&cluster, to: 60_000)
    #expect(alive(cluster) == [2: 4])
  }

  @Test("A workload in the middle of a rollout is not settled, and is again after it")
  func settled() {
    var cluster = cluster(replicas: 4)
    #expect(cluster.workloads[0].isSettled)
    cluster.rollOut(0, nowMs: 0)
    #expect(!cluster.workloads[0].isSettled)
    run(&cluster, to: 60_000)
    #expect(cluster.workloads[0].isSettled)
  }
}
