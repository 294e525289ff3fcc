import Cluster
import Kubernetes
import Scaling
import Scheduling

/// A workload as the VPA sees it: its pods' names, labels and shapes, and what it knows of them.
struct VerticalSubject {
  /// The index of the workload.
  let workload: Int
  let name: String
  let namespace: String
  let kind: String
  let deployment: Deployment
  /// Picks the pods of the workload.
  let selector: LabelSelector
  /// The labels of its pods besides those of a revision.
  private let labels: [String: String]
  /// The shape of each size; the first is the template's.
  private(set) var shapes: [PodShape]
  private var numbers: [PodShape: Int32]
  /// The pods the recommender knows, by number, with its names for their containers.
  private var known: [Int32: [VPARecommender.ContainerID?]] = [:]
  private var knownPods: [Int32] = []
  /// How the last run of a pod's serving container ended, where it was killed for want of memory.
  private var kills: [Int32: ContainerTermination] = [:]
  /// What was last said of a pod.
  private var said: [Int32: String] = [:]
  /// What it adds to its next row.
  var killCount = 0
  var evictionCount = 0
  var resizeCount = 0

  init(_ workload: Int, of scenario: Scenario) {
    let described = scenario.workloads[workload]
    self.workload = workload
    deployment = described.deployment
    name = deployment.metadata.name
    namespace = deployment.metadata.namespace
    kind = described.controller.kind
    var labels = deployment.spec.template.metadata.labels
    if kind == "Job" { labels["batch.kubernetes.io/job-name"] = name }
    self.labels = labels
    selector =
      deployment.spec.selector
      ?? LabelSelector(matchLabels: kind == "Job" ? ["batch.kubernetes.io/job-name": name] : labels)
    let shape = PodShape(deployment.spec.template.spec)
    shapes = [shape]
    numbers = [shape: 0]
  }

  /// The containers that the VPA may size.
  var containers: [Container] { deployment.spec.template.spec.containers }

  /// The number of a shape among the workload's sizes; a new one is told to the cluster.
  mutating func size(of shape: PodShape, _ cluster: inout Cluster) -> Int32 {
    if let known = numbers[shape] { return known }
    let resized = shape.applied(to: deployment)
    let number = cluster.addSize(
      PodSize(PodTemplate(resized), containers: shape.requirements), of: workload,
      description: PodDescription(resized))
    shapes.append(shape)
    numbers[shape] = number
    return number
  }

  /// The labels of a pod: those of its template, its revision and, in a StatefulSet, its name.
  func labels(of pod: SizedPod) -> [String: String] {
    var result = labels
    switch kind {
    case "StatefulSet":
      result["controller-revision-hash"] = "\(name)-\(pod.revision)"
      result["statefulset.kubernetes.io/pod-name"] = "\(name)-\(pod.slot)"
      result["apps.kubernetes.io/pod-index"] = "\(pod.slot)"
    case "DaemonSet": result["controller-revision-hash"] = "\(pod.revision)"
    case "Deployment": result["pod-template-hash"] = "\(pod.revision)"
    default: break
    }
    return result
  }

  /// Tells the recommender of pods that run, and what metrics-server shows of them. Times are dates.
  mutating func observe(_ pods: [SizedPod], _ recommender: inout VPARecommender, epochMs: Int64, nowMs: Int64)
  {
    for pod in pods where pod.isRunning {
      let ids = ids(of: pod, &recommender, atMs: epochMs + nowMs)
      guard pod.sample.exists else { continue }
      for (index, id) in ids.enumerated() {
        guard let id else { continue }
        // The first container serves requests; the others use nothing.
        let date = epochMs + pod.sample.timestampMs
        recommender.observe(cpu: index == 0 ? pod.sample.cpuMilli : 0, of: id, atMs: date)
        recommender.observe(memory: index == 0 ? pod.sample.memoryBytes : 0, of: id, atMs: date)
      }
    }
  }

  private mutating func ids(
    of pod: SizedPod, _ recommender: inout VPARecommender, atMs dateMs: Int64
  ) -> [VPARecommender.ContainerID?] {
    if let ids = known[pod.uid] { return ids }
    let podName = "\(name)-\(pod.uid)"
    let names = containers.map(\.name)
    recommender.setPod(
      namespace: namespace, name: podName, labels: labels(of: pod), containers: names, atMs: dateMs)
    let ids = names.map { recommender.container($0, ofPod: podName, namespace: namespace) }
    known[pod.uid] = ids
    knownPods.append(pod.uid)
    return ids
  }

