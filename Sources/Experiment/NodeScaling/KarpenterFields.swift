import Kubernetes
import NodeScaling
import Simulation

/// Reads Karpenter: its node pools, the machines there are, its cloud.
enum KarpenterFields {
  static func read(_ fields: Fields, folder: String) -> ScenarioKarpenter? {
    let before = fields.report.problems.count
    if !fields.has("machines") {
      fields.missing("machines", hint: "machines: {file: prices.csv}, a list of machines and prices")
    }
    let machines = CloudFields.machines(fields, folder: folder)
    if !fields.has("nodePools") {
      fields.missing("nodePools", hint: "nodePools: [{name: general}]")
    }
    var labels: [String: [String: String]] = [:]
    var startupMs: [String: Int64] = [:]
    let pools =
      fields.objects("nodePools") { fields -> NodeScaling.NodePool? in
        guard let (pool, own) = KarpenterPoolFields.read(fields) else { return nil }
        labels[pool.name] = own
        startupMs[pool.name] = fields.span("startupTaintsFor")
        return pool
      } ?? []
    for (index, pool) in pools.enumerated() where pools[..<index].contains(where: { $0.name == pool.name }) {
      fields.problem("nodePools", "has two pools of the name \(pool.name)")
    }
    var karpenter = ScenarioKarpenter(pools: pools, types: machines?.types ?? [])
    karpenter.labels = labels
    karpenter.startupMs = startupMs
    karpenter.drifts = fields.objects("drifts") { drift($0, pools: pools.map(\.name)) } ?? []
    if let times = CloudFields.times(fields) { karpenter.times = times }
    if let supply = CloudFields.supply(fields) { karpenter.supply = supply }
    karpenter.phaseMs = fields.span("phase")
    karpenter.allowsSpotToSpot = fields.flag("spotToSpotConsolidation") ?? false
    return fields.report.problems.count == before ? karpenter : nil
  }

  /// Reads when the nodes of a pool become other than it says.
  private static func drift(_ fields: Fields, pools: [String]) -> ScenarioKarpenter.Drift? {
    guard let atMs = fields.span("at") else {
      if !fields.has("at") { fields.missing("at", hint: "drifts: [{at: 1h, pool: general}]") }
      fields.ignore("pool")
      return nil
    }
    let pool = fields.line("pool")
    if let pool, !pools.contains(pool) {
      fields.mismatch(
        "pool", "a pool of nodePools",
        hint: Spelling.nearest(to: pool, in: pools).map { "did you mean \($0)?" })
      return nil
    }
    return ScenarioKarpenter.Drift(atMs: atMs, pool: pool)
  }
}

/// Reads a node pool of Karpenter's: the fields of its manifest, without the nesting.
enum KarpenterPoolFields {
  static func read(_ fields: Fields) -> (NodeScaling.NodePool, [String: String])? {
    let before = fields.report.problems.count
    if !fields.has("name") { fields.missing("name", hint: "each pool has a name of its own") }
    var pool = NodeScaling.NodePool(name: fields.line("name") ?? "")
    pool.weight = fields.whole("weight", 0...100) ?? 0
    let labels = fields.strings("labels") ?? [:]
    pool.requirements = Requirements(labels: labels)
    for requirement in fields.objects("requirements", requirement) ?? [] {
      pool.requirements.add(Requirements([requirement]))
    }
    if !pool.requirements.mentions(KarpenterLabels.capacityType) {
      // Karpenter's default: on demand alone (pkg/apis/v1, webhook of the provider).
      pool.requirements.add(KarpenterLabels.capacityType, .in([CapacityType.onDemand.rawValue]))
    }
    pool.taints = fields.objects("taints", NodePoolFields.taint) ?? []
    pool.startupTaints = fields.objects("startupTaints", NodePoolFields.taint) ?? []
    if let limits = fields.object("limits", limits) { pool.limits = limits }
    readDisruption(fields, into: &pool.disruption)
    return fields.report.problems.count == before ? (pool, labels) : nil
  }

  private static func requirement(_ fields: Fields) -> LabelSelectorRequirement? {
    guard let key = fields.line("key"), let name = fields.choice("operator", of: Operator.self) else {
      for field in ["key", "operator"] where !fields.has(field) {
        fields.missing(field, hint: "{key: karpenter.sh/capacity-type, operator: In, values: [spot]}")
      }
      return nil
    }
    let values = fields.list("values") { node, _ -> String? in
      switch node.content {
      case .string(let text), .number(let text): text
      default: nil
      }
    }
    return LabelSelectorRequirement(key: key, operator: name.rawValue, values: values ?? [])
  }

  private enum Operator: String, CaseIterable {
    case `in` = "In"
    case notIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
  }

  private static func limits(_ fields: Fields) -> NodeScaling.NodePool.Limits? {
    NodeScaling.NodePool.Limits(
      milliCPU: fields.amount("cpu")?.milliValue, memory: fields.amount("memory")?.value,
      nodes: fields.whole("nodes", 0...1_000_000))
  }

  private static func readDisruption(_ fields: Fields, into policy: inout DisruptionPolicy) {
    if let found = fields.choice("consolidationPolicy", of: Policy.self) {
      policy.consolidation =
        switch found {
        case .whenEmpty: .whenEmpty
        case .whenEmptyOrUnderutilized: .whenEmptyOrUnderutilized
        case .balanced: .balanced(threshold: 2)
        }
    }
    if fields.value("consolidateAfter")?.text == "Never" {
      policy.consolidateAfterMs = nil
    } else if let found = fields.span("consolidateAfter") {
      policy.consolidateAfterMs = found
    }
    if fields.value("expireAfter")?.text == "Never" {
      policy.expireAfterMs = nil
    } else if let found = fields.span("expireAfter") {
      policy.expireAfterMs = found
    }
    if let found = fields.span("terminationGracePeriod") { policy.terminationGracePeriodMs = found }
    if fields.has("budgets") { policy.budgets = fields.objects("budgets", budget) ?? [] }
  }

  private enum Policy: String, CaseIterable {
    case whenEmpty = "WhenEmpty"
    case whenEmptyOrUnderutilized = "WhenEmptyOrUnderutilized"
    case balanced = "Balanced"
  }

  private static func budget(_ fields: Fields) -> NodeScaling.DisruptionBudget? {
    let text: String? =
      switch fields.value("nodes")?.content {
      case .string(let text), .number(let text): text
      default: nil
      }
    guard let nodes = NodeScaling.DisruptionBudget.Nodes(text ?? "10%") else {
      fields.mismatch("nodes", "a number of nodes or a share such as 10%")
      return nil
    }
    var schedule: CronCalendar?
    if let text = fields.line("schedule") {
      do throws(InputProblem) {
        schedule = try CronCalendar(text, as: .utc)
      } catch {
        fields.problem("schedule", error.message, hint: error.hint)
      }
    }
    let reasons = fields.list("reasons") { node, path -> DisruptionReason? in
      let reason = node.text.flatMap(DisruptionReason.init)
      if reason == nil {
        let names = DisruptionReason.allCases.map(\.rawValue)
        fields.report.problem(
          "must be one of \(names.joined(separator: ", "))", at: node.place, path: path,
          hint: node.text.flatMap { Spelling.nearest(to: $0, in: names) }.map { "did you mean \($0)?" })
      }
      return reason
    }
    return NodeScaling.DisruptionBudget(
      nodes: nodes, reasons: reasons, schedule: schedule, durationMs: fields.span("duration") ?? 0)
  }
}
