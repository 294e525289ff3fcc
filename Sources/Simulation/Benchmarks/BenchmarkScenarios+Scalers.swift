import Cluster
import Kubernetes
import Scaling
public import Workload

extension BenchmarkScenarios {
  /// W1 with a ScaledObject in place of the HPA: KEDA polls every 30 s, its HPA asks every 15 s, for requests per second.
  public static func keda(load: Series) -> Scenario {
    var scenario = w1(load: load)
    scenario.autoscalers = []
    scenario.metrics = [
      MetricSource(
        name: "requests", api: .external, origin: .signal(.requestsPerSecond, deployment: "web"))
    ]
    var object = ScaledObject()
    object.metadata = ObjectMeta(name: "web")
    object.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "apps/v1", kind: "Deployment", name: "web")
    object.minReplicaCount = 2
    object.maxReplicaCount = 200
    object.triggers = [
      KEDATrigger(
        type: "prometheus", source: .prometheus(PrometheusTrigger(threshold: 60)), metricStem: "prometheus")
    ]
    scenario.scalers = [
      ScenarioScaler(
        name: "web", workload: "web",
        kind: .keda(ScenarioKEDA(object: object, sources: [.metric("requests")])))
    ]
    return scenario
  }

  /// W1 under Knative's autoscaler, which ticks every 2 s, by requests per second.
  public static func knative(load: Series) -> Scenario {
    var scenario = w1(load: load)
    scenario.autoscalers = []
    let wanted = ["metric": "rps", "target": "86", "min-scale": "2", "max-scale": "200"]
    let texts = Dictionary(
      uniqueKeysWithValues: wanted.map { (KnativeAnnotations.prefix + $0.key, $0.value) })
    let revision = KnativeRevision(
      configuration: KnativeConfiguration(), annotations: KnativeAnnotations(texts))
    scenario.scalers = [
      ScenarioScaler(
        name: "web", workload: "web", kind: .knative(ScenarioKnative(revision: revision)))
    ]
    return scenario
  }
}
