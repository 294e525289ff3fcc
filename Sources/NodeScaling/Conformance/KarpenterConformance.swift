import Conformance
import Kubernetes
import Scheduling

/// Replays recorded decisions of Karpenter and tells where these differ.
///
/// What a case is about is told by its fields: pods and node pools, disruption budgets, or the cost of an
/// eviction.
public enum KarpenterConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      let read: (Fields) -> [CaseCheck]?
      if node["instance_types"] != nil {
        read = KarpenterCase.provision
      } else if node["budgets"] != nil {
        read = KarpenterCase.budgets
      } else if node["want"] != nil {
        read = KarpenterCase.evictionCost
      } else {
        throw InputErrors([
          InputProblem(
            place: place, message: "is no recorded case of Karpenter",
            hint: "a plan has instance_types, a budget budgets, the cost of an eviction want")
        ])
      }
      let problems = DocumentReport()
      let checks = Fields.read(node, path: "", report: problems, read)
      try problems.check()
      guard let checks else {
        report.skip("it depends on something that is not modeled or not recorded")
        return
      }
      report.count(checks.firstDifference(id: node["id"]?.caseText ?? "", place: place))
    }
    return report
  }
}

/// Cases of Karpenter's parts.
enum KarpenterCase {
  /// What evicting a pod costs.
  static func evictionCost(_ fields: Fields) -> [CaseCheck]? {
    fields.ignore("id")
    let found = EvictionCost.of(
      deletionCost: fields.double("deletion_cost"), priority: fields.int32("priority"))
    return [.close("want", fields.double("want"), found)]
  }

  /// How many nodes may be gone, by reason.
  static func budgets(_ fields: Fields) -> [CaseCheck]? {
    fields.ignore("id")
    guard let now = fields.string("now").flatMap(KubernetesTime.milliseconds) else {
      fields.problem("now", "must be a time such as 2023-11-15T05:17:34Z")
      return nil
    }
    let nodes = Int(fields.int64("nodes") ?? 0)
    let budgets =
      fields.objects("budgets") { budget -> DisruptionBudget? in
        guard let count = DisruptionBudget.Nodes(budget.string("nodes") ?? "") else {
          budget.problem("nodes", "must be a number or a percentage")
          return nil
        }
        var result = DisruptionBudget(nodes: count)
        result.reasons = budget.texts("reasons")?.compactMap { DisruptionReason(rawValue: $0) }
        if let text = budget.string("schedule") {
          do throws(InputProblem) {
            result.schedule = try CronCalendar(text, as: .utc)
          } catch {
            budget.problem("schedule", error.message, hint: error.hint)
          }
        }
        result.durationMs = (budget.int64("duration_s") ?? 0) * 1000
        return result
      } ?? []
    return fields.object("want") { want in
      DisruptionReason.allCases.compactMap { reason -> CaseCheck? in
        guard let expected = want.object(reason.rawValue, { $0.int64("allowed") }) else { return nil }
        let found = DisruptionBudget.allowed(budgets, reason: reason, nodes: nodes, nowMs: now)
        return CaseCheck("want.\(reason.rawValue).allowed", expected: expected, found: Int64(found))
      }
    }
  }

  /// Which nodes are made for pods.
  static func provision(_ fields: Fields) -> [CaseCheck]? {
    fields.ignore("id")
    let types = fields.objects("instance_types", instanceType) ?? []
    let pools = fields.objects("node_pools", pool) ?? []
    let pods = fields.objects("pods", pod) ?? []
    let result = Provisioner(pools: pools, types: types).place(pods)
    let wanted = fields.objects("want_node_claims") { claim -> [(String, String)]? in
      [
        ("node_pool", claim.string("node_pool") ?? ""),
        ("pods", (claim.texts("pods") ?? []).joined(separator: " ")),
        ("instance_types_by_price", byPrice(claim.texts("instance_types_by_price") ?? [])),
        ("cheapest_price", claim.double("cheapest_price").map { "\($0)" } ?? ""),
        ("cpu_m", "\(claim.int64("cpu_m") ?? 0)"), ("mem", "\(claim.int64("mem") ?? 0)"),
        (KarpenterLabels.zone, (claim.texts(KarpenterLabels.zone) ?? []).sorted().joined(separator: " ")),
        (
          KarpenterLabels.capacityType,
          (claim.texts(KarpenterLabels.capacityType) ?? []).sorted().joined(separator: " ")
        ),
      ]
    }
    func byPrice(_ names: [String]) -> String { names.joined(separator: " ") }
    var checks = [
      CaseCheck("want_node_claims", expected: wanted?.count ?? 0, found: result.plans.count)
    ]
    for (index, (plan, expected)) in zip(result.plans, wanted ?? []).enumerated() {
      let found = describe(plan, likeOrder: expected[2].1)
      for (field, text) in zip(expected, found) {
        checks.append(CaseCheck("want_node_claims[\(index)].\(field.0)", expected: field.1, found: text))
      }
    }
    checks.append(
      CaseCheck(
        "want_pod_errors", expected: "\(fields.texts("want_pod_errors") ?? [])", found: "\(result.homeless)"))
    return checks
  }

