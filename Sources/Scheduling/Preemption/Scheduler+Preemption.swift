import Kubernetes
import Statistics

/// Making room for a pod that fits nowhere, by deleting less important ones.
///
/// Source: pkg/scheduler/framework/preemption/preemption.go, plugins/defaultpreemption/default_preemption.go.
extension Scheduler {
  /// How many candidates are looked for: a share of the nodes in percent, and the least number.
  static let candidateShare = (percentage: 10, least: 100)

  /// Chooses a node and the pods to delete there, nil if that helps nowhere.
  ///
  /// Nothing is changed: the caller deletes the victims and nominates the pod to the node. A pod whose policy is Never
  /// preempts nobody, nor does one that still waits for victims on the node it was nominated to. The search starts at
  /// a node drawn from the pod's own stream, or at the first.
  public mutating func preempt(
    for pod: PodClassID, key: UInt64, budgets: [PreemptionBudget] = [], in snapshot: inout ClusterSnapshot
  ) -> Preemption? {
    guard isEligible(pod, key: key, in: snapshot) else { return nil }
    prepare(pod, in: &snapshot)
    var potential: [Int32] = []
    for row in snapshot.zones.current() {
      if let found = rejection(pod, key: key, on: Int(row), in: &snapshot), !found.isUnresolvable {
        potential.append(row)
      }
    }
    if potential.isEmpty { return nil }
    return candidates(
      for: pod, key: key, on: potential, start: start(key: key, below: potential.count), budgets: budgets,
      in: &snapshot
    ).best(in: snapshot)
  }

  private func isEligible(_ pod: PodClassID, key: UInt64, in snapshot: ClusterSnapshot) -> Bool {
    let description = snapshot.description(of: pod)
    if description.spec.preemptionPolicy == "Never" { return false }
    guard let node = nominations.node(of: key), snapshot.isPresent(node) else { return true }
    return !snapshot.pods(on: node).contains { other in
      snapshot.isTerminating(other) && snapshot.priority(of: other) < description.priority
    }
  }

  private func start(key: UInt64, below count: Int) -> Int {
    guard case .random(let seed) = profile.tieBreaking else { return 0 }
    var stream = RandomStream(seed: seed, purpose: "preemption start", entity: key)
    return stream.index(below: count)
  }

  /// Tries nodes in turn until there are enough candidates, one of which violates no budget.
  ///
  /// Source: preemption.go DryRunPreemption.
  mutating func candidates(
    for pod: PodClassID, key: UInt64, on nodes: [Int32], start: Int, budgets: [PreemptionBudget],
    in snapshot: inout ClusterSnapshot
  ) -> [Preemption] {
    let share = nodes.count * Self.candidateShare.percentage / 100
    let wanted = min(max(share, Self.candidateShare.least), nodes.count)
    var kind: [Preemption] = []
    var unkind: [Preemption] = []
    for offset in nodes.indices {
      let row = nodes[(start + offset) % nodes.count]
      guard let found = victims(of: pod, key: key, on: row, budgets: budgets, in: &snapshot) else { continue }
      if found.violations == 0 { kind.append(found) } else { unkind.append(found) }
      if !kind.isEmpty, kind.count + unkind.count >= wanted { break }
    }
    return kind + unkind
  }

  /// The fewest pods that must go for a pod to fit on a node: all less important ones are taken away, then put back one
  /// by one while the pod still fits, first those whose going violates a budget, the most important first.
  ///
  /// Source: default_preemption.go SelectVictimsOnNode.
  private mutating func victims(
    of pod: PodClassID, key: UInt64, on row: Int32, budgets: [PreemptionBudget],
    in snapshot: inout ClusterSnapshot
  ) -> Preemption? {
    let node = NodeID(row)
    let priority = snapshot.priority(of: pod)
    var less = snapshot.pods(on: node).filter { snapshot.priority(of: $0) < priority }
    if less.isEmpty { return nil }
    less.sort { snapshot.isMoreImportant($0, $1) }
    let (violating, others) = Self.split(less, budgets, snapshot)
    let checkpoint = snapshot.checkpoint()
    defer {
      snapshot.revert(to: checkpoint)
      prepare(pod, in: &snapshot)
    }
    let records = Dictionary(uniqueKeysWithValues: less.map { ($0, snapshot.record(of: $0)) })
    for other in less { snapshot.remove(other) }
    prepare(pod, in: &snapshot)
    if rejection(pod, key: key, on: Int(row), in: &snapshot) != nil { return nil }
    var gone: [PodID] = []
    var violations = 0
    for (index, other) in (violating + others).enumerated() {
      guard let record = records[other], let back = snapshot.putBack(record) else { continue }
      prepare(pod, in: &snapshot)
      if rejection(pod, key: key, on: Int(row), in: &snapshot) == nil { continue }
      snapshot.remove(back)
      gone.append(other)
      if index < violating.count { violations += 1 }
    }
    if gone.isEmpty { return nil }
    let order = Dictionary(uniqueKeysWithValues: less.enumerated().map { ($0.element, $0.offset) })
    gone.sort { (order[$0] ?? 0) < (order[$1] ?? 0) }
    return Preemption(node: node, victims: gone, violations: violations)
  }

