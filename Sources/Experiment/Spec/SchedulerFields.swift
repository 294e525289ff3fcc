import Kubernetes
import Scheduling

extension SchedulerSpec {
  /// Reads `scheduler`: the release, and what a KubeSchedulerConfiguration says in a profile.
  ///
  /// Source of the fields: kubescheduler.config.k8s.io/v1, KubeSchedulerProfile.
  static func read(_ fields: Fields) -> SchedulerSpec? {
    let before = fields.report.problems.count
    let minor = release(fields)
    var profile = SchedulerProfile(minorVersion: minor ?? 36)
    if let share = fields.whole("percentageOfNodesToScore", 0...100) {
      profile.percentageOfNodesToScore = share == 0 ? nil : Int32(share)
    }
    _ = fields.object("plugins") { plugins -> Bool in
      for point in ["multiPoint", "filter", "score"] {
        _ = plugins.object(point) { PluginFields.read($0, point: point, into: &profile) }
      }
      return true
    }
    _ = fields.objects("pluginConfig") { PluginArguments.read($0, into: &profile) }
    guard fields.report.problems.count == before else { return nil }
    return SchedulerSpec(profile: profile, node: fields.node)
  }

  /// Reads the release, such as 1.35; BalancedAllocation differs before 1.36.
  private static func release(_ fields: Fields) -> Int? {
    guard let node = fields.value("version") else { return nil }
    let text: String? =
      switch node.content {
      case .string(let text), .number(let text): text
      default: nil
      }
    let parts = (text ?? "").split(separator: ".")
    guard parts.count == 2, parts[0] == "1", let minor = Int(parts[1]), (28...40).contains(minor) else {
      fields.mismatch("version", "a release of Kubernetes such as \"1.36\"")
      return nil
    }
    return minor
  }
}

/// Reads which plugins an extension point of a profile enables and disables.
enum PluginFields {
  /// The filters by their plugins' names.
  static let filters: [(name: String, filter: Rejection.Filter)] = [
    ("NodeUnschedulable", .nodeUnschedulable), ("NodeName", .nodeName), ("TaintToleration", .taintToleration),
    ("NodeAffinity", .nodeAffinity), ("NodePorts", .nodePorts), ("NodeResourcesFit", .nodeResourcesFit),
    ("PodTopologySpread", .podTopologySpread), ("InterPodAffinity", .interPodAffinity),
  ]

  static func read(_ fields: Fields, point: String, into profile: inout SchedulerProfile) -> Bool {
    let (takesFilters, takesScores) = (point != "score", point != "filter")
    for name in names(fields, "disabled", point: point) {
      if takesFilters {
        profile.disabledFilters.formUnion(filters.filter { name == "*" || $0.name == name }.map(\.filter))
      }
      if takesScores {
        for score in ScorePluginName.allCases where name == "*" || score.rawValue == name {
          profile.weights[score] = 0
        }
      }
    }
    _ = fields.objects("enabled") { fields -> Bool in
      guard let name = name(fields, point: point) else { return false }
      let weight = takesScores ? fields.whole("weight", 1...100) : nil
      if takesFilters { profile.disabledFilters.subtract(filters.filter { $0.name == name }.map(\.filter)) }
      guard takesScores else { return true }
      if let score = ScorePluginName(rawValue: name) {
        profile.weights[score] = Int64(weight ?? Int(score.defaultWeight))
      } else if name == TargetLoadPacking.name {
        profile.scores = [WeightedScorePlugin(TargetLoadPacking(), weight: Int64(weight ?? 1))]
      }
      return true
    }
    return true
  }

  private static func names(_ fields: Fields, _ key: String, point: String) -> [String] {
    fields.objects(key) { name($0, point: point, allowsAll: true) } ?? []
  }

  private static func name(_ fields: Fields, point: String, allowsAll: Bool = false) -> String? {
    guard let name = fields.line("name") else {
      if !fields.has("name") {
        fields.missing("name", hint: "the name of a plugin, such as NodeResourcesFit")
      }
      return nil
    }
    if allowsAll, name == "*" { return name }
    let scores = point == "filter" ? [] : ScorePluginName.allCases.map(\.rawValue) + [TargetLoadPacking.name]
    let known = scores + (point == "score" ? [] : filters.map(\.name))
    if known.contains(name) { return name }
    fields.mismatch(
      "name", "a plugin that is modeled at this point",
      hint: Spelling.nearest(to: name, in: known).map { "did you mean \($0)?" }
        ?? "there are \(known.joined(separator: ", "))")
    return nil
  }
}
