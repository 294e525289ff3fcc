extension APISchema {
  /// The VerticalPodAutoscaler, a custom resource, and the limit ranges it heeds.
  static let verticalAutoscaling = """
    LimitRange apiVersion:string kind:string metadata:ObjectMeta spec:LimitRangeSpec
    LimitRangeItem default:{quantity defaultRequest:{quantity max:{quantity maxLimitRequestRatio:{quantity
      min:{quantity type:string
    LimitRangeSpec limits:[LimitRangeItem
    vpa.ContainerResourcePolicy containerName:string controlledResources:[string controlledValues:string
      maxAllowed:{quantity memoryAggregationIntervalCount:int64 memoryAggregationIntervalSeconds:int32
      minAllowed:{quantity mode:string oomBumpUpRatio:quantity oomMinBumpUp:quantity
      startupBoost:vpa.StartupBoost
    vpa.EvictionRequirement changeRequirement:string resources:[string
    vpa.GenericStartupBoost durationSeconds:int32 factor:int32 quantity:quantity type:string
    vpa.PodResourcePolicy containerPolicies:[vpa.ContainerResourcePolicy
    vpa.PodUpdatePolicy evictAfterOOMSeconds:int32 evictionRequirements:[vpa.EvictionRequirement
      minReplicas:int32 updateMode:string
    vpa.RecommendedContainerResources containerName:string lowerBound:{quantity target:{quantity
      uncappedTarget:{quantity upperBound:{quantity
    vpa.RecommendedPodResources containerRecommendations:[vpa.RecommendedContainerResources
    vpa.RecommenderSelector name:string
    vpa.StartupBoost cpu:vpa.GenericStartupBoost
    vpa.VerticalPodAutoscaler apiVersion:string kind:string metadata:ObjectMeta
      spec:vpa.VerticalPodAutoscalerSpec status:vpa.VerticalPodAutoscalerStatus
    vpa.VerticalPodAutoscalerCondition lastTransitionTime:time message:string reason:string status:string
      type:string
    vpa.VerticalPodAutoscalerSpec recommenders:[vpa.RecommenderSelector resourcePolicy:vpa.PodResourcePolicy
      startupBoost:vpa.StartupBoost targetRef:v2.CrossVersionObjectReference updatePolicy:vpa.PodUpdatePolicy
    vpa.VerticalPodAutoscalerStatus conditions:[vpa.VerticalPodAutoscalerCondition
      recommendation:vpa.RecommendedPodResources
    """
}
