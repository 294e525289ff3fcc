public import Cluster
import Controllers
public import Kubernetes

/// An object that keeps pods, as a run takes it: what it has in common with a Deployment, and what keeps its pods.
public struct WorkloadObject: Sendable {
  /// Name, namespace, labels, replicas and pods; of a Deployment also its strategy.
  public var deployment: Deployment
  /// What keeps its pods.
  public var controller: PodController

  /// Takes a Deployment.
  public init(_ deployment: Deployment) {
    self.deployment = deployment
    controller = .replicaSet
  }

  /// Takes a StatefulSet.
  public init(_ set: StatefulSet) {
    let spec = set.spec
    deployment = Deployment(
      metadata: set.metadata,
      spec: DeploymentSpec(replicas: spec.replicas, selector: spec.selector, template: spec.template))
    let most = spec.maxUnavailable?.scaled(total: spec.replicas, roundUp: true) ?? 1
    controller = .statefulSet(
      StatefulSetController.Specification(
        replicas: spec.replicas, start: spec.startOrdinal, isParallel: spec.podManagementPolicy == "Parallel",
        isOnDelete: spec.updateStrategy == "OnDelete", partition: spec.partition,
        maxUnavailable: max(most, 1), minReadySeconds: spec.minReadySeconds))
  }

  /// Takes a DaemonSet, whose pods tolerate what those of every DaemonSet do.
  public init(_ set: DaemonSet) {
    var template = set.template
    template.spec = DaemonSetController.podSpec(template.spec)
    deployment = Deployment(
      metadata: set.metadata, spec: DeploymentSpec(replicas: 0, selector: set.selector, template: template))
    controller = .daemonSet(DaemonPods(namespace: set.metadata.namespace, template: set.template))
  }

  /// Takes a Job, of which its manifest does not say when it is created and how long its pods run.
  public init(_ job: Job, startMs: Int64, duration: Delay, failureShare: Double) {
    deployment = Deployment(
      metadata: job.metadata, spec: DeploymentSpec(replicas: 0, selector: nil, template: job.spec.template))
    controller = .job(
      JobRun(
        JobController.Specification(job.spec), startMs: startMs, duration: duration,
        failureShare: failureShare))
  }

  /// Takes the Jobs that a ScaledJob makes of one, each of which works off so many messages.
  public init(_ job: Job, ofScaledJobIn namespace: String, messagesPerJob: Double) {
    var metadata = ObjectMeta(name: job.metadata.name)
    metadata.namespace = namespace
    deployment = Deployment(
      metadata: metadata, spec: DeploymentSpec(replicas: 0, selector: nil, template: job.spec.template))
    controller = .jobs(
      JobBatch(messagesPerJob: messagesPerJob, specification: JobController.Specification(job.spec)))
  }

  /// The kind as Kubernetes writes it.
  public var kind: String { controller.kind }
}

extension JobController.Specification {
  /// Takes what a Job's manifest says.
  fileprivate init(_ spec: JobSpec) {
    self.init(
      parallelism: spec.parallelism ?? 1, completions: spec.completions, backoffLimit: spec.backoffLimit,
      activeDeadlineSeconds: spec.activeDeadlineSeconds, isSuspended: spec.suspend)
  }
}

extension PodController {
  /// The kind of the objects that it is the controller of.
  public var kind: String {
    switch self {
    case .replicaSet: "Deployment"
    case .statefulSet: "StatefulSet"
    case .daemonSet: "DaemonSet"
    case .job: "Job"
    case .jobs: "ScaledJob"
    }
  }

  /// Whether its number of pods can be set through the scale subresource.
  public var hasScale: Bool {
    switch self {
    case .replicaSet, .statefulSet: true
    case .daemonSet, .job, .jobs: false
    }
  }
}
