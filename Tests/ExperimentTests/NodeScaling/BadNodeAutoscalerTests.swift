import Foundation
import NodeScaling
import Simulation
import Testing

@testable import Experiment

@Suite("What is wrong with a nodeAutoscaler is told with its place")
struct BadNodeAutoscalerTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Workloads").path

  /// The problems of an experiment with such a `nodeAutoscaler` in line 36, the folder's name taken out.
  private static func problems(_ fields: String) -> [String] {
    let prices = "\(folder)/machine-prices.csv"
    let text = SampleExperiment.text(
      more: "  nodeAutoscaler: " + fields.replacingOccurrences(of: "PRICES", with: "{file: \(prices)}"))
    return SampleExperiment.problems(text).map {
      $0.replacingOccurrences(of: folder + "/", with: "")
    }
  }

  @Test("One mistake gives one problem", arguments: clusterAutoscaler + karpenter)
  func oneProblem(wrong: WrongText) {
    let problems = Self.problems(wrong.text)
    #expect(problems.count == 1, "\(problems.joined(separator: "\n"))")
    #expect(problems.first?.hasPrefix(wrong.problem) == true, "\(problems.first ?? "none")")
  }

  private static func scaler(_ fields: String) -> String {
    "{clusterAutoscaler: {\(fields), nodeGroups: [{name: a, max: 3, cpu: 4, memory: 8Gi}]}}"
  }

  private static func group(_ fields: String) -> String {
    "{clusterAutoscaler: {nodeGroups: [{\(fields)}]}}"
  }

  static let clusterAutoscaler = [
    WrongText(
      "neither of the two", "{}",
      "sample.yaml:36:19: spec.nodeAutoscaler.clusterAutoscaler: missing field \"clusterAutoscaler\" (or karpenter"
    ),
    WrongText(
      "a release of tomorrow", scaler("version: \"1.99\""),
      "sample.yaml:36:49: spec.nodeAutoscaler.clusterAutoscaler.version: must be a release from \"1.31\" to \"1.37\""
    ),
    WrongText(
      "an unknown flag", scaler("flags: {scan-intervall: 5s}"),
      "sample.yaml:36:48: spec.nodeAutoscaler.clusterAutoscaler.flags.scan-intervall: "),
    WrongText(
      "a wrong value of a flag", scaler("flags: {scan-interval: soon}"),
      "sample.yaml:36:48: spec.nodeAutoscaler.clusterAutoscaler.flags.scan-interval: "),
    WrongText(
      "an unknown preset", scaler("provisioning: gkee"),
      "sample.yaml:36:54: spec.nodeAutoscaler.clusterAutoscaler.provisioning: must be a preset, or {registration: 60s, "
        + "readiness: 20s}, found \"gkee\" (did you mean gke?)"),
    WrongText(
      "a pattern that is none", scaler("priorities: {10: [\"(\"]}"),
      "sample.yaml:36:52: spec.nodeAutoscaler.clusterAutoscaler.priorities: "),
    WrongText(
      "no groups", "{clusterAutoscaler: {version: \"1.37\"}}",
      "sample.yaml:36:39: spec.nodeAutoscaler.clusterAutoscaler.nodeGroups: missing field \"nodeGroups\""),
    WrongText(
      "a group without a most", group("name: a, cpu: 4, memory: 8Gi"),
      "sample.yaml:36:53: spec.nodeAutoscaler.clusterAutoscaler.nodeGroups[0].max: missing field \"max\""),
    WrongText(
      "a least above the most", group("name: a, min: 4, max: 3, cpu: 4, memory: 8Gi"),
      "sample.yaml:36:76: spec.nodeAutoscaler.clusterAutoscaler.nodeGroups[0].max: must not be less than min"),
    WrongText(
      "a machine without a list", group("name: a, max: 3, machine: g1.large"),
      "sample.yaml:36:80: spec.nodeAutoscaler.clusterAutoscaler.nodeGroups[0].machine: must be of a list"),
    WrongText(
      "a shortage that ends before it begins", scaler("cloud: {shortages: [{from: 5m, until: 1m}]}"),
      "sample.yaml:36:78: spec.nodeAutoscaler.clusterAutoscaler.cloud.shortages[0].until: must be after from"),
    WrongText(
      "a share above one", scaler("cloud: {neverRegister: 2}"),
      "sample.yaml:36:63: spec.nodeAutoscaler.clusterAutoscaler.cloud.neverRegister: must be a share of the machines"
    ),
    WrongText(
      "a quota of nothing", scaler("cloud: {quotas: [{types: [a]}]}"),
      "sample.yaml:36:57: spec.nodeAutoscaler.clusterAutoscaler.cloud.quotas[0].machines: missing field \"machines\""
    ),
  ]

  private static func pool(_ fields: String) -> String {
    "{karpenter: {nodePools: [{name: a, \(fields)}], machines: PRICES}}"
  }

  static let karpenter = [
    WrongText(
      "no list of machines", "{karpenter: {nodePools: [{name: a}]}}",
      "sample.yaml:36:31: spec.nodeAutoscaler.karpenter.machines: missing field \"machines\""),
    WrongText(
      "a list that is not there", "{karpenter: {machines: {file: none.csv}, nodePools: [{name: a}]}}",
      "sample.yaml:36:42: spec.nodeAutoscaler.karpenter.machines.file: cannot read none.csv"),
    WrongText(
      "an unknown policy", pool("consolidationPolicy: WhenFull"),
      "sample.yaml:36:75: spec.nodeAutoscaler.karpenter.nodePools[0].consolidationPolicy: must be one of WhenEmpty, "
    ),
    WrongText(
      "an unknown operator", pool("requirements: [{key: a, operator: Is, values: [b]}]"),
      "sample.yaml:36:88: spec.nodeAutoscaler.karpenter.nodePools[0].requirements[0].operator: must be one of In, "
    ),
    WrongText(
      "a budget that is none", pool("budgets: [{nodes: many}]"),
      "sample.yaml:36:72: spec.nodeAutoscaler.karpenter.nodePools[0].budgets[0].nodes: must be a number of nodes"
    ),
    WrongText(
      "a schedule of four fields", pool("budgets: [{nodes: \"0\", schedule: \"0 9 * *\", duration: 8h}]"),
      "sample.yaml:36:87: spec.nodeAutoscaler.karpenter.nodePools[0].budgets[0].schedule: expected exactly 5 fields, "
        + "found 4: 0 9 * *"
    ),
    WrongText(
      "an unknown reason",
      pool("budgets: [{nodes: \"0\", reasons: [Bored]}]"),
      "sample.yaml:36:87: spec.nodeAutoscaler.karpenter.nodePools[0].budgets[0].reasons[0]: must be one of Underutilized, "
    ),
    WrongText(
      "a drift of nobody's pool",
      "{karpenter: {machines: PRICES, nodePools: [{name: general}], drifts: [{at: 1h, pool: genral}]}}",
      "sample.yaml:36:"),
    WrongText(
      "both of the two",
      "{clusterAutoscaler: {nodeGroups: [{name: a, max: 3, cpu: 4, memory: 8Gi}]}, "
        + "karpenter: {machines: PRICES, nodePools: [{name: b}]}}",
      "sample.yaml:36:106: spec.nodeAutoscaler.karpenter: must not stand beside clusterAutoscaler"),
  ]

  @Test("Flags that no code reads are taken with a note")
  func unusedFlags() throws {
    let text = SampleExperiment.text(
      more: "  nodeAutoscaler: " + Self.scaler("flags: {scale-down-candidates-pool-ratio: 0.3}"))
    let warnings = try SampleExperiment.warnings(text)
    #expect(warnings.count == 1)
    #expect(
      warnings.first?.hasPrefix(
        "sample.yaml:36:48: spec.nodeAutoscaler.clusterAutoscaler.flags.scale-down-candidates-pool-ratio: ")
        == true, "\(warnings)")
  }

  @Test("The release changes defaults: the expander was random before 1.33", arguments: ["1.31", "1.37"])
  func versions(version: String) throws {
    let spec = try SampleExperiment.spec(
      SampleExperiment.text(more: "  nodeAutoscaler: " + Self.scaler("version: \"\(version)\"")))
    guard case .clusterAutoscaler(let scaler)? = spec.nodeAutoscaler?.autoscaler else {
      Issue.record("no Cluster Autoscaler")
      return
    }
    #expect(
      scaler.options.expander.expanders.map(\.flag) == [version == "1.31" ? "random" : "least-waste"])
  }
}
