import Kubernetes

/// Turning the terms of a pod into counters to read.
extension ClusterSnapshot {
  /// Gives a new class the counters its own constraints and terms read, and enters it as one that has them.
  mutating func addOwnTerms(_ podClass: Int32) {
    let index = Int(podClass)
    let pod = classes[index].description
    addSpread(podClass, pod)
    let affinity = pod.spec.affinity
    addRequiredAffinity(podClass, pod, affinity?.podAffinity?.required ?? [])
    for term in affinity?.podAntiAffinity?.required ?? [] {
      let selector = selectors.number(of: PodSelector(term, of: pod))
      let label = label(term.topologyKey)
      let counter = affinityCounter(.meant([selector]), label: label)
      classes[index].requiredAntiAffinity.append(.init(counter: counter, key: label))
      own(podClass, affinityCounter(.keepingAway(selector), label: label))
    }
    for term in affinity?.podAffinity?.required ?? [] {
      let selector = selectors.number(of: PodSelector(term, of: pod))
      own(podClass, affinityCounter(.requiring(selector), label: label(term.topologyKey)))
    }
    addPreferred(podClass, pod, affinity?.podAffinity?.preferred ?? [], sign: 1)
    addPreferred(podClass, pod, affinity?.podAntiAffinity?.preferred ?? [], sign: -1)
  }

  private mutating func own(_ podClass: Int32, _ counter: Int32) {
    classes[Int(podClass)].countedByAffinity.append(counter)
  }

  private mutating func addRequiredAffinity(
    _ podClass: Int32, _ pod: PodDescription, _ terms: [PodAffinityTerm]
  ) {
    if terms.isEmpty { return }
    var meant: [Int32] = []
    for term in terms { meant.append(selectors.number(of: PodSelector(term, of: pod))) }
    meant.sort()
    classes[Int(podClass)].meetsOwnAffinity = meant.allSatisfy { means($0, podClass) }
    for term in terms {
      let label = label(term.topologyKey)
      let counter = affinityCounter(.meant(meant), label: label)
      classes[Int(podClass)].requiredAffinity.append(.init(counter: counter, key: label))
    }
  }

  private mutating func addPreferred(
    _ podClass: Int32, _ pod: PodDescription, _ terms: [WeightedPodAffinityTerm], sign: Int64
  ) {
    for weighted in terms {
      let selector = selectors.number(of: PodSelector(weighted.podAffinityTerm, of: pod))
      let label = label(weighted.podAffinityTerm.topologyKey)
      let weight = sign * Int64(weighted.weight)
      let counter = affinityCounter(.meant([selector]), label: label)
      classes[Int(podClass)].preferredAffinity.append(.init(counter: counter, key: label, weight: weight))
      own(podClass, affinityCounter(.preferring(selector, weight: weight), label: label))
    }
  }

  private mutating func addSpread(_ podClass: Int32, _ pod: PodDescription) {
    var constraints = pod.spec.topologySpreadConstraints
    var needsAllKeys = true
    if constraints.isEmpty, let selector = pod.spreadingSelector, !selector.isEmpty {
      constraints = defaultSpreading.constraints
      for index in constraints.indices { constraints[index].labelSelector = selector }
      needsAllKeys = defaultSpreading != .system
    }
    let hard = constraints.filter { $0.whenUnsatisfiable == "DoNotSchedule" }
    let soft = constraints.filter { $0.whenUnsatisfiable == "ScheduleAnyway" }
    let hardTerms = spreadTerms(podClass, pod, hard, needsAllKeys: true)
    let softTerms = spreadTerms(podClass, pod, soft, needsAllKeys: needsAllKeys)
    classes[Int(podClass)].hardSpread = hardTerms
    classes[Int(podClass)].softSpread = softTerms
    classes[Int(podClass)].softSpreadNeedsAllKeys = needsAllKeys
  }

  private mutating func spreadTerms(
    _ podClass: Int32, _ pod: PodDescription, _ constraints: [TopologySpreadConstraint], needsAllKeys: Bool
  ) -> [PodClass.SpreadTerm] {
    var required: [Int32] = []
    for constraint in constraints { required.append(label(constraint.topologyKey)) }
    let labels = needsAllKeys ? Array(Set(required)).sorted() : []
    return constraints.map { constraint in
      let selector = selectors.number(of: PodSelector(constraint, of: pod))
      let column = column(of: selector)
      let label = label(constraint.topologyKey)
      let honorsAffinity = constraint.nodeAffinityPolicy != "Ignore"
      let honorsTaints = constraint.nodeTaintsPolicy == "Honor"
      let counter = spreadCounter(
        SpreadCounter.Key(
          column: column, label: label, requiredLabels: labels,
          nodeRequirement: honorsAffinity ? classes[Int(podClass)].nodeRequirement : -1,
          tolerations: honorsTaints ? classes[Int(podClass)].tolerations : -1))
      return PodClass.SpreadTerm(
        counter: counter, key: label, column: column, maxSkew: constraint.maxSkew,
        minDomains: constraint.minDomains ?? 1, countsSelf: means(selector, podClass),
        isHostname: constraint.topologyKey == NodeLabels.hostname)
    }
  }
}
