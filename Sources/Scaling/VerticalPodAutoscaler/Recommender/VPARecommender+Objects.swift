import Kubernetes

/// Pods and VPAs coming, changing and going.
extension VPARecommender {
  /// Tells of a pod, new or changed; its containers by name.
  ///
  /// `nowMs` dates histories that begin here. A pod whose labels changed begins new histories.
  public mutating func setPod(
    namespace: String = "default", name: String, labels: [String: String], phase: String = "Running",
    containers names: [String], hasController: Bool = true, atMs nowMs: Int64
  ) {
    let key = PodKey(namespace: namespace, name: name)
    let isOver = phase == "Succeeded" || phase == "Failed"
    let number: Int
    if let known = podNumbers[key], var record = pods[Int(known)] {
      number = Int(known)
      record.isOver = isOver
      record.hasController = hasController
      if record.labels != labels {
        record.labels = labels
        for container in record.containers {
          containers[Int(container)].aggregate = aggregateNumber(
            of: containers[Int(container)].name, in: record, atMs: nowMs)
        }
      }
      pods[number] = record
    } else {
      let record = PodRecord(
        key: key, labels: labels, isOver: isOver, hasController: hasController, containers: [])
      if let free = freePods.popLast() {
        number = Int(free)
        pods[number] = record
      } else {
        number = pods.count
        pods.append(record)
      }
      podNumbers[key] = Int32(number)
    }
    guard var record = pods[number] else { return }
    for name in names where !record.containers.contains(where: { containers[Int($0)].name == name }) {
      let aggregate = aggregateNumber(of: name, in: record, atMs: nowMs)
      let usage = ContainerUsage(aggregate: aggregate, pod: Int32(number), name: name)
      if let free = freeContainers.popLast() {
        record.containers.append(free)
        containers[Int(free)] = usage
      } else {
        record.containers.append(Int32(containers.count))
        containers.append(usage)
      }
    }
    pods[number] = record
  }

  /// Tells that a pod is gone; its history stays until it is collected.
  public mutating func removePod(namespace: String = "default", name: String) {
    guard let number = podNumbers.removeValue(forKey: PodKey(namespace: namespace, name: name)) else {
      return
    }
    for container in pods[Int(number)]?.containers ?? [] {
      containers[Int(container)] = ContainerUsage(
        aggregate: ContainerUsage.gone, pod: number, name: containers[Int(container)].name)
      freeContainers.append(container)
    }
    pods[Int(number)] = nil
    freePods.append(number)
  }

  /// The number of a container, nil if nobody told of it.
  public func container(_ name: String, ofPod pod: String, namespace: String = "default") -> ContainerID? {
    guard let number = podNumbers[PodKey(namespace: namespace, name: pod)], let record = pods[Int(number)]
    else { return nil }
    return record.containers.first { containers[Int($0)].name == name }.map(ContainerID.init)
  }

  /// Tells of a VPA, new or changed, with the selector of the pods its target makes.
  @discardableResult
  public mutating func setVPA(_ vpa: VerticalPodAutoscaler, selector: LabelSelector) -> VPAID {
    let key = PodKey(namespace: vpa.metadata.namespace, name: vpa.metadata.name)
    let number: Int
    if let known = vpaNumbers[key], let old = vpas[Int(known)] {
      number = Int(known)
      if old.selector == selector {
        vpas[number]?.vpa = vpa
        if old.vpa.spec.resourcePolicy != vpa.spec.resourcePolicy {
          for link in old.links { adopt(vpa, in: link) }
        }
        vpas[number]?.plan = nil
        return VPAID(index: Int32(number))
      }
      vpas[number] = VPARecord(vpa: vpa, selector: selector)
    } else {
      number = vpas.count
      vpaNumbers[key] = Int32(number)
      vpas.append(VPARecord(vpa: vpa, selector: selector))
    }
    for (aggregate, key) in aggregateKeys.enumerated() {
      if let key { link(Int32(aggregate), key, to: number) }
    }
    return VPAID(index: Int32(number))
  }

  /// Tells that a VPA is gone, and with it what was loaded from its checkpoints.
  public mutating func removeVPA(namespace: String = "default", name: String) {
    guard let number = vpaNumbers.removeValue(forKey: PodKey(namespace: namespace, name: name)) else {
      return
    }
    vpas[Int(number)] = nil
  }

