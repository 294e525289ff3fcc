import Conformance
import Kubernetes
import Scheduling

/// Cases of the estimator.
extension PartCase {
  /// How many nodes groups of pods need.
  static func estimate(_ fields: Fields) -> [CaseCheck]? {
    var trial = PlacementTrial()
    let labels = ["topology.kubernetes.io/zone": "zone-a"]
    let amounts = [
      "cpu": Quantity(milli: fields.int64("node_cpu_m") ?? 0),
      "memory": Quantity(fields.int64("node_mem") ?? 0),
      "pods": Quantity(fields.int64("node_max_pods") ?? 0),
    ]
    let daemons =
      fields.list("daemonset_pods") { pod, _ -> PodClassID? in
        let asked = (pod.elements ?? []).map { Int64($0.caseText ?? "") ?? 0 }
        guard asked.count == 2 else { return nil }
        return trial.snapshot.podClass(PodDescription(spec: .asking(milliCPU: asked[0], memory: asked[1])))
      } ?? []
    var template = NodeTemplate(
      Node(
        metadata: ObjectMeta(name: "template", labels: labels),
        status: NodeStatus(capacity: amounts, allocatable: amounts)),
      group: "g", daemons: daemons)
    trial.begin()
    var names: [String] = []
    var counts: [Int] = []
    let groups =
      fields.objects("groups") { group -> PodGroup? in
        let number = counts.count
        let count = Int(group.int64("n") ?? 0)
        let podClass = trial.snapshot.podClass(description(of: group, number: number))
        let first = Int32(names.count)
        for index in 0..<max(count, 0) {
          trial.enter(podClass, id: nil, on: nil)
          names.append("g\(number)-\(index)")
        }
        counts.append(count)
        return PodGroup(podClass: podClass, pods: Array(first..<(first + Int32(count))))
      } ?? []
    var estimator = Estimator(usesFastPath: fields.bool("fastpath") ?? false)
    let limit = EstimationLimit(nodes: Int(fields.int64("max_nodes") ?? 0))
    let found = estimator.estimate(groups, template: &template, limit: limit, in: &trial)
    let scheduled = found.pods.map { names[Int($0)] }
    let perGroup = counts.indices.map { number in scheduled.count { $0.hasPrefix("g\(number)-") } }
    let wanted = fields.list("want_pods_per_group") { node, _ in node.caseText } ?? []
    return [
      CaseCheck("want_nodes", expected: fields.int64("want_nodes") ?? 0, found: Int64(found.nodes)),
      CaseCheck(
        "want_pods_per_group", expected: wanted.joined(separator: " "),
        found: perGroup.map(String.init).joined(separator: " ")),
      CaseCheck(
        "want_scheduled_order", expected: (fields.texts("want_scheduled_order") ?? []).joined(separator: " "),
        found: scheduled.joined(separator: " ")),
    ]
  }

  private static func description(of group: Fields, number: Int) -> PodDescription {
    var spec = PodSpec.asking(milliCPU: group.int64("cpu_m") ?? 0, memory: group.int64("mem") ?? 0)
    if let port = group.int32("host_port") {
      spec.containers[0].ports = [ContainerPort(containerPort: port, hostPort: port)]
    }
    let labels = ["group": "\(number)"]
    let selector = LabelSelector(matchLabels: labels)
    if group.bool("anti_affinity_hostname") ?? false {
      let term = PodAffinityTerm(labelSelector: selector, topologyKey: "kubernetes.io/hostname")
      spec.affinity = Affinity(podAntiAffinity: PodAffinity(required: [term]))
    }
    if let key = group.string("spread_key") {
      spec.topologySpreadConstraints = [
        TopologySpreadConstraint(
          maxSkew: group.int32("max_skew") ?? 1, topologyKey: key, whenUnsatisfiable: "DoNotSchedule",
          labelSelector: selector)
      ]
    }
    return PodDescription(labels: labels, spec: spec)
  }
}

extension PodSpec {
  /// A specification with one container that asks for so much; nothing is asked for of what is 0.
  static func asking(milliCPU: Int64, memory: Int64) -> PodSpec {
    var requests: [String: Quantity] = [:]
    if milliCPU != 0 { requests["cpu"] = Quantity(milli: milliCPU) }
    if memory != 0 { requests["memory"] = Quantity(memory) }
    return PodSpec(containers: [
      Container(name: "c", image: "", resources: ResourceRequirements(requests: requests))
    ])
  }
}
