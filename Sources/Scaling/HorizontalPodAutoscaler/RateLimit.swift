/// Keeping a change within the bounds and the allowed speed.
///
/// Source: horizontal.go, convertDesiredReplicasWithRules, convertDesiredReplicasWithBehaviorRate and below.
extension HPAPlan {
  /// The changes of the scale that policies count.
  struct PastChanges {
    /// Changes upward.
    var up: [HPAScaleEvent]
    /// Changes downward.
    var down: [HPAScaleEvent]
    var nowMs: Int64
  }

  /// A size within all limits, and which limit it met.
  struct Limited {
    var replicas: Int32
    var reason: HPAConditionReason
  }

  /// Applies the bounds, and upward the constant factor, as without behavior.
  func limitWithoutBehavior<T: HPATracing>(_ desired: Int32, current: Int32, trace: inout T) -> Limited {
    let scaled = configuration.scaleUpLimitFactor * Double(current)
    let floor = configuration.scaleUpLimitMinimum
    let limit = GoConversion.int32(scaled > floor ? scaled : floor)
    let isRate = maximum > limit
    let highest = isRate ? limit : maximum
    if T.isOn { trace.record(.constantLimit(limit: limit, maximum: maximum, minimum: minimum)) }
    if desired < minimum { return Limited(replicas: minimum, reason: .tooFewReplicas) }
    if desired > highest {
      return Limited(replicas: highest, reason: isRate ? .scaleUpLimit : .tooManyReplicas)
    }
    return Limited(replicas: desired, reason: .desiredWithinRange)
  }

  /// Applies the policies and the bound of the direction of the change; a size that stays is not looked at.
  func limitWithBehavior<T: HPATracing>(
    _ desired: Int32, current: Int32, past: PastChanges, trace: inout T
  ) -> Limited {
    if desired > current {
      let policyLimit = scaleUpLimit(current: current, past: past, trace: &trace)
      let limit = policyLimit > current ? policyLimit : current
      let isRate = maximum > limit
      let highest = isRate ? limit : maximum
      if T.isOn { trace.record(.policyLimit(isUp: true, limit: limit, bound: maximum)) }
      if desired > highest {
        return Limited(replicas: highest, reason: isRate ? .scaleUpLimit : .tooManyReplicas)
      }
    } else if desired < current {
      let policyLimit = scaleDownLimit(current: current, past: past, trace: &trace)
      let limit = policyLimit < current ? policyLimit : current
      let isRate = minimum < limit
      let lowest = isRate ? limit : minimum
      if T.isOn { trace.record(.policyLimit(isUp: false, limit: limit, bound: minimum)) }
      if desired < lowest {
        return Limited(replicas: lowest, reason: isRate ? .scaleDownLimit : .tooFewReplicas)
      }
    }
    return Limited(replicas: desired, reason: .desiredWithinRange)
  }

  /// The most replicas the upward policies allow now.
  ///
  /// Each policy counts from the size at the start of its period: current - added + removed since.
  func scaleUpLimit<T: HPATracing>(current: Int32, past: PastChanges, trace: inout T) -> Int32 {
    if up.select == .disabled { return current }
    let takesLeast = up.select == .smallestChange
    var result: Int32 = takesLeast ? .max : .min
    for index in up.policiesStart..<up.policiesEnd {
      let policy = policies[index]
      let start = periodStart(current, policy: policy, past: past)
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
  func scaleDownLimit<T: HPATracing>(current: Int32, past: PastChanges, trace: inout T) -> Int32 {
    if down.select == .disabled { return current }
    let takesLeast = down.select == .largestChange
    var result: Int32 = takesLeast ? .max : .min
    for index in down.policiesStart..<down.policiesEnd {
      let policy = policies[index]
      let start = periodStart(current, policy: policy, past: past)
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
  private func periodStart(_ current: Int32, policy: Policy, past: PastChanges) -> Int32 {
    let cutoff = past.nowMs &- policy.periodMs
    var start = current
    for event in past.up where event.atMs > cutoff { start &-= event.change }
    for event in past.down where event.atMs > cutoff { start &+= event.change }
    return start
  }
}
