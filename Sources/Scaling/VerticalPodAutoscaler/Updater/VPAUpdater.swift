import Kubernetes

/// The VPA's updater: each round it tells which pods to evict or to resize.
///
/// A value that holds all it remembers from round to round. The API server's answers come through a closure,
/// for what it refuses changes what may follow. Source: vertical-pod-autoscaler/pkg/updater (1.8.0).
public struct VPAUpdater: Sendable {
  /// The flags.
  public var configuration: VPAUpdaterConfiguration
  /// When a pod was first seen to be resizing, by namespace and name.
  private var firstResizingMs: [String: Int64] = [:]
  /// What was recommended when a resize of a pod was infeasible.
  private var infeasible: [String: [RecommendedContainerResources]] = [:]

  /// Makes an updater that remembers nothing.
  public init(_ configuration: VPAUpdaterConfiguration = VPAUpdaterConfiguration()) {
    self.configuration = configuration
  }

  /// What becomes of a pod that may be resized.
  private enum ResizeDecision {
    case approved
    case deferred
    case evict
    case infeasible
    /// Was infeasible before, and nothing is lower now.
    case skipped
  }

  /// Does a round and returns what became of each pod that a VPA controls.
  ///
  /// `act` is called for each action in order and says whether it was done.
  @discardableResult
  public mutating func run(
    _ round: VPAUpdateRound, act: (VPAUpdateAction) -> VPAActionOutcome
  ) -> [VPAUpdateVerdict] {
    let candidates = round.targets.indices.filter { Self.isHandled(round.targets[$0].vpa) }
    let live = round.pods.indices.filter {
      let pod = round.pods[$0]
      return pod.isScheduled && !pod.isDeleted && pod.phase != "Succeeded" && pod.phase != "Failed"
    }
    var controlled: [Int: [Int]] = [:]
    for index in live {
      if let target = round.target(of: round.pods[index], among: candidates) {
        controlled[target, default: []].append(index)
      }
    }
    let identities = Set(live.map { round.pods[$0].identity })
    infeasible = infeasible.filter { identities.contains($0.key) }
    var verdicts: [VPAUpdateVerdict] = []
    for target in candidates {
      guard let pods = controlled[target] else { continue }
      handle(target, pods, round, act, &verdicts)
    }
    return verdicts
  }

  /// Whether the updater looks at a VPA's pods: its mode changes them, or it boosts them.
  private static func isHandled(_ vpa: VerticalPodAutoscaler) -> Bool {
    switch vpa.updateMode {
    case .recreate, .auto, .inPlaceOrRecreate, .inPlace: true
    case .off, .initial: vpa.boostsStartup
    }
  }

