import Conformance
import Kubernetes
import Scheduling

/// Cases of single parts of Cluster Autoscaler, with fields of their own.
enum PartCase {
  /// A group's failures, and when it is left alone.
  static func backoff(_ fields: Fields) -> [CaseCheck]? {
    fields.ignore("id")
    var policy = NodeGroupBackoff.Policy()
    policy.initialMs = (fields.int64("initial_s") ?? 300) * 1000
    policy.maximumMs = (fields.int64("max_s") ?? 1800) * 1000
    policy.resetMs = (fields.int64("reset_s") ?? 10_800) * 1000
    var backoff = NodeGroupBackoff()
    var checks: [CaseCheck] = []
    var number = 0
    _ = fields.objects("steps") { step -> Bool? in
      let now = (step.int64("t") ?? 0) * 1000
      var clock = LoopClock(now)
      backoff.forgetStale(policy, clock: &clock)
      checks.append(
        CaseCheck(
          "steps[\(number)].backed_off_before", expected: "\(step.bool("backed_off_before") ?? false)",
          found: "\(backoff.isBackedOff(clock: &clock))"))
      if let until = step.int64("fail_until") {
        checks.append(
          CaseCheck(
            "steps[\(number)].fail_until", expected: until, found: backoff.fail(at: now, policy) / 1000))
      }
      number += 1
      return true
    }
    return checks
  }

  /// New nodes dealt out among groups.
  static func balance(_ fields: Fields) -> [CaseCheck]? {
    var names: [String] = []
    let groups =
      fields.objects("groups") { group -> Balancing.Group? in
        names.append(group.string("id") ?? "")
        return Balancing.Group(
          index: names.count - 1, size: Int(group.int64("size") ?? 0), maximum: Int(group.int64("max") ?? 0))
      } ?? []
    let found = Balancing.deal(Int(fields.int64("new_nodes") ?? 0), among: groups)
      .map { "\(names[$0.index]): \($0.from) to \($0.to)" }
    let want =
      fields.objects("want") { change in
        "\(change.string("id") ?? ""): \(change.int64("from") ?? 0) to \(change.int64("to") ?? 0)"
      } ?? []
    return [CaseCheck("want", expected: "\(want)", found: "\(found)")]
  }

  /// What some filters of options leave.
  static func expanders(_ fields: Fields) -> [CaseCheck]? {
    var number = 0
    let options =
      fields.objects("options") { option -> ExpansionOption? in
        var pods: [[Int64]] = []
        _ = option.list("pods_cpu_mem") { pod, _ -> Bool? in
          pods.append((pod.elements ?? []).map { Int64($0.caseText ?? "") ?? 0 })
          return true
        }
        number += 1
        return ExpansionOption(
          group: number - 1, name: option.string("group") ?? "", nodes: Int(option.int64("node_count") ?? 0),
          pods: pods.count, podMilliCPU: pods.reduce(0) { $0 + ($1.first ?? 0) },
          podMemory: pods.reduce(0) { $0 + ($1.last ?? 0) },
          nodeMilliCPU: option.int64("node_cpu_m") ?? 0, nodeMemory: option.int64("node_mem") ?? 0)
      } ?? []
    let chain = ExpanderChain([])
    let expected: [(String, [Expander])] = [
      ("least_waste", [.leastWaste]), ("most_pods", [.mostPods]), ("least_nodes", [.leastNodes]),
      ("least_nodes_then_least_waste", [.leastNodes, .leastWaste]),
    ]
    return expected.map { field, filters in
      let left = filters.reduce(options) { chain.filter($0, by: $1) }
      return CaseCheck(
        field, expected: "\(fields.texts(field) ?? [])", found: "\(left.map(\.name))")
    }
  }

