import Cluster
import Kubernetes
import Simulation

extension ExperimentSpec {
  /// Reads what happens to the cluster; the nodes and the workloads must have been read before.
  mutating func readEvents(_ fields: Fields) {
    let nodes = KnownNodes(pools: nodePools, growing: ExperimentSpec.growingPools(fields))
    let names = workloads.map(\.target)
    events = fields.objects("events") { IncidentSpec.read($0, nodes: nodes, workloads: names) } ?? []
  }
}

/// The nodes that an event may name.
struct KnownNodes {
  /// The pools whose nodes stay.
  var pools: [NodePool]
  /// The names of groups and pools whose nodes come and go, nil where none do.
  var growing: [String]?
}

extension IncidentSpec {
  /// Reads an event.
  static func read(_ fields: Fields, nodes: KnownNodes, workloads: [String]) -> IncidentSpec? {
    let before = fields.report.problems.count
    let name = fields.line("name")
    let atMs = fields.span("at")
    if !fields.has("at") { fields.missing("at", hint: "at: 20m, from the beginning of the scored load") }
    let word = fields.choice("kind", of: IncidentWord.self)
    if !fields.has("kind") {
      fields.missing("kind", hint: "one of " + IncidentWord.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let endMs = end(fields, atMs: atMs ?? 0)
    guard let word, let atMs else {
      fields.ignore("target", "factor", "workload")
      return nil
    }
    let target = word.hasTarget ? NodeTarget.read(fields, nodes: nodes) : nil
    let speed = word == .slow ? speed(fields) : nil
    let workload = word == .rollout ? workload(fields, among: workloads) : nil
    if !word.hasEnd, endMs != nil {
      fields.problem(
        fields.has("for") ? "for" : "until", "\(word == .uncordon ? "an uncordon" : "a rollout") has no end",
        hint: word == .uncordon
          ? "a cordon with an end is lifted there" : "it is over when all pods are of the new template")
    }
    guard fields.report.problems.count == before else { return nil }
    let meant = target ?? NodeTarget()
    let kind: Incident.Kind =
      switch word {
      case .kill: .kill(meant)
      case .cutNetwork: .cutNetwork(meant)
      case .slow: .slow(meant, speed: speed ?? 1_000)
      case .drain: .drain(meant)
      case .cordon: .cordon(meant)
      case .uncordon: .uncordon(meant)
      case .rollout: .rollout(deployment: workload ?? "")
      case .apiServerDown: .apiServerDown
      }
    let title = word.title + ((target?.text ?? workload).map { ": \($0)" } ?? "")
    return IncidentSpec(
      Incident(atMs: atMs, endMs: endMs, name: name ?? title, kind: kind), place: fields.node.place)
  }

  /// Reads when it is over: `for` a time, or `until` an instant.
  private static func end(_ fields: Fields, atMs: Int64) -> Int64? {
    let lasting = fields.span("for", 1_000...Span.longestMs)
    let until = fields.span("until")
    if fields.has("for"), fields.has("until") {
      fields.problem("until", "is said by for already", hint: "leave one of them out")
    }
    if let until, until <= atMs, fields.has("at") {
      fields.mismatch("until", "later than at, \(Span.text(atMs))")
    }
    return until ?? lasting.map { atMs + $0 }
  }

  /// Reads the Deployment an event is about, which need not be said where there is one only.
  private static func workload(_ fields: Fields, among names: [String]) -> String? {
    guard let name = fields.line("workload") else {
      if !fields.has("workload"), names.count > 1 {
        fields.missing("workload", hint: "one of \(names.joined(separator: ", "))")
      }
      return names.first
    }
    if names.contains(name) { return name }
    fields.mismatch(
      "workload", "the target of a workload",
      hint: Spelling.nearest(to: name, in: names).map { "did you mean \($0)?" }
        ?? "there is \(names.joined(separator: ", "))")
    return nil
  }

  private static func speed(_ fields: Fields) -> Int64? {
    guard fields.has("factor") else {
      fields.missing("factor", hint: "factor: 0.5 lets a core do half of its work")
      return nil
    }
    let factor = fields.number("factor", 0.001...0.999, "a factor from 0.001 to 0.999, such as 0.5")
    return factor.map { Int64(($0 * 1_000).rounded()) }
  }
}

extension NodeTarget {
  /// Reads whom an event meets; notes a target that meets no node.
  static func read(_ fields: Fields, nodes: KnownNodes) -> NodeTarget? {
    let pools = nodes.pools
    guard fields.has("target") else {
      fields.missing(
        "target",
        hint: "target: {node: \(pools.first?.nodeName(0) ?? "default-0")}, or index, pool, zone, any")
      return nil
    }
    return fields.object("target") { fields -> NodeTarget? in
      let before = fields.report.problems.count
      var target = NodeTarget()
      target.node = fields.line("node")
      target.index = fields.whole("index", 0...99_999)
      target.pool = fields.line("pool")
      target.zone = fields.line("zone")
      target.any = fields.whole("any", 1...100_000)
      guard fields.report.problems.count == before else { return nil }
      if target == NodeTarget() {
        fields.report.problem(
          "names no nodes", at: fields.node.place, path: fields.path,
          hint: "node, index, pool, zone, or any: so many drawn from the seed")
        return nil
      }
      guard target.candidates(among: pools).isEmpty else { return target }
      if let growing = nodes.growing {
        // Which nodes there will be nobody knows, but of which pools.
        guard let pool = target.pool, !growing.contains(pool), !pools.contains(where: { $0.name == pool })
        else { return target }
        let known = pools.map(\.name) + growing
        fields.problem(
          "pool", "meets no node",
          hint: Spelling.nearest(to: pool, in: known).map { "did you mean \($0)?" }
            ?? "there is \(known.prefix(8).joined(separator: ", "))")
        return nil
      }
      let (key, known) = target.unknown(among: pools)
      fields.problem(
        key, "meets no node",
        hint: fields.value(key)?.text.flatMap { Spelling.nearest(to: $0, in: known) }.map {
          "did you mean \($0)?"
        }
          ?? (known.isEmpty ? "see nodePools" : "there is \(known.prefix(8).joined(separator: ", "))"))
      return nil
    }
  }

  /// The field that most likely is to blame for a target without nodes, and what it could say.
  private func unknown(among pools: [NodePool]) -> (key: String, known: [String]) {
    if node != nil {
      return ("node", pools.flatMap { pool in (0..<pool.count).prefix(100).map { pool.nodeName($0) } })
    }
    if index != nil { return ("index", ["0 to \(pools.reduce(0) { $0 + $1.count } - 1)"]) }
    if let pool, !pools.contains(where: { $0.name == pool }) { return ("pool", pools.map(\.name)) }
    return ("zone", pools.flatMap(\.zones))
  }
}
