extension APISchema {
  /// The autoscalers, v1 and v2.
  static let autoscaling = """
    HorizontalPodAutoscaler apiVersion:string kind:string metadata:ObjectMeta
      spec:HorizontalPodAutoscalerSpec status:HorizontalPodAutoscalerStatus
    HorizontalPodAutoscalerSpec maxReplicas:int32 minReplicas:int32
      scaleTargetRef:v2.CrossVersionObjectReference targetCPUUtilizationPercentage:int32
    HorizontalPodAutoscalerStatus currentCPUUtilizationPercentage:int32 currentReplicas:int32
      desiredReplicas:int32 lastScaleTime:time observedGeneration:int64
    v2.ContainerResourceMetricSource container:string name:string target:v2.MetricTarget
    v2.ContainerResourceMetricStatus container:string current:v2.MetricValueStatus name:string
    v2.CrossVersionObjectReference apiVersion:string kind:string name:string
    v2.ExternalMetricSource metric:v2.MetricIdentifier target:v2.MetricTarget
    v2.ExternalMetricStatus current:v2.MetricValueStatus metric:v2.MetricIdentifier
    v2.HPAScalingPolicy periodSeconds:int32 type:string value:int32
    v2.HPAScalingRules policies:[v2.HPAScalingPolicy selectPolicy:string stabilizationWindowSeconds:int32
      tolerance:quantity
    v2.HorizontalPodAutoscaler apiVersion:string kind:string metadata:ObjectMeta
      spec:v2.HorizontalPodAutoscalerSpec status:v2.HorizontalPodAutoscalerStatus
    v2.HorizontalPodAutoscalerBehavior scaleDown:v2.HPAScalingRules scaleUp:v2.HPAScalingRules
    v2.HorizontalPodAutoscalerCondition lastTransitionTime:time message:string observedGeneration:int64
      reason:string status:string type:string
    v2.HorizontalPodAutoscalerSpec behavior:v2.HorizontalPodAutoscalerBehavior maxReplicas:int32
      metrics:[v2.MetricSpec minReplicas:int32 scaleTargetRef:v2.CrossVersionObjectReference
    v2.HorizontalPodAutoscalerStatus conditions:[v2.HorizontalPodAutoscalerCondition
      currentMetrics:[v2.MetricStatus currentReplicas:int32 desiredReplicas:int32 lastScaleTime:time
      observedGeneration:int64
    v2.MetricIdentifier name:string selector:LabelSelector
    v2.MetricSpec containerResource:v2.ContainerResourceMetricSource external:v2.ExternalMetricSource
      object:v2.ObjectMetricSource pods:v2.PodsMetricSource resource:v2.ResourceMetricSource type:string
    v2.MetricStatus containerResource:v2.ContainerResourceMetricStatus external:v2.ExternalMetricStatus
      object:v2.ObjectMetricStatus pods:v2.PodsMetricStatus resource:v2.ResourceMetricStatus type:string
    v2.MetricTarget averageUtilization:int32 averageValue:quantity type:string value:quantity
    v2.MetricValueStatus averageUtilization:int32 averageValue:quantity value:quantity
    v2.ObjectMetricSource describedObject:v2.CrossVersionObjectReference metric:v2.MetricIdentifier
      target:v2.MetricTarget
    v2.ObjectMetricStatus current:v2.MetricValueStatus describedObject:v2.CrossVersionObjectReference
      metric:v2.MetricIdentifier
    v2.PodsMetricSource metric:v2.MetricIdentifier target:v2.MetricTarget
    v2.PodsMetricStatus current:v2.MetricValueStatus metric:v2.MetricIdentifier
    v2.ResourceMetricSource name:string target:v2.MetricTarget
    v2.ResourceMetricStatus current:v2.MetricValueStatus name:string
    """
}
