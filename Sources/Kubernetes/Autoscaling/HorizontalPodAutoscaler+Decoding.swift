extension HorizontalPodAutoscaler {
  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", HorizontalPodAutoscalerSpec.init(reading:))
        ?? HorizontalPodAutoscalerSpec(
          scaleTargetRef: CrossVersionObjectReference(kind: "", name: ""), maxReplicas: 0),
      status: fields.object("status", HorizontalPodAutoscalerStatus.init(reading:)))
  }
}

extension HorizontalPodAutoscalerSpec {
  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      scaleTargetRef: fields.reference("scaleTargetRef"), minReplicas: fields.int32("minReplicas"),
      maxReplicas: fields.int32("maxReplicas") ?? 0,
      metrics: fields.objects("metrics", MetricSpec.init(reading:)) ?? [],
      behavior: fields.object("behavior", HorizontalPodAutoscalerBehavior.init(reading:)))
  }
}

extension HorizontalPodAutoscalerBehavior {
  /// Reads the rules of both directions from checked fields, which other objects carry as well.
  public init(reading fields: Fields) {
    self.init(
      scaleUp: fields.object("scaleUp", HPAScalingRules.init(reading:)),
      scaleDown: fields.object("scaleDown", HPAScalingRules.init(reading:)))
  }
}

extension MetricSpec {
  /// Reads a metric from checked fields.
  init(reading fields: Fields) {
    self.init(
      type: fields.string("type") ?? "",
      resource: fields.object("resource") {
        ResourceMetricSource(name: $0.string("name") ?? "", target: $0.metricTarget())
      },
      containerResource: fields.object("containerResource") {
        ContainerResourceMetricSource(
          name: $0.string("name") ?? "", container: $0.string("container") ?? "", target: $0.metricTarget())
      },
      pods: fields.object("pods") {
        PodsMetricSource(metric: $0.metricIdentifier(), target: $0.metricTarget())
      },
      object: fields.object("object") {
        ObjectMetricSource(
          describedObject: $0.reference("describedObject"), metric: $0.metricIdentifier(),
          target: $0.metricTarget())
      },
      external: fields.object("external") {
        ExternalMetricSource(metric: $0.metricIdentifier(), target: $0.metricTarget())
      })
  }
}

extension HPAScalingRules {
  /// Reads the rules of one direction from checked fields.
  init(reading fields: Fields) {
    self.init(
      stabilizationWindowSeconds: fields.int32("stabilizationWindowSeconds"),
      selectPolicy: fields.string("selectPolicy"),
      policies: fields.objects("policies") {
        HPAScalingPolicy(
          type: $0.string("type") ?? "", value: $0.int32("value") ?? 0,
          periodSeconds: $0.int32("periodSeconds") ?? 0)
      },
      tolerance: fields.quantity("tolerance"))
  }
}

extension HorizontalPodAutoscalerStatus {
  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    self.init(
      currentReplicas: fields.int32("currentReplicas") ?? 0,
      desiredReplicas: fields.int32("desiredReplicas") ?? 0,
      lastScaleTimeMs: fields.time("lastScaleTime"),
      conditions: fields.objects("conditions") {
        HorizontalPodAutoscalerCondition(
          type: $0.string("type") ?? "", status: $0.string("status") ?? "", reason: $0.string("reason") ?? "",
          message: $0.string("message") ?? "", lastTransitionTimeMs: $0.time("lastTransitionTime"))
      } ?? [])
  }
}

extension Fields {
  /// Reads a reference to an object; absent reads as empty, which validation refuses.
  fileprivate func reference(_ key: String) -> CrossVersionObjectReference {
    object(key) {
      CrossVersionObjectReference(
        apiVersion: $0.string("apiVersion") ?? "", kind: $0.string("kind") ?? "",
        name: $0.string("name") ?? "")
    } ?? CrossVersionObjectReference(kind: "", name: "")
  }

  fileprivate func metricTarget() -> MetricTarget {
    object("target") {
      MetricTarget(
        type: $0.string("type") ?? "", value: $0.quantity("value"), averageValue: $0.quantity("averageValue"),
        averageUtilization: $0.int32("averageUtilization"))
    } ?? MetricTarget(type: "")
  }

  fileprivate func metricIdentifier() -> MetricIdentifier {
    object("metric") { MetricIdentifier(name: $0.string("name") ?? "", selector: $0.selector("selector")) }
      ?? MetricIdentifier(name: "")
  }
}
