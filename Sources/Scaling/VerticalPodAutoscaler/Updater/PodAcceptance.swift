import Kubernetes

/// Whether a pod is to be changed at all.
///
/// Source: vertical-pod-autoscaler/pkg/updater/priority (update_priority_calculator.go,
/// scaling_direction_pod_eviction_admission.go).
struct PodAcceptance {
  private let vpa: VerticalPodAutoscaler
  private let configuration: VPAUpdaterConfiguration
  private let nowMs: Int64

  init(_ vpa: VerticalPodAutoscaler, _ configuration: VPAUpdaterConfiguration, nowMs: Int64) {
    self.vpa = vpa
    self.configuration = configuration
    self.nowMs = nowMs
  }

  /// Why a pod is left alone, nil if it is to be changed.
  ///
  /// Outside the bounds neither age nor size of the change matter.
  func refusal(of pod: VPAPod, _ priority: VPAPriority) -> VPAUpdateVerdict.Reason? {
    let diedQuickly = diedQuickly(pod)
    if !priority.isOutsideRange, !diedQuickly {
      guard let start = pod.startTimeMs else { return .noStartTime }
      if nowMs < start + configuration.podLifetimeMs { return .tooYoung }
      if priority.difference < configuration.updateThreshold { return .tooSimilar }
    }
    return diedQuickly && priority.difference == 0 ? .unchanged : nil
  }

  /// Whether a container was killed for want of memory soon after it had started.
  private func diedQuickly(_ pod: VPAPod) -> Bool {
    let observed = pod.observedContainers
    var limit = configuration.evictAfterOOMMs
    if configuration.perVPAConfig, let seconds = vpa.spec.updatePolicy?.evictAfterOOMSeconds {
      limit = Int64(seconds) * 1_000
    }
    return pod.statuses.contains { status in
      guard observed?.contains(status.name) ?? true,
        !(vpa.spec.resourcePolicy?.policy(for: status.name)?.isOff ?? false),
        let end = status.lastTerminated, end.reason == "OOMKilled"
      else { return false }
      return (end.finishedAtMs ?? VPATime.zero) - (end.startedAtMs ?? VPATime.zero) < limit
    }
  }

  /// Whether the VPA's eviction requirements let a pod be changed to a fitted recommendation.
  ///
  /// One container that meets all of them, or that lacks a request for cpu or memory, is enough.
  func admits(_ pod: VPAPod, _ recommendation: [RecommendedContainerResources]) -> Bool {
    guard let policy = vpa.spec.updatePolicy else { return true }
    return pod.containers.contains { container in
      guard let item = recommendation.first(where: { $0.containerName == container.name }) else {
        return false
      }
      guard let requests = container.resources.requests, requests["cpu"] != nil, requests["memory"] != nil
      else { return true }
      return policy.evictionRequirements.allSatisfy { requirement in
        requirement.resources.contains { resource in
          let request = requests[resource]?.milliValue ?? 0
          let target = item.target[resource]?.milliValue ?? 0
          switch requirement.changeRequirement {
          case "TargetHigherThanRequests": return target > request
          case "TargetLowerThanRequests": return target < request
          default: return false
          }
        }
      }
    }
  }
}
