import Cluster
import Kubernetes
import NodeScaling
import Simulation

/// Reads Cluster Autoscaler: its release, its flags by upstream's names, its node groups.
enum ClusterAutoscalerFields {
  static func read(_ fields: Fields, folder: String) -> (ScenarioClusterAutoscaler, [MachinePool])? {
    let before = fields.report.problems.count
    var options = ClusterAutoscalerOptions()
    if let node = fields.value("version") {
      let text: String? =
        switch node.content {
        case .string(let text), .number(let text): text
        default: nil
        }
      if let version = AutoscalerVersion(text ?? "") {
        options = ClusterAutoscalerOptions(version: version)
      } else {
        fields.mismatch("version", "a release from \"1.31\" to \"1.37\"")
      }
    }
    readFlags(fields, into: &options)
    readPriorities(fields, into: &options)
    let machines = CloudFields.machines(fields, folder: folder)
    let usual = CloudFields.times(fields) ?? .usual
    if !fields.has("nodeGroups") {
      fields.missing(
        "nodeGroups", hint: "nodeGroups: [{name: general, min: 1, max: 10, cpu: 4, memory: 16Gi}]")
    }
    let found =
      fields.objects("nodeGroups") { NodeGroupFields.read($0, machines: machines, usual: usual) } ?? []
    for (index, group) in found.enumerated()
    where found[..<index].contains(where: { $0.pool.name == group.pool.name }) {
      fields.problem("nodeGroups", "has two groups of the name \(group.pool.name)")
    }
    var groups: [ScenarioNodeGroup] = []
    for (index, one) in found.enumerated() {
      var group = one.group
      group.pool = index
      groups.append(group)
    }
    var scaler = ScenarioClusterAutoscaler(options: options, groups: groups)
    scaler.phaseMs = fields.span("phase")
    if let supply = CloudFields.supply(fields) { scaler.supply = supply }
    return fields.report.problems.count == before ? (scaler, found.map(\.pool)) : nil
  }

  private static func readFlags(_ fields: Fields, into options: inout ClusterAutoscalerOptions) {
    guard let node = fields.value("flags") else { return }
    guard let entries = node.entries else {
      return fields.mismatch("flags", "flags by upstream's names", hint: "flags: {expander: price}")
    }
    for entry in entries {
      let text: String =
        switch entry.value.content {
        case .string(let text), .number(let text): text
        case .bool(let flag): "\(flag)"
        default: ""
        }
      let path = "\(fields.path(of: "flags")).\(entry.key)"
      do throws(InputErrors) {
        for note in try options.apply([(name: entry.key, value: text)]) {
          fields.report.warn(note, at: entry.keyPlace, path: path)
        }
      } catch {
        for problem in error.problems {
          fields.report.problem(problem.message, at: entry.keyPlace, path: path, hint: problem.hint)
        }
      }
    }
  }

  /// Reads `priorities`, the ConfigMap of the priority expander: patterns of names by priority.
  private static func readPriorities(_ fields: Fields, into options: inout ClusterAutoscalerOptions) {
    guard let node = fields.value("priorities") else { return }
    var patterns: [Int: [String]] = [:]
    for entry in node.entries ?? [] {
      guard let priority = Int(entry.key), let list = entry.value.elements else {
        return fields.mismatch(
          "priorities", "lists of patterns by priority", hint: "priorities: {10: [spot-.*]}")
      }
      patterns[priority] = list.compactMap(\.text)
    }
    do throws(InputProblem) {
      options.expander.priorities = try GroupPriorities(patterns)
    } catch {
      fields.problem("priorities", error.message)
    }
  }
}

/// Reads a node group.
enum NodeGroupFields {
  static func read(
    _ fields: Fields, machines: PriceList?, usual: ProvisioningTimes
  ) -> (pool: MachinePool, group: ScenarioNodeGroup)? {
    let before = fields.report.problems.count
    let least = fields.whole("min", 0...100_000) ?? 0
    if !fields.has("max") { fields.missing("max", hint: "the most nodes of the group") }
    let most = fields.whole("max", 0...100_000) ?? 0
    let size = fields.whole("size", 0...100_000) ?? least
    if most < least { fields.problem("max", "must not be less than min") }
    if size > most, most >= least { fields.problem("size", "must not be more than max") }
    let capacityType = CloudFields.capacityType(fields) ?? .onDemand
    let machine = machine(fields, machines, capacityType)
    guard var pool = NodePoolFields.read(fields, isGroup: true, machine: machine) else { return nil }
    pool.count = size
    var group = ScenarioNodeGroup(
      pool: 0, minimum: least, maximum: most, type: machine?.type ?? pool.name,
      times: CloudFields.times(fields) ?? usual)
    group.capacityType = capacityType
    if let time = fields.span("startupTaintsFor") { group.startupMs = time }
    return fields.report.problems.count == before ? (pool, group) : nil
  }

  /// The machine that a group names, with what pods can have of it and its price in the group's first zone.
  private static func machine(
    _ fields: Fields, _ machines: PriceList?, _ capacityType: CapacityType
  ) -> NodePoolFields.Machine? {
    guard let name = fields.line("machine") else { return nil }
    guard let machines else {
      fields.problem("machine", "must be of a list", hint: "machines: {file: prices.csv} beside nodeGroups")
      return nil
    }
    guard let type = machines.type(named: name) else {
      fields.mismatch(
        "machine", "a machine of the list",
        hint: Spelling.nearest(to: name, in: machines.types.map(\.name)).map { "did you mean \($0)?" })
      return nil
    }
    let zone = fields.node["zones"]?.elements?.first?.text
    let price = type.offerings.filter { $0.capacityType == capacityType && (zone == nil || $0.zone == zone) }
      .map(\.price).min()
    if price == nil, !fields.has("pricePerHour") {
      fields.problem(
        "machine", "is not offered as \(capacityType.rawValue)" + (zone.map { " in zone \($0)" } ?? ""))
    }
    return NodePoolFields.Machine(
      type: type.name, cpuMilli: type.allocatable.milliCPU, memoryBytes: type.allocatable.memory,
      maxPods: Int(clamping: type.allocatable.pods), pricePerHour: price ?? 0)
  }
}
