import Conformance
import Kubernetes
import Scheduling

/// Recorded calls about node groups: how many nodes, which of them, which are alike.
extension RecordedCase {
  /// What a filter of options leaves.
  static func expander(_ expander: Expander, _ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    let (options, labels) = options(input)
    return compare(ExpanderChain([]).filter(options, by: expander), labels, fields)
  }

  /// The same by price.
  static func price(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    let (options, labels) = options(input)
    var chain = ExpanderChain([])
    chain.prices.stabilizationPrice = input.double("stabilizationPrice") ?? 0
    let preferred = input.value("preferred").flatMap(readNode)
    chain.prices.preferredCores = Double(preferred?.status.capacity["cpu"]?.milliValue ?? 1000) / 1000
    return compare(chain.filter(options, by: .price), labels, fields)
  }

  /// The same by priorities, which count for nothing if they cannot be read.
  static func priority(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    let (options, labels) = options(input)
    var chain = ExpanderChain([])
    chain.priorities = (try? GroupPriorities(yaml: input.string("config") ?? "")) ?? GroupPriorities()
    return compare(chain.filter(options, by: .priority), labels, fields)
  }

  private static func compare(
    _ found: [ExpansionOption], _ labels: [String], _ fields: Fields
  ) -> [CaseCheck]? {
    let want = fields.objects("out") { $0.string("group") ?? $0.string("debug") ?? "" } ?? []
    let names = found.map { $0.name.isEmpty ? labels[$0.group] : $0.name }
    return [CaseCheck("out", expected: "\(want)", found: "\(names)")]
  }

  private static func options(_ input: Fields) -> ([ExpansionOption], [String]) {
    var labels: [String] = []
    let options =
      input.objects("options") { option -> ExpansionOption? in
        labels.append(option.string("debug") ?? "")
        let pods = option.value("pods")?.elements ?? []
        let requests = pods.compactMap { value in
          readPod(value).map { PodRequest($0.0.spec) }
        }
        let node = option.value("node").flatMap(readNode)
        let prices = (option.value("podPrices")?.elements ?? []).map { Double($0.caseText ?? "") }
        let isPriced = prices.allSatisfy { $0 != nil }
        return ExpansionOption(
          group: labels.count - 1, name: option.string("group") ?? "",
          nodes: Int(option.int64("nodes") ?? 0), pods: pods.count,
          podMilliCPU: requests.reduce(0) { $0 + $1.milliCPU },
          podMemory: requests.reduce(0) { $0 + $1.memory },
          nodeMilliCPU: node?.status.capacity["cpu"]?.milliValue ?? 0,
          nodeMemory: node?.status.capacity["memory"]?.value ?? 0, nodePrice: option.double("nodePrice"),
          podPrice: isPriced ? prices.reduce(0) { $0 + ($1 ?? 0) } : nil,
          exists: option.bool("exist") ?? true, hasGPU: option.bool("gpu") ?? false)
      } ?? []
    return (options, labels)
  }

