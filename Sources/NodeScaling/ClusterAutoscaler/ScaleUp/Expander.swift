import Statistics

/// A filter of options; a chain of them is asked in turn until one option is left.
///
/// Source: expander/{random,mostpods,leastnodes,waste,price,priority} (Cluster Autoscaler 1.37).
public enum Expander: Sendable, Hashable {
  /// One of them, each with the same chance.
  case random
  /// Those with the most pods.
  case mostPods
  /// Those with the fewest nodes.
  case leastNodes
  /// Those that leave the least of the new nodes' CPU and memory unused.
  case leastWaste
  /// Those that are cheapest for what the pods are worth.
  case price
  /// Those whose names match the highest of the priorities.
  case priority

  /// The name in `--expander`.
  public init?(flag name: String) {
    switch name {
    case "random": self = .random
    case "most-pods": self = .mostPods
    case "least-nodes": self = .leastNodes
    case "least-waste": self = .leastWaste
    case "price": self = .price
    case "priority": self = .priority
    default: return nil
    }
  }

  /// Its name in `--expander`.
  public var flag: String {
    switch self {
    case .random: "random"
    case .mostPods: "most-pods"
    case .leastNodes: "least-nodes"
    case .leastWaste: "least-waste"
    case .price: "price"
    case .priority: "priority"
    }
  }

  /// The names that `--expander` may have here.
  public static let names = ["random", "most-pods", "least-nodes", "least-waste", "price", "priority"]
}

/// Filters in turn, and what they need to know.
public struct ExpanderChain: Sendable {
  /// The filters.
  public var expanders: [Expander]
  /// Which groups are preferred, for the filter of that name.
  public var priorities = GroupPriorities()
  /// How the price filter weighs.
  public var prices = PriceWeighing()
  /// Where random choices come from; equal seeds and times choose alike.
  public var seed: UInt64

  /// Makes a chain.
  public init(_ expanders: [Expander], seed: UInt64 = 0) {
    self.expanders = expanders
    self.seed = seed
  }

  /// Chooses one of the options; the first of equals. Returns nil if there is none.
  public func best(of options: [ExpansionOption], nowMs: Int64) -> ExpansionOption? {
    var left = options
    for expander in expanders {
      if left.count < 2 { break }
      left = filter(left, by: expander, nowMs: nowMs)
    }
    return left.first
  }

  /// Leaves the options that one filter likes best.
  public func filter(_ options: [ExpansionOption], by expander: Expander, nowMs: Int64 = 0)
    -> [ExpansionOption]
  {
    switch expander {
    case .random:
      if options.isEmpty { return [] }
      var stream = RandomStream(
        seed: seed, purpose: "node group expander", entity: UInt64(bitPattern: nowMs))
      return [options[stream.index(below: options.count)]]
    case .mostPods: return Self.least(options) { -$0.pods }
    case .leastNodes: return Self.least(options) { $0.nodes > 0 ? $0.nodes : nil }
    case .leastWaste: return Self.least(options, Self.waste)
    case .price: return Self.least(options) { prices.score($0) }
    case .priority: return priorities.filter(options)
    }
  }

  /// The share of the new nodes' CPU that stays unused plus the same of their memory.
  static func waste(_ option: ExpansionOption) -> Double {
    let cpu = option.nodeMilliCPU &* Int64(option.nodes)
    let memory = option.nodeMemory &* Int64(option.nodes)
    return Double(cpu &- option.podMilliCPU) / Double(cpu)
      + Double(memory &- option.podMemory) / Double(memory)
  }

  /// The options with the least of something; those for which it is nil are left out.
  private static func least<Value: Comparable>(
    _ options: [ExpansionOption], _ value: (ExpansionOption) -> Value?
  ) -> [ExpansionOption] {
    var result: [ExpansionOption] = []
    var least: Value?
    for option in options {
      guard let found = value(option) else { continue }
      if let known = least, known == found {
        result.append(option)
      } else if least.map({ found < $0 }) ?? true {
        (result, least) = ([option], found)
      }
    }
    return result
  }
}
