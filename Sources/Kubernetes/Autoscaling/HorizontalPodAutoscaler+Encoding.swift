extension HorizontalPodAutoscaler {
  /// The object as a manifest that kubectl applies; what is nil or empty is left out.
  public func encode() -> DocumentNode {
    .fields([
      ("apiVersion", .text("autoscaling/v2")), ("kind", .text("HorizontalPodAutoscaler")),
      ("metadata", metadata.encode()), ("spec", spec.encode()), ("status", status?.encode()),
    ])
  }
}

extension ObjectMeta {
  /// What a user may set of the metadata.
  func encode() -> DocumentNode {
    .fields([
      ("name", .text(name)), ("namespace", .text(namespace)), ("labels", .texts(labels)),
      ("annotations", .texts(annotations)),
    ])
  }
}

extension HorizontalPodAutoscalerSpec {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("scaleTargetRef", scaleTargetRef.encode()), ("minReplicas", minReplicas.map { .number($0) }),
      ("maxReplicas", .number(maxReplicas)),
      ("metrics", metrics.isEmpty ? nil : .list(metrics.map { $0.encode() })),
      ("behavior", behavior?.encode()),
    ])
  }
}

extension CrossVersionObjectReference {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("apiVersion", apiVersion.isEmpty ? nil : .text(apiVersion)), ("kind", .text(kind)),
      ("name", .text(name)),
    ])
  }
}

extension MetricSpec {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("type", .text(type)),
      ("resource", resource.map { .fields([("name", .text($0.name)), ("target", $0.target.encode())]) }),
      (
        "containerResource",
        containerResource.map {
          .fields([
            ("name", .text($0.name)), ("container", .text($0.container)), ("target", $0.target.encode()),
          ])
        }
      ),
      ("pods", pods.map { .fields([("metric", $0.metric.encode()), ("target", $0.target.encode())]) }),
      (
        "object",
        object.map {
          .fields([
            ("describedObject", $0.describedObject.encode()), ("metric", $0.metric.encode()),
            ("target", $0.target.encode()),
          ])
        }
      ),
      (
        "external",
        external.map { .fields([("metric", $0.metric.encode()), ("target", $0.target.encode())]) }
      ),
    ])
  }
}

extension MetricIdentifier {
  fileprivate func encode() -> DocumentNode {
    .fields([("name", .text(name)), ("selector", selector?.encode())])
  }
}

extension MetricTarget {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("type", .text(type)), ("value", value.map { .text($0.description) }),
      ("averageValue", averageValue.map { .text($0.description) }),
      ("averageUtilization", averageUtilization.map { .number($0) }),
    ])
  }
}

extension LabelSelector {
  /// The selector as it stands in a manifest; an empty one stays, since it says something else than none.
  func encode() -> DocumentNode {
    .fields([
      ("matchLabels", .texts(matchLabels)),
      (
        "matchExpressions",
        matchExpressions.isEmpty
          ? nil
          : .list(
            matchExpressions.map {
              .fields([
                ("key", .text($0.key)), ("operator", .text($0.operator)),
                ("values", $0.values.isEmpty ? nil : .list($0.values.map { .text($0) })),
              ])
            })
      ),
    ])
  }
}

extension HorizontalPodAutoscalerBehavior {
  fileprivate func encode() -> DocumentNode {
    .fields([("scaleUp", scaleUp?.encode()), ("scaleDown", scaleDown?.encode())])
  }
}

extension HPAScalingRules {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("stabilizationWindowSeconds", stabilizationWindowSeconds.map { .number($0) }),
      ("selectPolicy", selectPolicy.map { .text($0) }),
      (
        "policies",
        policies.map {
          .list(
            $0.map {
              .fields([
                ("type", .text($0.type)), ("value", .number($0.value)),
                ("periodSeconds", .number($0.periodSeconds)),
              ])
            })
        }
      ),
      ("tolerance", tolerance.map { .text($0.description) }),
    ])
  }
}

extension HorizontalPodAutoscalerStatus {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("currentReplicas", .number(currentReplicas)), ("desiredReplicas", .number(desiredReplicas)),
      ("lastScaleTime", lastScaleTimeMs.map { .text(KubernetesTime.text(milliseconds: $0)) }),
      ("conditions", conditions.isEmpty ? nil : .list(conditions.map { $0.encode() })),
    ])
  }
}

extension HorizontalPodAutoscalerCondition {
  fileprivate func encode() -> DocumentNode {
    .fields([
      ("type", .text(type)), ("status", .text(status)), ("reason", reason.isEmpty ? nil : .text(reason)),
      ("message", message.isEmpty ? nil : .text(message)),
      ("lastTransitionTime", lastTransitionTimeMs.map { .text(KubernetesTime.text(milliseconds: $0)) }),
    ])
  }
}
