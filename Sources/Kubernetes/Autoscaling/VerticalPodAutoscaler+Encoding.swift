extension VerticalPodAutoscaler {
  /// The object as a manifest that kubectl applies; what is nil or empty is left out.
  public func encode() -> DocumentNode {
    .fields([
      ("apiVersion", .text("autoscaling.k8s.io/v1")), ("kind", .text("VerticalPodAutoscaler")),
      ("metadata", metadata.encode()), ("spec", spec.encode()), ("status", status?.encode()),
    ])
  }
}

extension VerticalPodAutoscalerSpec {
  fileprivate func encode() -> DocumentNode {
    .fields([
      (
        "targetRef",
        targetRef.map {
          .fields([
            ("apiVersion", $0.apiVersion.isEmpty ? nil : .text($0.apiVersion)), ("kind", .text($0.kind)),
            ("name", .text($0.name)),
          ])
        }
      ),
      ("updatePolicy", updatePolicy?.encode()), ("resourcePolicy", resourcePolicy?.encode()),
      (
        "recommenders",
        recommenders.isEmpty ? nil : .list(recommenders.map { .fields([("name", .text($0))]) })
      ),
      ("startupBoost", startupBoost?.encode()),
    ])
  }
}

extension PodUpdatePolicy {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("updateMode", updateMode.map { .text($0) }), ("minReplicas", minReplicas.map { .number($0) }),
      (
        "evictionRequirements",
        evictionRequirements.isEmpty
          ? nil
          : .list(
            evictionRequirements.map {
              .fields([
                ("resources", .list($0.resources.map { .text($0) })),
                ("changeRequirement", .text($0.changeRequirement)),
              ])
            })
      ),
      ("evictAfterOOMSeconds", evictAfterOOMSeconds.map { .number($0) }),
    ])
  }
}

extension PodResourcePolicy {
  fileprivate func encode() -> DocumentNode {
    .fields([("containerPolicies", .list(containerPolicies.map { $0.encode() }))])
  }
}

extension ContainerResourcePolicy {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("containerName", .text(containerName)), ("mode", mode.map { .text($0) }),
      ("minAllowed", .amounts(minAllowed)), ("maxAllowed", .amounts(maxAllowed)),
      ("controlledResources", controlledResources.map { .list($0.map { .text($0) }) }),
      ("controlledValues", controlledValues.map { .text($0) }), ("startupBoost", startupBoost?.encode()),
      ("oomBumpUpRatio", oomBumpUpRatio.map { .text($0.description) }),
      ("oomMinBumpUp", oomMinBumpUp.map { .text($0.description) }),
      ("memoryAggregationIntervalSeconds", memoryAggregationIntervalSeconds.map { .number($0) }),
      ("memoryAggregationIntervalCount", memoryAggregationIntervalCount.map { .number($0) }),
    ])
  }
}

extension StartupBoost {
  fileprivate func encode() -> DocumentNode {
    .fields([
      (
        "cpu",
        cpu.map {
          .fields([
            ("type", .text($0.type)), ("factor", $0.factor.map { .number($0) }),
            ("quantity", $0.quantity.map { .text($0.description) }),
            ("durationSeconds", $0.durationSeconds.map { .number($0) }),
          ])
        }
      )
    ])
  }
}

extension VerticalPodAutoscalerStatus {
  fileprivate func encode() -> DocumentNode {
    .fields([
      (
        "recommendation",
        recommendation.map { .fields([("containerRecommendations", .list($0.map { $0.encode() }))]) }
      )
    ])
  }
}

extension RecommendedContainerResources {
  /// The container's recommendation as it stands in a status.
  public func encode() -> DocumentNode {
    .fields([
      ("containerName", .text(containerName)), ("target", .amounts(target)),
      ("lowerBound", lowerBound.flatMap(DocumentNode.amounts)),
      ("upperBound", upperBound.flatMap(DocumentNode.amounts)),
      ("uncappedTarget", uncappedTarget.flatMap(DocumentNode.amounts)),
    ])
  }
}

extension DocumentNode {
  /// Makes a mapping of quantities, sorted by resource, or nil if it would be empty.
  static func amounts(_ amounts: [String: Quantity]) -> DocumentNode? {
    texts(amounts.mapValues(\.description))
  }
}
