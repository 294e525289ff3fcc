import Conformance
import Kubernetes
import Scheduling

/// Calls of upstream's functions recorded while its own tests ran: `in`, `out` and the function as `kind`.
enum RecordedCase {
  /// Hands `in` and the case itself to a comparison.
  static func read(
    _ node: DocumentNode, report: DocumentReport, _ body: (Fields, Fields) -> [CaseCheck]?
  ) -> [CaseCheck]? {
    Fields.read(node, path: "", report: report) { fields in
      fields.object("in") { body($0, fields) }
    }
  }

  /// Nodes dealt out among groups.
  static func balance(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    var names: [String] = []
    let groups =
      input.objects("groups") { group -> Balancing.Group? in
        names.append(group.string("id") ?? "")
        return Balancing.Group(
          index: names.count - 1, size: Int(group.int64("size") ?? 0), maximum: Int(group.int64("max") ?? 0))
      } ?? []
    let found = Balancing.deal(Int(input.int64("newNodes") ?? 0), among: groups)
      .map { "\(names[$0.index]): \($0.from) to \($0.to)" }
    let want =
      fields.object("out") { out in
        out.objects("infos") { change in
          "\(change.string("id") ?? ""): \(change.int64("from") ?? 0) to \(change.int64("to") ?? 0)"
        }
      } ?? []
    return [CaseCheck("out.infos", expected: "\(want)", found: "\(found)")]
  }

  /// Nodes to delete within budgets.
  static func crop(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    var names: [String] = []
    var groups: [String] = []
    func buckets(_ key: String) -> [DeletionBudget.Bucket] {
      var result: [DeletionBudget.Bucket] = []
      _ = input.objects(key) { node -> Bool? in
        let group = node.string("group") ?? ""
        names.append(node.string("name") ?? "")
        if !groups.contains(group) { groups.append(group) }
        let number = Int32(groups.firstIndex(of: group) ?? 0)
        if let known = result.firstIndex(where: { $0.group == number }) {
          result[known].nodes.append(Int32(names.count - 1))
        } else {
          let size = node.bool("atomic") ?? false ? Int(node.int64("target") ?? 0) : nil
          result.append(.init(group: number, nodes: [Int32(names.count - 1)], wholeSize: size))
        }
        return true
      }
      return result
    }
    func count(_ key: String) -> Int { Int(input.int64(key) ?? 0) }
    let budget = DeletionBudget(
      maximum: count("maxParallelism"), maximumDrains: count("maxDrainParallelism"),
      emptyInProgress: count("emptyInProgress"), drainsInProgress: count("drainInProgress"))
    let (empty, drain) = (buckets("empty"), buckets("drain"))
    // How many nodes of a group are registered is not recorded where it is not the target.
    for bucket in empty + drain {
      let chosen = (empty + drain).filter { $0.group == bucket.group }.reduce(0) { $0 + $1.nodes.count }
      if let size = bucket.wholeSize, size != chosen { return nil }
    }
    let found = budget.crop(empty: empty, drain: drain)
    let text = { (buckets: [DeletionBudget.Bucket]) in
      buckets.map { "\(groups[Int($0.group)]): \($0.nodes.map { names[Int($0)] })" }.joined(separator: "; ")
    }
    return fields.object("out") { out in
      [("empty", found.empty), ("drain", found.drain)].map { key, buckets in
        let want =
          out.objects(key) { "\($0.string("group") ?? ""): \($0.texts("nodes") ?? [])" } ?? []
        return CaseCheck("out.\(key)", expected: want.joined(separator: "; "), found: text(buckets))
      }
    }
  }

