import Kubernetes
import Scheduling

/// A recorded run of Cluster Autoscaler's whole loop on a small cluster: what it was, without what came of
/// it.
///
/// Node groups have delays, apps have numbers of replicas over time. Everything else about the cluster is as
/// simple as can be: a pod goes to the first node by name that has room, a node tainted for deletion is gone
/// 5 s later.
public struct LoopScenario: Sendable {
  /// A node group.
  struct Group: Sendable {
    var id: String
    var minimum: Int
    var maximum: Int
    var initial: Int
    var milliCPU: Int64
    var memory: Int64
    var registrationS: Int64
    var readinessS: Int64
  }

  /// Pods of one controller.
  struct App: Sendable {
    var name: String
    var milliCPU: Int64
    var memory: Int64
    /// From when how many.
    var events: [(timeS: Int64, replicas: Int)]
    var drain: DrainSubject
    var isControlled: Bool
    var disruptions: Int32?
  }

  /// Names the scenario.
  public let id: String
  let groups: [Group]
  let apps: [App]
  let options: ClusterAutoscalerOptions
  let durationS: Int64

  /// How many loops a replay runs.
  public var loops: Int { Int(durationS * 1000 / options.scanIntervalMs) + 1 }

  /// Reads a scenario; nil, with problems noted, if it lacks something.
  init?(_ fields: Fields) {
    id = fields.value("id")?.caseText ?? ""
    fields.ignore("note", "rows")
    durationS = fields.int64("duration_s") ?? 0
    guard let groups = fields.required("groups", { fields.objects($0, Self.group) }),
      let apps = fields.required("apps", { fields.objects($0, Self.app) }),
      let options = fields.required("options", { fields.object($0, Self.options) })
    else { return nil }
    self.groups = groups
    // Pods of all apps go by name, which ends with a number behind a dash.
    self.apps = apps.sorted { "\($0.name)-" < "\($1.name)-" }
    self.options = options
    if options.scanIntervalMs < 1000 {
      fields.problem("options", "scan_interval_s must be at least 1")
      return nil
    }
  }

  private static func group(_ fields: Fields) -> Group? {
    Group(
      id: fields.string("id") ?? "", minimum: Int(fields.int64("min") ?? 0),
      maximum: Int(fields.int64("max") ?? 0), initial: Int(fields.int64("initial") ?? 0),
      milliCPU: fields.int64("cpu_m") ?? 0, memory: fields.int64("mem") ?? 0,
      registrationS: fields.int64("registration_delay_s") ?? 0,
      readinessS: fields.int64("readiness_delay_s") ?? 0)
  }

  private static func app(_ fields: Fields) -> App? {
    let isControlled = !(fields.bool("no_controller") ?? false)
    var drain = DrainSubject()
    drain.setOwner(kind: isControlled ? "ReplicaSet" : "")
    drain.safeToEvict = fields.bool("not_safe_to_evict") ?? false ? .no : .unsaid
    drain.hasLocalStorage = fields.bool("empty_dir") ?? false
    let events =
      fields.list("events") { node, _ -> (timeS: Int64, replicas: Int)? in
        let parts = (node.elements ?? []).map { Int64($0.caseText ?? "") ?? 0 }
        return parts.count == 2 ? (parts[0], Int(parts[1])) : nil
      } ?? []
    return App(
      name: fields.string("name") ?? "", milliCPU: fields.int64("cpu_m") ?? 0,
      memory: fields.int64("mem") ?? 0, events: events, drain: drain, isControlled: isControlled,
      disruptions: fields.int32("pdb_disruptions_allowed"))
  }

  private static func options(_ fields: Fields) -> ClusterAutoscalerOptions? {
    var options = ClusterAutoscalerOptions()
    func seconds(_ key: String, _ path: WritableKeyPath<ClusterAutoscalerOptions, Int64>) {
      if let value = fields.int64(key) { options[keyPath: path] = value * 1000 }
    }
    seconds("scan_interval_s", \.scanIntervalMs)
    seconds("scale_down_unneeded_time_s", \.unneededMs)
    seconds("scale_down_unready_time_s", \.unreadyMs)
    seconds("scale_down_delay_after_add_s", \.delayAfterAddMs)
    seconds("scale_down_delay_after_delete_s", \.delayAfterDeleteMs)
    seconds("scale_down_delay_after_failure_s", \.delayAfterFailureMs)
    seconds("max_node_provision_time_s", \.maxNodeProvisionMs)
    seconds("new_pod_scale_up_delay_s", \.newPodScaleUpDelayMs)
    options.utilizationThreshold = fields.double("scale_down_utilization_threshold") ?? 0.5
    options.balancesSimilarGroups = fields.bool("balance_similar_node_groups") ?? false
    options.maxScaleDownParallelism = Int(fields.int64("max_scale_down_parallelism") ?? 10)
    options.maxDrainParallelism = Int(fields.int64("max_drain_parallelism") ?? 1)
    options.maxNodesTotal = Int(fields.int64("max_nodes_total") ?? 0)
    let names = (fields.string("expander") ?? "least-waste").split(separator: ",").map(String.init)
    let expanders = names.compactMap { Expander(flag: $0) }
    if expanders.count != names.count {
      fields.problem("expander", "must be a list of \(Expander.names.joined(separator: ", "))")
    }
    options.expander.expanders = expanders
    return options
  }
}
