import Kubernetes

@testable import Scheduling

/// Short ways to make nodes and pods.
enum Scene {
  static func node(
    _ name: String, cpu: Int64 = 4_000, memoryGiB: Int64 = 16, pods: Int64 = 110, zone: String? = nil,
    labels: [String: String] = [:], taints: [Taint] = [], unschedulable: Bool = false
  ) -> Node {
    var all = labels
    all["kubernetes.io/hostname"] = name
    if let zone { all["topology.kubernetes.io/zone"] = zone }
    return Node(
      metadata: ObjectMeta(name: name, labels: all),
      spec: NodeSpec(unschedulable: unschedulable, taints: taints),
      status: NodeStatus(allocatable: [
        "cpu": Quantity(milli: cpu), "memory": Quantity(memoryGiB << 30), "pods": Quantity(pods),
      ]))
  }

  static func spec(cpu: Int64 = 0, memoryMiB: Int64 = 0, image: String = "app:1") -> PodSpec {
    var requests: [String: Quantity] = [:]
    if cpu > 0 { requests["cpu"] = Quantity(milli: cpu) }
    if memoryMiB > 0 { requests["memory"] = Quantity(memoryMiB << 20) }
    let resources = ResourceRequirements(requests: requests)
    return PodSpec(containers: [Container(name: "app", image: image, resources: resources)])
  }

  static func pod(
    cpu: Int64 = 0, memoryMiB: Int64 = 0, app: String = "web", priority: Int32 = 0,
    _ change: (inout PodSpec) -> Void = { _ in }
  ) -> PodDescription {
    var spec = spec(cpu: cpu, memoryMiB: memoryMiB)
    change(&spec)
    return PodDescription(labels: ["app": app], spec: spec, priority: priority)
  }

  /// A constraint on pods of an app.
  static func spread(
    _ key: String, app: String = "web", maxSkew: Int32 = 1, hard: Bool = true, minDomains: Int32? = nil
  ) -> TopologySpreadConstraint {
    TopologySpreadConstraint(
      maxSkew: maxSkew, topologyKey: key, whenUnsatisfiable: hard ? "DoNotSchedule" : "ScheduleAnyway",
      labelSelector: LabelSelector(matchLabels: ["app": app]), minDomains: minDomains)
  }

  /// A term that means pods of an app.
  static func term(_ key: String, app: String) -> PodAffinityTerm {
    PodAffinityTerm(labelSelector: LabelSelector(matchLabels: ["app": app]), topologyKey: key)
  }

  static let zone = "topology.kubernetes.io/zone"
  static let hostname = "kubernetes.io/hostname"

  /// A scheduler that takes the first of the best nodes.
  static var scheduler: Scheduler {
    var profile = SchedulerProfile()
    profile.tieBreaking = .first
    return Scheduler(profile)
  }
}
