import Kubernetes

/// A VPA as the recommender knows it.
struct VPARecord: Sendable {
  var vpa: VerticalPodAutoscaler
  let selector: LabelSelector
  /// The states of usage that it draws on, in the order they came up.
  var links: [Int32] = []
  /// What was loaded from checkpoints, sorted by container.
  var loaded: [(container: String, state: AggregateState)] = []
  /// The containers to recommend for, nil where it has to be made anew.
  var plan: [ContainerPlan]?

  init(vpa: VerticalPodAutoscaler, selector: LabelSelector) {
    self.vpa = vpa
    self.selector = selector
  }
}

/// One container to recommend for, with what its policy says.
struct ContainerPlan: Sendable {
  let name: String
  /// The states to merge.
  let links: [Int32]
  /// The place of the loaded checkpoint, -1 for none.
  let loaded: Int
  let controlsCPU: Bool
  let controlsMemory: Bool
  let cpuCaps: AmountCaps
  let memoryCaps: AmountCaps
  /// Whether CPU is to be whole cores.
  let wantsWholeCores: Bool
}

extension VPARecommender {
  /// Recommends for all containers of a VPA, sorted by name, into a list that is used again.
  ///
  /// Recommending may move histories in time, as upstream's does. In the steady state it allocates nothing.
  public mutating func recommend(_ vpa: VPAID, into result: inout [VPAContainerRecommendation]) {
    result.removeAll(keepingCapacity: true)
    let number = Int(vpa.index)
    guard let plan = plan(of: number), !plan.isEmpty else { return }
    let share = 1 / Double(plan.count)
    for index in plan.indices {
      var recommendation = VPAContainerRecommendation(container: Int32(index))
      withState(of: plan[index], of: number) { state, rules in
        let cpu = rules.cpu
        let memory = rules.memory
        cpu.estimate(
          state.cpu.histogram, confidence: state.confidence(intervalMs: cpu.confidenceIntervalMs),
          share: share, into: &recommendation.cpu)
        memory.estimate(
          state.memory.histogram, confidence: state.confidence(intervalMs: memory.confidenceIntervalMs),
          share: share, into: &recommendation.memory)
      }
      finish(&recommendation, plan[index])
      result.append(recommendation)
    }
  }

  /// The containers of a VPA's recommendation, sorted by name.
  public mutating func containerNames(of vpa: VPAID) -> [String] {
    plan(of: Int(vpa.index))?.map(\.name) ?? []
  }

  /// What is known of the usage of a VPA's container, over all its pods and what was loaded.
  public mutating func usage(of container: String, _ vpa: VPAID) -> AggregateState? {
    guard let record = vpas[Int(vpa.index)], usedContainerNames(of: vpa).contains(container) else {
      return nil
    }
    let links = record.links.filter { aggregateKeys[Int($0)]?.container == container }
    mergeStates(
      links, loaded: record.loaded.firstIndex { $0.container == container } ?? -1, of: Int(vpa.index))
    return merged
  }

  /// The containers of which a VPA knows the usage, sorted by name; also those it leaves alone.
  public func usedContainerNames(of vpa: VPAID) -> [String] {
    guard let record = vpas[Int(vpa.index)] else { return [] }
    var names = Set(record.loaded.map(\.container))
    for link in record.links { if let key = aggregateKeys[Int(link)] { names.insert(key.container) } }
    return names.sorted()
  }

  /// The VPA's recommendation as it would stand in the object's status.
  public mutating func recommendation(for vpa: VPAID) -> [RecommendedContainerResources] {
    var found: [VPAContainerRecommendation] = []
    recommend(vpa, into: &found)
    guard let plan = plan(of: Int(vpa.index)) else { return [] }
    return found.map { status(of: $0, plan[Int($0.container)]) }
  }

  /// Hands the merged usage of a container to a closure; what a single state holds is not copied.
  @inline(__always)
  mutating func withState(
    of plan: ContainerPlan, of vpa: Int,
    _ body: (borrowing AggregateState, (cpu: EstimateRule, memory: EstimateRule)) -> Void
  ) {
    let rules = (cpu: cpuRule, memory: memoryRule)
    if plan.links.count == 1, plan.loaded < 0 {
      body(aggregates[Int(plan.links[0])], rules)
      return
    }
    mergeStates(plan.links, loaded: plan.loaded, of: vpa)
    body(merged, rules)
  }

