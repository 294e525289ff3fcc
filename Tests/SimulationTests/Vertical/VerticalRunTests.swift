import Cluster
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

/// A sample of 250 millicores falls into bucket 16, which ends at 0.2 · (1.05^17 − 1) = 258 millicores; with 15 % margin
/// 258 + 38 = 296. Memory stays at the recommender's minimum of 250 MiB.
@Suite("The Vertical Pod Autoscaler in a run")
struct VerticalRunTests {
  static let target = 0.296

  @Test("Recreate evicts as many pods a round as its tolerance lets it, and each costs a restart")
  func recreates() throws {
    let recording = try ClosedLoop.run(
      VerticalScenes.scenario(.recreate, try VerticalScenes.deployment()), seed: 1)
    let evictions = recording.verticalDecisions.filter { $0.kind == .evicted }
    // Half of four may be missing: two at the first turns, the other two a minute later, when those are up again.
    #expect(evictions.map(\.timeMs) == [60_000, 60_000, 120_000, 120_000])
    #expect(evictions.map(\.pod) == [0, 1, 2, 3])
    #expect(recording.count(.gone) == 4)
    #expect(recording.created() == [4: 60_000, 5: 60_000, 6: 120_000, 7: 120_000])
    #expect(recording.lastRequests.cores == Self.target)
    #expect(recording.lastRequests.bytes == 250 * 1_048_576)
    #expect(evictions.first?.detail.hasPrefix("app cpu 2 → 296m (25m to 100") == true)
    #expect(recording.vertical[0].rows.reduce(0) { $0 + $1.evictions } == 4)
  }

  @Test("InPlaceOrRecreate resizes where pods run: none goes, none starts again")
  func resizes() throws {
    let recording = try ClosedLoop.run(
      VerticalScenes.scenario(.inPlaceOrRecreate, try VerticalScenes.deployment()), seed: 1)
    #expect(recording.verticalDecisions.filter { $0.kind == .resized }.map(\.pod) == [0, 1, 2, 3])
    #expect(recording.count(.gone) + recording.count(.restarted) == 0)
    // In force a second after the patch.
    let resized = recording.workloads[0].podLog.filter { $0.change == .resized }.map(\.timeMs)
    #expect(resized == [61_000, 61_000, 121_000, 121_000])
    #expect(recording.lastRequests.cores == Self.target)
    // Two pods for 539 s and two for 479 s, each 1.704 cores below its template.
    let expected = -1.704 * 2 * (539 + 479) * 1_000
    #expect(abs(recording.workloads[0].beyondCoreMs - expected) < 1e-6)
    #expect(recording.workloads[0].beyondByteMs == 0)
  }

  @Test("Off recommends and changes nothing; Initial sizes only new pods")
  func leavesAlone() throws {
    let off = try ClosedLoop.run(
      VerticalScenes.scenario(.off, try VerticalScenes.deployment()), seed: 1)
    #expect(off.vertical[0].rows.last?.cpu.target == Self.target)
    #expect(off.lastRequests.cores == 2)
    #expect(off.verticalDecisions.isEmpty)
    var initial = VerticalScenes.scenario(.initial, try VerticalScenes.deployment())
    initial.incidents = [Incident(atMs: 300_000, name: "rollout", kind: .rollout(deployment: "web"))]
    let recording = try ClosedLoop.run(initial, seed: 1)
    #expect(recording.verticalDecisions.isEmpty)
    let before = recording.vertical[0].rows.last { $0.timeMs < 240_000 }
    #expect(before?.cpu.request == 2)
    #expect(recording.lastRequests.cores == Self.target)
  }

