import Kubernetes

extension ScaledObject {
  /// The metric that replaces all others where there is a formula.
  public static let compositeMetricName = "composite-metric"

  /// The name of a trigger's metric: its number and what it measures.
  public func metricName(of index: Int) -> String { "s\(index)-\(triggers[index].metricStem)" }

  /// The HorizontalPodAutoscaler that KEDA makes for this object.
  ///
  /// One External metric a trigger, or one for the formula; cpu and memory as Resource metrics. `paused-scale-in` and
  /// `paused-scale-out` disable a direction. Source: kedacore/keda controllers/keda/hpa.go at 8b4f083ca.
  public func horizontalPodAutoscaler(_ annotations: KEDAAnnotations = KEDAAnnotations())
    -> HorizontalPodAutoscaler
  {
    var metrics: [MetricSpec] = []
    let selector = LabelSelector(matchLabels: ["scaledobject.keda.sh/name": metadata.name])
    if let scalingModifiers {
      let milli = KEDAMetric.milli(GoText.float(scalingModifiers.target) ?? 0)
      metrics.append(
        Self.external(
          Self.compositeMetricName, selector, scalingModifiers.metricType, Quantity(milli: milli)))
    }
    for (index, trigger) in triggers.enumerated() {
      if case .resource(let resource) = trigger.source {
        metrics.append(Self.resource(resource, trigger.metricType))
      } else if scalingModifiers == nil, let target = trigger.target {
        metrics.append(
          Self.external(
            metricName(of: index), selector, trigger.metricType, Quantity(milli: KEDAMetric.milli(target))))
      }
    }
    var spec = HorizontalPodAutoscalerSpec(
      scaleTargetRef: scaleTargetRef, minReplicas: hpaBounds.lowerBound, maxReplicas: hpaBounds.upperBound,
      metrics: metrics, behavior: behavior)
    if annotations.pausesScaleIn || annotations.pausesScaleOut {
      var limited = behavior ?? HorizontalPodAutoscalerBehavior()
      if annotations.pausesScaleIn { limited.scaleDown = Self.disabled(limited.scaleDown) }
      if annotations.pausesScaleOut { limited.scaleUp = Self.disabled(limited.scaleUp) }
      spec.behavior = limited
    }
    return HorizontalPodAutoscaler(
      metadata: ObjectMeta(name: hpaName ?? "keda-hpa-\(metadata.name)", namespace: metadata.namespace),
      spec: spec)
  }

  private static func disabled(_ rules: HPAScalingRules?) -> HPAScalingRules {
    var disabled = rules ?? HPAScalingRules()
    disabled.selectPolicy = "Disabled"
    return disabled
  }

  private static func external(
    _ name: String, _ selector: LabelSelector, _ type: KEDATrigger.MetricType?, _ target: Quantity
  ) -> MetricSpec {
    let isValue = type == .value
    return MetricSpec(
      type: "External",
      external: ExternalMetricSource(
        metric: MetricIdentifier(name: name, selector: selector),
        target: MetricTarget(
          type: isValue ? "Value" : "AverageValue", value: isValue ? target : nil,
          averageValue: isValue ? nil : target)))
  }

  private static func resource(_ resource: KEDAResource, _ type: KEDATrigger.MetricType?) -> MetricSpec {
    let isAverage = type == .averageValue
    let target = MetricTarget(
      type: isAverage ? "AverageValue" : "Utilization", averageValue: isAverage ? resource.value : nil,
      averageUtilization: isAverage ? nil : Int32(clamping: resource.value.value))
    guard let container = resource.containerName else {
      return MetricSpec(type: "Resource", resource: ResourceMetricSource(name: resource.name, target: target))
    }
    return MetricSpec(
      type: "ContainerResource",
      containerResource: ContainerResourceMetricSource(
        name: resource.name, container: container, target: target))
  }
}
