/// Why a pod may not be on a node: the first filter that says so, and what it says.
public struct Rejection: Sendable, Hashable {
  /// The filters of the default profile, in their order.
  public enum Filter: UInt8, Sendable, Hashable, CaseIterable {
    case nodeUnschedulable, nodeName, taintToleration, nodeAffinity, nodePorts, nodeResourcesFit
    case podTopologySpread, interPodAffinity
    /// A filter of the user's own.
    case plugin
  }

  /// What a filter found.
  public enum Cause: UInt8, Sendable, Hashable {
    case unschedulable, otherNode, untoleratedTaint, noAffinityMatch, portTaken, insufficient
    case missingTopologyLabel, skewTooLarge, affinityRules, antiAffinityRules, existingAntiAffinity, refused
  }

  /// What there is too little of, where that is the cause.
  public struct Shortage: OptionSet, Sendable, Hashable {
    /// One bit a resource; scalars of the pod follow from bit 4.
    public let rawValue: UInt32
    /// Makes a set of its bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// Too many pods.
    public static let pods = Shortage(rawValue: 1)
    /// Thousandths of cores.
    public static let cpu = Shortage(rawValue: 2)
    /// Memory.
    public static let memory = Shortage(rawValue: 4)
    /// Storage on the node.
    public static let ephemeralStorage = Shortage(rawValue: 8)
    /// One of the pod's further resources; those beyond the 28th share a bit.
    static func scalar(_ index: Int) -> Shortage { Shortage(rawValue: 1 << UInt32(4 + min(index, 27))) }
  }

  /// The filter.
  public var filter: Filter
  /// What it found.
  public var cause: Cause
  /// What there is too little of.
  public var shortage: Shortage = []
  /// Whether the node could not take the pod even without any other pods.
  public var isUnresolvable = false
  /// Which of the user's filters, in their order.
  public var plugin: Int32 = -1

  init(
    _ filter: Filter, _ cause: Cause, shortage: Shortage = [], isUnresolvable: Bool = false,
    plugin: Int32 = -1
  ) {
    self.filter = filter
    self.cause = cause
    self.shortage = shortage
    self.isUnresolvable = isUnresolvable
    self.plugin = plugin
  }
}

extension Rejection.Filter {
  /// The plugin's name upstream.
  public var name: String {
    switch self {
    case .nodeUnschedulable: "NodeUnschedulable"
    case .nodeName: "NodeName"
    case .taintToleration: "TaintToleration"
    case .nodeAffinity: "NodeAffinity"
    case .nodePorts: "NodePorts"
    case .nodeResourcesFit: "NodeResourcesFit"
    case .podTopologySpread: "PodTopologySpread"
    case .interPodAffinity: "InterPodAffinity"
    case .plugin: "Plugin"
    }
  }
}

extension ClusterSnapshot {
  /// The reasons of a rejection in upstream's words, such as `Insufficient cpu`.
  public func reasons(of rejection: Rejection, for podClass: PodClassID) -> [String] {
    switch rejection.cause {
    case .unschedulable: ["node(s) were unschedulable"]
    case .otherNode: ["node(s) didn't match the requested node name"]
    case .untoleratedTaint: ["node(s) had untolerated taint(s)"]
    case .noAffinityMatch: ["node(s) didn't match Pod's node affinity/selector"]
    case .portTaken: ["node(s) didn't have free ports for the requested pod ports"]
    case .insufficient: shortages(of: rejection.shortage, for: podClass)
    case .missingTopologyLabel:
      ["node(s) didn't match pod topology spread constraints (missing required label)"]
    case .skewTooLarge: ["node(s) didn't match pod topology spread constraints"]
    case .affinityRules: ["node(s) didn't match pod affinity rules"]
    case .antiAffinityRules: ["node(s) didn't match pod anti-affinity rules"]
    case .existingAntiAffinity: ["node(s) didn't satisfy existing pods anti-affinity rules"]
    case .refused: ["node(s) were refused by a plugin"]
    }
  }

  private func shortages(of shortage: Rejection.Shortage, for podClass: PodClassID) -> [String] {
    var result: [String] = []
    if shortage.contains(.pods) { result.append("Too many pods") }
    if shortage.contains(.cpu) { result.append("Insufficient cpu") }
    if shortage.contains(.memory) { result.append("Insufficient memory") }
    if shortage.contains(.ephemeralStorage) { result.append("Insufficient ephemeral-storage") }
    for (index, scalar) in classes[Int(podClass.index)].scalars.enumerated()
    where shortage.contains(.scalar(index)) {
      result.append("Insufficient \(scalarNames[scalar.resource])")
    }
    return result
  }
}
