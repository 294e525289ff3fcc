extension ClusterSnapshot {
  /// Adds a pod to the sums of its node and to all counts, or takes it away.
  mutating func count(_ pod: PodRecord, _ sign: Int32) {
    let node = Int(pod.node)
    records[node].add(classes[Int(pod.podClass)].amounts, Int64(sign))
    for index in classes[Int(pod.podClass)].scalars.indices {
      let scalar = classes[Int(pod.podClass)].scalars[index]
      scalarRequested[Int(scalar.resource)][node] &+= Int64(sign) &* scalar.amount
    }
    if !classes[Int(pod.podClass)].hostPorts.isEmpty { countPorts(pod, sign) }
    countDomains(pod, sign)
  }

  /// Adds a pod to the counts by domain, or takes it away.
  private mutating func countDomains(_ pod: PodRecord, _ sign: Int32) {
    let index = Int(pod.podClass)
    if !classes[index].countedByAffinity.isEmpty {
      for counter in classes[index].countedByAffinity {
        let domain = labelColumns[Int(affinityCounters[Int(counter)].key.label)][Int(pod.node)]
        if domain >= 0 { affinityCounters[Int(counter)].domains.add(sign, domain: domain) }
      }
    }
    if !pod.isTerminating { countSpread(pod, sign) }
  }

  /// Adds a pod that is not being deleted to the counts of spreading, or takes it away.
  mutating func countSpread(_ pod: PodRecord, _ sign: Int32) {
    let index = Int(pod.podClass)
    if classes[index].countedOnNodes.isEmpty { return }
    for column in classes[index].countedOnNodes { columns[Int(column)][Int(pod.node)] &+= sign }
    for counter in classes[index].countedBySpread {
      let key = spreadCounters[Int(counter)].key
      let domain = labelColumns[Int(key.label)][Int(pod.node)]
      if domain >= 0, takesPart(Int(pod.node), in: key) {
        spreadCounters[Int(counter)].add(sign, domain: domain)
      }
    }
  }

  /// Adds the pods of a node to the counts by domain, or takes them away.
  mutating func countPods(on row: Int, _ sign: Int32) {
    var pod = records[row].firstPod
    while pod >= 0 {
      countDomains(pods[Int(pod)], sign)
      pod = pods[Int(pod)].next
    }
  }

  /// Has a node without counted pods take part in the counts of spreading, or no longer.
  mutating func countNode(_ row: Int, _ sign: Int32) {
    for counter in spreadCounters.indices {
      let key = spreadCounters[counter].key
      let domain = labelColumns[Int(key.label)][row]
      if domain >= 0, takesPart(row, in: key) {
        spreadCounters[counter].addNode(sign, domain: domain, pods: columns[Int(key.column)][row])
      }
    }
  }

  /// Whether pods on a node are counted: it has all labels, and meets the requirements that count.
  func takesPart(_ row: Int, in key: SpreadCounter.Key) -> Bool {
    for label in key.requiredLabels where labelColumns[Int(label)][row] < 0 { return false }
    if key.nodeRequirement >= 0, !requirementColumns[Int(key.nodeRequirement)][row] { return false }
    return key.tolerations < 0
      || !taints.verdict(tolerations: key.tolerations, marks: records[row].marks).isUntolerated
  }

  private mutating func countPorts(_ pod: PodRecord, _ sign: Int32) {
    let ports = classes[Int(pod.podClass)].hostPorts
    let node = Int(pod.node)
    if sign > 0 {
      hostPorts[node] += ports
    } else {
      for port in ports {
        if let index = hostPorts[node].firstIndex(of: port) { hostPorts[node].remove(at: index) }
      }
    }
  }
}
