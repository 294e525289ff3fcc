extension APISchema {
  /// StatefulSets, DaemonSets and Jobs.
  static let controllers = """
    DaemonSet apiVersion:string kind:string metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
    DaemonSetCondition lastTransitionTime:time message:string reason:string status:string type:string
    DaemonSetSpec minReadySeconds:int32 revisionHistoryLimit:int32 selector:LabelSelector
      template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
    DaemonSetStatus collisionCount:int32 conditions:[DaemonSetCondition currentNumberScheduled:int32
      desiredNumberScheduled:int32 numberAvailable:int32 numberMisscheduled:int32 numberReady:int32
      numberUnavailable:int32 observedGeneration:int64 updatedNumberScheduled:int32
    DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:string
    Job apiVersion:string kind:string metadata:ObjectMeta spec:JobSpec status:JobStatus
    JobCondition lastProbeTime:time lastTransitionTime:time message:string reason:string status:string
      type:string
    JobSpec activeDeadlineSeconds:int64 backoffLimit:int32 backoffLimitPerIndex:int32 completionMode:string
      completions:int32 managedBy:string manualSelector:bool maxFailedIndexes:int32 parallelism:int32
      podFailurePolicy:PodFailurePolicy podReplacementPolicy:string selector:LabelSelector
      successPolicy:SuccessPolicy suspend:bool template:PodTemplateSpec ttlSecondsAfterFinished:int32
    JobStatus active:int32 completedIndexes:string completionTime:time conditions:[JobCondition failed:int32
      failedIndexes:string ready:int32 startTime:time succeeded:int32 terminating:int32
      uncountedTerminatedPods:UncountedTerminatedPods
    PersistentVolumeClaim apiVersion:string kind:string metadata:ObjectMeta spec:PersistentVolumeClaimSpec
      status:any
    PodFailurePolicy rules:[PodFailurePolicyRule
    PodFailurePolicyOnExitCodesRequirement containerName:string operator:string values:[int32
    PodFailurePolicyOnPodConditionsPattern status:string type:string
    PodFailurePolicyRule action:string onExitCodes:PodFailurePolicyOnExitCodesRequirement
      onPodConditions:[PodFailurePolicyOnPodConditionsPattern
    RollingUpdateDaemonSet maxSurge:intOrString maxUnavailable:intOrString
    RollingUpdateStatefulSetStrategy maxUnavailable:intOrString partition:int32
    StatefulSet apiVersion:string kind:string metadata:ObjectMeta spec:StatefulSetSpec
      status:StatefulSetStatus
    StatefulSetCondition lastTransitionTime:time message:string reason:string status:string type:string
    StatefulSetOrdinals start:int32
    StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:string whenScaled:string
    StatefulSetSpec minReadySeconds:int32 ordinals:StatefulSetOrdinals
      persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy
      podManagementPolicy:string replicas:int32 revisionHistoryLimit:int32 selector:LabelSelector
      serviceName:string template:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy
      volumeClaimTemplates:[PersistentVolumeClaim
    StatefulSetStatus availableReplicas:int32 collisionCount:int32 conditions:[StatefulSetCondition
      currentReplicas:int32 currentRevision:string observedGeneration:int64 readyReplicas:int32
      replicas:int32 updateRevision:string updatedReplicas:int32
    StatefulSetUpdateStrategy rollingUpdate:RollingUpdateStatefulSetStrategy type:string
    SuccessPolicy rules:[SuccessPolicyRule
    SuccessPolicyRule succeededCount:int32 succeededIndexes:string
    UncountedTerminatedPods failed:[string succeeded:[string
    """
}