  /// How many nodes groups of pods need; what needs devices, volumes or declared features is left out.
  static func estimate(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    var trial = PlacementTrial()
    trial.begin()
    var isModeled = true
    func described(_ value: DocumentNode) -> (PodClassID, String)? {
      guard !needsMore(value), let (pod, _) = readPod(value) else {
        isModeled = false
        return nil
      }
      var description = PodDescription(pod)
      description.spec.nodeName = ""
      let name = "\(pod.metadata.namespace)/\(pod.metadata.name)"
      return (trial.snapshot.podClass(description), name)
    }
    var existing: [(node: Node, pods: [PodClassID])] = []
    for info in input.value("existing")?.elements ?? [] {
      guard let node = info["node"].flatMap(readNode) else { continue }
      let pods = (info["pods"]?.elements ?? []).compactMap { described($0)?.0 }
      existing.append((node, pods))
    }
    existing.sort { NodeOrder($0.node.metadata.name) < NodeOrder($1.node.metadata.name) }
    for (node, pods) in existing {
      guard let id = trial.snapshot.addNode(node) else { continue }
      trial.enter(id, marks: PlacementTrial.Mark.open | PlacementTrial.Mark.other)
      for pod in pods { trial.enter(pod, id: trial.snapshot.assign(pod, to: id), on: id) }
    }
    guard let made = input.value("template"), let sample = made["node"].flatMap(readNode) else { return nil }
    if made["node"]?["status"]?["declaredFeatures"] != nil { isModeled = false }
    let daemons = (made["pods"]?.elements ?? []).compactMap { described($0)?.0 }
    var template = NodeTemplate(sample, group: "g", daemons: daemons)
    var names: [Int32: String] = [:]
    var groups: [PodGroup] = []
    for pods in input.value("groups")?.elements ?? [] {
      var numbers: [Int32] = []
      for value in pods.elements ?? [] {
        guard let (podClass, name) = described(value) else { return nil }
        numbers.append(Int32(trial.facts.count))
        names[Int32(trial.facts.count)] = name
        trial.enter(podClass, id: nil, on: nil)
      }
      guard let first = numbers.first else { continue }
      groups.append(PodGroup(podClass: trial.facts[Int(first)].podClass, pods: numbers))
    }
    if !isModeled { return nil }
    var estimator = Estimator(usesFastPath: input.bool("fastpath") ?? false)
    let limit = EstimationLimit(nodes: Int(input.int64("maxNodes") ?? 0))
    let found = estimator.estimate(groups, template: &template, limit: limit, in: &trial)
    return fields.object("out") { out in
      [
        CaseCheck("out.nodes", expected: out.int64("nodes") ?? 0, found: Int64(found.nodes)),
        CaseCheck("out.pods", expected: out.int64("pods") ?? 0, found: Int64(found.pods.count)),
        CaseCheck(
          "out.scheduled", expected: (out.texts("scheduled") ?? []).joined(separator: " "),
          found: found.pods.map { names[$0] ?? "" }.joined(separator: " ")),
      ]
    }
  }

  /// Whether a pod asks for what is not modeled: devices by claim, volumes, features that nodes declare.
  private static func needsMore(_ pod: DocumentNode) -> Bool {
    guard let spec = pod["spec"] else { return true }
    let containers = spec["containers"]?.elements ?? []
    return spec["resourceClaims"] != nil || spec["volumes"] != nil || containers.contains { $0["env"] != nil }
  }

  /// Whether two groups' nodes are alike.
  static func similar(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    func shape(_ key: String) -> NodeShape? {
      input.object(key) { info in
        guard let node = info.value("node").flatMap(readNode) else { return nil }
        var requested: [String: Quantity] = [:]
        for value in info.value("pods")?.elements ?? [] {
          guard let (pod, _) = readPod(value) else { continue }
          let request = PodRequest(pod.spec)
          requested["cpu"] = Quantity(milli: (requested["cpu"]?.milliValue ?? 0) + request.milliCPU)
          requested["memory"] = Quantity((requested["memory"]?.value ?? 0) + request.memory)
        }
        return NodeShape(node: node, requested: requested)
      }
    }
    guard let a = shape("a"), let b = shape("b") else { return nil }
    var rule = GroupSimilarity()
    rule.ignoredLabels = Set(input.value("ignored")?.entries?.map(\.key) ?? [])
    _ = input.object("ratios") { ratios -> Bool? in
      rule.memoryRatio = ratios.double("MaxCapacityMemoryDifferenceRatio") ?? 0
      rule.allocatableRatio = ratios.double("MaxAllocatableDifferenceRatio") ?? 0
      rule.freeRatio = ratios.double("MaxFreeDifferenceRatio") ?? 0
      return true
    }
    return [
      CaseCheck("out", expected: "\(fields.bool("out") ?? false)", found: "\(rule.areSimilar(a, b))")
    ]
  }

  // MARK: Objects

  /// Reads a pod, and whether it has local storage that blocks.
  static func readPod(_ node: DocumentNode) -> (Pod, hasLocalStorage: Bool)? {
    let found = DocumentReport()
    guard let pod = Fields.read(node, path: "", report: found, { Pod(reading: $0) }) else { return nil }
    let safe =
      (pod.metadata.annotations["cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"] ?? "")
      .split(separator: ",").map(String.init)
    let volumes = node["spec"]?["volumes"]?.elements ?? []
    let blocks = volumes.contains { volume in
      let isMemory = volume["emptyDir"]?["medium"]?.text == "Memory"
      let isLocal = volume["hostPath"] != nil || volume["emptyDir"] != nil && !isMemory
      return isLocal && !safe.contains(volume["name"]?.text ?? "")
    }
    return (pod, blocks)
  }

  /// Reads a node.
  static func readNode(_ node: DocumentNode) -> Node? {
    Fields.read(node, path: "", report: DocumentReport()) { Node(reading: $0) }
  }
}
