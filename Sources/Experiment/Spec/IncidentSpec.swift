public import Kubernetes
public import Simulation

/// One of an experiment's `events`: an incident whose times count from the beginning of the scored load.
public struct IncidentSpec: Sendable {
  /// The incident.
  public var incident: Incident
  /// Where it stands in the file.
  public var place: SourcePlace?

  /// Makes an event of its parts.
  public init(_ incident: Incident, place: SourcePlace? = nil) {
    self.incident = incident
    self.place = place
  }
}

/// The words for what happens. A kind of another part of the cluster is one more word here and one more case of
/// `Incident.Kind`.
enum IncidentWord: String, CaseIterable {
  case kill, cutNetwork, slow, drain, cordon, uncordon, rollout, apiServerDown

  /// What the report calls it.
  var title: String {
    switch self {
    case .kill: "power lost"
    case .cutNetwork: "network cut"
    case .slow: "slow"
    case .drain: "drain"
    case .cordon: "cordon"
    case .uncordon: "uncordon"
    case .rollout: "rollout"
    case .apiServerDown: "API server down"
    }
  }

  /// Whether it happens to nodes.
  var hasTarget: Bool { self != .apiServerDown && self != .rollout }

  /// Whether it can be over some time later.
  var hasEnd: Bool { self != .uncordon && self != .rollout }
}

extension IncidentSpec {
  /// The incident in a run whose scored part begins at `startMs`.
  func incident(startMs: Int64) -> Incident {
    var moved = incident
    moved.atMs += startMs
    moved.endMs = incident.endMs.map { $0 + startMs }
    return moved
  }

  /// The event as a resolved experiment says it.
  var resolved: DocumentNode {
    var speed: DocumentNode?
    if case .slow(_, let thousandths) = incident.kind { speed = .decimal(Double(thousandths) / 1_000) }
    var workload: DocumentNode?
    if case .rollout(let name) = incident.kind { workload = .text(name) }
    return .fields([
      ("name", .text(incident.name)), ("at", .span(incident.atMs)),
      ("for", incident.endMs.map { .span($0 - incident.atMs) }), ("kind", .text(incident.kind.name)),
      ("target", incident.target?.resolved), ("workload", workload), ("factor", speed),
    ])
  }
}

extension NodeTarget {
  var resolved: DocumentNode {
    .fields([
      ("node", node.map { .text($0) }), ("index", index.map { .number($0) }),
      ("pool", pool.map { .text($0) }),
      ("zone", zone.map { .text($0) }), ("any", any.map { .number($0) }),
    ])
  }

  /// The target in words, such as `general-3` or `2 nodes of zone b`.
  var text: String {
    if let node { return node }
    if let index { return "node \(index)" }
    let whose = [zone.map { "zone \($0)" }, pool.map { "pool \($0)" }].compactMap(\.self)
    let many = any.map { $0 == 1 ? "a node" : "\($0) nodes" }
    if whose.isEmpty { return many ?? "all nodes" }
    return (many.map { "\($0) of " } ?? "") + whose.joined(separator: ", ")
  }
}
