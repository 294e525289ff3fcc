import Kubernetes

/// Keeping the status, and knowing whether it changed.
extension HPAController {
  /// What becomes of the metrics in the status.
  enum MetricReport { case cleared, kept, evaluated }

  /// Sets a condition; its transition time moves only if its status does.
  @inline(__always)
  mutating func set(
    _ type: HPAConditionType, _ status: HPAConditionStatus, _ reason: HPAConditionReason, metric: Int32 = -1,
    replicas: Int32 = 0, problem: HPAProposal.Problem = .none, nowMs: Int64
  ) {
    var condition = HPACondition(status: status, reason: reason, transitionMs: nowMs)
    condition.metric = metric
    condition.replicas = replicas
    condition.problem = problem
    if memory.conditions.update(type, condition) { statusChanged = true }
  }

  /// Removes a condition.
  mutating func remove(_ type: HPAConditionType) {
    if memory.conditions[type] != nil {
      memory.conditions[type] = nil
      statusChanged = true
    }
  }

  /// Remembers what the status says before a reconcile.
  @inline(__always)
  mutating func beginStatus() {
    statusChanged = false
    if !memory.details.recorded.isEmpty { textsBefore = conditions }
  }

  /// Stores what the status says and tells whether that differs from before.
  @inline(__always)
  mutating func updateStatus(
    current: Int32, desired: Int32, scaledAtMs: Int64? = nil, metrics: MetricReport
  ) -> Bool {
    var changed = statusChanged
    if !memory.details.recorded.isEmpty { changed = settleRecorded() }
    if memory.currentReplicas != current || memory.desiredReplicas != desired {
      memory.currentReplicas = current
      memory.desiredReplicas = desired
      changed = true
    }
    if let scaledAtMs, memory.lastScaleTimeMs != scaledAtMs {
      memory.lastScaleTimeMs = scaledAtMs
      changed = true
    }
    if metrics != .kept && report(metrics) { changed = true }
    return changed
  }

  /// Lists the evaluated metrics in the status, or none, and tells whether that differs from before.
  @inline(__always)
  private mutating func report(_ metrics: MetricReport) -> Bool {
    if metrics == .cleared {
      if memory.reported.isEmpty { return false }
      memory.reported.removeAll(keepingCapacity: true)
      return true
    }
    if memory.reported.count != memory.metrics.count {
      memory.reported.removeAll(keepingCapacity: true)
      memory.reported.append(contentsOf: memory.metrics)
      return true
    }
    var changed = false
    for index in memory.metrics.indices {
      let proposal = memory.metrics[index]
      if memory.reported[index].differsInStatus(proposal) {
        memory.reported[index] = proposal
        changed = true
      }
    }
    return changed
  }

  /// Forgets recorded texts that no condition shows any more, and compares conditions by their texts.
  private mutating func settleRecorded() -> Bool {
    for type in HPAConditionType.allCases where memory.conditions[type]?.reason != .recorded {
      memory.details.recorded[type] = nil
    }
    return textsBefore != conditions
  }
}

extension HPAProposal {
  /// Whether the status would list something else for the other one; failed ones are listed empty.
  @inline(__always)
  func differsInStatus(_ other: HPAProposal) -> Bool {
    if failed || other.failed { return failed != other.failed }
    return value != other.value || utilization != other.utilization || hasUtilization != other.hasUtilization
  }
}

extension HPAMemory {
  /// Takes over conditions, sizes and times from the status of an object.
  mutating func adopt(_ status: HorizontalPodAutoscalerStatus) {
    currentReplicas = status.currentReplicas
    desiredReplicas = status.desiredReplicas
    lastScaleTimeMs = status.lastScaleTimeMs ?? HPAObservation.noTime
    for condition in status.conditions {
      guard let type = HPAConditionType(name: condition.type), conditions[type] == nil else { continue }
      let known: HPAConditionStatus =
        switch condition.status {
        case "True": .true
        case "False": .false
        default: .unknown
        }
      conditions[type] = HPACondition(
        status: known, reason: .recorded,
        transitionMs: condition.lastTransitionTimeMs ?? HPAObservation.zeroTime)
      details.recorded[type] = .init(reason: condition.reason, message: condition.message)
    }
  }

  /// Turns the conditions' reasons and messages into texts, which the next spec may not be able to render.
  mutating func recordMessages(of controller: HPAController) {
    for condition in controller.conditions {
      guard let type = HPAConditionType(name: condition.type) else { continue }
      details.recorded[type] = .init(reason: condition.reason, message: condition.message)
      conditions[type]?.reason = .recorded
    }
  }

  /// Forgets the reported values if the metrics they belong to are no longer the same ones.
  mutating func dropMetrics(keeping next: [MetricSpec], of previous: [MetricSpec]) {
    if next.map(\.withoutNumbers) != previous.map(\.withoutNumbers) {
      // An entry more than any spec has makes the next report count as a change, as it would be.
      reported = [HPAProposal](repeating: HPAProposal(), count: max(next.count, previous.count) + 1)
    }
  }
}

extension MetricSpec {
  /// The metric without the numbers of its target: what the status repeats of it.
  fileprivate var withoutNumbers: MetricSpec {
    var result = self
    result.resource?.target = stripped(resource?.target)
    result.containerResource?.target = stripped(containerResource?.target)
    result.pods?.target = stripped(pods?.target)
    result.object?.target = stripped(object?.target)
    result.external?.target = stripped(external?.target)
    return result
  }

  private func stripped(_ target: MetricTarget?) -> MetricTarget {
    let one = Quantity(1)
    return MetricTarget(
      type: target?.type ?? "", value: target?.value == nil ? nil : one,
      averageValue: target?.averageValue == nil ? nil : one,
      averageUtilization: target?.averageUtilization == nil ? nil : 1)
  }
}
