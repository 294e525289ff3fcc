import Statistics

/// The node controller's memory: zones with their rates, who waits for a taint, and when heartbeats come.
///
/// Nothing ticks in a healthy cluster: the last heartbeat before a failure and the look that finds it missing are
/// computed where a node fails.
struct NodeLifecycle: Sendable {
  /// A zone of nodes.
  struct Zone: Sendable {
    /// The zone's name, empty where nodes have none.
    var name: String
    /// How many nodes it has.
    var size = 0
    /// How it is.
    var state = ZoneState.normal
    /// The time between two taints, `.max` for never.
    var intervalMs: Int64
    /// From when on the next taint may be set.
    var openMs: Int64 = 0
    /// Nodes that wait for the taint, in order.
    var waiting: [Int32] = []
  }

  let settings: NodeLifecycleSettings
  /// The zones in the order of their first nodes.
  var zones: [Zone] = []
  /// Whether all zones are down, so that nobody is evicted.
  var isStopped = false
  /// Since when the API server was last unavailable.
  var outageStartMs: Int64 = -1
  /// Until when; in the past while it works.
  var outageEndMs: Int64 = -1
  /// Whether kubelets are to look at their nodes' memory.
  var looksForPressure = false
  /// Whether a kubelet ever put a resize off.
  var defersResizes = false
  /// The number of events planned for nodes.
  var planned = 0
  /// Drains going on or over.
  var drains: [Drain] = []
  /// The disruption budgets.
  var budgets: [HeldBudget] = []
  private let monitorPhaseMs: Int64
  private let seed: UInt64

  init(_ settings: NodeLifecycleSettings, seed: UInt64) {
    self.settings = settings
    self.seed = seed
    var luck = RandomStream(seed: seed, purpose: "node-monitor", entity: 0)
    monitorPhaseMs = settings.monitorPhaseMs ?? Int64(luck.index(below: Int(settings.monitorPeriodMs)))
  }

  /// The index of a zone by its name, added if it is new.
  mutating func zone(_ name: String) -> Int {
    if let index = zones.firstIndex(where: { $0.name == name }) { return index }
    zones.append(Zone(name: name, intervalMs: settings.taintInterval(of: .normal, size: 0)))
    return zones.count - 1
  }

  /// The instant at which the node controller finds out about a node that fell silent.
  ///
  /// It notes when it first sees a heartbeat, not when that was sent, and finds the node silent at the first look that
  /// comes the grace period or longer after that (node_lifecycle_controller.go, tryUpdateNodeHealth; its loop sleeps
  /// a period after each pass, so that the look after just the grace period is late enough).
  func silenceMs(ofNode node: Int, lostMs: Int64) -> Int64 {
    let last = renewal(ofNode: node, from: lostMs - settings.leaseRenewMs + 1)
    return check(from: check(from: last) + settings.monitorGraceMs)
  }

  /// The first heartbeat of a node from an instant on.
  func renewal(ofNode node: Int, from ms: Int64) -> Int64 {
    var luck = RandomStream(seed: seed, purpose: "node-lease", entity: UInt64(node))
    let phase = settings.leasePhaseMs ?? Int64(luck.index(below: Int(settings.leaseRenewMs)))
    return Self.next(from: ms, phase: phase, period: settings.leaseRenewMs)
  }

  /// The first look of the node controller from an instant on.
  func check(from ms: Int64) -> Int64 {
    Self.next(from: ms, phase: monitorPhaseMs, period: settings.monitorPeriodMs)
  }

  private static func next(from ms: Int64, phase: Int64, period: Int64) -> Int64 {
    let past = (ms - phase) % period
    return past == 0 ? ms : ms - past + (past > 0 ? period : 0)
  }
}