  /// The number of a VPA, nil if nobody told of it.
  public func vpa(_ name: String, namespace: String = "default") -> VPAID? {
    vpaNumbers[PodKey(namespace: namespace, name: name)].map(VPAID.init)
  }

  /// The numbers of all VPAs, sorted by namespace and name.
  public var allVPAs: [VPAID] {
    vpaNumbers.sorted { ($0.key.namespace, $0.key.name) < ($1.key.namespace, $1.key.name) }
      .map { VPAID(index: $0.value) }
  }

  /// The object of a VPA as it was last told.
  public func object(of vpa: VPAID) -> VerticalPodAutoscaler? { vpas[Int(vpa.index)]?.vpa }

  /// The number of pods a VPA's selector picks.
  public func podCount(of vpa: VPAID) -> Int {
    guard let record = vpas[Int(vpa.index)] else { return 0 }
    return pods.count {
      $0.map {
        $0.key.namespace == record.vpa.metadata.namespace && record.selector.matches($0.labels)
      } ?? false
    }
  }

  /// The state that containers of a name in pods like this one share, made if there is none.
  mutating func aggregateNumber(of container: String, in pod: PodRecord, atMs nowMs: Int64) -> Int32 {
    let key = AggregateKey(namespace: pod.key.namespace, container: container, labels: pod.labels)
    if let number = aggregateNumbers[key] { return number }
    let number: Int32
    let state = AggregateState(configuration, creationMs: nowMs)
    if let free = freeAggregates.popLast() {
      number = free
      aggregates[Int(free)] = state
      aggregateKeys[Int(free)] = key
    } else {
      number = Int32(aggregates.count)
      aggregates.append(state)
      aggregateKeys.append(key)
    }
    aggregateNumbers[key] = number
    for vpa in vpas.indices { link(number, key, to: vpa) }
    return number
  }

  private mutating func link(_ aggregate: Int32, _ key: AggregateKey, to vpa: Int) {
    guard let record = vpas[vpa], record.vpa.metadata.namespace == key.namespace,
      record.selector.matches(key.labels)
    else { return }
    vpas[vpa]?.links.append(aggregate)
    vpas[vpa]?.plan = nil
    adopt(record.vpa, in: aggregate)
  }

  private mutating func adopt(_ vpa: VerticalPodAutoscaler, in aggregate: Int32) {
    guard let key = aggregateKeys[Int(aggregate)] else { return }
    aggregates[Int(aggregate)].adopt(
      vpa.spec.resourcePolicy?.policy(for: key.container), perVPAConfig: configuration.perVPAConfig)
  }

  /// Drops histories that no longer count, at most once in the configuration's interval.
  ///
  /// Dropped is what has no CPU sample and no pod that is still to run, and what had no sample for as long as
  /// history reaches back.
  public mutating func collectGarbage(atMs nowMs: Int64) {
    if let last = lastCollectionMs, nowMs - last < configuration.collectionIntervalMs { return }
    lastCollectionMs = nowMs
    var contributes = Array(repeating: false, count: aggregates.count)
    for pod in pods {
      guard let pod, !pod.isOver || pod.hasController else { continue }
      for container in pod.containers {
        let number = containers[Int(container)].aggregate
        if number >= 0 { contributes[Int(number)] = true }
      }
    }
    var isDropped = Array(repeating: false, count: aggregates.count)
    for (number, key) in aggregateKeys.enumerated() {
      guard let key else { continue }
      let state = aggregates[number]
      if state.sampleCount == 0 && !contributes[number] || state.isExpired(atMs: nowMs) {
        isDropped[number] = true
        aggregateNumbers[key] = nil
        aggregateKeys[number] = nil
        freeAggregates.append(Int32(number))
      }
    }
    guard isDropped.contains(true) else { return }
    for index in containers.indices {
      let number = containers[index].aggregate
      if number >= 0, isDropped[Int(number)] { containers[index].aggregate = -1 }
    }
    for index in vpas.indices {
      vpas[index]?.links.removeAll { isDropped[Int($0)] }
      vpas[index]?.plan = nil
    }
  }
}
