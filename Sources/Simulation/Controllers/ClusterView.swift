import Cluster
import Controllers
import Kubernetes

/// The cluster as a user's controller reads it: objects as the API server shows them at this instant.
struct ClusterView: ClusterReading {
  let nowMs: Int64
  let scenario: Scenario
  let cluster: Cluster

  func object(_ key: ObjectKey) -> KubernetesObject? {
    switch key.kind.kind {
    case "Deployment", "StatefulSet", "DaemonSet", "Job":
      scenario.workload(key).map { workload(at: $0) }
    case "Pod": find(pod: key.name, in: key.namespace).map { pod($0.pod, of: $0.workload) }
    case "Node":
      cluster.nodes.indices.first {
        !cluster.nodes[$0].isGone && scenario.nodeName($0, in: cluster) == key.name
      }.map { .node(node($0)) }
    case "HorizontalPodAutoscaler":
      scenario.autoscalers.first {
        $0.hpa.metadata.name == key.name && $0.hpa.metadata.namespace == key.namespace
      }.map { .horizontalPodAutoscaler($0.hpa) }
    case "PodDisruptionBudget":
      scenario.budgets.first { $0.metadata.name == key.name && $0.metadata.namespace == key.namespace }.map {
        .podDisruptionBudget($0)
      }
    default: nil
    }
  }

  func objects(_ kind: WatchedKind, selector: LabelSelector) -> [KubernetesObject] {
    keys(kind).compactMap(object).filter { selector.matches($0.labels) }
  }

  /// The objects of a kind there are, by namespace and name.
  func keys(_ kind: WatchedKind) -> [ObjectKey] {
    let names: [(namespace: String, name: String)]
    switch kind.kind {
    case "Deployment", "StatefulSet", "DaemonSet", "Job":
      names = scenario.workloads.filter { $0.controller.kind == kind.kind }.map {
        ($0.deployment.metadata.namespace, $0.deployment.metadata.name)
      }
    case "Pod": names = scenario.workloads.indices.flatMap(podNames)
    case "Node":
      names = cluster.nodes.indices.filter { !cluster.nodes[$0].isGone }.map {
        ("", scenario.nodeName($0, in: cluster))
      }
    case "HorizontalPodAutoscaler":
      names = scenario.autoscalers.map { ($0.hpa.metadata.namespace, $0.hpa.metadata.name) }
    case "PodDisruptionBudget":
      names = scenario.budgets.map { ($0.metadata.namespace, $0.metadata.name) }
    default: names = []
    }
    return names.sorted(by: <).map { ObjectKey(kind, namespace: $0.namespace, name: $0.name) }
  }

  /// The workload and the number of a pod by its name.
  func find(pod name: String, in namespace: String) -> (workload: Int, pod: PodFacts)? {
    for index in scenario.workloads.indices
    where scenario.workloads[index].deployment.metadata.namespace == namespace {
      for pod in cluster.workloads[index].podFacts where scenario.podName(pod, of: index) == name {
        return (index, pod)
      }
    }
    return nil
  }

  private func podNames(of workload: Int) -> [(namespace: String, name: String)] {
    let namespace = scenario.workloads[workload].deployment.metadata.namespace
    return cluster.workloads[workload].podFacts.map { (namespace, scenario.podName($0, of: workload)) }
  }

  private func workload(at index: Int) -> KubernetesObject {
    let counts = cluster.workloads[index].podCounts
    var deployment = scenario.workloads[index].deployment
    deployment.spec.replicas = counts.replicas
    let status = WorkloadStatus(
      replicas: counts.pods, readyReplicas: counts.ready, availableReplicas: counts.ready)
    deployment.status = status
    let (metadata, spec) = (deployment.metadata, deployment.spec)
    switch scenario.workloads[index].controller {
    case .replicaSet: return .deployment(deployment)
    case .statefulSet(let set):
      return .statefulSet(
        StatefulSet(
          metadata: metadata,
          spec: StatefulSetSpec(
            replicas: counts.replicas, selector: spec.selector, template: spec.template,
            podManagementPolicy: set.isParallel ? "Parallel" : "OrderedReady",
            updateStrategy: set.isOnDelete ? "OnDelete" : "RollingUpdate", partition: set.partition,
            minReadySeconds: set.minReadySeconds, startOrdinal: set.start), status: status))
    case .daemonSet(let daemon):
      return .daemonSet(DaemonSet(metadata: metadata, selector: spec.selector, template: daemon.template))
    case .jobs:
      return .other(apiVersion: "keda.sh/v1alpha1", kind: "ScaledJob", name: metadata.name)
    case .job(let run):
      let job = run.specification
      return .job(
        Job(
          metadata: metadata,
          spec: JobSpec(
            parallelism: job.parallelism, completions: job.completions, backoffLimit: job.backoffLimit,
            activeDeadlineSeconds: job.activeDeadlineSeconds, suspend: job.isSuspended,
            template: spec.template)))
    }
  }

  private func pod(_ pod: PodFacts, of workload: Int) -> KubernetesObject {
    let deployment = scenario.workloads[workload].deployment
    let template = deployment.spec.template
    var spec = template.spec
    if let node = pod.node { spec.nodeName = scenario.nodeName(node, in: cluster) }
    return .pod(
      Pod(
        metadata: ObjectMeta(
          name: scenario.podName(pod, of: workload), namespace: deployment.metadata.namespace,
          labels: template.metadata.labels, annotations: template.metadata.annotations),
        spec: spec,
        status: PodStatus(
          phase: pod.isRunning ? "Running" : "Pending",
          conditions: [PodCondition(type: "Ready", status: pod.readyMs == nil ? "False" : "True")])))
  }

  private func node(_ index: Int) -> Node { cluster.node(index) }
}

extension Scenario {
  /// The index of a workload by its key.
  func workload(_ key: ObjectKey) -> Int? {
    workloads.firstIndex {
      $0.controller.kind == key.kind.kind && $0.deployment.metadata.name == key.name
        && $0.deployment.metadata.namespace == key.namespace
    }
  }

  /// What a pod is called: by its number in a StatefulSet, else by the order of creation.
  func podName(_ pod: PodFacts, of workload: Int) -> String {
    let name = workloads[workload].deployment.metadata.name
    if case .statefulSet = workloads[workload].controller { return "\(name)-\(pod.slot)" }
    return "\(name)-\(pod.uid)"
  }

  /// What a node is called.
  func nodeName(_ index: Int, in cluster: Cluster) -> String {
    cluster.nodeName(index)
  }
}

extension KubernetesObject {
  /// The labels of an object that a view shows.
  fileprivate var labels: [String: String] {
    switch self {
    case .deployment(let object): object.metadata.labels
    case .statefulSet(let object): object.metadata.labels
    case .daemonSet(let object): object.metadata.labels
    case .job(let object): object.metadata.labels
    case .pod(let object): object.metadata.labels
    case .node(let object): object.metadata.labels
    case .horizontalPodAutoscaler(let object): object.metadata.labels
    case .podDisruptionBudget(let object): object.metadata.labels
    default: [:]
    }
  }
}
