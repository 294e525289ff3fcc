public import Kubernetes
public import Scheduling

/// How pods are put on nodes: a profile of kube-scheduler as an experiment writes it.
public struct SchedulerSpec: Sendable {
  /// The profile.
  public var profile: SchedulerProfile
  /// The profile as written.
  public var node: DocumentNode
}