  /// Takes in how containers ended: the recommender is told of kills for want of memory, with what was requested, or
  /// used where the node was short.
  mutating func take(_ ends: [ContainerEnd], _ recommender: inout VPARecommender, epochMs: Int64) {
    for end in ends {
      guard end.reason == .oomKilled || end.starvedBytes != nil else {
        kills[end.pod] = nil
        continue
      }
      if end.reason == .oomKilled {
        killCount += 1
        kills[end.pod] = ContainerTermination(
          reason: "OOMKilled", startedAtMs: epochMs + end.startedMs, finishedAtMs: epochMs + end.timeMs)
      }
      guard let id = known[end.pod]?.first ?? nil else { continue }
      let request = shapes[Int(end.size)].containers.first?.requests?["memory"]?.value ?? 0
      recommender.observe(
        oomWithRequest: end.starvedBytes ?? request, of: id, atMs: epochMs + end.timeMs)
    }
  }

  /// Forgets pods that are gone.
  mutating func forget(allBut pods: [SizedPod], _ recommender: inout VPARecommender) {
    let present = Set(pods.map(\.uid))
    guard knownPods.contains(where: { !present.contains($0) }) else { return }
    for gone in knownPods where !present.contains(gone) {
      recommender.removePod(namespace: namespace, name: "\(name)-\(gone)")
      known[gone] = nil
      kills[gone] = nil
      said[gone] = nil
    }
    knownPods.removeAll { !present.contains($0) }
  }

  /// Whether something new is to be said of a pod; what is done to it is always said.
  mutating func isNews(_ text: String, of pod: Int32, always: Bool) -> Bool {
    defer { said[pod] = text }
    return always || said[pod] != text
  }
}

/// Pods as objects.
extension VerticalSubject {
  /// A pod as its template makes it, before admission.
  func blueprint() -> VPAPod {
    VPAPod(
      namespace: namespace, name: name, labels: labels, phase: "Pending", isScheduled: false,
      containers: vpaContainers(spec: 0, inForce: nil))
  }

  /// A pod as the API server shows it to the updater.
  func object(_ pod: SizedPod, epochMs: Int64) -> VPAPod {
    var conditions = [
      PodCondition(
        type: "Ready", status: pod.isReady ? "True" : "False",
        lastTransitionTimeMs: pod.isRunning ? epochMs + pod.readyTransitionMs : nil)
    ]
    switch pod.resize {
    case .none: break
    case .inProgress: conditions.append(PodCondition(type: "PodResizeInProgress", status: "True"))
    case .deferred:
      conditions.append(PodCondition(type: "PodResizePending", status: "True", reason: "Deferred"))
    case .infeasible:
      conditions.append(PodCondition(type: "PodResizePending", status: "True", reason: "Infeasible"))
    case .failing:
      conditions.append(PodCondition(type: "PodResizeInProgress", status: "True", reason: "Error"))
    }
    let isOwned = kind == "Deployment"
    let shape = shapes[Int(pod.wantedSize)]
    return VPAPod(
      namespace: namespace, name: kind == "StatefulSet" ? "\(name)-\(pod.slot)" : "\(name)-\(pod.uid)",
      uid: "\(namespace)/\(name)/\(pod.uid)", labels: labels(of: pod),
      annotations: shape.notes.isEmpty ? nil : shape.notes,
      controller: OwnerReference(
        kind: isOwned ? "ReplicaSet" : kind, name: isOwned ? "\(name)-\(pod.revision)" : name,
        controller: true),
      phase: pod.isRunning ? "Running" : "Pending", isScheduled: pod.isBound, isDeleted: pod.isDeleted,
      startTimeMs: pod.isBound ? epochMs + pod.boundMs : nil, conditions: conditions,
      containers: vpaContainers(spec: Int(pod.wantedSize), inForce: Int(pod.size)),
      statuses: kills[pod.uid].map {
        [ContainerStatus(name: containers.first?.name ?? "", isRunning: pod.isRunning, lastTerminated: $0)]
      } ?? [])
  }

  private func vpaContainers(spec: Int, inForce: Int?) -> [VPAContainer] {
    containers.enumerated().map { index, container in
      VPAContainer(
        name: container.name, spec: shapes[spec].containers[index],
        inForce: inForce.map { shapes[$0].containers[index] },
        restartsOnResize: container.resizePolicy.values.contains("RestartContainer"))
    }
  }

  /// What manages its pods: for a Deployment a ReplicaSet a revision.
  func controllers(_ pods: [SizedPod], _ state: borrowing WorkloadState) -> [VPAUpdateRound.Controller] {
    func controller(_ kind: String, _ controllerName: String, _ replicas: Int) -> VPAUpdateRound.Controller {
      VPAUpdateRound.Controller(
        kind: kind, name: controllerName, namespace: namespace, replicas: replicas, topKind: self.kind,
        topName: name)
    }
    guard kind == "Deployment" else {
      return [controller(kind, name, Int(kind == "DaemonSet" ? state.readyCount : state.replicas))]
    }
    let revisions = Set(pods.map(\.revision)).sorted()
    return revisions.map { revision in
      let alive = pods.count { $0.revision == revision && !$0.isDeleted }
      return controller(
        "ReplicaSet", "\(name)-\(revision)", revisions.count == 1 ? Int(state.replicas) : alive)
    }
  }
}