  private mutating func handle(
    _ target: Int, _ pods: [Int], _ round: VPAUpdateRound, _ act: (VPAUpdateAction) -> VPAActionOutcome,
    _ verdicts: inout [VPAUpdateVerdict]
  ) {
    let vpa = round.targets[target].vpa
    let capping = VPACapping(limitRanges: round.limitRanges, namespace: vpa.metadata.namespace)
    var budgets = PodGroupBudgets(round, pods, vpa, configuration)
    var available = pods
    func note(_ pod: Int, _ reason: VPAUpdateVerdict.Reason, _ priority: VPAPriority? = nil) {
      verdicts.append(VPAUpdateVerdict(pod: pod, target: target, reason: reason, priority: priority))
    }
    if configuration.startupBoost, vpa.boostsStartup {
      available = pods.filter { !round.pods[$0].isBoosted }
      for pod in pods where round.pods[pod].isBoosted {
        let mayEnd = canUnboost(round.pods[pod], budgets[pod], vpa, round.nowMs)
        let isDone =
          mayEnd && resize(pod, round, vpa, capping, endsBoost: true, &budgets, act) == .done
        note(pod, isDone ? .boostEnded : .boosted)
      }
    }
    var toEvict: [(pod: Int, priority: VPAPriority)] = []
    let mode = vpa.updateMode
    switch mode {
    case .off, .initial: return
    case .inPlace where !configuration.inPlace: return
    case .recreate, .auto:
      let candidates = available.filter { pod in
        if canEvict(round.pods[pod], budgets[pod], round.nowMs) { return true }
        note(pod, budgets[pod] == nil ? .noGroup : .budget)
        return false
      }
      toEvict = ordered(candidates, round, vpa, capping, note)
    case .inPlace, .inPlaceOrRecreate:
      let candidates = available.filter { pod in
        switch decide(pod, round, vpa, budgets[pod]) {
        case .approved: return true
        case .infeasible: return mode == .inPlace
        case .evict: return mode == .inPlaceOrRecreate
        case .deferred:
          if mode == .inPlace { return true }
          note(
            pod, budgets[pod] == nil ? .noGroup : round.pods[pod].resizeStatus == .none ? .budget : .deferred)
          return false
        case .skipped:
          note(pod, .infeasible)
          return false
        }
      }
      for (pod, priority) in ordered(candidates, round, vpa, capping, note) {
        switch decide(pod, round, vpa, budgets[pod]) {
        case .deferred where mode == .inPlaceOrRecreate:
          note(pod, .budget, priority)
          continue
        case .evict:
          toEvict.append((pod, priority))
          continue
        case .skipped:
          note(pod, .infeasible, priority)
          continue
        case .infeasible: infeasible[round.pods[pod].identity] = vpa.status?.recommendation ?? []
        case .approved, .deferred: break
        }
        switch resize(pod, round, vpa, capping, endsBoost: false, &budgets, act) {
        case .done: note(pod, .resized, priority)
        case let outcome:
          if mode == .inPlaceOrRecreate {
            toEvict.append((pod, priority))
            continue
          }
          if outcome == .infeasible {
            infeasible[round.pods[pod].identity] = vpa.status?.recommendation ?? []
          }
          note(pod, .refused, priority)
        }
      }
    }
    for (pod, priority) in toEvict {
      if !canEvict(round.pods[pod], budgets[pod], round.nowMs) {
        note(pod, budgets[pod] == nil ? .noGroup : .budget, priority)
        continue
      }
      if act(.evict(pod: pod)) == .done {
        if round.pods[pod].phase != "Pending" { budgets.countEviction(of: pod) }
        note(pod, .evicted, priority)
      } else {
        note(pod, .refused, priority)
      }
    }
  }

  /// Whether a pod may be evicted now.
  private mutating func canEvict(_ pod: VPAPod, _ budget: PodGroupBudget?, _ nowMs: Int64) -> Bool {
    guard let budget else { return false }
    if pod.phase == "Pending" { return true }
    if budget.isBelowMinimum { return false }
    if pod.resizeStatus != .none { return canEvictResizing(pod, budget, nowMs) }
    return budget.allowsDisruption
  }

  /// Whether a pod whose resize does not get on may be evicted; begins to count when it is first asked.
  private mutating func canEvictResizing(_ pod: VPAPod, _ budget: PodGroupBudget, _ nowMs: Int64) -> Bool {
    let key = "\(pod.namespace)/\(pod.name)"
    let first = firstResizingMs[key] ?? nowMs
    firstResizingMs[key] = first
    return budget.allowsDisruption && pod.givesUpResize(afterMs: nowMs - first)
  }

  private mutating func decide(
    _ index: Int, _ round: VPAUpdateRound, _ vpa: VerticalPodAutoscaler, _ budget: PodGroupBudget?
  ) -> ResizeDecision {
    let pod = round.pods[index]
    guard let budget, pod.phase != "Pending", let recommendation = vpa.status?.recommendation else {
      return .deferred
    }
    let isInPlace = vpa.updateMode == .inPlace
    if isInPlace, let last = infeasible[pod.identity], !recommendation.lowersAny(of: last) { return .skipped }
    let status = pod.resizeStatus
    if status != .none {
      if isInPlace { return status == .infeasible ? .infeasible : .deferred }
      return canEvictResizing(pod, budget, round.nowMs) ? .evict : .deferred
    }
    if configuration.inPlaceSkipDisruptionBudget, !pod.containers.contains(where: \.restartsOnResize) {
      return .approved
    }
    return budget.allowsDisruption ? .approved : .deferred
  }

  private func canUnboost(
    _ pod: VPAPod, _ budget: PodGroupBudget?, _ vpa: VerticalPodAutoscaler, _ nowMs: Int64
  ) -> Bool {
    guard let budget, pod.phase != "Pending", !pod.containersToUnboost(vpa, atMs: nowMs).isEmpty,
      pod.resizeStatus == .none
    else { return false }
    return budget.allowsDisruption
  }

