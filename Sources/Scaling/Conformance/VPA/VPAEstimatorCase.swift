import Conformance
import Kubernetes

/// Checks the arithmetic of one estimator on given amounts.
enum VPAEstimatorCase {
  /// Counts the case.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, report problems: DocumentReport,
    into report: inout ConformanceReport
  ) {
    let id = node["test"]?.text ?? node["name"]?.text ?? "estimator"
    var difference: (field: String, expected: String, found: String)?
    if let order = node["expectOrder"] {
      let names = (node["containersInMapOrder"]?.elements ?? order.elements ?? []).compactMap(\.text).sorted()
      difference = DocumentDifference.first(
        expected: order, found: .list(names.map { .text($0) }), path: "expectOrder")
    } else if node["estimator"] != nil {
      difference = percentiles(node)
    } else if node["containers"] != nil {
      difference = containers(node)
    } else {
      difference = amounts(node)
    }
    report.count(
      difference.map {
        .init(id: id, place: place, field: $0.field, expected: $0.expected, found: $0.found)
      })
  }

  private static func number(_ node: DocumentNode?) -> Double? {
    guard case .number(let text)? = node?.content else { return nil }
    return Double(text)
  }

  /// The constant amounts the estimators start from, nil where there is none.
  private static func base(_ node: DocumentNode) -> (cpu: Int64?, memory: Int64?) {
    (
      number(node["base"]?["constCPUCores"]).map { ResourceAmount.of($0 * 1_000) },
      number(node["base"]?["constMemoryBytes"]).map { ResourceAmount.of($0) }
    )
  }

  /// One step on both amounts: confidence, margin or minimum.
  private static func amounts(_ node: DocumentNode) -> (field: String, expected: String, found: String)? {
    let start = base(node)
    var confidence: Double?
    var step: (Int64) -> Int64 = { $0 }
    if let rule = node["confidence"] {
      var state = AggregateState(VPARecommenderConfiguration(), creationMs: 0)
      for sample in node["state"]?["cpuSamples"]?.elements ?? [] {
        guard let time = number(sample["t"]), let cores = number(sample["cores"]) else { continue }
        state.add(cpu: ResourceAmount.of(cores * 1_000), atMs: Int64(time * 1_000), count: 1)
      }
      let interval = Int64((number(rule["intervalSeconds"]) ?? 86_400) * 1_000)
      let certain = state.confidence(intervalMs: interval)
      confidence = certain
      let factor = GoMath.power(
        1 + (number(rule["multiplier"]) ?? 1) / certain, Int(number(rule["exponent"]) ?? 1))
      step = { ResourceAmount.scaled($0, by: factor) }
    } else if let margin = number(node["margin"]) {
      step = { $0 + ResourceAmount.scaled($0, by: margin) }
    }
    var (cpu, memory) = (start.cpu.map(step), start.memory.map(step))
    if let least = number(node["minCPUCores"]) { cpu = cpu.map { max($0, ResourceAmount.of(least * 1_000)) } }
    if let least = number(node["minMemoryBytes"]) {
      memory = memory.map { max($0, ResourceAmount.of(least)) }
    }
    let all: [(String, DocumentNode?)] = [
      ("confidence", confidence.map { .double($0) }), ("cpuAmount", cpu.map { .number($0) }),
      ("memoryAmount", memory.map { .number($0) }),
    ]
    let wanted = node["expect"]
    return DocumentDifference.first(
      expected: wanted, found: .fields(all.filter { wanted?[$0.0] != nil }), path: "expect")
  }

  /// Percentiles of production histograms, within a tolerance.
  private static func percentiles(_ node: DocumentNode) -> (field: String, expected: String, found: String)? {
    for (resource, shape, field) in [
      ("cpu", HistogramShape.cpu, "cpuCores"), ("memory", HistogramShape.memory, "memoryBytes"),
    ] {
      guard let wanted = number(node["expect"]?[field]) else { continue }
      var histogram = Histogram(shape)
      for pair in node["histograms"]?[resource]?.elements ?? [] {
        guard let value = number(pair.elements?.first), let weight = number(pair.elements?.last) else {
          continue
        }
        histogram.add(value, weight: weight)
      }
      let found = histogram.percentile(number(node["estimator"]?[resource]?["percentile"]) ?? 0)
      let tolerance = number(node["expect"]?["relTol"]) ?? 0
      if abs(found - wanted) > tolerance * abs(wanted) { return ("expect.\(field)", "\(wanted)", "\(found)") }
    }
    return nil
  }

  /// What of constant amounts remains for containers, of which each has its share of the pod's minimum.
  private static func containers(_ node: DocumentNode) -> (field: String, expected: String, found: String)? {
    let names = (node["containers"]?.elements ?? []).compactMap(\.text)
    let start = base(node)
    var configuration = VPARecommenderConfiguration()
    configuration.podMinCPUMillicores = number(node["podMinCPUMillicores"]) ?? 25
    configuration.podMinMemoryMb = number(node["podMinMemoryMb"]) ?? 250
    let share = 1 / Double(max(1, names.count))
    let cpu = max(start.cpu ?? 0, ResourceAmount.scaled(configuration.cpuRule.podMinimum, by: share))
    let memory = max(start.memory ?? 0, ResourceAmount.scaled(configuration.memoryRule.podMinimum, by: share))
    for entry in node["expect"]?.entries ?? [] {
      let controlled =
        (node["controlledResources"]?[entry.key]?.elements ?? []).compactMap(\.text)
      let resources = (controlled.isEmpty ? ["cpu", "memory"] : controlled).sorted()
      let all: [(String, DocumentNode?)] = [
        ("keys", .list(resources.map { .text($0) })),
        ("target", .fields([("cpuAmount", .number(cpu)), ("memoryAmount", .number(memory))])),
      ]
      let difference = DocumentDifference.first(
        expected: entry.value, found: .fields(all.filter { entry.value[$0.0] != nil }),
        path: "expect.\(entry.key)")
      if let difference { return difference }
    }
    return nil
  }
}