  @Test("A VPA that is to be watched first begins when that time is over")
  func begins() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment())
    scenario.vertical?.offUntilMs = 200_000
    let recording = try ClosedLoop.run(scenario, seed: 1)
    // The first turn after 200 s is that of 240 s.
    #expect(recording.verticalDecisions.map(\.timeMs).min() == 240_000)
    #expect(recording.lastRequests.cores == Self.target)
  }

  @Test("A disruption budget that allows nothing keeps every pod, and the log says so")
  func budget() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment())
    scenario.budgets = [
      PodDisruptionBudget(
        metadata: ObjectMeta(name: "web"), minAvailable: nil, maxUnavailable: .int(0),
        selector: LabelSelector(matchLabels: ["app": "web"]))
    ]
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.count(.gone) == 0)
    #expect(recording.lastRequests.cores == 2)
    #expect(!recording.verticalDecisions.isEmpty)
    #expect(recording.verticalDecisions.allSatisfy { $0.kind == .refused })
  }

  @Test("A group below the updater's least is left alone")
  func single() throws {
    let recording = try ClosedLoop.run(
      VerticalScenes.scenario(.recreate, try VerticalScenes.deployment(replicas: 1, cpu: "3")), seed: 1)
    #expect(recording.count(.gone) == 0)
    #expect(recording.verticalDecisions.map(\.kind) == [.kept])
    #expect(recording.verticalDecisions[0].reason == "its controller has fewer pods than the updater touches")
  }

  /// Pods use 320 MiB and may use 300: used = request 300 MiB, + 100 MiB = 419,430,400 bytes, in bucket 23, which ends at
  /// 2·10⁸ · (1.05^24 − 1) = 445,019,988; with 15 % margin 445,019,988 + 66,752,998 = 511,772,986.
  @Test("A kill for want of memory raises the recommendation, which reaches the next pod: that one lives")
  func bumpsUp() throws {
    var response = ResponseModel(cpuPerRequest: 0.01)
    response.memoryBase = 320 << 20
    let deployment = try VerticalScenes.deployment(replicas: 2, memory: "300Mi", limits: ["memory": "300Mi"])
    let recording = try ClosedLoop.run(
      VerticalScenes.scenario(.recreate, deployment, minutes: 30, response: response), seed: 1)
    #expect(recording.count(.restarting, .oomKilled) > 1)
    #expect(recording.lastRequests.bytes == 511_772_986)
    let kills = recording.vertical[0].rows.reduce(0) { $0 + $1.kills }
    #expect(kills == recording.count(.restarting, .oomKilled))
    #expect(recording.vertical[0].rows.suffix(20).allSatisfy { $0.kills == 0 })
    #expect(recording.workloads[0].timeline.ready.last == 2)
    let off = try ClosedLoop.run(
      VerticalScenes.scenario(.off, deployment, minutes: 30, response: response), seed: 1)
    #expect(off.vertical[0].rows.suffix(10).contains { $0.kills > 0 })
  }

  @Test("Limits keep their ratio to requests, and a lower limit throttles")
  func throttles() throws {
    let deployment = try VerticalScenes.deployment(limits: ["cpu": "2"])
    var scenario = VerticalScenes.scenario(.recreate, deployment, minutes: 20)
    // From 10 minutes on 2 cores are needed, 500 millicores a pod, where the limit is 296 by then.
    scenario.workloads[0].load = Scenarios.load([(0, 100), (600, 200)], end: 1_200)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    #expect(recording.vertical[0].rows.contains { $0.timeMs >= 600_000 && $0.cpu.tally.throttledMs > 0 })
    #expect(recording.vertical[0].rows.allSatisfy { $0.timeMs >= 600_000 || $0.cpu.tally.throttledMs == 0 })
    let usage = recording.workloads[0].timeline.usageCores
    // Four pods at 296 millicores in the minute after the load rose.
    #expect(abs(usage[10] - 4 * Self.target) < 0.01)
    scenario.vertical?.autoscalers = [VerticalScenes.vpa("web", .off)]
    let off = try ClosedLoop.run(scenario, seed: 1)
    #expect(off.vertical[0].rows.allSatisfy { $0.cpu.tally.throttledMs == 0 })
  }

  @Test("No workload runs ahead of the others where pods may get another size")
  func inTurn() throws {
    let loop = Loop(VerticalScenes.scenario(.off, try VerticalScenes.deployment()), seed: 1)
    #expect(loop.courses.allSatisfy { !$0.isSolitary && $0.scaler == nil })
  }

  @Test("Equal scenarios and seeds give equal recordings")
  func deterministic() throws {
    let scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment(), minutes: 30)
    let first = try ClosedLoop.run(scenario, seed: 3)
    let second = try ClosedLoop.run(scenario, seed: 3)
    let same = first == second
    #expect(same)
  }

  @Test("A VPA of a workload that is not there is refused")
  func unknownTarget() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment())
    scenario.vertical?.autoscalers = [VerticalScenes.vpa("other", .recreate)]
    #expect(throws: InputErrors.self) { try ClosedLoop.run(scenario, seed: 1) }
  }

  @Test("A pod's LimitRange on which upstream stops ends the run with an error that names the container")
  func podRange() throws {
    var scenario = VerticalScenes.scenario(.recreate, try VerticalScenes.deployment())
    scenario.workloads[0].deployment.spec.template.spec.containers.append(
      Container(name: "idle", image: "example/idle:1"))
    scenario.vertical?.autoscalers[0].spec.resourcePolicy = PodResourcePolicy(
      containerPolicies: [ContainerResourcePolicy(containerName: "idle", mode: "Off")])
    scenario.vertical?.limitRanges = [
      LimitRange(
        metadata: ObjectMeta(name: "pods"),
        limits: [
          LimitRangeItem(type: "Pod", min: ["cpu": try Quantity("1")], default: ["cpu": try Quantity("2")])
        ])
    ]
    let error = #expect(throws: InputErrors.self) { try ClosedLoop.run(scenario, seed: 1) }
    #expect(error?.problems.first?.message.contains("container idle") == true)
  }
}
