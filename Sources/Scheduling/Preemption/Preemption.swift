/// A node on which a pod fits once some less important pods are gone.
public struct Preemption: Sendable, Hashable {
  /// The node.
  public var node: NodeID
  /// The pods to delete, the most important first.
  public var victims: [PodID]
  /// How many of them a disruption budget forbids to go.
  public var violations: Int

  /// Makes a choice from its parts.
  public init(node: NodeID, victims: [PodID], violations: Int) {
    self.node = node
    self.victims = victims
    self.violations = violations
  }
}

/// A disruption budget as preemption sees it: it is kept where possible.
public struct PreemptionBudget: Sendable {
  /// The pods it protects; a budget with an empty selector protects none here.
  public var selector: PodSelectorID
  /// How many of them may go.
  public var disruptionsAllowed: Int32
  /// Pods that are being evicted already and were taken off that number.
  public var disruptedPods: [PodID]

  /// Makes a budget from its parts.
  public init(selector: PodSelectorID, disruptionsAllowed: Int32, disruptedPods: [PodID] = []) {
    self.selector = selector
    self.disruptionsAllowed = disruptionsAllowed
    self.disruptedPods = disruptedPods
  }
}
