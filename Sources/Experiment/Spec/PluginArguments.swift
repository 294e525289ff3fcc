import Kubernetes
import Scheduling

/// Reads the arguments of a profile's plugins.
enum PluginArguments {
  private enum Strategy: String, CaseIterable {
    case leastAllocated = "LeastAllocated"
    case mostAllocated = "MostAllocated"
    case requestedToCapacityRatio = "RequestedToCapacityRatio"
  }

  private enum Plugin: String, CaseIterable {
    case nodeResourcesFit = "NodeResourcesFit"
    case balancedAllocation = "NodeResourcesBalancedAllocation"
    case targetLoadPacking = "TargetLoadPacking"
  }

  static func read(_ fields: Fields, into profile: inout SchedulerProfile) -> Bool? {
    guard let plugin = fields.choice("name", of: Plugin.self) else {
      if !fields.has("name") { fields.missing("name", hint: "the plugin that the arguments are for") }
      fields.ignore("args")
      return nil
    }
    guard fields.has("args") else {
      fields.missing("args", hint: "what the plugin is set to")
      return nil
    }
    return fields.object("args") { fields -> Bool in
      fields.ignore("apiVersion", "kind")
      switch plugin {
      case .nodeResourcesFit:
        if let strategy = fields.object("scoringStrategy", strategy) { profile.strategy = strategy }
      case .balancedAllocation:
        if let found = resources(fields) { profile.balancedResources = found.map(\.name) }
      case .targetLoadPacking: readPacking(fields, into: &profile)
      }
      return true
    }
  }

  private static func strategy(_ fields: Fields) -> ScoringStrategy? {
    let type = fields.has("type") ? fields.choice("type", of: Strategy.self) : .leastAllocated
    let listed = resources(fields)
    guard let type else {
      fields.ignore("requestedToCapacityRatio")
      return nil
    }
    let kind: ScoringStrategy.Kind
    switch type {
    case .leastAllocated: kind = .leastAllocated
    case .mostAllocated: kind = .mostAllocated
    case .requestedToCapacityRatio:
      let shape = fields.object("requestedToCapacityRatio") { $0.objects("shape", point) } ?? nil
      guard let shape, !shape.isEmpty else {
        fields.missing(
          "requestedToCapacityRatio",
          hint: "{shape: [{utilization: 0, score: 0}, {utilization: 100, score: 10}]}")
        return nil
      }
      if zip(shape, shape.dropFirst()).contains(where: { $0.utilization >= $1.utilization }) {
        fields.problem("requestedToCapacityRatio", "must list points by rising utilization")
        return nil
      }
      kind = .requestedToCapacityRatio(shape: shape)
    }
    return listed.map { ScoringStrategy(kind, resources: $0) } ?? ScoringStrategy(kind)
  }

  private static func point(_ fields: Fields) -> ScoringStrategy.Point? {
    for key in ["utilization", "score"] where !fields.has(key) {
      fields.missing(key, hint: "{utilization: 100, score: 10}")
    }
    guard let utilization = fields.whole("utilization", 0...100), let score = fields.whole("score", 0...10)
    else {
      return nil
    }
    return ScoringStrategy.Point(utilization: Int64(utilization), score: Int64(score))
  }

  private static func resources(_ fields: Fields) -> [ScoringStrategy.Resource]? {
    let found = fields.objects("resources") { fields -> ScoringStrategy.Resource? in
      let weight = fields.whole("weight", 1...100) ?? 1
      guard let name = fields.line("name") else {
        if !fields.has("name") { fields.missing("name", hint: "such as cpu") }
        return nil
      }
      return ScoringStrategy.Resource(name, weight: Int64(weight))
    }
    return found?.isEmpty == true ? nil : found
  }

  private static func readPacking(_ fields: Fields, into profile: inout SchedulerProfile) {
    var packing = TargetLoadPacking()
    if let target = fields.number("targetUtilization", 1...99, "a percentage from 1 to 99") {
      packing.targetUtilization = target
    }
    if let text = fields.value("defaultRequestsMultiplier") {
      let number: Double? =
        switch text.content {
        case .string(let text), .number(let text): Double(text)
        default: nil
        }
      if let number, number > 0, number <= 1_000 {
        packing.requestMultiplier = number
      } else {
        fields.mismatch("defaultRequestsMultiplier", "a number above 0, such as 1.5")
      }
    }
    _ = fields.object("defaultRequests") { fields -> Bool in
      if let cpu = fields.amount("cpu") { packing.defaultMilliCPU = cpu.milliValue }
      return true
    }
    guard let index = profile.scores.firstIndex(where: { $0.plugin is TargetLoadPacking }) else {
      fields.report.problem(
        "sets a plugin that is not enabled", at: fields.node.place, path: fields.path,
        hint: "plugins: {score: {enabled: [{name: TargetLoadPacking}]}}")
      return
    }
    profile.scores[index].plugin = packing
  }
}
