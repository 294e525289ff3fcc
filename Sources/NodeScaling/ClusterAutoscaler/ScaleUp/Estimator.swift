import Kubernetes
import Scheduling

/// Pods that one answer holds for: of one controller, with equal labels and specifications.
struct PodGroup: Sendable {
  /// What the scheduler sees in each of them.
  var podClass: PodClassID
  /// Their numbers in the trial.
  var pods: [Int32]
}

/// How many nodes an estimation may make.
public struct EstimationLimit: Sendable, Hashable {
  /// Negative for none, 0 for any number.
  public var nodes: Int

  /// Makes a limit of a number.
  public init(nodes: Int) { self.nodes = nodes }

  /// The smallest limit that is set; one that allows nothing wins. Source:
  /// estimator/threshold_based_limiter.go.
  public static func least(_ limits: [Int]) -> EstimationLimit {
    if limits.contains(where: { $0 < 0 }) { return EstimationLimit(nodes: -1) }
    return EstimationLimit(nodes: limits.filter { $0 > 0 }.min() ?? 0)
  }

  /// Whether one more node may be made after so many.
  func allows(after count: Int) -> Bool { nodes == 0 || nodes > 0 && count < nodes }
}

/// How many nodes of a template pods need: first fit, pods that ask for most first.
///
/// Source: estimator/binpacking_estimator.go, decreasing_pod_orderer.go (Cluster Autoscaler 1.37).
struct Estimator {
  /// What an estimation comes to.
  struct Estimate: Sendable {
    /// Nodes with at least one pod.
    var nodes = 0
    /// The pods that would be placed, in that order.
    var pods: [Int32] = []
  }

  /// Whether the largest part of the work is worked out instead of tried out.
  var usesFastPath = false

  private var result = Estimate()
  private var fresh: [NodeID] = []
  private var used: [Bool] = []
  private var usedOthers: Set<NodeID> = []
  private var permitted = 0
  private var mayGrow = true

  init(usesFastPath: Bool = false) { self.usesFastPath = usesFastPath }

  /// Estimates for groups of pods that fit an empty node; the trial is as before afterwards, but for the last
  /// place.
  mutating func estimate(
    _ groups: [PodGroup], template: inout NodeTemplate, limit: EstimationLimit, in trial: inout PlacementTrial
  ) -> Estimate {
    result = Estimate()
    fresh.removeAll(keepingCapacity: true)
    used.removeAll(keepingCapacity: true)
    usedOthers.removeAll(keepingCapacity: true)
    (permitted, mayGrow) = (0, true)
    let order = PodOrder(template.size)
    var queue = order.sorted(groups, in: trial.snapshot)
    let fast = usesFastPath ? order.fastest(queue, in: trial.snapshot) : nil
    if let fast { queue.append(queue.remove(at: fast)) }
    let fork = trial.fork()
    for (index, group) in queue.enumerated() {
      let start = fillFreshNodes(group, in: &trial)
      if !mayGrow { continue }
      if fast != nil, index == queue.count - 1 {
        growFast(group, from: start, template: &template, limit: limit, in: &trial)
      } else {
        grow(group, from: start, template: &template, limit: limit, in: &trial)
      }
    }
    trial.revert(to: fork)
    result.nodes += used.count { $0 } + usedOthers.count
    return result
  }

  /// Places pods on the nodes made so far until one fails, and returns that one's index.
  private mutating func fillFreshNodes(_ group: PodGroup, in trial: inout PlacementTrial) -> Int {
    if fresh.isEmpty { return 0 }
    var next = 0
    while next < group.pods.count,
      let node = trial.place(group.pods[next], mask: PlacementTrial.Mark.fresh)
    {
      track(group.pods[next], on: node)
      next += 1
    }
    return next
  }

  /// Places pods on the node made last, and makes further ones.
  private mutating func grow(
    _ group: PodGroup, from start: Int, template: inout NodeTemplate, limit: EstimationLimit,
    in trial: inout PlacementTrial
  ) {
    for pod in group.pods[start...] {
      if let last = fresh.last {
        if trial.place(pod, on: last) {
          track(pod, on: last)
          continue
        }
        if let other = placeElsewhere(pod, than: last, in: &trial) {
          track(pod, on: other)
          continue
        }
        if used.last == false { return }
      }
      guard let node = addNode(&template, limit: limit, in: &trial) else { return }
      guard trial.place(pod, on: node) else { return }
      track(pod, on: node)
    }
  }

  /// Where spreading over hosts keeps a pod off the node made last, any other node will do.
  private mutating func placeElsewhere(_ pod: Int32, than last: NodeID, in trial: inout PlacementTrial)
    -> NodeID?
  {
    let podClass = trial.facts[Int(pod)].podClass
    let constraints = trial.snapshot.description(of: podClass).spec.topologySpreadConstraints
    guard
      constraints.contains(where: {
        $0.whenUnsatisfiable == "DoNotSchedule" && $0.topologyKey == "kubernetes.io/hostname"
      }), trial.snapshot.rejection(trial.snapshot.fit(podClass), on: last)?.filter == .podTopologySpread
    else { return nil }
    trial.mark(last, PlacementTrial.Mark.fresh)
    defer { trial.mark(last, PlacementTrial.Mark.fresh | PlacementTrial.Mark.other) }
    return trial.place(pod, mask: PlacementTrial.Mark.other)
  }

  private mutating func addNode(
    _ template: inout NodeTemplate, limit: EstimationLimit, in trial: inout PlacementTrial
  ) -> NodeID? {
    guard limit.allows(after: permitted) else {
      mayGrow = false
      return nil
    }
    permitted += 1
    let marks = PlacementTrial.Mark.fresh | PlacementTrial.Mark.other
    guard let node = trial.add(template.fresh(fresh.count), daemons: template.daemons, marks: marks) else {
      return nil
    }
    fresh.append(node)
    used.append(false)
    return node
  }

  /// Packs one node and works out from it how many more are needed.
  private mutating func growFast(
    _ group: PodGroup, from start: Int, template: inout NodeTemplate, limit: EstimationLimit,
    in trial: inout PlacementTrial
  ) {
    let left = group.pods[start...]
    if left.isEmpty { return }
    guard let node = addNode(&template, limit: limit, in: &trial) else { return }
    var packed = 0
    for pod in left {
      if !trial.place(pod, on: node) { break }
      track(pod, on: node)
      packed += 1
    }
    if packed == 0 { return }
    let needed = (left.count + packed - 1) / packed
    for number in 1..<max(needed, 1) {
      guard limit.allows(after: permitted) else {
        mayGrow = false
        return
      }
      permitted += 1
      result.nodes += 1
      result.pods += left.dropFirst(number * packed).prefix(packed)
    }
  }

  private mutating func track(_ pod: Int32, on node: NodeID) {
    if let index = fresh.lastIndex(of: node) { used[index] = true } else { usedOthers.insert(node) }
    result.pods.append(pod)
  }
}