  private mutating func mergeStates(_ links: [Int32], loaded: Int, of vpa: Int) {
    merged.reset()
    for link in links { merged.merge(&aggregates[Int(link)]) }
    if loaded >= 0, vpas[vpa] != nil { merged.merge(&vpas[vpa]!.loaded[loaded].state) }
  }

  /// Rounds to whole cores and puts the policy's bounds on.
  @inline(__always)
  private func finish(_ recommendation: inout VPAContainerRecommendation, _ plan: ContainerPlan) {
    recommendation.cpu.isControlled = plan.controlsCPU
    recommendation.memory.isControlled = plan.controlsMemory
    recommendation.cpu.eachEstimate { estimate in
      if plan.wantsWholeCores {
        estimate.rounded = (estimate.rounded + 999) / 1_000 * 1_000
        estimate.amount = estimate.rounded
      }
      plan.cpuCaps.apply(to: &estimate)
    }
    if configuration.humanizeMemory {
      recommendation.memory.eachEstimate { HumanMemory.round(&$0, caps: plan.memoryCaps) }
    } else {
      recommendation.memory.eachEstimate { plan.memoryCaps.apply(to: &$0) }
    }
  }

  private func status(
    of found: VPAContainerRecommendation, _ plan: ContainerPlan
  ) -> RecommendedContainerResources {
    func amounts(_ pick: (VPAResourceRecommendation) -> VPAEstimate, capped: Bool) -> [String: Quantity] {
      var result: [String: Quantity] = [:]
      if found.cpu.isControlled {
        let estimate = pick(found.cpu)
        result["cpu"] =
          capped
          ? plan.cpuCaps.quantity(of: estimate.cap) ?? Quantity(milli: estimate.amount)
          : Quantity(milli: estimate.rounded)
      }
      if found.memory.isControlled {
        let estimate = pick(found.memory)
        let plain =
          configuration.humanizeMemory
          ? HumanMemory.quantity(
            configuration.memoryRule.roundedToStep(estimate.raised))
          : Quantity(scaled: estimate.rounded, exponent: 0, format: .binarySI)
        result["memory"] = capped ? plan.memoryCaps.quantity(of: estimate.cap) ?? plain : plain
      }
      return result
    }
    return RecommendedContainerResources(
      containerName: plan.name, target: amounts(\.target, capped: true),
      lowerBound: amounts(\.lowerBound, capped: true), upperBound: amounts(\.upperBound, capped: true),
      uncappedTarget: amounts(\.target, capped: false))
  }

  /// The containers of a VPA with their policies, made where something changed.
  private mutating func plan(of vpa: Int) -> [ContainerPlan]? {
    guard let record = vpas[vpa] else { return nil }
    if let plan = record.plan { return plan }
    var links: [String: [Int32]] = [:]
    for link in record.links {
      if let key = aggregateKeys[Int(link)] { links[key.container, default: []].append(link) }
    }
    for entry in record.loaded where links[entry.container] == nil { links[entry.container] = [] }
    let plan = links.sorted { $0.key < $1.key }.compactMap { name, links -> ContainerPlan? in
      let policy = record.vpa.spec.resourcePolicy?.policy(for: name)
      if policy?.isOff ?? false { return nil }
      let controlled = policy?.controlledResources ?? ["cpu", "memory"]
      let wish = record.vpa.metadata.annotations["vpa-post-processor.kubernetes.io/\(name)_integerCPU"]
      return ContainerPlan(
        name: name, links: links, loaded: record.loaded.firstIndex { $0.container == name } ?? -1,
        controlsCPU: controlled.contains("cpu"), controlsMemory: controlled.contains("memory"),
        cpuCaps: AmountCaps("cpu", policy: policy, maxAllowed: configuration.maxAllowed),
        memoryCaps: AmountCaps("memory", policy: policy, maxAllowed: configuration.maxAllowed),
        wantsWholeCores: configuration.cpuIntegerPostProcessor && wish == "true")
    }
    vpas[vpa]?.plan = plan
    return plan
  }
}

extension VPAResourceRecommendation {
  /// Changes the estimates one after the other.
  @inline(__always)
  mutating func eachEstimate(_ body: (inout VPAEstimate) -> Void) {
    body(&target)
    body(&lowerBound)
    body(&upperBound)
  }
}
