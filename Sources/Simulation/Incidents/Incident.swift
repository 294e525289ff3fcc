/// Something that happens to the cluster from outside, at an instant, the same for every strategy.
public struct Incident: Sendable, Hashable {
  /// When it begins, in milliseconds from the start of the run.
  public var atMs: Int64
  /// When it is over; nil if it stays.
  public var endMs: Int64?
  /// What the report calls it.
  public var name: String
  /// What happens.
  public var kind: Kind

  /// What can happen.
  public enum Kind: Sendable, Hashable {
    /// Nodes lose their power: nothing runs there any more. When it is over they boot.
    case kill(NodeTarget)
    /// Nodes lose their network: their pods run on, out of reach.
    case cutNetwork(NodeTarget)
    /// A core-second on these nodes does so many thousandths of the ordinary work.
    case slow(NodeTarget, speed: Int64)
    /// Nodes are cordoned and emptied as by `kubectl drain`. When it is over they are uncordoned.
    case drain(NodeTarget)
    /// Nodes are marked unschedulable. When it is over they are uncordoned.
    case cordon(NodeTarget)
    /// Nodes take pods again.
    case uncordon(NodeTarget)
    /// A Deployment gets a new template, whose pods do what the old ones did; they are replaced as its strategy says.
    case rollout(deployment: String)
    /// The API server is unavailable: controllers, scheduler, HPAs and endpoints stand still.
    case apiServerDown
  }

  /// Makes an incident of its parts.
  public init(atMs: Int64, endMs: Int64? = nil, name: String, kind: Kind) {
    self.atMs = atMs
    self.endMs = endMs
    self.name = name
    self.kind = kind
  }
}

/// Which nodes an incident meets.
public struct NodeTarget: Sendable, Hashable {
  /// A node by its name, such as `general-3`.
  public var node: String?
  /// A node by its index over all pools, from 0.
  public var index: Int?
  /// The nodes of a pool.
  public var pool: String?
  /// The nodes of a zone.
  public var zone: String?
  /// So many of those, drawn from the seed; all of them if nil.
  public var any: Int?

  /// Makes a target; what is left open does not narrow it.
  public init(
    node: String? = nil, index: Int? = nil, pool: String? = nil, zone: String? = nil, any: Int? = nil
  ) {
    self.node = node
    self.index = index
    self.pool = pool
    self.zone = zone
    self.any = any
  }
}