  /// Whether a pod may be drained; cases of rules made up in a test are left out.
  static func drain(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    let rules = input.texts("rules") ?? []
    if rules.first != "Mirror" { return nil }
    var set = DrainRules()
    set.skipsSystemPods = rules.contains("System")
    set.skipsLocalStorage = rules.contains("LocalStorage")
    guard let node = input.value("pod"),
      let (pod, hasStorage) = readPod(node),
      let now = input.string("now").flatMap(KubernetesTime.milliseconds)
    else { return nil }
    var subject = DrainSubject(pod)
    subject.hasLocalStorage = hasStorage
    input.ignore("listers")
    let budgets =
      input.objects("pdbs") { budget -> Int32? in
        let namespace = budget.object("metadata") { $0.string("namespace") } ?? "default"
        guard let selector = budget.object("spec", { $0.selector("selector") }), !selector.isEmpty,
          namespace == pod.metadata.namespace, selector.matches(pod.metadata.labels)
        else { return nil }
        return budget.object("status") { $0.int32("disruptionsAllowed") } ?? 0
      } ?? []
    var clock = LoopClock(now)
    let found = set.verdict(
      subject, hasBudget: !budgets.isEmpty, leastDisruptions: budgets.min() ?? 1, clock: &clock)
    return fields.object("out") { out in
      let reason = out.string("reason") ?? ""
      if reason == "UnexpectedError" { return nil }
      return [
        CaseCheck("out.outcome", expected: out.int64("outcome") ?? -1, found: Int64(found.number)),
        CaseCheck("out.reason", expected: reason, found: found.reason),
      ]
    }
  }

  /// How much of a node is asked for.
  static func utilization(_ input: Fields, _ fields: Fields) -> [CaseCheck]? {
    guard let now = input.string("now").flatMap(KubernetesTime.milliseconds),
      let node = input.value("node").flatMap(readNode)
    else { return nil }
    let gpu = input.object("gpu") { $0.string("ExtendedResourceName") ?? $0.string("resource") }
    let allocatable = node.status.allocatable
    var sum = NodeUtilization.Sum(
      ignoresDaemonSets: input.bool("skipDaemonSets") ?? false,
      ignoresMirrorPods: input.bool("skipMirror") ?? false)
    var gpus: Int64 = 0
    _ = input.list("pods") { value, _ -> Bool? in
      guard let (pod, _) = readPod(value) else { return nil }
      let subject = DrainSubject(pod)
      let request = PodRequest(pod.spec)
      gpus += request.scalars.first { $0.name == gpu }?.amount ?? 0
      sum.add(
        NodeUtilization.Pod(
          milliCPU: request.milliCPU, memory: request.memory, isDaemonSet: subject.isDaemonSet,
          isMirror: subject.isMirror, isLongTerminating: subject.isLongTerminating(at: now)))
      return true
    }
    return fields.object("out") { out in
      let isError = out.bool("error") ?? false
      let cpu = allocatable["cpu"]?.milliValue ?? 0
      let memory = allocatable["memory"]?.value ?? 0
      let info = out.object("info") { info in
        (
          cpu: info.double("CpuUtil") ?? 0, memory: info.double("MemUtil") ?? 0,
          gpu: info.double("GpuUtil") ?? 0, value: info.double("Utilization") ?? 0,
          name: info.string("ResourceName") ?? ""
        )
      }
      guard let info else { return nil }
      if let gpu {
        let found = NodeUtilization.ofGPUs(gpus, allocatable: allocatable[gpu]?.value ?? 0)
        return [.close("out.info.GpuUtil", info.gpu, found)]
      }
      guard let found = sum.checkedUtilization(milliCPU: cpu, memory: memory) else {
        return [CaseCheck("out.error", expected: "\(isError)", found: "true")]
      }
      return [
        CaseCheck("out.error", expected: "\(isError)", found: "false"),
        .close("out.info.CpuUtil", info.cpu, found.cpu),
        .close("out.info.MemUtil", info.memory, found.memory),
        .close("out.info.Utilization", info.value, found.value),
        CaseCheck(
          "out.info.ResourceName", expected: info.name, found: found.resource == .cpu ? "cpu" : "memory"),
      ]
    }
  }
}
