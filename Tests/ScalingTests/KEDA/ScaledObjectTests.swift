import Kubernetes
import Testing

@testable import Scaling

@Suite("Manifests of ScaledObjects")
struct ScaledObjectTests {
  private static func read(_ text: String) throws -> (ScaledObject?, [String]) {
    let report = DocumentReport()
    let node = try #require(try DocumentNode.parse(yaml: text, file: "so.yaml").first)
    let object = ScaledObject.read(node, report: report)
    return (object, report.problems.map(\.description))
  }

  private static let manifest = """
    apiVersion: keda.sh/v1alpha1
    kind: ScaledObject
    metadata: {name: worker}
    spec:
      scaleTargetRef: {name: worker}
      pollingInterval: 10
      minReplicaCount: 0
      maxReplicaCount: 30
      fallback: {failureThreshold: 3, replicas: 6}
      advanced:
        horizontalPodAutoscalerConfig:
          behavior:
            scaleDown: {stabilizationWindowSeconds: 60}
      triggers:
        - type: kafka
          metadata: {bootstrapServers: "k:9092", consumerGroup: g, topic: my.orders, lagThreshold: "50"}
        - type: prometheus
          metricType: Value
          metadata: {serverAddress: "http://p", query: up, threshold: "2.5"}
        - type: cpu
          metricType: Utilization
          metadata: {value: "70"}
    """

  @Test("A manifest becomes the HPA that KEDA makes")
  func hpa() throws {
    let (object, problems) = try Self.read(Self.manifest)
    #expect(problems == [])
    let hpa = try #require(object).horizontalPodAutoscaler()
    #expect(hpa.metadata.name == "keda-hpa-worker")
    #expect(hpa.spec.minReplicas == 1 && hpa.spec.maxReplicas == 30)
    #expect(hpa.spec.behavior?.scaleDown?.stabilizationWindowSeconds == 60)
    #expect(hpa.spec.metrics.map(\.type) == ["External", "External", "Resource"])
    let kafka = try #require(hpa.spec.metrics[0].external)
    #expect(kafka.metric.name == "s0-kafka-my-orders")
    #expect(kafka.metric.selector?.matchLabels == ["scaledobject.keda.sh/name": "worker"])
    #expect(kafka.target.averageValue == Quantity(milli: 50_000))
    #expect(hpa.spec.metrics[1].external?.target.value == Quantity(milli: 2_500))
    #expect(hpa.spec.metrics[2].resource?.target.averageUtilization == 70)
  }

  @Test("Pausing one direction disables it in the HPA")
  func pausing() throws {
    let object = try #require(try Self.read(Self.manifest).0)
    let hpa = object.horizontalPodAutoscaler(KEDAAnnotations(["autoscaling.keda.sh/paused-scale-in": "true"]))
    #expect(hpa.spec.behavior?.scaleDown?.selectPolicy == "Disabled")
    #expect(hpa.spec.behavior?.scaleDown?.stabilizationWindowSeconds == 60)
    #expect(hpa.spec.behavior?.scaleUp == nil)
  }

  @Test("A formula replaces the external metrics")
  func formula() throws {
    let text = Self.manifest
      .replacing(
        "  advanced:", with: "  advanced:\n    scalingModifiers: {formula: \"q + p\", target: \"2.5\"}"
      )
      .replacing("- type: kafka", with: "- type: kafka\n      name: q")
      .replacing("- type: prometheus", with: "- type: prometheus\n      name: p")
    let (object, problems) = try Self.read(text)
    #expect(problems == [])
    let hpa = try #require(object).horizontalPodAutoscaler()
    #expect(hpa.spec.metrics.map { $0.external?.metric.name ?? $0.type } == ["composite-metric", "Resource"])
    #expect(hpa.spec.metrics[0].external?.target.averageValue == Quantity(milli: 2_500))
  }

  @Test(
    "What KEDA refuses is refused with its place",
    arguments: [
      (
        "minReplicaCount: 0", "minReplicaCount: 31",
        "so.yaml:7:20: spec.minReplicaCount: MinReplicaCount=31 must be"
      ),
      (
        "lagThreshold: \"50\"", "lagThreshold: many",
        "spec.triggers[0].metadata.lagThreshold: must be a whole"
      ),
      ("type: kafka", "type: kafkaa", "unknown trigger type kafkaa (known are prometheus, kafka"),
      (
        "metricType: Value", "metricType: Utilization",
        "spec.triggers[1].metricType: Utilization is only for cpu"
      ),
      ("threshold: \"2.5\"", "limit: \"3\"", "spec.triggers[1].metadata.threshold: is required"),
      (
        "replicas: 6", "replicas: 6, behavior: guess",
        "spec.fallback.behavior: unknown behavior guess (known are static"
      ),
      (
        "  advanced:", "  advanced:\n    scalingModifiers: {formula: \"q +\", target: \"0\"}",
        "spec.advanced.scalingModifiers.target: must be a number greater than 0"
      ),
    ])
  func refused(old: String, new: String, message: String) throws {
    let (object, problems) = try Self.read(Self.manifest.replacing(old, with: new))
    #expect(object == nil)
    #expect(problems.contains { $0.contains(message) }, "\(problems)")
  }
}
