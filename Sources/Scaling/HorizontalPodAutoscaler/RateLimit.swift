/// Keeping a change within the bounds and the allowed speed.
///
/// Source: horizontal.go, convertDesiredReplicasWithRules, convertDesiredReplicasWithBehaviorRate and below.
extension HPAController {
  /// A size within all limits, and which limit it met.
  struct Limited {
    var replicas: Int32
    var reason: HPAConditionReason
  }

  /// Applies the bounds, and upward the constant factor, as without behavior.
  func limitWithoutBehavior<T: HPATracing>(_ desired: Int32, current: Int32, trace: inout T) -> Limited {
    let scaled = configuration.scaleUpLimitFactor * Double(current)
    let minimum = configuration.scaleUpLimitMinimum
    let limit = GoConversion.int32(scaled > minimum ? scaled : minimum)
    let isRate = plan.maximum > limit
    let highest = isRate ? limit : plan.maximum
    if T.isOn { trace.record(.constantLimit(limit: limit, maximum: plan.maximum, minimum: plan.minimum)) }
    if desired < plan.minimum { return Limited(replicas: plan.minimum, reason: .tooFewReplicas) }
    if desired > highest {
      return Limited(replicas: highest, reason: isRate ? .scaleUpLimit : .tooManyReplicas)
    }
    return Limited(replicas: desired, reason: .desiredWithinRange)
  }

  /// Applies the policies and the bound of the direction of the change; a size that stays is not looked at.
  func limitWithBehavior<T: HPATracing>(
    _ desired: Int32, current: Int32, nowMs: Int64, trace: inout T
  ) -> Limited {
    if desired > current {
      let policyLimit = scaleUpLimit(current: current, nowMs: nowMs, trace: &trace)
      let limit = policyLimit > current ? policyLimit : current
      let isRate = plan.maximum > limit
      let highest = isRate ? limit : plan.maximum
      if T.isOn { trace.record(.policyLimit(isUp: true, limit: limit, bound: plan.maximum)) }
      if desired > highest {
        return Limited(replicas: highest, reason: isRate ? .scaleUpLimit : .tooManyReplicas)
      }
    } else if desired < current {
      let policyLimit = scaleDownLimit(current: current, nowMs: nowMs, trace: &trace)
      let limit = policyLimit < current ? policyLimit : current
      let isRate = plan.minimum < limit
      let lowest = isRate ? limit : plan.minimum
      if T.isOn { trace.record(.policyLimit(isUp: false, limit: limit, bound: plan.minimum)) }
      if desired < lowest {
        return Limited(replicas: lowest, reason: isRate ? .scaleDownLimit : .tooFewReplicas)
      }
    }
    return Limited(replicas: desired, reason: .desiredWithinRange)
  }

  /// The most replicas the upward policies allow now.
  ///
  /// Each policy counts from the size at the start of its period: current - added + removed since.
  func scaleUpLimit<T: HPATracing>(current: Int32, nowMs: Int64, trace: inout T) -> Int32 {
    if plan.up.select == .disabled { return current }
    let takesLeast = plan.up.select == .smallestChange
    var result: Int32 = takesLeast ? .max : .min
    for index in plan.up.policiesStart..<plan.up.policiesEnd {
      let policy = plan.policies[index]
      let start = periodStart(current, policy: policy, nowMs: nowMs)
      let proposed =
        policy.isPercent
        ? GoConversion.int32((Double(start) * (1 + Double(policy.value) / 100)).rounded(.up))
        : start &+ policy.value
      if T.isOn { trace.record(.policy(HPAPolicyTrace(policy, start: start, limit: proposed, isUp: true))) }
      if takesLeast ? proposed < result : proposed > result { result = proposed }
    }
    return result
  }

  /// The fewest replicas the downward policies allow now; the largest change is the smallest number.
  func scaleDownLimit<T: HPATracing>(current: Int32, nowMs: Int64, trace: inout T) -> Int32 {
    if plan.down.select == .disabled { return current }
    let takesLeast = plan.down.select == .largestChange
    var result: Int32 = takesLeast ? .max : .min
    for index in plan.down.policiesStart..<plan.down.policiesEnd {
      let policy = plan.policies[index]
      let start = periodStart(current, policy: policy, nowMs: nowMs)
      let proposed =
        policy.isPercent
        ? GoConversion.int32(Double(start) * (1 - Double(policy.value) / 100)) : start &- policy.value
      if T.isOn { trace.record(.policy(HPAPolicyTrace(policy, start: start, limit: proposed, isUp: false))) }
      if takesLeast ? proposed < result : proposed > result { result = proposed }
    }
    return result
  }

  /// The size at the start of a policy's period, from what was added and removed since.
  @inline(__always)
  private func periodStart(_ current: Int32, policy: HPAPlan.Policy, nowMs: Int64) -> Int32 {
    let cutoff = nowMs &- policy.periodMs
    var start = current
    for event in memory.scaleUpEvents where event.atMs > cutoff { start &-= event.change }
    for event in memory.scaleDownEvents where event.atMs > cutoff { start &+= event.change }
    return start
  }
}
