import Testing

@testable import Workload

/// Every recorded load beside the repository can be read, with what its flaws need said about them.
@Suite("Recorded loads", .enabled(if: Shared.hasLoads, "shared/load is not beside the repository"))
struct SharedLoadTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    let fields: String
    let count: Int
    let stepMs: Int64
    let requests: Double
    var warnings = 0
    var testDescription: String { file }
  }

  // Requests in all, at 0.01 core-seconds each: an independent script's sum of each value times the time until
  // the next, blanks and holes held on, cut at the last whole step.
  static let cases: [Case] = [
    Case(
      file: "worldcup98_requests_1min_14d.csv", fields: "unit: requests/min", count: 20160, stepMs: 60_000,
      requests: 549_323_753),
    Case(
      file: "nasa_http_requests_5min.csv", fields: "unit: requests/interval", count: 17856, stepMs: 300_000,
      requests: 3_763_153, warnings: 1),
    Case(
      file: "wikipedia_requests_1h.csv", fields: "unit: requests/h", count: 1483, stepMs: 3_600_000,
      requests: 2_112_744_963),
    Case(
      file: "azure_llm_code_requests_1s.csv", fields: "unit: requests/s", count: 3437, stepMs: 1000,
      requests: 8_819),
    Case(
      file: "azure_llm_conv_requests_1s.csv", fields: "value: value", count: 3503, stepMs: 1000,
      requests: 19_366),
    Case(
      file: "alibaba_container_c29247_cpu_1min.csv", fields: "unit: cores", count: 11508, stepMs: 60_000,
      requests: 601_640_520),
    Case(
      file: "crane_input14_cpu_1min.csv", fields: "unit: cores", count: 23040, stepMs: 60_000,
      requests: 5_677_871_624.4),
    Case(
      file: "nab_elb_request_count_5min.csv", fields: "unit: requests/interval", count: 4040,
      stepMs: 300_000, requests: 249_689, warnings: 1),
    Case(
      file: "nab_asg_cpu_utilization_misconfiguration_5min.csv",
      fields: "unit: percent, relative: true, request: 2", count: 18050, stepMs: 300_000,
      requests: 414_602_248.02, warnings: 2),
    Case(
      file: "nab_ec2_cpu_utilization_825cc2_5min.csv", fields: "unit: percent, relative: true", count: 4034,
      stepMs: 300_000, requests: 108_668_432.85, warnings: 3),
    Case(
      file: "nab_ec2_request_latency_5min.csv", fields: "duplicates: mean", count: 4033, stepMs: 300_000,
      requests: 54_631_093.42, warnings: 1),
    Case(
      file: "bitbrains_vm_cpu_mem.csv", fields: "value: value, unit: cores, scale: 0.0003846", count: 8640,
      stepMs: 300_000, requests: 725_938.411302, warnings: 1),
    Case(
      file: "alibaba_openb_pod_events.csv",
      fields: "time: creation_time, aggregate: count, every: 60s", count: 215030, stepMs: 60_000,
      requests: 8_152),
    Case(
      file: "w1_load_15s.csv", fields: "unit: cores", count: 40320, stepMs: 15_000, requests: 944_330_533.6575
    ),
  ]

  @Test("is read", arguments: cases)
  func reads(_ recorded: Case) throws {
    let path = try #require(Shared.path("load/\(recorded.file)"))
    let (load, warnings) = try LoadText("csv: {file: \(path), \(recorded.fields)}").readWithWarnings()
    let series = try load.series(seed: 1, cpuPerRequest: 0.01)
    #expect(series.stepMs == recorded.stepMs)
    #expect(series.count == recorded.count)
    #expect(warnings.count == recorded.warnings, "\(warnings)")
    let requests = series.values.reduce(0) { $0 + $1 * Double(recorded.stepMs) / 1000 }
    #expect(abs(requests - recorded.requests) < 1e-9 * recorded.requests, "\(requests)")
  }
}
