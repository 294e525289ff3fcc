import Kubernetes

/// The objects around one HPA: its target, the pods of its namespace, other HPAs.
struct ClusterObjects {
  /// What an HPA scales, of whatever kind.
  struct Target {
    var replicas: Int32?
    var statusReplicas: Int32?
    var selector: LabelSelector?
  }

  let autoscaler: HorizontalPodAutoscaler
  /// The target, nil if it is not in the input.
  let target: Target?
  /// The pods of the namespace, or where the target is not there, those that seem to be its own.
  let pods: [SituationPod]
  /// Other HPAs of the namespace whose targets are in the input.
  let rivals: [HPASituation.OtherAutoscaler]
  private let podsAreGuessed: Bool
  private let times: [Int64]

  init(_ manifests: [Manifest], for autoscaler: HorizontalPodAutoscaler) {
    self.autoscaler = autoscaler
    let namespace = autoscaler.metadata.namespace
    let own = manifests.filter { $0.namespace == namespace }
    let target = Self.target(autoscaler.spec.scaleTargetRef, in: own)
    let objects = own.compactMap { manifest -> Pod? in
      if case .pod(let pod) = manifest.object { return pod }
      return nil
    }
    let owned = objects.filter { Self.seems($0, ownedBy: autoscaler.spec.scaleTargetRef) }
    podsAreGuessed = target?.selector == nil
    pods = (podsAreGuessed && !owned.isEmpty ? owned : objects).map { SituationPod($0) }
    rivals = own.compactMap { manifest in
      guard case .horizontalPodAutoscaler(let other) = manifest.object,
        other.metadata.name != autoscaler.metadata.name,
        let selector = Self.target(other.spec.scaleTargetRef, in: own)?.selector
      else { return nil }
      return HPASituation.OtherAutoscaler(name: other.metadata.name, selector: selector.description)
    }
    var times: [Int64?] = [autoscaler.metadata.creationTimestampMs, autoscaler.status?.lastScaleTimeMs]
    times += (autoscaler.status?.conditions ?? []).map(\.lastTransitionTimeMs)
    for pod in objects {
      times += [pod.metadata.creationTimestampMs, pod.status?.startTimeMs]
      times += (pod.status?.conditions ?? []).map(\.lastTransitionTimeMs)
    }
    self.times = times.compactMap { $0 }
    self.target = target
  }

  /// The newest time of the objects and answers.
  func newestMs(_ answers: MetricsAnswers) -> Int64? {
    (times + (answers.newestMs.map { [$0] } ?? [])).max()
  }

  /// The scale, from the target, else from the HPA's status, with replicas the user may overrule.
  func scale(replicas: Int32?, report: DocumentReport) -> HPASituation.Scale? {
    let reported = autoscaler.status?.currentReplicas
    guard let spec = replicas ?? target?.replicas ?? reported else {
      let reference = autoscaler.spec.scaleTargetRef
      report.problem(
        "neither \(reference.kind) \(reference.name) nor a status of the HPA tells the current replicas",
        at: nil,
        path: "", hint: "give them with --replicas")
      return nil
    }
    return HPASituation.Scale(
      specReplicas: spec, statusReplicas: target?.statusReplicas ?? reported ?? spec,
      selector: target?.selector?.description)
  }

  /// What was taken for granted.
  func assumptions(replicasAreGiven: Bool) -> [String] {
    var notes: [String] = []
    let reference = autoscaler.spec.scaleTargetRef
    if !replicasAreGiven && target?.replicas == nil {
      notes.append(
        "The current replicas are those of the HPA's status, since \(reference.kind) \(reference.name) "
          + "is not in "
          + "the input (change them with --replicas).")
    }
    if pods.isEmpty {
      notes.append("There are no pods of the target in the input, so metrics of pods cannot be computed.")
    } else if podsAreGuessed {
      notes.append(
        "The pods are those that \(reference.kind) \(reference.name) seems to own, or all of the "
          + "namespace if none "
          + "does, since its selector is not in the input.")
    }
    notes.append(
      "The controller's memory is not in the API: earlier recommendations and scale events, which could "
        + "hold the "
        + "change back or slow it, are taken to be none.")
    return notes
  }

  /// Finds a target of any kind.
  private static func target(
    _ reference: CrossVersionObjectReference, in manifests: [Manifest]
  ) -> Target? {
    guard let found = manifests.first(where: { $0.kind == reference.kind && $0.name == reference.name })
    else {
      return nil
    }
    // What is wrong with the object as such is not of interest here, only these fields are.
    let report = DocumentReport()
    var target = Target()
    if let spec = found.node["spec"] {
      _ = Fields.read(spec, path: "", report: report) { fields -> Bool in
        target.replicas = fields.int32("replicas") ?? 1
        target.selector = fields.selector("selector")
        return true
      }
    }
    if let status = found.node["status"] {
      target.statusReplicas = Fields.read(status, path: "", report: report) { $0.int32("replicas") ?? 0 }
    }
    return target
  }

  /// Whether a pod's owner is the target, or a ReplicaSet named as a Deployment's are.
  private static func seems(_ pod: Pod, ownedBy target: CrossVersionObjectReference) -> Bool {
    pod.metadata.ownerReferences.contains { owner in
      if owner.kind == target.kind { return owner.name == target.name }
      guard owner.kind == "ReplicaSet", target.kind == "Deployment" else { return false }
      return owner.name.hasPrefix("\(target.name)-")
        && !owner.name.dropFirst(target.name.count + 1).contains("-")
    }
  }
}

extension SituationPod {
  /// Takes over a pod as the API server describes it.
  init(_ pod: Pod) {
    let ready = pod.status?.condition("Ready")
    self.init(
      name: pod.metadata.name, count: nil, labels: pod.metadata.labels,
      phase: HPAObservation.PodPhase(name: pod.status?.phase ?? "Pending") ?? .unknown,
      isDeleted: pod.metadata.deletionTimestampMs != nil,
      ready: ready.flatMap { HPAObservation.PodReadiness(name: $0.status) } ?? .absent,
      startTimeMs: pod.status?.startTimeMs ?? HPAObservation.noTime,
      readyTransitionMs: ready?.lastTransitionTimeMs ?? HPAObservation.zeroTime, spec: pod.spec)
  }
}
