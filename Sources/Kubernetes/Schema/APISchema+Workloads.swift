extension APISchema {
  /// What is no part of a pod: metadata, deployments, services, nodes, disruption budgets, priorities.
  static let workloads = """
    AttachedVolume devicePath:string name:string
    ClientIPConfig timeoutSeconds:int32
    Condition lastTransitionTime:time message:string observedGeneration:int64 reason:string status:string
      type:string
    ConfigMapNodeConfigSource kubeletConfigKey:string name:string namespace:string resourceVersion:string
      uid:string
    ContainerImage names:[string sizeBytes:int64
    DaemonEndpoint Port:int32
    Deployment apiVersion:string kind:string metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
    DeploymentCondition lastTransitionTime:time lastUpdateTime:time message:string reason:string
      status:string type:string
    DeploymentSpec minReadySeconds:int32 paused:bool progressDeadlineSeconds:int32 replicas:int32
      revisionHistoryLimit:int32 selector:LabelSelector strategy:DeploymentStrategy template:PodTemplateSpec
    DeploymentStatus availableReplicas:int32 collisionCount:int32 conditions:[DeploymentCondition
      observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:int32
      unavailableReplicas:int32 updatedReplicas:int32
    DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:string
    LabelSelector matchExpressions:[LabelSelectorRequirement matchLabels:{string
    LabelSelectorRequirement key:string operator:string values:[string
    LoadBalancerIngress hostname:string ip:string ipMode:string ports:[PortStatus
    LoadBalancerStatus ingress:[LoadBalancerIngress
    ManagedFieldsEntry apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string
      subresource:string time:time
    Node apiVersion:string kind:string metadata:ObjectMeta spec:NodeSpec status:NodeStatus
    NodeAddress address:string type:string
    NodeAllocatableMappedResources name:string quantity:quantity
    NodeAllocatableOverheadResources name:string perContainer:quantity perPod:quantity
    NodeAllocatableResourceClaimStatus containers:[string mapping:[NodeAllocatableMappedResources
      overhead:[NodeAllocatableOverheadResources resourceClaimName:string
    NodeCondition lastHeartbeatTime:time lastTransitionTime:time message:string reason:string status:string
      type:string
    NodeConfigSource configMap:ConfigMapNodeConfigSource
    NodeConfigStatus active:NodeConfigSource assigned:NodeConfigSource error:string
      lastKnownGood:NodeConfigSource
    NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
    NodeFeatures supplementalGroupsPolicy:bool
    NodePodPreemptionPolicy disableResizePreemption:[string
    NodeRuntimeHandler features:NodeRuntimeHandlerFeatures name:string
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:bool userNamespaces:bool
    NodeSpec configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:[string
      podPreemptionPolicy:NodePodPreemptionPolicy providerID:string taints:[Taint unschedulable:bool
    NodeStatus addresses:[NodeAddress allocatable:{quantity capacity:{quantity conditions:[NodeCondition
      config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[string
      features:NodeFeatures images:[ContainerImage nodeInfo:NodeSystemInfo phase:string
      runtimeHandlers:[NodeRuntimeHandler volumesAttached:[AttachedVolume volumesInUse:[string
    NodeSwapStatus capacity:int64
    NodeSystemInfo architecture:string bootID:string containerRuntimeVersion:string kernelVersion:string
      kubeProxyVersion:string kubeletVersion:string machineID:string operatingSystem:string osImage:string
      runningInUserNamespace:bool swap:NodeSwapStatus systemUUID:string
    ObjectMeta annotations:{string creationTimestamp:time deletionGracePeriodSeconds:int64
      deletionTimestamp:time finalizers:[string generateName:string generation:int64 labels:{string
      managedFields:[ManagedFieldsEntry name:string namespace:string ownerReferences:[OwnerReference
      resourceVersion:string selfLink:string uid:string
    OwnerReference apiVersion:string blockOwnerDeletion:bool controller:bool kind:string name:string
      uid:string
    PodDisruptionBudget apiVersion:string kind:string metadata:ObjectMeta spec:PodDisruptionBudgetSpec
      status:PodDisruptionBudgetStatus
    PodDisruptionBudgetSpec maxUnavailable:intOrString minAvailable:intOrString selector:LabelSelector
      unhealthyPodEvictionPolicy:string
    PodDisruptionBudgetStatus conditions:[Condition currentHealthy:int32 desiredHealthy:int32
      disruptedPods:{time disruptionsAllowed:int32 expectedPods:int32 observedGeneration:int64
    PortStatus error:string port:int32 protocol:string
    PriorityClass apiVersion:string description:string globalDefault:bool kind:string metadata:ObjectMeta
      preemptionPolicy:string value:int32
    ReplicaSet apiVersion:string kind:string metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
    ReplicaSetCondition lastTransitionTime:time message:string reason:string status:string type:string
    ReplicaSetSpec minReadySeconds:int32 replicas:int32 selector:LabelSelector template:PodTemplateSpec
    ReplicaSetStatus availableReplicas:int32 conditions:[ReplicaSetCondition fullyLabeledReplicas:int32
      observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:int32
    RollingUpdateDeployment maxSurge:intOrString maxUnavailable:intOrString
    Service apiVersion:string kind:string metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
    ServicePort appProtocol:string name:string nodePort:int32 port:int32 protocol:string
      targetPort:intOrString
    ServiceSpec allocateLoadBalancerNodePorts:bool clusterIP:string clusterIPs:[string externalIPs:[string
      externalName:string externalTrafficPolicy:string healthCheckNodePort:int32
      internalTrafficPolicy:string ipFamilies:[string ipFamilyPolicy:string loadBalancerClass:string
      loadBalancerIP:string loadBalancerSourceRanges:[string ports:[ServicePort
      publishNotReadyAddresses:bool selector:{string sessionAffinity:string
      sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string type:string
    ServiceStatus conditions:[Condition loadBalancer:LoadBalancerStatus
    SessionAffinityConfig clientIP:ClientIPConfig
    Taint effect:string key:string timeAdded:time value:string
    """
}
