import Scheduling

/// Cluster Autoscaler's main loop: which groups grow, which nodes go.
///
/// A value that remembers what upstream's process remembers; equal views at equal times bring equal
/// decisions. Time comes in as an argument. Where upstream's order is a hash table's, groups go by name,
/// nodes and pods by name.
/// Source: core/static_autoscaler.go RunOnce (Cluster Autoscaler 1.37).
public struct ClusterAutoscaler: Sendable {
  /// What it is set up to do.
  public let options: ClusterAutoscalerOptions
  /// The groups, by number.
  public internal(set) var groups: [NodeGroup]
  /// The kinds of pods, by number; new ones may be added at the end.
  public var kinds: [PodKind] = []
  /// What the last scale-up found of each group.
  public internal(set) var groupVerdicts: [GroupVerdict]

  var trial = PlacementTrial()
  var estimator: Estimator
  var fitHints = HintTable()
  var moveHints = HintTable()
  var records: [GroupRecord]
  var nodeRecords: [NodeRecord] = []
  var groupOrder: [Int]
  var similar: [[Int]?]
  var fits = TemplateFits()
  var lastScaleUpMs: Int64
  var lastDeletionMs: Int64
  var lastFailureMs: Int64
  var lastLoopMs: Int64?
  var leastIntervalMs: Int64

  // Of the running loop.
  var clock = LoopClock(0)
  var loop: Int32 = 0
  var hasChanged = false
  var unneeded: [Int32] = []
  var wasUnneeded = 0
  var disruptions: [Int32] = []
  var scratch = LoopScratch()
  var kindFacts: [KindFacts] = []

  private var lastRevision: UInt64?
  private var quietUntilMs = Int64.min

  /// Makes an autoscaler that starts at a time.
  public init(_ options: ClusterAutoscalerOptions, groups: [NodeGroup], startMs: Int64 = 0) {
    self.options = options
    self.groups = groups
    records = groups.map { _ in GroupRecord() }
    groupVerdicts = groups.map { _ in .notAsked }
    similar = groups.map { _ in nil }
    groupOrder = groups.indices.sorted { groups[$0].id < groups[$1].id }
    estimator = Estimator(usesFastPath: options.usesFastBinpacking)
    lastScaleUpMs = startMs &- 3_600_000
    lastDeletionMs = lastScaleUpMs
    lastFailureMs = lastScaleUpMs
    leastIntervalMs = max(options.unneededMs, 1)
  }

  /// Runs one loop. The snapshot must hold the view's nodes and the pods on them, and is as before
  /// afterwards.
  ///
  /// Complexity: O(1) while the cluster and all that is remembered stay as they are and no wait ends; else
  /// O(nodes · pods).
  public mutating func run(
    _ view: ClusterView, in snapshot: inout ClusterSnapshot, nowMs: Int64
  ) -> LoopDecision {
    if passes(view.revision, nowMs: nowMs) {
      var decision = LoopDecision()
      decision.quietUntilMs = quietUntilMs
      return decision
    }
    return runFully(view, in: &snapshot, nowMs: nowMs)
  }

  /// Begins a loop, and tells whether it can decide nothing: the cluster is as it was, and no wait has ended.
  mutating func passes(_ revision: UInt64, nowMs: Int64) -> Bool {
    if let lastLoopMs { leastIntervalMs = min(leastIntervalMs, max(nowMs - lastLoopMs, 1)) }
    lastLoopMs = nowMs
    return nowMs < quietUntilMs && revision == lastRevision
  }

  /// A loop that was begun and may decide something.
  mutating func runFully(
    _ view: ClusterView, in snapshot: inout ClusterSnapshot, nowMs: Int64
  ) -> LoopDecision {
    clock = LoopClock(nowMs)
    loop &+= 1
    hasChanged = false
    swap(&trial.snapshot, &snapshot)
    defer { swap(&trial.snapshot, &snapshot) }
    let lastPlace = trial.lastPlace
    var decision = LoopDecision()
    trial.begin()
    let fork = trial.fork()
    step(view, &decision)
    trial.revert(to: fork)
    if fitHints.endLoop() { hasChanged = true }
    if moveHints.endLoop() { hasChanged = true }
    if trial.lastPlace != lastPlace || !decision.isEmpty { hasChanged = true }
    lastRevision = view.revision
    quietUntilMs = hasChanged ? .min : clock.nextChangeMs
    decision.quietUntilMs = quietUntilMs
    decision.repeatsAtOnce =
      options.loopsFrequently && !(decision.scaleUps.isEmpty && decision.deletions.isEmpty)
    return decision
  }

  /// One loop on the trial, whose snapshot is the cluster's.
  private mutating func step(_ view: ClusterView, _ decision: inout LoopDecision) {
    enter(view)
    updateGroups(view, &decision)
    guard isClusterHealthy else {
      forgetUnneeded()
      return
    }
    if fixSizes(&decision) { return }
    addUpcoming(view)
    let pending = podsWithoutPlace(view)
    var forbidsScaleDown = false
    if !pending.isEmpty, !hasMostNodes(view) {
      if isTooNew(pending, view) {
        forbidsScaleDown = true
      } else {
        scaleUp(for: pending, view, &decision)
      }
    }
    if options.scaleDownEnabled {
      planScaleDown(view)
      if !forbidsScaleDown { delete(view, &decision) }
      updateCandidates(view, &decision)
    }
    if options.enforcesMinimumSize { growToMinimum(&decision) }
  }

  /// Notes that a deletion failed: for a while no other begins.
  public mutating func deletionFailed(of node: ClusterView.Node, nowMs: Int64) {
    lastFailureMs = nowMs
    if node.group >= 0 { records[Int(node.group)].lastFailureMs = nowMs }
    quietUntilMs = .min
  }

  /// What the last loop found of a node.
  public func verdict(ofNode key: Int32) -> NodeVerdict {
    nodeRecords.indices.contains(Int(key)) ? nodeRecords[Int(key)].verdict : .unknown
  }

  /// Since when a node could be removed, nil if it could not.
  public func unneededSinceMs(ofNode key: Int32) -> Int64? {
    guard nodeRecords.indices.contains(Int(key)) else { return nil }
    let time = nodeRecords[Int(key)].unneededMs
    return time == ClusterView.never ? nil : time
  }

  /// How many nodes each group still waits for, as of the last loop.
  public var upcomingNodes: [Int] { records.map { max($0.upcoming, 0) } }
}

/// What loops ask of a kind of pods, side by side.
struct KindFacts: Sendable {
  var podClass: PodClassID
  var priority: Int32
  var milliCPU: Int64
  var memory: Int64
  var isDaemonSet: Bool
  var isMirror: Bool
}

/// Lists that keep their storage between loops.
struct LoopScratch: Sendable {
  var pending: [Int32] = []
  var candidates: [Int32] = []
  var eligible: [Int32] = []
  var ranks: [Int] = []
  var moving: [Int32] = []
  var fresh: [Int32] = []
  /// By kind: whether a pod of it found no place in this pass.
  var failedKinds: [Bool] = []
  /// The pods of the view for which pods beyond them stand in the trial.
  var numbersBeyond: [Int32] = []
  /// By row of node: its key, -1 for one that is only on its way.
  var keys: [Int32] = []
  /// By kind: the group of equal pods it is in, -1 for none.
  var groupOfKind: [Int32] = []
}
