extension VerticalPodAutoscaler {
  /// Makes the object of fields whose types were checked.
  public init(reading fields: Fields) {
    self.init(
      metadata: fields.metadata(),
      spec: fields.object("spec", VerticalPodAutoscalerSpec.init(reading:)) ?? VerticalPodAutoscalerSpec(),
      status: fields.object("status", VerticalPodAutoscalerStatus.init(reading:)))
  }
}

extension VerticalPodAutoscalerSpec {
  /// Reads a specification from checked fields.
  init(reading fields: Fields) {
    self.init(
      targetRef: fields.object("targetRef") {
        CrossVersionObjectReference(
          apiVersion: $0.string("apiVersion") ?? "", kind: $0.string("kind") ?? "",
          name: $0.string("name") ?? "")
      },
      updatePolicy: fields.object("updatePolicy", PodUpdatePolicy.init(reading:)),
      resourcePolicy: fields.object("resourcePolicy", PodResourcePolicy.init(reading:)),
      recommenders: fields.objects("recommenders") { $0.string("name") ?? "" } ?? [],
      startupBoost: fields.object("startupBoost", StartupBoost.init(reading:)))
  }
}

extension PodUpdatePolicy {
  /// Reads an update policy from checked fields.
  init(reading fields: Fields) {
    self.init(
      updateMode: fields.string("updateMode"), minReplicas: fields.int32("minReplicas"),
      evictionRequirements: fields.objects("evictionRequirements") {
        EvictionRequirement(
          resources: $0.texts("resources") ?? [], changeRequirement: $0.string("changeRequirement") ?? "")
      } ?? [],
      evictAfterOOMSeconds: fields.int32("evictAfterOOMSeconds"))
  }
}

extension PodResourcePolicy {
  /// Reads a resource policy from checked fields.
  public init(reading fields: Fields) {
    self.init(
      containerPolicies: fields.objects("containerPolicies", ContainerResourcePolicy.init(reading:)) ?? [])
  }
}

extension ContainerResourcePolicy {
  /// Reads the policy of a container from checked fields.
  public init(reading fields: Fields) {
    self.init(
      containerName: fields.string("containerName") ?? "", mode: fields.string("mode"),
      minAllowed: fields.quantities("minAllowed") ?? [:], maxAllowed: fields.quantities("maxAllowed") ?? [:],
      controlledResources: fields.texts("controlledResources"),
      controlledValues: fields.string("controlledValues"),
      startupBoost: fields.object("startupBoost", StartupBoost.init(reading:)),
      oomBumpUpRatio: fields.quantity("oomBumpUpRatio"), oomMinBumpUp: fields.quantity("oomMinBumpUp"),
      memoryAggregationIntervalSeconds: fields.int32("memoryAggregationIntervalSeconds"),
      memoryAggregationIntervalCount: fields.int64("memoryAggregationIntervalCount"))
  }
}

extension StartupBoost {
  /// Reads a boost from checked fields.
  public init(reading fields: Fields) {
    self.init(
      cpu: fields.object("cpu") {
        GenericStartupBoost(
          type: $0.string("type") ?? "", factor: $0.int32("factor"), quantity: $0.quantity("quantity"),
          durationSeconds: $0.int32("durationSeconds"))
      })
  }
}

extension VerticalPodAutoscalerStatus {
  /// Reads a status from checked fields.
  init(reading fields: Fields) {
    self.init(
      recommendation: fields.object("recommendation") {
        $0.objects("containerRecommendations", RecommendedContainerResources.init(reading:)) ?? []
      },
      conditions: fields.objects("conditions") {
        HorizontalPodAutoscalerCondition(
          type: $0.string("type") ?? "", status: $0.string("status") ?? "", reason: $0.string("reason") ?? "",
          message: $0.string("message") ?? "", lastTransitionTimeMs: $0.time("lastTransitionTime"))
      } ?? [])
  }
}

extension RecommendedContainerResources {
  /// Reads a container's recommendation from checked fields.
  public init(reading fields: Fields) {
    self.init(
      containerName: fields.string("containerName") ?? "", target: fields.quantities("target") ?? [:],
      lowerBound: fields.quantities("lowerBound"), upperBound: fields.quantities("upperBound"),
      uncappedTarget: fields.quantities("uncappedTarget"))
  }
}
