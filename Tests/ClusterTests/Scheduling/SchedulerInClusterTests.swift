import Kubernetes
import Scheduling
import Statistics
import Testing

@testable import Cluster

@Suite("kube-scheduler in the cluster")
struct SchedulerInClusterTests {
  private func cluster(nodes: Int, cpuMilli: Int64 = 4_000) -> Cluster {
    Cluster(
      pools: [NodePool(name: "node", count: nodes, cpuMilli: cpuMilli, memoryBytes: 16 << 30)],
      pipeline: MetricsPipeline(), matureMs: 300_000, seed: 1)
  }

  /// Adds a workload whose pods request so much CPU; the rest of what the scheduler sees is the caller's.
  private func add(
    _ name: String, to cluster: inout Cluster, replicas: Int32, cpuMilli: Int64 = 1_000, settled: Bool = true,
    change: (inout PodDescription) -> Void = { _ in }
  ) -> Int {
    let template = PodTemplate(requestCPUMilli: cpuMilli, requestMemoryBytes: 1 << 30)
    var description = PodDescription(named: name, template)
    change(&description)
    var timing = PodTiming()
    timing.schedule = Delay(meanMs: 10)
    return cluster.add(
      name: name, template: template, service: ServiceModel(cpuPerRequest: 0.01, cv: 1), timing: timing,
      replicas: replicas, settled: settled, description: description)
  }

  private func run(_ cluster: inout Cluster, to nowMs: Int64) {
    while let next = cluster.events.nextTimeMs, next <= nowMs, let event = cluster.events.pop() {
      cluster.handle(event)
    }
  }

  private func nodes(of workload: Int, in cluster: Cluster) -> [Int32] {
    cluster.workloads[workload].pods.filter { !$0.isDeleted }.map(\.node).sorted()
  }

  @Test("Pods that request alike are spread over equal nodes, one to each")
  func spreads() {
    var cluster = cluster(nodes: 4)
    let web = add("web", to: &cluster, replicas: 4)
    #expect(nodes(of: web, in: cluster) == [0, 1, 2, 3])
  }

  @Test("Required anti-affinity keeps the fourth pod of three nodes waiting, until one goes")
  func antiAffinity() {
    var cluster = cluster(nodes: 3)
    let web = add("web", to: &cluster, replicas: 4) { description in
      let term = PodAffinityTerm(
        labelSelector: LabelSelector(matchLabels: ["app": "web"]), topologyKey: "kubernetes.io/hostname")
      description.spec.affinity = Affinity(podAntiAffinity: PodAffinity(required: [term]))
    }
    run(&cluster, to: 1_000)
    #expect(cluster.workloads[web].unscheduledCount == 1)
    #expect(Set(nodes(of: web, in: cluster)) == [-1, 0, 1, 2])
    // Three pods are wanted: the one without a node goes first, and nobody waits any more.
    cluster.scale(web, to: 3, nowMs: 2_000)
    #expect(cluster.workloads[web].unscheduledCount == 0)
  }

  @Test("A more important pod that fits nowhere takes the room of a less important one")
  func preempts() {
    var cluster = cluster(nodes: 1, cpuMilli: 2_000)
    let batch = add("batch", to: &cluster, replicas: 2)
    let web = add("web", to: &cluster, replicas: 1, settled: false) { $0.priority = 1_000 }
    // At 10 ms the scheduler deletes one pod of batch, which ends 300 ms later; the next try is at once, since the
    // first failure's back-off of 1 s is cut short when nothing else is active. The pod's replacement waits.
    run(&cluster, to: 9)
    #expect(cluster.workloads[web].unscheduledCount == 1)
    run(&cluster, to: 309)
    #expect(cluster.workloads[web].unscheduledCount == 1)
    run(&cluster, to: 310)
    #expect(cluster.workloads[web].unscheduledCount == 0)
    #expect(cluster.workloads[batch].unscheduledCount == 1)
    #expect(cluster.mayPreempt(batch))
    #expect(!cluster.mayPreempt(web))
  }

  @Test("Preemption spares the pods that a disruption budget forbids to go, where others will do")
  func sparesBudgets() {
    var cluster = cluster(nodes: 2, cpuMilli: 1_000)
    let guarded = add("guarded", to: &cluster, replicas: 1)
    let free = add("free", to: &cluster, replicas: 1)
    cluster.add(
      PodDisruptionBudget(
        metadata: ObjectMeta(name: "guarded"), minAvailable: .int(1),
        selector: LabelSelector(matchLabels: ["app": "guarded"])), workloads: [guarded])
    let web = add("web", to: &cluster, replicas: 1, settled: false) { $0.priority = 1_000 }
    run(&cluster, to: 1_000)
    #expect(cluster.workloads[web].unscheduledCount == 0)
    #expect(cluster.workloads[guarded].unscheduledCount == 0)
    #expect(cluster.workloads[free].unscheduledCount == 1)
  }

  @Test(
    "Of two waiting pods the more important one gets the room that comes free, however long the other waited")
  func priorityFirst() {
    var cluster = cluster(nodes: 1, cpuMilli: 1_000)
    let first = add("first", to: &cluster, replicas: 1) { $0.priority = 5 }
    let low = add("low", to: &cluster, replicas: 1, settled: false)
    let high = add("high", to: &cluster, replicas: 1, settled: false) { $0.priority = 5 }
    run(&cluster, to: 5_000)
    cluster.scale(first, to: 0, nowMs: 5_000)
    run(&cluster, to: 6_000)
    #expect(cluster.workloads[high].unscheduledCount == 0)
    #expect(cluster.workloads[low].unscheduledCount == 1)
  }

  @Test("MostAllocated fills one node before it begins another")
  func packs() {
    var profile = SchedulerProfile()
    profile.strategy = .mostAllocated
    profile.weights[.podTopologySpread] = 0
    var cluster = Cluster(
      pools: [NodePool(name: "node", count: 3, cpuMilli: 4_000, memoryBytes: 16 << 30)],
      pipeline: MetricsPipeline(), matureMs: 300_000, seed: 1, scheduler: profile)
    let web = add("web", to: &cluster, replicas: 4)
    #expect(Set(nodes(of: web, in: cluster)).count == 1)
  }
}
