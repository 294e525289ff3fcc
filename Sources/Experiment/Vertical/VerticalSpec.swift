public import Kubernetes
import Scaling
public import Simulation

/// How the parts of the Vertical Pod Autoscaler run, as an experiment writes it.
public struct VerticalSpec: Sendable {
  /// Their flags; objects come from the strategies' manifests.
  public var parts = ScenarioVertical()
  /// It as written.
  public var node: DocumentNode
}

extension VerticalSpec {
  /// Reads `verticalPodAutoscaler`: flags by upstream's names, and feature gates.
  static func read(_ fields: Fields) -> VerticalSpec? {
    let before = fields.report.problems.count
    var parts = ScenarioVertical()
    _ = fields.object("featureGates") { fields -> Bool in
      if let isOn = fields.flag("InPlace") { parts.updater.inPlace = isOn }
      if let isOn = fields.flag("CPUStartupBoost") { parts.updater.startupBoost = isOn }
      if let isOn = fields.flag("PerVPAConfig") {
        parts.updater.perVPAConfig = isOn
        parts.recommender.perVPAConfig = isOn
      }
      return true
    }
    for (name, value) in flags(fields, "recommender", interval: "recommender-interval") {
      if name == "recommender-interval" {
        if let ms = interval(value, name, fields, "recommender") { parts.recommenderIntervalMs = ms }
        continue
      }
      note(name, fields, "recommender") { () throws(InputProblem) in
        try parts.recommender.set(flag: name, to: value)
      }
    }
    for (name, value) in flags(fields, "updater", interval: "updater-interval") {
      if name == "updater-interval" {
        if let ms = interval(value, name, fields, "updater") { parts.updaterIntervalMs = ms }
        continue
      }
      note(name, fields, "updater") { () throws(InputProblem) in
        try parts.updater.set(flag: name, to: value)
      }
    }
    _ = fields.object("admissionController") { fields -> Bool in
      if let most = fields.amount("max-allowed-cpu-boost") { parts.maxAllowedCPUBoost = most }
      return true
    }
    if let ms = fields.span("offUntil") { parts.offUntilMs = ms }
    return fields.report.problems.count == before ? VerticalSpec(parts: parts, node: fields.node) : nil
  }

  /// The flags of a part with their values as text.
  private static func flags(
    _ fields: Fields, _ key: String, interval: String
  ) -> [(name: String, value: String)] {
    guard let node = fields.value(key) else { return [] }
    guard let entries = node.entries else {
      fields.mismatch(key, "flags by upstream's names", hint: "\(key): {\(interval): 1m}")
      return []
    }
    return entries.map { entry in
      switch entry.value.content {
      case .string(let text), .number(let text): (entry.key, text)
      case .bool(let flag): (entry.key, "\(flag)")
      default: (entry.key, "")
      }
    }
  }

  /// Sets a flag; what is wrong with it is noted where it stands.
  private static func note(
    _ name: String, _ fields: Fields, _ key: String, _ set: () throws(InputProblem) -> Void
  ) {
    do throws(InputProblem) {
      try set()
    } catch {
      let place = fields.value(key)?.entries?.first { $0.key == name }?.keyPlace ?? fields.node.place
      fields.report.problem(
        error.message, at: place, path: "\(fields.path(of: key)).\(name)", hint: error.hint)
    }
  }

  private static func interval(_ text: String, _ name: String, _ fields: Fields, _ key: String) -> Int64? {
    if let ms = KubernetesDuration.milliseconds(text), (1_000...3_600_000).contains(ms) { return ms }
    note(name, fields, key) { () throws(InputProblem) in
      throw InputProblem(
        path: name, message: "must be a length of time from 1s to 1h, found \"\(text)\"", hint: "such as 1m")
    }
    return nil
  }
}
