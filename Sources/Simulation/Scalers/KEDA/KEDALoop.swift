import Cluster
import Kubernetes
import Scaling

/// A ScaledObject in a run: KEDA's polls and the HPA that it makes, two loops with a phase each.
struct KEDALoop {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  /// The time between polls.
  let pollMs: Int64
  var controller: ScaledObjectController
  /// The HPA's side.
  var adapter: HPAAdapter
  var observation = ScaledObjectObservation()
  /// What the HPA's last row of the decision log said.
  var lastState = HPAState()
  private var readers: [KEDAReader]

  init(_ keda: ScenarioKEDA, workload: Int, scenario: Scenario, metrics: MetricsAdapters) {
    let object = keda.object
    name = object.metadata.name
    self.workload = workload
    pollMs = Int64(object.pollingInterval ?? 30) * 1_000
    controller = ScaledObjectController(object, createdMs: scenario.epochMs)
    observation.annotations = KEDAAnnotations(object.metadata.annotations)
    readers = zip(object.triggers, keda.sources).map {
      KEDAReader($0, source: $1, scenario: scenario, metrics: metrics)
    }
    observation.readings = Array(repeating: .failed, count: readers.count)
    var hpa = object.horizontalPodAutoscaler(observation.annotations)
    hpa.spec.scaleTargetRef.name = scenario.workloads[workload].deployment.metadata.name
    adapter = HPAAdapter(
      ScenarioAutoscaler(hpa: hpa.defaulted()), scenario: scenario, metrics: metrics,
      served: controller.metricNames)
  }

  /// The workloads whose queues its triggers look at.
  var watched: [Int] { readers.compactMap(\.queue) }

  /// Looks at the workload and at every source.
  mutating func look(nowMs: Int64, dateMs: Int64, cluster: inout Cluster, metrics: MetricsAdapters) {
    observation.nowMs = dateMs
    observation.replicas = cluster.workloads[workload].replicas
    observation.readyPods = cluster.workloads[workload].readyCount
    for index in readers.indices {
      observation.readings[index] = readers[index].read(
        nowMs: nowMs, dateMs: dateMs, cluster: &cluster, metrics: metrics)
    }
  }

  /// Lets the HPA ask for every metric and reconcile.
  mutating func reconcile(
    nowMs: Int64, cluster: borrowing Cluster, metrics: MetricsAdapters
  ) -> HPADecision {
    // At no replicas the HPA asks for nothing.
    for metric in 0..<(observation.replicas > 0 ? controller.metricCount : 0) {
      adapter.answers[metric] = controller.answer(metric: metric, observation)
    }
    return adapter.reconcile(nowMs: nowMs, cluster: cluster, metrics: metrics)
  }
}
