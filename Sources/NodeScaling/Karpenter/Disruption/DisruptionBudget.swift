import Kubernetes

/// Why a node is taken away.
public enum DisruptionReason: String, Sendable, Hashable, CaseIterable {
  /// Its pods could do with less.
  case underutilized = "Underutilized"
  /// It has no pods.
  case empty = "Empty"
  /// It is no longer what its pool says.
  case drifted = "Drifted"
}

/// How many nodes of a pool may be gone at once, at some times.
///
/// Source: pkg/apis/v1/nodepool.go GetAllowedDisruptionsByReason, pkg/controllers/disruption/helpers.go
/// (Karpenter 1.13).
public struct DisruptionBudget: Sendable, Hashable {
  /// A number of nodes.
  public enum Nodes: Sendable, Hashable {
    case count(Int)
    /// Of the pool's nodes, rounded up.
    case percent(Int)

    /// Reads `5` or `10%`; nil for anything else.
    public init?(_ text: String) {
      if text.hasSuffix("%") {
        guard let value = Int(text.dropLast()), 0...100 ~= value else { return nil }
        self = .percent(value)
      } else {
        guard let value = Int(text), value >= 0 else { return nil }
        self = .count(value)
      }
    }

    func amount(of total: Int) -> Int {
      switch self {
      case .count(let count): count
      case .percent(let percent): (percent * total + 99) / 100
      }
    }
  }

  /// How many.
  public var nodes: Nodes
  /// For which reasons; nil for all.
  public var reasons: [DisruptionReason]?
  /// When it begins to hold; nil for always.
  public var schedule: CronCalendar?
  /// How long it holds then.
  public var durationMs: Int64

  /// Makes a budget of its parts.
  public init(
    nodes: Nodes, reasons: [DisruptionReason]? = nil, schedule: CronCalendar? = nil, durationMs: Int64 = 0
  ) {
    self.nodes = nodes
    self.reasons = reasons
    self.schedule = schedule
    self.durationMs = durationMs
  }

  /// Whether it holds at a time since 1970.
  public func isActive(atMs nowMs: Int64) -> Bool {
    guard let schedule else { return true }
    return schedule.next(afterMs: nowMs &- durationMs, in: .utc).map { $0 <= nowMs } ?? false
  }

  /// What is said where nothing is: the largest number of 32 bits.
  public static let unlimited = Int(Int32.max)

  /// How many nodes of a pool of so many may be gone for a reason, by the strictest of its budgets.
  public static func allowed(
    _ budgets: [DisruptionBudget], reason: DisruptionReason, nodes: Int, nowMs: Int64
  ) -> Int {
    budgets.filter { $0.reasons?.contains(reason) ?? true && $0.isActive(atMs: nowMs) }
      .map { $0.nodes.amount(of: nodes) }.min() ?? unlimited
  }

  /// The same less the nodes that are gone or going already, never below 0.
  public static func left(
    _ budgets: [DisruptionBudget], reason: DisruptionReason, nodes: Int, disrupting: Int, nowMs: Int64
  ) -> Int {
    max(0, allowed(budgets, reason: reason, nodes: nodes, nowMs: nowMs) - disrupting)
  }
}

/// What evicting a pod is said to cost.
public enum EvictionCost {
  /// clamp(1 + deletion cost / 2^27 + priority / 2^25, -10, 10).
  ///
  /// Source: pkg/utils/disruption/disruption.go EvictionCost (Karpenter 1.13).
  public static func of(deletionCost: Double?, priority: Int32?) -> Double {
    var cost = 1.0
    if let deletionCost { cost += deletionCost / 0x1p27 }
    if let priority { cost += Double(priority) / 0x1p25 }
    return min(max(cost, -10), 10)
  }
}
