import Kubernetes

extension ClusterSnapshot {
  /// The class of pods with a description, compiled if it is new.
  ///
  /// Do so once per template, not per pod. Complexity: O(classes + selectors), and O(pods + nodes) for each counter
  /// that no class used before.
  public mutating func podClass(_ description: PodDescription) -> PodClassID {
    if let known = classIDs[description] { return known }
    let id = PodClassID(Int32(classes.count))
    classIDs[description] = id
    classes.append(compiled(description))
    link(id.index)
    addOwnTerms(id.index)
    return id
  }

  /// How many classes are known.
  public var classCount: Int { classes.count }

  /// What a class was compiled from.
  public func description(of podClass: PodClassID) -> PodDescription {
    classes[Int(podClass.index)].description
  }

  /// A choice of pods by namespaces and labels, to be asked about with ``selects(_:_:)``.
  public mutating func selector(namespaces: [String], labels: LabelSelector?) -> PodSelectorID {
    PodSelectorID(index: selectors.number(of: PodSelector(namespaces: namespaces, labelSelector: labels)))
  }

  /// Tells whether a selector means the pods of a class.
  public func selects(_ selector: PodSelectorID, _ podClass: PodClassID) -> Bool {
    means(selector.index, podClass.index)
  }

  func means(_ selector: Int32, _ podClass: Int32) -> Bool {
    let pod = classes[Int(podClass)].description
    return selectors[selector].matches(pod, namespaceLabels: namespaceLabels[pod.namespace] ?? [:])
  }

  private mutating func compiled(_ pod: PodDescription) -> PodClass {
    var result = PodClass(description: pod)
    let asked = PodRequest(pod.spec)
    let counted = PodRequest.counted(pod.spec)
    (result.milliCPU, result.memory, result.storage) = (asked.milliCPU, asked.memory, asked.ephemeralStorage)
    (result.countedMilliCPU, result.countedMemory) = (counted.milliCPU, counted.memory)
    result.scalars = asked.scalars.map {
      PodClass.ScalarRequest(resource: scalar($0.name), amount: $0.amount)
    }
    result.tolerations = taints.number(of: pod.spec.tolerations)
    if let requirement = NodeRequirement(pod.spec) { result.nodeRequirement = number(of: requirement) }
    if let preferred = pod.spec.affinity?.nodeAffinity?.preferred, !preferred.isEmpty {
      result.nodePreference = number(of: preferred)
    }
    result.nodeName = pod.spec.nodeName
    result.hostPorts = HostPort.all(of: pod.spec)
    result.images = (pod.spec.initContainers + pod.spec.containers).map { images.number(of: $0.image) }
    return result
  }

  private mutating func number(of requirement: NodeRequirement) -> Int32 {
    let number = requirements.number(of: requirement)
    if requirementColumns.count < requirements.count {
      requirementColumns.append(
        records.indices.map { records[$0].isPresent && requirement.matches(nodes[$0]) })
    }
    return number
  }

  private mutating func number(of preferred: [PreferredSchedulingTerm]) -> Int32 {
    let number = preferences.number(of: preferred)
    if preferenceColumns.count < preferences.count {
      preferenceColumns.append(
        records.indices.map { records[$0].isPresent ? preferred.weight(of: nodes[$0]) : 0 })
    }
    return number
  }

  /// Enters a new class in all counters that are there.
  private mutating func link(_ podClass: Int32) {
    for column in columnSelectors.indices where means(columnSelectors[column], podClass) {
      classes[Int(podClass)].countedOnNodes.append(Int32(column))
      for (number, counter) in spreadCounters.enumerated() where counter.key.column == Int32(column) {
        classes[Int(podClass)].countedBySpread.append(Int32(number))
      }
    }
    for number in affinityCounters.indices { link(podClass, to: Int32(number)) }
  }

  /// Enters a class in one counter of affinity: as pods it counts, or as pods its terms mean.
  private mutating func link(_ podClass: Int32, to number: Int32) {
    let key = affinityCounters[Int(number)].key
    let index = Int(podClass)
    let term = PodClass.DomainTerm(counter: number, key: key.label)
    switch key.counted {
    case .meant(let selectors):
      if selectors.allSatisfy({ means($0, podClass) }) { classes[index].countedByAffinity.append(number) }
    case .keepingAway(let selector):
      if means(selector, podClass) { classes[index].keptAwayBy.append(term) }
    case .requiring(let selector):
      if means(selector, podClass) {
        classes[index].drawnBy.append(.init(counter: number, key: key.label, weight: 1))
      }
    case .preferring(let selector, let weight):
      if means(selector, podClass) {
        classes[index].drawnBy.append(.init(counter: number, key: key.label, weight: weight))
      }
    }
  }

  /// The number of a counter of affinity, which is made, linked and filled if it is new.
  mutating func affinityCounter(_ counted: AffinityCounter.Counted, label: Int32) -> Int32 {
    let key = AffinityCounter.Key(counted: counted, label: label)
    if let known = affinityNumbers[key] { return known }
    let number = Int32(affinityCounters.count)
    affinityNumbers[key] = number
    affinityCounters.append(AffinityCounter(key: key))
    for index in classes.indices { link(Int32(index), to: number) }
    guard case .meant = counted else { return number }
    for pod in pods where pod.node >= 0 {
      guard classes[Int(pod.podClass)].countedByAffinity.last == number else { continue }
      let domain = labelColumns[Int(label)][Int(pod.node)]
      if domain >= 0 { affinityCounters[Int(number)].domains.add(1, domain: domain) }
    }
    return number
  }

  /// The number of a column of pods per node that a selector means, made and filled if it is new.
  mutating func column(of selector: Int32) -> Int32 {
    if let known = columnNumbers[selector] { return known }
    let number = Int32(columns.count)
    columnNumbers[selector] = number
    columnSelectors.append(selector)
    var counted = [Bool](repeating: false, count: classes.count)
    for index in classes.indices where means(selector, Int32(index)) {
      classes[index].countedOnNodes.append(number)
      counted[index] = true
    }
    var column = [Int32](repeating: 0, count: records.count)
    for pod in pods where pod.node >= 0 && !pod.isTerminating && counted[Int(pod.podClass)] {
      column[Int(pod.node)] += 1
    }
    columns.append(column)
    return number
  }

  /// The number of a counter of spreading, made and filled if it is new.
  mutating func spreadCounter(_ key: SpreadCounter.Key) -> Int32 {
    if let known = spreadNumbers[key] { return known }
    let number = Int32(spreadCounters.count)
    spreadNumbers[key] = number
    var counter = SpreadCounter(key)
    for row in records.indices where records[row].isPresent {
      let domain = labelColumns[Int(key.label)][row]
      if domain >= 0, takesPart(row, in: key) {
        counter.addNode(1, domain: domain, pods: columns[Int(key.column)][row])
      }
    }
    spreadCounters.append(counter)
    for index in classes.indices where classes[index].countedOnNodes.contains(key.column) {
      classes[index].countedBySpread.append(number)
    }
    return number
  }
}
