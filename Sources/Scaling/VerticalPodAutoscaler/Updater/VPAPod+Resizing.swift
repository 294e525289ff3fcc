import Kubernetes

/// What the kubelet says of a pod's resize.
enum ResizeStatus: Sendable, Hashable {
  case none
  case deferred
  case infeasible
  case inProgress
  case error
  case unknown
}

extension VPAPod {
  /// What the first condition on a resize that is true says.
  var resizeStatus: ResizeStatus {
    for condition in conditions where condition.status == "True" {
      switch condition.type {
      case "PodResizePending":
        switch condition.reason {
        case "Deferred": return .deferred
        case "Infeasible": return .infeasible
        default: return .unknown
        }
      case "PodResizeInProgress":
        if condition.reason.isEmpty, condition.message.isEmpty { return .inProgress }
        return condition.reason == "Error" ? .error : .unknown
      default: continue
      }
    }
    return .none
  }

  /// Whether a resize that takes so long, counted since the updater first saw it, is given up for an eviction.
  func givesUpResize(afterMs waited: Int64) -> Bool {
    if let pending = conditions.first(where: { $0.type == "PodResizePending" }) {
      return pending.reason == "Deferred" ? waited > VPAUpdaterConfiguration.deferredTimeoutMs : true
    }
    guard let running = conditions.first(where: { $0.type == "PodResizeInProgress" }) else { return false }
    if running.reason.isEmpty, running.message.isEmpty {
      return waited > VPAUpdaterConfiguration.inProgressTimeoutMs
    }
    return true
  }

  /// The containers that still carry a startup boost.
  var boostedContainers: [String] {
    (annotations ?? [:]).keys.compactMap(VPAAnnotation.boostedContainer).sorted()
  }

  /// Whether any container carries a startup boost.
  var isBoosted: Bool { !boostedContainers.isEmpty }

  /// The containers whose startup boost is over: the pod has been ready for longer than the boost is to last.
  func containersToUnboost(_ vpa: VerticalPodAutoscaler, atMs nowMs: Int64) -> [String] {
    guard let ready = conditions.first(where: { $0.type == "Ready" }), ready.status == "True" else {
      return []
    }
    return boostedContainers.filter { container in
      let policy = vpa.spec.resourcePolicy?.policy(for: container)
      let boost = (policy?.startupBoost ?? vpa.spec.startupBoost)?.cpu
      let seconds = Int64(boost?.durationSeconds ?? 0)
      return seconds == 0 || nowMs - (ready.lastTransitionTimeMs ?? VPATime.zero) > seconds * 1_000
    }
  }
}
