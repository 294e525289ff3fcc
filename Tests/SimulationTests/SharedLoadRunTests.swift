import Cluster
import Kubernetes
import Testing
import Workload

@testable import Simulation

@Suite(
  "Every recorded load beside the repository",
  .enabled(if: SharedFolder.path("load") != nil, "needs ../shared/load"))
struct SharedLoadRunTests {
  /// What each file needs said about it.
  static let files: [(String, String)] = [
    ("worldcup98_requests_1min_14d.csv", "unit: requests/min"),
    ("nasa_http_requests_5min.csv", "unit: requests/interval, gaps: hold"),
    ("wikipedia_requests_1h.csv", "unit: requests/h"),
    ("azure_llm_code_requests_1s.csv", "unit: requests/s"),
    ("azure_llm_conv_requests_1s.csv", "unit: requests/s, value: value"),
    ("alibaba_container_c29247_cpu_1min.csv", "unit: cores"),
    ("crane_input14_cpu_1min.csv", "unit: cores"),
    ("nab_elb_request_count_5min.csv", "unit: requests/interval, gaps: hold"),
    ("nab_asg_cpu_utilization_misconfiguration_5min.csv", "unit: percent, relative: true"),
    ("nab_ec2_cpu_utilization_825cc2_5min.csv", "unit: percent, relative: true"),
    ("nab_ec2_request_latency_5min.csv", "duplicates: mean, gaps: hold"),
    ("bitbrains_vm_cpu_mem.csv", "value: value, unit: cores, gaps: hold"),
    ("alibaba_openb_pod_events.csv", "time: creation_time, aggregate: count, every: 60s"),
    ("w1_load_15s.csv", "unit: cores"),
  ]

  /// At most its first two days, scaled to a peak of 20 cores.
  @Test("runs through the closed loop and loses no request", arguments: files)
  func runs(file: String, fields: String) throws {
    let path = try #require(SharedFolder.path("load/\(file)"))
    let report = DocumentReport()
    let node = try #require(
      try DocumentNode.parse(yaml: "csv: {file: \(path), \(fields)}", file: "<test>").first)
    let description = LoadDescription.read(from: node, path: "load", relativeTo: "", report: report)
    try report.check()
    var load = try #require(description).series(seed: 1, cpuPerRequest: 0.01)
    let peak = try #require(load.values.max())
    load.values = load.values.map { $0 / peak * 2_000 }
    var scenario = Scenario(
      horizonMs: min(load.endMs, 2 * 86_400_000), nodePools: Scenarios.nodes,
      workloads: [ScenarioWorkload(deployment: try Scenarios.deployment(replicas: 4), load: load)])
    scenario.autoscalers = [ScenarioAutoscaler(hpa: Scenarios.hpa(max: 40))]
    let rows = try ClosedLoop.run(scenario, seed: 1).workloads[0].timeline
    func sum(_ column: [Double]) -> Double { column.reduce(0, +) }
    let out =
      sum(rows.served) + sum(rows.dropped) + sum(rows.timedOut) + sum(rows.cut) + (rows.backlog.last ?? 0)
    #expect(abs(sum(rows.arrived) - out) <= 1e-9 * max(1, sum(rows.arrived)))
    #expect(rows.usageCores.allSatisfy { $0 <= 64 })
  }
}
