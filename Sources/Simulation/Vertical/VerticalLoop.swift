import Cluster
import Kubernetes
import Scaling

/// The Vertical Pod Autoscaler in the loop: its recommender, its webhook and its updater.
///
/// The recommender reads metrics-server's samples and kills for want of memory, the webhook sizes new pods by what it
/// last said, the updater evicts or resizes the others. Each takes its turns like any loop, the first an interval after
/// the start, as upstream's tickers do.
struct VerticalLoop {
  let described: ScenarioVertical
  let epochMs: Int64
  let horizonMs: Int64
  /// The minor version of Kubernetes, which decides whether pods can be resized.
  let minorVersion: Int
  var recommender: VPARecommender
  var updater: VPAUpdater
  /// The workloads it looks at, in the order of the scenario.
  var subjects: [VerticalSubject]
  var targets: [Target] = []
  /// What it did, and why not more.
  var decisions: [VerticalDecision] = []
  /// Sizes that others have to learn of: a Deployment whose pods have it, by workload.
  var newSizes: [(workload: Int, size: Int32, deployment: Deployment)] = []
  /// Why the run cannot go on, nil as long as it can.
  var failure: InputProblem?
  private var recordings: [[VerticalRecording]]
  private var lastMs: Int64 = 0
  /// Whether it does more than recommend.
  private(set) var isActive: Bool

  /// A VPA with the place of the workload it sizes among the subjects.
  struct Target {
    var vpa: VerticalPodAutoscaler
    let subject: Int
    let id: VPARecommender.VPAID
  }

  init(_ described: ScenarioVertical, scenario: Scenario, cluster: inout Cluster) {
    self.described = described
    epochMs = scenario.epochMs
    horizonMs = scenario.horizonMs
    minorVersion = scenario.hpa.version.minor
    recommender = VPARecommender(described.recommender)
    updater = VPAUpdater(described.updater)
    isActive = described.offUntilMs <= 0
    let names = described.watched + described.autoscalers.compactMap { $0.spec.targetRef?.name }
    let workloads = scenario.workloads.indices.filter {
      names.contains(scenario.workloads[$0].deployment.metadata.name)
    }
    subjects = workloads.map { VerticalSubject($0, of: scenario) }
    recordings = []
    for vpa in described.autoscalers {
      guard
        let subject = subjects.firstIndex(where: {
          $0.name == vpa.spec.targetRef?.name && $0.kind == vpa.spec.targetRef?.kind
        })
      else { continue }
      let id = recommender.setVPA(vpa, selector: subjects[subject].selector)
      targets.append(Target(vpa: vpa, subject: subject, id: id))
    }
    for workload in workloads { cluster.keepEnds(of: workload) }
    recordings = subjects.indices.map { subject in
      let owner = spokesman(of: subject).map { targets[$0].vpa.metadata.name } ?? ""
      return subjects[subject].containers.enumerated().map { index, container in
        VerticalRecording(
          workload: subjects[subject].name, container: container.name, serves: index == 0, autoscaler: owner)
      }
    }
    if isActive { for subject in subjects.indices { admit(subject, &cluster) } }
  }

  /// The place of the VPA of a workload that comes first of those asked for: the oldest, then the first by name.
  private func first(of subject: Int, where isMeant: (Target) -> Bool) -> Int? {
    targets.indices.filter { targets[$0].subject == subject && isMeant(targets[$0]) }.min { a, b in
      let (first, second) = (targets[a].vpa.metadata, targets[b].vpa.metadata)
      let (born, otherBorn) = (first.creationTimestampMs ?? .min, second.creationTimestampMs ?? .min)
      return born != otherBorn ? born < otherBorn : first.name < second.name
    }
  }

  /// The place of the VPA whose recommendation is shown: the one that changes the workload's pods, if there is one.
  private func spokesman(of subject: Int) -> Int? {
    first(of: subject) { $0.vpa.updateMode != .off } ?? first(of: subject) { _ in true }
  }

  /// The recommender's turn: samples, kills, pods that are gone, recommendations.
  mutating func recommend(_ cluster: inout Cluster, nowMs: Int64) {
    var pods: [[SizedPod]] = []
    for index in subjects.indices {
      let workload = subjects[index].workload
      cluster.advance(workload, to: nowMs)
      let seen = cluster.sizedPods(of: workload, isFresh: cluster.showsLastScrape(of: workload, at: nowMs))
      subjects[index].observe(seen, &recommender, epochMs: epochMs, nowMs: nowMs)
      pods.append(seen)
    }
    for index in subjects.indices {
      subjects[index].take(cluster.takeEnds(of: subjects[index].workload), &recommender, epochMs: epochMs)
    }
    for index in subjects.indices { subjects[index].forget(allBut: pods[index], &recommender) }
    let begins = !isActive && nowMs >= described.offUntilMs
    isActive = isActive || begins
    var isNew = subjects.map { _ in begins }
    for index in targets.indices {
      let told = recommender.recommendation(for: targets[index].id)
      let recommendation = told.isEmpty ? nil : told
      guard recommendation != targets[index].vpa.status?.recommendation else { continue }
      targets[index].vpa.status = VerticalPodAutoscalerStatus(recommendation: recommendation)
      isNew[targets[index].subject] = true
    }
    recommender.collectGarbage(atMs: epochMs + nowMs)
    for subject in subjects.indices where isActive && isNew[subject] { admit(subject, &cluster) }
    for subject in subjects.indices { record(subject, pods[subject], nowMs: nowMs) }
    lastMs = nowMs
  }

