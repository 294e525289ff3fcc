import Cluster
import Kubernetes
import Scaling
import Testing
import Workload

@testable import Simulation

/// What a real Kubernetes 1.36 HPA did against pods that showed a made CPU demand, in `shared/` beside the repository.
private let traces = SharedFolder.path("fixtures/kubernetes/hpa_traces")

@Suite("A real HPA's run, rebuilt", .enabled(if: traces != nil, "needs the recorded traces in ../shared"))
struct RealTraceTests {
  /// The second number is how long after creation and one sync period the first reconcile was seen: between two looks
  /// half a second apart.
  @Test("scales to the same sizes, each within one sync period", arguments: [("trace1", 0), ("trace2", 500)])
  func sameSequence(name: String, phaseMs: Int64) throws {
    let folder = try #require(traces)
    let expected = try changes(folder + "/\(name).jsonl")
    let scenario = try scenario(folder + "/\(name).scenario.json", endMs: 860_000, phaseMs: phaseMs)
    let recording = try ClosedLoop.run(scenario, seed: 1)
    let found = recording.decisions.filter { $0.from != $0.to }
    #expect(found.map(\.to) == expected.map(\.1))
    for (decision, (timeMs, _)) in zip(found, expected) {
      #expect(
        abs(decision.timeMs - timeMs) <= 15_000, "to \(decision.to) at \(decision.timeMs), really \(timeMs)")
    }
  }

  /// The instants and sizes of a recorded trace's changes of spec.replicas.
  private func changes(_ file: String) throws -> [(Int64, Int32)] {
    var result: [(Int64, Int32)] = []
    var last: Int32?
    for line in try DocumentNode.parse(contentsOf: file) {
      guard case .number(let time)? = line["t"]?.content,
        case .number(let size)? = line["spec_replicas"]?.content,
        let seconds = Double(time), let replicas = Int32(size)
      else { continue }
      if let last, last != replicas { result.append((Int64(seconds * 1_000), replicas)) }
      last = replicas
    }
    return result
  }

  private func scenario(_ file: String, endMs: Int64, phaseMs: Int64) throws -> Scenario {
    let node = try #require(try DocumentNode.parse(contentsOf: file).first)
    func number(_ node: DocumentNode?) throws -> Double {
      guard case .number(let text)? = node?.content, let value = Double(text) else {
        throw InputProblem(message: "no number")
      }
      return value
    }
    let report = DocumentReport()
    let manifests = Manifests.read(
      [try #require(node["deployment"]), try #require(node["hpa"])], report: report)
    try report.check()
    var deployment: Deployment?
    var hpa: HorizontalPodAutoscaler?
    for manifest in manifests {
      if case .deployment(let found) = manifest.object { deployment = found }
      if case .horizontalPodAutoscaler(let found) = manifest.object { hpa = found }
    }
    var web = try #require(deployment)
    web.spec.template.spec.containers[0].resources.limits["cpu"] = Quantity(
      milli: Int64(try number(node["limit_millicores"])))
    let steps = try #require(node["demand_millicores"]?.elements).map { pair in
      (Int64(try number(pair.elements?[0])), try number(pair.elements?[1]))
    }
    var timing = PodTiming()
    timing.start = Delay(meanMs: try number(node["start_delay"]) * 1_000)
    timing.appStart = Delay(meanMs: 0)
    timing.stopMs = Int64(try number(node["term_delay"]) * 1_000)
    // 10 ms of CPU a request: a demand of 300 millicores is 30 requests per second.
    var workload = ScenarioWorkload(
      deployment: web, load: Scenarios.load(steps.map { ($0.0, $0.1 / 10) }, end: endMs / 1_000),
      timing: timing)
    workload.startsSettled = false
    var scenario = Scenario(
      horizonMs: endMs,
      nodePools: [NodePool(name: "node", count: 3, cpuMilli: 32_000, memoryBytes: 64 << 30)],
      workloads: [workload])
    scenario.hpa = HPAConfiguration(version: try #require(KubernetesVersion("1.36")))
    scenario.autoscalers = [
      ScenarioAutoscaler(
        hpa: try #require(hpa), createdMs: Int64(try number(node["hpa_at"]) * 1_000), phaseMs: phaseMs)
    ]
    // Its metrics were a gauge of the demand at the time of asking, taken anew every 15 s.
    scenario.metricsPipeline.isInstantaneous = true
    scenario.metricsPipeline.firstScrapeMs = 50
    var rps = MetricSource(name: "rps", api: .pods, origin: .signal(.requestsPerSecond, deployment: "web"))
    rps.windowMs = 0
    let queue = MetricSource(
      name: "queue_len", api: .external, labels: ["q": "a"],
      origin: .series(Scenarios.load(steps, end: endMs / 1_000)))
    scenario.metrics = [rps, queue]
    return scenario
  }
}
