import Kubernetes

/// What each set of taints means to each set of tolerations, worked out once for every pair.
struct TaintTable: Sendable {
  /// The taints of a node, and whether it is cordoned.
  struct Marks: Sendable, Hashable {
    var taints: [Taint]
    var unschedulable: Bool
  }

  /// What keeps a pod off a node, and how many taints ask it to stay off.
  struct Verdict: Sendable {
    /// The node is cordoned and the pod does not tolerate that.
    var isUnschedulable = false
    /// A NoSchedule or NoExecute taint is not tolerated.
    var isUntolerated = false
    /// How many PreferNoSchedule taints are not tolerated.
    var preferences: Int32 = 0
  }

  private var marks = InternTable<Marks>()
  private var tolerations = InternTable<[Toleration]>()
  /// By set of tolerations, then set of marks.
  private(set) var verdicts: [[Verdict]] = []
  /// Whether any node has a PreferNoSchedule taint.
  private(set) var hasPreferences = false

  private var unmarked: Int32 = -1

  /// The number of a node's marks.
  mutating func number(of node: Node) -> Int32 {
    if !node.spec.taints.isEmpty || node.spec.unschedulable { return numberOfMarks(node) }
    if unmarked < 0 { unmarked = numberOfMarks(node) }
    return unmarked
  }

  private mutating func numberOfMarks(_ node: Node) -> Int32 {
    let value = Marks(taints: node.spec.taints, unschedulable: node.spec.unschedulable)
    let known = marks.count
    let number = marks.number(of: value)
    if marks.count > known {
      for set in verdicts.indices { verdicts[set].append(Self.judge(value, tolerations[Int32(set)])) }
      if value.taints.contains(where: { $0.effect == "PreferNoSchedule" }) { hasPreferences = true }
    }
    return number
  }

  /// The number of a pod's tolerations.
  mutating func number(of list: [Toleration]) -> Int32 {
    let known = tolerations.count
    let number = tolerations.number(of: list)
    if tolerations.count > known { verdicts.append(marks.values.map { Self.judge($0, list) }) }
    return number
  }

  /// The verdict on one pair.
  func verdict(tolerations: Int32, marks: Int32) -> Verdict { verdicts[Int(tolerations)][Int(marks)] }

  /// The first taint of a node that keeps a pod off.
  func firstUntolerated(tolerations set: Int32, marks number: Int32) -> Taint? {
    marks[number].taints.first { taint in
      Self.keepsOff(taint) && !tolerations[set].contains { $0.tolerates(taint) }
    }
  }

  private static func keepsOff(_ taint: Taint) -> Bool {
    taint.effect == "NoSchedule" || taint.effect == "NoExecute"
  }

  /// Source: plugins/tainttoleration/taint_toleration.go and nodeunschedulable/node_unschedulable.go.
  private static func judge(_ marks: Marks, _ tolerations: [Toleration]) -> Verdict {
    var verdict = Verdict()
    let cordon = Taint(key: "node.kubernetes.io/unschedulable", effect: "NoSchedule")
    verdict.isUnschedulable = marks.unschedulable && !tolerations.contains { $0.tolerates(cordon) }
    verdict.isUntolerated = marks.taints.contains { taint in
      keepsOff(taint) && !tolerations.contains { $0.tolerates(taint) }
    }
    let soft = tolerations.filter { $0.effect.isEmpty || $0.effect == "PreferNoSchedule" }
    for taint in marks.taints where taint.effect == "PreferNoSchedule" {
      if !soft.contains(where: { $0.tolerates(taint) }) { verdict.preferences += 1 }
    }
    return verdict
  }
}
