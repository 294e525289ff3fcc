import Kubernetes

/// Conditions as the API shows them.
extension HPAController {
  /// The conditions with upstream's reasons and messages, in the order they were first set.
  public var conditions: [HorizontalPodAutoscalerCondition] {
    memory.conditions.types.compactMap { type in
      guard let condition = memory.conditions[type] else { return nil }
      let recorded = condition.reason == .recorded ? memory.details.recorded[type] : nil
      return HorizontalPodAutoscalerCondition(
        type: type.name, status: condition.status.name, reason: recorded?.reason ?? condition.reason.name,
        message: recorded?.message ?? message(of: condition), lastTransitionTimeMs: condition.transitionMs)
    }
  }

  /// The message of a condition that was set here.
  func message(of condition: HPACondition) -> String {
    switch condition.reason {
    case .recorded: ""
    case .succeededGetScale: "the HPA controller was able to get the target's current scale"
    case .readyForNewScale: "recommended size matches current size"
    case .scaleDownStabilized:
      "recent recommendations were higher than current one, applying the highest recent recommendation"
    case .scaleUpStabilized:
      "recent recommendations were lower than current one, applying the lowest recent recommendation"
    case .succeededRescale:
      "the HPA controller was able to update the target scale to \(condition.replicas)"
    case .failedGetScale:
      "the HPA controller was unable to get the target's current scale: \(memory.details.scaleText)"
    case .failedUpdateScale:
      "the HPA controller was unable to update the target scale: \(memory.details.scaleText)"
    case .validMetricFound:
      "the HPA was able to successfully calculate a replica count from \(metricName(condition.metric))"
    case .scalingDisabled: "scaling is disabled since the replica count of the target is zero"
    case .invalidSelector, .ambiguousSelector:
      memory.details.selector == .empty
        ? "the HPA target's scale is missing a selector" : Self.problemText(of: memory.details.selector)
    case .failedGetResourceMetric, .failedGetContainerResourceMetric, .failedGetPodsMetric,
      .failedGetObjectMetric, .failedGetExternalMetric, .invalidMetricSourceType:
      "the HPA was unable to compute the replica count: "
        + problemText(
          of: Int(condition.metric), problem: condition.problem, failure: memory.details.failure)
    case .scaleUpLimit: "the desired replica count is increasing faster than the maximum scale rate"
    case .scaleDownLimit: "the desired replica count is decreasing faster than the maximum scale rate"
    case .tooManyReplicas: "the desired replica count is more than the maximum replica count"
    case .tooFewReplicas: "the desired replica count is less than the minimum replica count"
    case .desiredWithinRange: "the desired count is within the acceptable range"
    case .scaledToZero: "the HPA controller scaled the workload to zero"
    case .notScaledToZero: "the HPA controller did not scale the workload to zero"
    }
  }
}

extension HPAConditionReason {
  /// The word in the API.
  public var name: String {
    switch self {
    case .recorded: ""
    case .succeededGetScale: "SucceededGetScale"
    case .readyForNewScale: "ReadyForNewScale"
    case .scaleDownStabilized: "ScaleDownStabilized"
    case .scaleUpStabilized: "ScaleUpStabilized"
    case .succeededRescale: "SucceededRescale"
    case .failedGetScale: "FailedGetScale"
    case .failedUpdateScale: "FailedUpdateScale"
    case .validMetricFound: "ValidMetricFound"
    case .scalingDisabled: "ScalingDisabled"
    case .invalidSelector: "InvalidSelector"
    case .ambiguousSelector: "AmbiguousSelector"
    case .failedGetResourceMetric: "FailedGetResourceMetric"
    case .failedGetContainerResourceMetric: "FailedGetContainerResourceMetric"
    case .failedGetPodsMetric: "FailedGetPodsMetric"
    case .failedGetObjectMetric: "FailedGetObjectMetric"
    case .failedGetExternalMetric: "FailedGetExternalMetric"
    case .invalidMetricSourceType: "InvalidMetricSourceType"
    case .scaleUpLimit: "ScaleUpLimit"
    case .scaleDownLimit: "ScaleDownLimit"
    case .tooManyReplicas: "TooManyReplicas"
    case .tooFewReplicas: "TooFewReplicas"
    case .desiredWithinRange: "DesiredWithinRange"
    case .scaledToZero: "ScaledToZero"
    case .notScaledToZero: "NotScaledToZero"
    }
  }
}