  /// Lets the new pods of a workload have the size that the webhook gives them.
  private mutating func admit(_ subject: Int, _ cluster: inout Cluster) {
    let webhook = VPAAdmission(
      capping: VPACapping(limitRanges: described.limitRanges, namespace: subjects[subject].namespace),
      startupBoostEnabled: described.updater.startupBoost, maxAllowedCPUBoost: described.maxAllowedCPUBoost)
    let pod = subjects[subject].blueprint()
    let selector = subjects[subject].selector
    guard let owner = first(of: subject, where: { webhook.matches($0.vpa, pod, selector: selector) }) else {
      return
    }
    let vpa = targets[owner].vpa
    do throws(VPAInputError) {
      let shape = PodShape(try webhook.review(pod, vpa).applied(to: pod))
      cluster.admit(size(of: shape, subject, &cluster), of: subjects[subject].workload)
    } catch {
      failure = InputProblem(
        path: "VerticalPodAutoscaler \(vpa.metadata.name)", message: error.description,
        hint: "give every container requests, or no LimitRange of type Pod")
    }
  }

  /// The number of a shape among the sizes of a workload.
  mutating func size(of shape: PodShape, _ subject: Int, _ cluster: inout Cluster) -> Int32 {
    let before = subjects[subject].shapes.count
    let number = subjects[subject].size(of: shape, &cluster)
    if subjects[subject].shapes.count > before {
      newSizes.append(
        (subjects[subject].workload, number, shape.applied(to: subjects[subject].deployment)))
    }
    return number
  }
}

/// What it leaves behind.
extension VerticalLoop {
  /// Writes a row of each container of a workload.
  private mutating func record(_ subject: Int, _ pods: [SizedPod], nowMs: Int64) {
    let recommended = spokesman(of: subject).flatMap { targets[$0].vpa.status?.recommendation } ?? []
    for index in recordings[subject].indices {
      var row = VerticalRow(timeMs: lastMs)
      if index == 0 {
        row.kills = subjects[subject].killCount
        row.evictions = subjects[subject].evictionCount
        row.resizes = subjects[subject].resizeCount
      }
      if let item = recommended.first(where: { $0.containerName == recordings[subject][index].container }) {
        row.cpu.note(item, "cpu")
        row.memory.note(item, "memory")
      }
      var count = 0.0
      for pod in pods where pod.isRunning && pod.sample.exists {
        let resources = subjects[subject].shapes[Int(pod.size)].containers[index]
        let serves: Int64 = index == 0 ? 1 : 0
        count += 1
        row.cpu.note(
          usage: Double(serves * pod.sample.cpuMilli) / 1_000,
          demand: Double(serves * (pod.sample.cpuMilli + pod.waitingMilli)) / 1_000,
          request: Double(resources.requests?["cpu"]?.milliValue ?? 0) / 1_000,
          limit: (resources.limits?["cpu"]?.milliValue).map { Double($0) / 1_000 }, ms: nowMs - lastMs, count)
        let bytes = Double(serves * pod.sample.memoryBytes)
        row.memory.note(
          usage: bytes, demand: bytes, request: Double(resources.requests?["memory"]?.value ?? 0),
          limit: nil, ms: nowMs - lastMs, count)
      }
      recordings[subject][index].rows.append(row)
    }
    subjects[subject].killCount = 0
    subjects[subject].evictionCount = 0
    subjects[subject].resizeCount = 0
  }

  /// The recordings at the end of a run; what happened after the recommender's last turn counts to its last row.
  mutating func finish(_ cluster: inout Cluster) -> [VerticalRecording] {
    for index in subjects.indices {
      subjects[index].take(cluster.takeEnds(of: subjects[index].workload), &recommender, epochMs: epochMs)
      guard let first = recordings[index].first, let last = first.rows.indices.last else { continue }
      recordings[index][0].rows[last].kills += subjects[index].killCount
      recordings[index][0].rows[last].evictions += subjects[index].evictionCount
      recordings[index][0].rows[last].resizes += subjects[index].resizeCount
    }
    return recordings.flatMap(\.self)
  }
}

extension VerticalPart {
  /// Notes what is recommended.
  fileprivate mutating func note(_ item: RecommendedContainerResources, _ resource: String) {
    func amount(_ list: [String: Quantity]?) -> Double {
      guard let found = list?[resource] else { return .nan }
      return resource == "cpu" ? Double(found.milliValue) / 1_000 : Double(found.value)
    }
    target = amount(item.target)
    lowerBound = amount(item.lowerBound)
    upperBound = amount(item.upperBound)
  }

  /// Notes one more pod, the `count`th.
  fileprivate mutating func note(
    usage used: Double, demand: Double, request asked: Double, limit: Double?, ms: Int64, _ count: Double
  ) {
    request = count == 1 ? asked : request + (asked - request) / count
    if !(usage >= used) { usage = used }
    tally.add(
      VerticalInterval(durationMs: ms, usage: used, request: asked, limit: limit, demand: demand))
  }
}
