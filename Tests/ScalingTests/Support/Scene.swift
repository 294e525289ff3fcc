import Kubernetes
import Scaling

/// A small cluster to decide for: each call adds pods that are alike, with one sample and one request each.
struct Scene {
  /// The time of the decision.
  static let nowMs: Int64 = 1_700_000_000_000

  var observation = HPAObservation()

  init(replicas: Int32, nowMs: Int64 = Scene.nowMs) {
    observation.nowMs = nowMs
    observation.specReplicas = replicas
    observation.statusReplicas = replicas
    observation.readings = [HPAObservation.Reading(requestsStart: 0)]
  }

  /// Adds pods, by default ready for an hour and sampled 15 s ago; times are seconds before now.
  mutating func add(
    _ count: Int32 = 1, usage: Int64?, request: Int64 = 1000, phase: HPAObservation.PodPhase = .running,
    isDeleted: Bool = false, ready: HPAObservation.PodReadiness = .true, startedAgo: Int64? = 3600,
    readyAgo: Int64 = 3590, sampledAgo: Int64 = 15, window: Int64 = 30
  ) {
    let now = observation.nowMs
    observation.pods.append(
      HPAObservation.Pod(
        count: count, phase: phase, isDeleted: isDeleted, ready: ready,
        startTimeMs: startedAgo.map { now - $0 * 1000 } ?? HPAObservation.noTime,
        readyTransitionMs: now - readyAgo * 1000))
    observation.podNames.append("pod-\(observation.pods.count)")
    observation.requests.append(request)
    guard let usage else { return }
    observation.samples.append(
      HPAObservation.Sample(
        pod: Int32(observation.pods.count - 1), count: count, value: usage,
        timestampMs: now - sampledAgo * 1000, windowMs: window * 1000))
    observation.readings[0].samplesEnd += 1
  }

  /// Adds samples of pods that are not in the list.
  mutating func addStrangers(_ count: Int32, usage: Int64) {
    observation.samples.append(
      HPAObservation.Sample(
        pod: -1, count: count, value: usage, timestampMs: observation.nowMs, windowMs: 30_000))
    observation.readings[0].samplesEnd += 1
  }

  /// The one proposal of the metric, with the observation as it is.
  func proposal(_ metric: MetricSpec, configuration: HPAConfiguration = HPAConfiguration()) -> HPAProposal {
    HPAController(.scaling([metric]), configuration: configuration).proposals(for: observation)[0]
  }

  /// A cluster whose only metric belongs to no pod.
  static func outside(_ values: [Int64], replicas: Int32, ready: Int32? = nil, nowMs: Int64 = Scene.nowMs)
    -> Scene
  {
    var scene = Scene(replicas: replicas, nowMs: nowMs)
    scene.add(ready ?? replicas, usage: nil)
    scene.observation.readings = values.map { HPAObservation.Reading(value: $0) }
    return scene
  }
}

extension MetricSpec {
  /// CPU in percent of the requests.
  static func cpu(percent: Int32) -> MetricSpec {
    MetricSpec(
      type: "Resource",
      resource: .init(name: "cpu", target: .init(type: "Utilization", averageUtilization: percent)))
  }

  /// An average amount of a resource.
  static func resource(_ name: String, average: String) -> MetricSpec {
    MetricSpec(
      type: "Resource",
      resource: .init(name: name, target: .init(type: "AverageValue", averageValue: q(average))))
  }

  /// A custom metric of pods.
  static func pods(average: String) -> MetricSpec {
    MetricSpec(
      type: "Pods",
      pods: .init(metric: .init(name: "qps"), target: .init(type: "AverageValue", averageValue: q(average))))
  }

  /// An external metric as a whole.
  static func external(value: String) -> MetricSpec {
    MetricSpec(
      type: "External",
      external: .init(metric: .init(name: "queue"), target: .init(type: "Value", value: q(value))))
  }

  /// An external metric divided by the replicas.
  static func external(average: String) -> MetricSpec {
    MetricSpec(
      type: "External",
      external: .init(
        metric: .init(name: "queue"), target: .init(type: "AverageValue", averageValue: q(average))))
  }

  /// A metric of an Ingress.
  static func object(_ target: MetricTarget) -> MetricSpec {
    MetricSpec(
      type: "Object",
      object: .init(
        describedObject: .init(apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main"),
        metric: .init(name: "rps"), target: target))
  }
}

extension HorizontalPodAutoscaler {
  /// An HPA of a Deployment, with the API server's defaults.
  static func scaling(
    _ metrics: [MetricSpec], minimum: Int32 = 1, maximum: Int32 = 100,
    behavior: HorizontalPodAutoscalerBehavior? = nil
  ) -> HorizontalPodAutoscaler {
    HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: "h"),
      spec: HorizontalPodAutoscalerSpec(
        scaleTargetRef: .init(apiVersion: "apps/v1", kind: "Deployment", name: "w"), minReplicas: minimum,
        maxReplicas: maximum, metrics: metrics, behavior: behavior)
    ).defaulted()
  }
}

extension HPAScalingRules {
  /// Rules that let everything pass at once.
  static let free = HPAScalingRules(
    stabilizationWindowSeconds: 0, policies: [.init(type: "Pods", value: 1_000_000, periodSeconds: 15)])
}

extension HorizontalPodAutoscalerBehavior {
  /// Neither windows nor policies.
  static let free = HorizontalPodAutoscalerBehavior(scaleUp: .free, scaleDown: .free)
}

extension HPAController {
  /// A controller that has been running for a while, with an empty history.
  static func running(
    _ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration = HPAConfiguration()
  ) -> HPAController {
    var controller = HPAController(autoscaler, configuration: configuration)
    controller.memory.hasRecommendations = true
    return controller
  }

  /// The reason of a condition, nil if it is not set.
  func reason(_ type: HPAConditionType) -> String? { memory.conditions[type]?.reason.name }
}

/// A quantity that is known to be well-formed.
func q(_ text: String) -> Quantity {
  guard let quantity = try? Quantity(text) else { preconditionFailure("no quantity: \(text)") }
  return quantity
}