  /// Resizes a pod to the recommendation, or a boosted one back to it; refused where there is nothing to do.
  private func resize(
    _ index: Int, _ round: VPAUpdateRound, _ vpa: VerticalPodAutoscaler, _ capping: VPACapping,
    endsBoost: Bool,
    _ budgets: inout PodGroupBudgets, _ act: (VPAUpdateAction) -> VPAActionOutcome
  ) -> VPAActionOutcome {
    let pod = round.pods[index]
    let expired = pod.containersToUnboost(vpa, atMs: round.nowMs)
    if budgets[index] == nil { return .refused }
    guard let change = resizing(pod, vpa, capping, unboosting: expired) else { return .refused }
    let outcome = act(
      .resize(
        pod: index, change: change, removing: expired.map(VPAAnnotation.boost), endsBoost: endsBoost))
    if outcome == .done { budgets.countResize(of: index) }
    return outcome
  }

  /// The new sizes of a pod's containers, nil if none changes or the recommendation does not fit.
  private func resizing(
    _ pod: VPAPod, _ vpa: VerticalPodAutoscaler, _ capping: VPACapping, unboosting expired: [String]
  ) -> VPAPodChange? {
    var recommended: [VPAResources]?
    if vpa.updateMode != .off {
      guard let found = try? VPAAdmission(capping: capping).resources(for: pod, vpa) else { return nil }
      recommended = found.resources
    }
    var change = VPAPodChange()
    for (index, container) in pod.containers.enumerated() {
      var resources = recommended?[index] ?? VPAResources()
      let key = VPAAnnotation.boost(container.name)
      if expired.contains(container.name) {
        let isEmpty = (resources.requests ?? [:]).isEmpty && (resources.limits ?? [:]).isEmpty
        if isEmpty, let old = pod.annotations?[key].flatMap(VPAAnnotation.resources) { resources = old }
      } else if pod.annotations?[key] != nil || recommended == nil {
        continue
      }
      let own = ContainerChange(index, old: container.spec, new: resources)
      if !own.isEmpty { change.containers.append(own) }
    }
    if change.containers.isEmpty { return nil }
    change.annotations[VPAAnnotation.inPlaceUpdated] = "true"
    return change
  }

  /// The pods that are to be changed, the most urgent first.
  private func ordered(
    _ pods: [Int], _ round: VPAUpdateRound, _ vpa: VerticalPodAutoscaler, _ capping: VPACapping,
    _ note: (Int, VPAUpdateVerdict.Reason, VPAPriority?) -> Void
  ) -> [(pod: Int, priority: VPAPriority)] {
    var accepted: [(pod: Int, priority: VPAPriority, fitted: [RecommendedContainerResources])] = []
    let check = PodAcceptance(vpa, configuration, nowMs: round.nowMs)
    for index in pods {
      let pod = round.pods[index]
      let fitted: [RecommendedContainerResources]
      do throws(VPAInputError) {
        fitted = try capping.fit(
          vpa.status?.recommendation ?? [], policy: vpa.spec.resourcePolicy, to: pod
        ).map(\.recommendation)
      } catch {
        note(index, .unfit(error), nil)
        continue
      }
      if vpa.updateMode == .inPlace, let last = infeasible[pod.identity], !fitted.lowersAny(of: last) {
        note(index, .infeasible, nil)
        continue
      }
      let priority = VPAPriority(pod, fitted)
      if let reason = check.refusal(of: pod, priority) {
        note(index, reason, priority)
      } else {
        accepted.append((index, priority, fitted))
      }
    }
    let sorted = accepted.enumerated().sorted { a, b in
      if b.element.priority < a.element.priority { return true }
      if a.element.priority < b.element.priority { return false }
      return a.offset < b.offset
    }
    return sorted.compactMap { _, entry in
      if check.admits(round.pods[entry.pod], entry.fitted) { return (entry.pod, entry.priority) }
      note(entry.pod, .requirements, entry.priority)
      return nil
    }
  }
}

extension [RecommendedContainerResources] {
  /// Whether the target of any resource is lower than in an earlier recommendation.
  func lowersAny(of last: [RecommendedContainerResources]) -> Bool {
    contains { item in
      guard let old = last.last(where: { $0.containerName == item.containerName }) else { return false }
      return item.target.contains { resource, amount in old.target[resource].map { amount < $0 } ?? false }
    }
  }
}
