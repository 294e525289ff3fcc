import Kubernetes
import Testing

@testable import Scheduling

@Suite("Preemption")
struct PreemptionTests {
  private var snapshot = ClusterSnapshot()
  private var scheduler = Scene.scheduler

  private mutating func put(
    _ node: NodeID, cpu: Int64, priority: Int32, app: String = "web", startMs: Int64 = 0
  ) throws -> PodID {
    let pod = snapshot.podClass(Scene.pod(cpu: cpu, app: app, priority: priority))
    return try snapshot.assigned(pod, to: node, startMs: startMs)
  }

  private mutating func preempt(
    cpu: Int64 = 1_000, priority: Int32 = 100, budgets: [PreemptionBudget] = [],
    _ change: (inout PodSpec) -> Void = { _ in }
  ) -> Preemption? {
    let pod = snapshot.podClass(Scene.pod(cpu: cpu, app: "vip", priority: priority, change))
    return scheduler.preempt(for: pod, key: 1, budgets: budgets, in: &snapshot)
  }

  @Test("Only as many pods go as must, the least important")
  mutating func fewest() throws {
    let node = try snapshot.added(Scene.node("n", cpu: 2_000))
    _ = try put(node, cpu: 500, priority: 5)
    let low = try put(node, cpu: 1_000, priority: 1)
    _ = try put(node, cpu: 500, priority: 50)
    let choice = try required(preempt())
    #expect(choice == Preemption(node: node, victims: [low], violations: 0))
    #expect(snapshot.podCount == 3)
  }

  @Test("Pods that are as important stay, and so does a pod of policy Never")
  mutating func equals() throws {
    let node = try snapshot.added(Scene.node("n", cpu: 1_000))
    _ = try put(node, cpu: 1_000, priority: 100)
    #expect(preempt() == nil)
    #expect(preempt(priority: 101)?.node == node)
    #expect(preempt(priority: 101) { $0.preemptionPolicy = "Never" } == nil)
  }

  @Test("A node that is too small or cordoned is no candidate")
  mutating func unresolvable() throws {
    let small = try snapshot.added(Scene.node("small", cpu: 500))
    _ = try put(small, cpu: 500, priority: 1)
    let cordoned = try snapshot.added(Scene.node("cordoned", unschedulable: true))
    _ = try put(cordoned, cpu: 4_000, priority: 1)
    #expect(preempt() == nil)
  }

  @Test("A node where no budget is violated is chosen before one with less important pods")
  mutating func budgets() throws {
    let guarded = try snapshot.added(Scene.node("guarded", cpu: 1_000))
    _ = try put(guarded, cpu: 1_000, priority: 1, app: "db")
    let free = try snapshot.added(Scene.node("free", cpu: 1_000))
    _ = try put(free, cpu: 1_000, priority: 50)
    let selector = snapshot.selector(
      namespaces: ["default"], labels: LabelSelector(matchLabels: ["app": "db"]))
    let tight = PreemptionBudget(selector: selector, disruptionsAllowed: 0)
    #expect(preempt(budgets: [tight])?.node == free)
    let loose = PreemptionBudget(selector: selector, disruptionsAllowed: 1)
    #expect(preempt(budgets: [loose])?.node == guarded)
  }

  @Test("Then counts: least important top victim, smaller sum, fewer victims, later start")
  mutating func choice() throws {
    func node(_ name: String) -> Node { Scene.node(name, cpu: 1_000) }
    let a = try snapshot.added(node("a"))
    _ = try put(a, cpu: 1_000, priority: 10)
    let b = try snapshot.added(node("b"))
    _ = try put(b, cpu: 500, priority: 9)
    _ = try put(b, cpu: 500, priority: 9)
    #expect(preempt()?.node == b)
    let c = try snapshot.added(node("c"))
    _ = try put(c, cpu: 1_000, priority: 9, startMs: 5)
    #expect(preempt()?.node == c)
    let d = try snapshot.added(node("d"))
    _ = try put(d, cpu: 1_000, priority: 9, startMs: 6)
    #expect(preempt()?.node == d)
  }

  @Test("Taking pods away can also mend anti-affinity and skew")
  mutating func affinity() throws {
    let node = try snapshot.added(Scene.node("n", zone: "z"))
    let other = try put(node, cpu: 100, priority: 1, app: "rival")
    _ = try put(node, cpu: 100, priority: 1)
    let choice = preempt(cpu: 100) {
      $0.affinity = Affinity(podAntiAffinity: PodAffinity(required: [Scene.term(Scene.zone, app: "rival")]))
    }
    #expect(choice?.victims == [other])
  }
}