  /// How much of a node is asked for.
  static func utilization(_ fields: Fields) -> [CaseCheck]? {
    var sum = NodeUtilization.Sum(
      ignoresDaemonSets: fields.bool("ignore_daemonsets") ?? false,
      ignoresMirrorPods: fields.bool("ignore_mirror") ?? false)
    _ = fields.objects("pods") { pod -> Bool? in
      var subject = DrainSubject()
      subject.deletionMs = pod.int64("deletion_timestamp_ago_s").map { -$0 * 1000 }
      subject.graceMs = (pod.int64("grace_s") ?? 30) * 1000
      sum.add(
        NodeUtilization.Pod(
          milliCPU: pod.int64("cpu_m") ?? 0, memory: pod.int64("mem") ?? 0,
          isDaemonSet: pod.bool("daemonset") ?? false, isMirror: pod.bool("mirror") ?? false,
          isLongTerminating: subject.isLongTerminating(at: 0)))
      return true
    }
    let found = sum.utilization(
      milliCPU: fields.int64("allocatable_cpu_m") ?? 0, memory: fields.int64("allocatable_mem") ?? 0)
    return [
      .close("cpu", fields.double("cpu"), found.cpu),
      .close("mem_util", fields.double("mem_util"), found.memory),
      .close("utilization", fields.double("utilization"), found.value),
      CaseCheck(
        "resource", expected: fields.string("resource") ?? "",
        found: found.resource == .cpu ? "cpu" : "memory"),
    ]
  }

  /// Whether a pod may be drained.
  static func drain(_ fields: Fields) -> [CaseCheck]? {
    var rules = DrainRules()
    rules.skipsCustomControllers = fields.bool("skip_custom") ?? true
    rules.skipsLocalStorage = fields.bool("skip_local") ?? true
    rules.skipsSystemPods = fields.bool("skip_system") ?? true
    rules.systemPodTimeoutMs = (fields.int64("bsp_timeout_s") ?? 3600) * 1000
    let read = fields.object("pod") { pod -> (DrainSubject, Int32?)? in
      var subject = DrainSubject()
      subject.isMirror = pod.bool("mirror") ?? false
      subject.deletionMs = pod.int64("deletion_timestamp_ago_s").map { -$0 * 1000 }
      subject.graceMs = (pod.int64("grace_s") ?? 30) * 1000
      subject.setOwner(kind: pod.string("owner_kind") ?? "")
      subject.safeToEvict = DrainSubject.SafeToEvict(annotation: pod.string("safe_to_evict"))
      subject.isTerminal = DrainSubject.isTerminal(
        phase: pod.string("phase") ?? "", restartPolicy: pod.string("restart_policy") ?? "Always")
      subject.isSystem = pod.string("namespace") == "kube-system"
      let volume = pod.string("volume")
      let safe = pod.string("safe_local_volumes")
      subject.hasLocalStorage = (volume == "emptyDir" || volume == "hostPath") && safe == nil
      subject.createdMs = -(pod.int64("age_s") ?? 0) * 1000
      return (subject, pod.int32("pdb_disruptions_allowed"))
    }
    guard let (subject, disruptions) = read else { return nil }
    var clock = LoopClock(0)
    let found = rules.verdict(
      subject, hasBudget: disruptions != nil, leastDisruptions: disruptions ?? 1, clock: &clock)
    return [
      CaseCheck("outcome", expected: fields.string("outcome") ?? "", found: found.name),
      CaseCheck("reason", expected: fields.string("reason") ?? "", found: found.reason),
    ]
  }
}

extension CaseCheck {
  /// A check of two numbers that may differ in the last digits.
  static func close(_ field: String, _ expected: Double?, _ found: Double) -> CaseCheck {
    let isClose = expected.map { abs($0 - found) <= 1e-12 * max(1, abs($0)) } ?? false
    return CaseCheck(
      field, expected: expected.map { "\($0)" } ?? "nothing",
      found: isClose ? expected.map { "\($0)" } ?? "" : "\(found)")
  }
}

extension DrainVerdict {
  /// Upstream's name of the outcome.
  var name: String {
    switch self {
    case .undefined: "Undefined"
    case .drain: "DrainOk"
    case .block: "BlockDrain"
    case .skip: "SkipDrain"
    case .wait: "WaitForCompletion"
    }
  }

  /// Upstream's number of the outcome.
  var number: Int {
    switch self {
    case .undefined: 0
    case .drain: 1
    case .block: 2
    case .skip: 3
    case .wait: 4
    }
  }

  /// Upstream's name of the reason.
  var reason: String {
    if case .block(let block) = self { block.name } else { "NoReason" }
  }
}
