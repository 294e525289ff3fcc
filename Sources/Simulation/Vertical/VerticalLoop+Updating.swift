import Cluster
import Kubernetes
import Scaling

/// The updater's turn.
extension VerticalLoop {
  /// Looks at all pods that a VPA controls, and evicts or resizes those that need it.
  mutating func update(_ cluster: inout Cluster, nowMs: Int64) {
    guard isActive, targets.contains(where: { $0.isHandled }) else { return }
    var places: [(subject: Int, pod: SizedPod)] = []
    var controllers: [VPAUpdateRound.Controller] = []
    for subject in subjects.indices where targets.contains(where: { $0.subject == subject }) {
      let pods = cluster.sizedPods(of: subjects[subject].workload, isFresh: true)
      controllers += subjects[subject].controllers(pods, cluster.workloads[subjects[subject].workload])
      places += pods.map { (subject, $0) }
    }
    let round = VPAUpdateRound(
      nowMs: epochMs + nowMs,
      targets: targets.map { .init(vpa: $0.vpa, selector: subjects[$0.subject].selector) },
      pods: places.map { subjects[$0.subject].object($0.pod, epochMs: epochMs) }, controllers: controllers,
      limitRanges: described.limitRanges)
    // By itself, so that it may act on all the rest.
    var updater = updater
    let verdicts = updater.run(round) { action in
      carryOut(action, round, places, &cluster, nowMs: nowMs)
    }
    self.updater = updater
    for verdict in verdicts { note(verdict, round, places, nowMs: nowMs) }
  }

  private mutating func carryOut(
    _ action: VPAUpdateAction, _ round: VPAUpdateRound, _ places: [(subject: Int, pod: SizedPod)],
    _ cluster: inout Cluster, nowMs: Int64
  ) -> VPAActionOutcome {
    switch action {
    case .evict(let index):
      let (subject, pod) = places[index]
      guard cluster.evict(subjects[subject].workload, pod: pod.uid, nowMs: nowMs) else { return .refused }
      subjects[subject].evictionCount += 1
      return .done
    case .resize(let index, let change, let removed, _):
      let (subject, pod) = places[index]
      let before = subjects[subject].shapes[Int(pod.wantedSize)]
      let after = PodShape(change.applied(to: round.pods[index]), removing: removed)
      let refusal = refusal(of: after, instead: before, subject, &cluster)
      guard refusal == .done else { return refusal }
      let inForce = subjects[subject].shapes[Int(pod.size)]
      let reserved = size(of: inForce.joined(after), subject, &cluster)
      let isDone = cluster.resize(
        subjects[subject].workload, pod: pod.uid, to: size(of: after, subject, &cluster), reserving: reserved,
        restarts: subjects[subject].restarts(from: inForce, to: after), nowMs: nowMs)
      if isDone { subjects[subject].resizeCount += 1 }
      return isDone ? .done : .refused
    }
  }

  /// What the API server says to a resize.
  ///
  /// Source: pkg/apis/core/validation ValidatePodResize: not before 1.33, where the gate InPlacePodVerticalScaling is
  /// off; never into another class of service; in 1.33 no lower memory limit unless the container restarts for it. From
  /// 1.36 on an admission plugin forbids what the node could not hold if it were empty.
  private func refusal(
    of shape: PodShape, instead before: PodShape, _ subject: Int, _ cluster: inout Cluster
  ) -> VPAActionOutcome {
    guard minorVersion >= 33, shape.qualityOfService == before.qualityOfService else { return .refused }
    for (index, container) in subjects[subject].containers.enumerated() {
      let resources = shape.containers[index]
      for (name, limit) in resources.limits ?? [:] where (resources.requests?[name] ?? limit) > limit {
        return .refused
      }
      if minorVersion == 33, let limit = resources.limits?["memory"],
        let old = before.containers[index].limits?["memory"], limit < old,
        container.resizePolicy["memory"] != "RestartContainer"
      {
        return .refused
      }
    }
    guard minorVersion >= 36 else { return .done }
    let resized = PodTemplate(shape.applied(to: subjects[subject].deployment))
    let isHeld = cluster.nodes.contains {
      !$0.isGone && $0.cpuMilli >= resized.requestCPUMilli && $0.memoryBytes >= resized.requestMemoryBytes
    }
    return isHeld ? .done : .infeasible
  }

  private mutating func note(
    _ verdict: VPAUpdateVerdict, _ round: VPAUpdateRound, _ places: [(subject: Int, pod: SizedPod)],
    nowMs: Int64
  ) {
    let (subject, pod) = places[verdict.pod]
    let vpa = targets[verdict.target].vpa
    let (kind, reason) = VerticalWords.words(verdict)
    guard subjects[subject].isNews(reason, of: pod.uid, always: kind != .kept && kind != .refused) else {
      return
    }
    decisions.append(
      VerticalDecision(
        timeMs: nowMs, autoscaler: vpa.metadata.name, workload: subjects[subject].name, pod: pod.uid,
        kind: kind, reason: reason, detail: VerticalWords.detail(round.pods[verdict.pod], vpa)))
  }
}

extension VerticalLoop.Target {
  /// Whether the updater does anything with its pods.
  fileprivate var isHandled: Bool {
    switch vpa.updateMode {
    case .off, .initial: vpa.spec.startupBoost != nil || vpa.spec.resourcePolicy != nil
    default: true
    }
  }
}

extension VerticalSubject {
  /// Whether the serving container starts again to be of another shape.
  fileprivate func restarts(from before: PodShape, to after: PodShape) -> Bool {
    guard let container = containers.first, let old = before.containers.first,
      let new = after.containers.first
    else { return false }
    return container.resizePolicy.contains { resource, policy in
      policy == "RestartContainer"
        && (old.requests?[resource] != new.requests?[resource]
          || old.limits?[resource] != new.limits?[resource])
    }
  }
}
