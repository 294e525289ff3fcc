extension HorizontalPodAutoscaler {
  /// Returns the object with the defaults of autoscaling/v2.
  ///
  /// At least one replica; CPU at 80 % if there is no metric; and where there is a behavior at all, both of
  /// its directions complete: each field of a rule that the user set stays, policies as a whole. The window
  /// of scaling down stays open, for the controller's flag decides. Source:
  /// pkg/apis/autoscaling/v2/defaults.go.
  public func defaulted() -> HorizontalPodAutoscaler {
    var result = self
    if spec.minReplicas == nil { result.spec.minReplicas = 1 }
    if spec.metrics.isEmpty {
      let target = MetricTarget(type: "Utilization", averageUtilization: 80)
      let cpu = ResourceMetricSource(name: "cpu", target: target)
      result.spec.metrics = [MetricSpec(type: "Resource", resource: cpu)]
    }
    if let behavior = spec.behavior {
      result.spec.behavior = HorizontalPodAutoscalerBehavior(
        scaleUp: (behavior.scaleUp ?? HPAScalingRules()).completed(with: .scaleUpDefaults),
        scaleDown: (behavior.scaleDown ?? HPAScalingRules()).completed(with: .scaleDownDefaults))
    }
    return result
  }
}

extension HPAScalingRules {
  /// What scaling up follows unless told otherwise: at once, by four pods or double in 15 s, whichever is
  /// more.
  public static let scaleUpDefaults = HPAScalingRules(
    stabilizationWindowSeconds: 0, selectPolicy: "Max",
    policies: [
      HPAScalingPolicy(type: "Pods", value: 4, periodSeconds: 15),
      HPAScalingPolicy(type: "Percent", value: 100, periodSeconds: 15),
    ])

  /// What scaling down follows unless told otherwise: after the flag's window, to any number.
  public static let scaleDownDefaults = HPAScalingRules(
    selectPolicy: "Max", policies: [HPAScalingPolicy(type: "Percent", value: 100, periodSeconds: 15)])

  fileprivate func completed(with standard: HPAScalingRules) -> HPAScalingRules {
    HPAScalingRules(
      stabilizationWindowSeconds: stabilizationWindowSeconds ?? standard.stabilizationWindowSeconds,
      selectPolicy: selectPolicy ?? standard.selectPolicy, policies: policies ?? standard.policies,
      tolerance: tolerance)
  }
}