  /// A plan's fields as texts; types of equal price stand in any order in a case.
  private static func describe(_ plan: NodePlan, likeOrder wanted: String) -> [String] {
    let types = plan.typesByPrice()
    var prices: [String: Double] = [:]
    for (type, price) in types { prices[type.name] = price }
    let names = wanted.split(separator: " ").map(String.init)
    let isSame = Set(names) == Set(prices.keys) && names.count == prices.count
    let ascends = zip(names, names.dropFirst()).allSatisfy { prices[$0] ?? 0 <= prices[$1] ?? 0 }
    let list = { (key: String) -> String in
      let requirement = plan.requirements[key]
      return requirement.isComplement ? "" : requirement.values.sorted().joined(separator: " ")
    }
    return [
      plan.pool, plan.pods.joined(separator: " "),
      isSame && ascends ? wanted : types.map(\.type.name).joined(separator: " "),
      types.first.map { "\($0.price)" } ?? "", "\(plan.podResources.milliCPU)", "\(plan.podResources.memory)",
      list(KarpenterLabels.zone), list(KarpenterLabels.capacityType),
    ]
  }

  private static func instanceType(_ fields: Fields) -> InstanceType? {
    let pods = fields.int64("pods") ?? 0
    return InstanceType(
      name: fields.string("name") ?? "",
      capacity: NodeResources(
        milliCPU: fields.int64("capacity_cpu_m") ?? 0, memory: fields.int64("capacity_mem") ?? 0, pods: pods),
      allocatable: NodeResources(
        milliCPU: fields.int64("cpu_m") ?? 0, memory: fields.int64("mem") ?? 0, pods: pods),
      offerings: fields.objects("offerings") { offering in
        CapacityType(rawValue: offering.string("capacity_type") ?? "").map {
          Offering(
            zone: offering.string("zone") ?? "", capacityType: $0, price: offering.double("price") ?? 0,
            isAvailable: offering.bool("available") ?? true)
        }
      } ?? [])
  }

  private static func pool(_ fields: Fields) -> NodePool? {
    var pool = NodePool(name: fields.string("name") ?? "")
    pool.weight = Int(fields.int64("weight") ?? 0)
    pool.limits.milliCPU = fields.int64("limit_cpu").map { $0 * 1000 }
    if let zones = fields.texts("zones") { pool.requirements.add(KarpenterLabels.zone, .in(zones)) }
    if let types = fields.texts("capacity_types") {
      pool.requirements.add(KarpenterLabels.capacityType, .in(types))
    }
    // Such as team=a:NoSchedule.
    if let text = fields.string("taint") {
      let parts = text.split(separator: ":").map(String.init)
      let pair = (parts.first ?? "").split(separator: "=").map(String.init)
      pool.taints = [
        Taint(key: pair.first ?? "", value: pair.count > 1 ? pair[1] : "", effect: parts.last ?? "")
      ]
    }
    return pool
  }

  private static func pod(_ fields: Fields) -> PodDemand? {
    let name = fields.string("name") ?? ""
    var spec = PodSpec.asking(milliCPU: fields.int64("cpu_m") ?? 0, memory: fields.int64("mem") ?? 0)
    spec.nodeSelector = fields.strings("node_selector") ?? [:]
    // Pods of one group share the part of the name before the dash.
    let labels = ["group": String(name.prefix { $0 != "-" })]
    if fields.bool("anti_affinity_hostname") ?? false {
      let term = PodAffinityTerm(
        labelSelector: LabelSelector(matchLabels: labels), topologyKey: KarpenterLabels.hostname)
      spec.affinity = Affinity(podAntiAffinity: PodAffinity(required: [term]))
    }
    if fields.bool("tolerates_team") ?? false {
      spec.tolerations = [Toleration(key: "team", operator: "Exists", value: "", effect: "")]
    }
    return PodDemand(name: name, pod: PodDescription(labels: labels, spec: spec))
  }
}