  /// Divides pods by whether their going would be one too many for a budget, in their order.
  ///
  /// Source: default_preemption.go filterPodsWithPDBViolation.
  private static func split(
    _ pods: [PodID], _ budgets: [PreemptionBudget], _ snapshot: ClusterSnapshot
  ) -> (violating: [PodID], others: [PodID]) {
    if budgets.isEmpty { return ([], pods) }
    var left = budgets.map(\.disruptionsAllowed)
    var violating: [PodID] = []
    var others: [PodID] = []
    for pod in pods {
      var violates = false
      let podClass = snapshot.podClass(of: pod)
      for (index, budget) in budgets.enumerated()
      where snapshot.selects(budget.selector, podClass) && !budget.disruptedPods.contains(pod) {
        left[index] -= 1
        if left[index] < 0 { violates = true }
      }
      if violates { violating.append(pod) } else { others.append(pod) }
    }
    return (violating, others)
  }
}

extension [Preemption] {
  /// The candidate that hurts least.
  ///
  /// Fewest violated budgets; least important top victim; least sum of priorities, each raised above 0; fewest victims;
  /// whose top victims started latest; the first. Source: preemption.go pickOneNodeForPreemption.
  func best(in snapshot: ClusterSnapshot) -> Preemption? {
    func measures(_ candidate: Preemption) -> [Int64] {
      let priorities = candidate.victims.map { Int64(snapshot.priority(of: $0)) }
      let top = priorities.first ?? Int64(Int32.min)
      let starts = zip(candidate.victims, priorities).filter { $0.1 == top }.map {
        snapshot.startMs(of: $0.0)
      }
      return [
        Int64(candidate.violations), top, priorities.reduce(0) { $0 + $1 + Int64(Int32.max) + 1 },
        Int64(candidate.victims.count), -(starts.min() ?? 0),
      ]
    }
    var best: (candidate: Preemption, measures: [Int64])?
    for candidate in self {
      let own = measures(candidate)
      if let known = best, !own.lexicographicallyPrecedes(known.measures) { continue }
      best = (candidate, own)
    }
    return best?.candidate
  }
}

extension ClusterSnapshot {
  /// The priority of a pod.
  public func priority(of pod: PodID) -> Int32 { priority(of: podClass(of: pod)) }

  /// When a pod's kubelet took it on, in milliseconds.
  public func startMs(of pod: PodID) -> Int64 { pods[Int(pod.index)].startMs }

  /// Whether a pod is being deleted.
  public func isTerminating(_ pod: PodID) -> Bool { pods[Int(pod.index)].isTerminating }

  /// Whether a pod has a higher priority than another, or the same and started earlier.
  ///
  /// Source: pkg/scheduler/util/utils.go MoreImportantPod.
  func isMoreImportant(_ a: PodID, _ b: PodID) -> Bool {
    let (priorityA, priorityB) = (priority(of: a), priority(of: b))
    if priorityA != priorityB { return priorityA > priorityB }
    let (startA, startB) = (startMs(of: a), startMs(of: b))
    return startA == startB ? a < b : startA < startB
  }

  func record(of pod: PodID) -> PodRecord { pods[Int(pod.index)] }

  /// Puts a pod that was taken away back on its node, perhaps under another number.
  mutating func putBack(_ record: PodRecord) -> PodID? {
    let pod = assign(PodClassID(record.podClass), to: NodeID(record.node), startMs: record.startMs)
    if let pod, record.isTerminating { markTerminating(pod) }
    return pod
  }
}
