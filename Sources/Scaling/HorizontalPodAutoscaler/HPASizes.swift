import Kubernetes

/// The sizes an HPA asks for, and nothing else: no status, no conditions, no texts.
///
/// For sweeps over many policies. Takes the decisions of `HPAController` for HPAs that watch the utilization of one
/// resource, whose every pod requests the same, reconciled at a fixed period. Reconciles are counted from 0, so that
/// the history is a ring of numbers, and a stretch of a run in which nothing but the load changes is searched for the
/// next decision that is one.
package struct HPASizes: Sendable {
  /// What the pods show at a reconcile: the sums upstream's groupPods makes.
  package struct Reading: Sendable {
    /// Pods whose sample counts.
    package var ready: Int64 = 0
    /// The sum of their samples, in thousandths.
    package var usage: Int64 = 0
    /// Pods that are pending or not trusted yet.
    package var unready: Int64 = 0
    /// Pods without a sample.
    package var missing: Int64 = 0

    /// Makes a reading of no pods.
    package init() {}
  }

  /// What a policy never looked at: two policies that differ in nothing else decide the same.
  package private(set) var leastWanted = Int32.max
  package private(set) var mostWanted = Int32.min

  private let plan: HPAPlan
  /// What one pod requests, in thousandths.
  private let request: Int64
  private let target: Double
  /// How many reconciles back a recommendation counts: against going down, and against going up.
  private let downReach: Int
  private let upReach: Int
  /// The recommendations of the last reconciles, by number modulo the size.
  private var recommendations: [Int32]
  private let mask: Int
  /// What the history began with.
  private var beginning: Int32?
  private var upEvents: [HPAScaleEvent] = []
  private var downEvents: [HPAScaleEvent] = []
  /// By size, the least utilization that asks for more and the greatest that asks for less; nil where not known.
  private var bounds: [(more: Int32, less: Int32)?] = []
  private static let none = Int32.min

  /// Makes the sizes of a defaulted HPA whose pods request so many thousandths each.
  ///
  /// Nil for an HPA that watches anything but the utilization of one resource, that may scale to zero, or whose
  /// tolerance is negative.
  package init?(_ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration, request: Int64) {
    let plan = HPAPlan(autoscaler, configuration: configuration)
    guard plan.metrics.count == 1, plan.metrics[0].form == .utilization, plan.metrics[0].isCPU,
      plan.metrics[0].target > 0, plan.minimum > 0, plan.maximum >= plan.minimum, plan.tolerance.down >= 0,
      plan.tolerance.up >= 0, request > 0, configuration.syncPeriodMs > 0
    else { return nil }
    self.plan = plan
    self.request = request
    target = Double(plan.metrics[0].target)
    let sync = configuration.syncPeriodMs
    // With behavior a recommendation exactly as old as its window no longer counts, without it still does.
    if plan.hasBehavior {
      downReach = Int(max(plan.down.windowMs - 1, 0) / sync)
      upReach = Int(max(plan.up.windowMs - 1, 0) / sync)
    } else {
      downReach = Int(max(configuration.downscaleStabilizationMs, 0) / sync)
      upReach = 0
    }
    var size = 2
    while size < max(downReach, upReach) + 2 { size *= 2 }
    guard size <= 1 << 16 else { return nil }
    recommendations = Array(repeating: Self.none, count: size)
    mask = size - 1
  }

  /// The least number of replicas.
  package var minimum: Int32 { plan.minimum }
  /// The most.
  package var maximum: Int32 { plan.maximum }

  /// How it looks at young pods' samples.
  package var trust: Trust { Trust(youth: plan.youth) }

  /// How an HPA looks at the samples of young pods.
  package struct Trust: Sendable {
    fileprivate let youth: PodYouth

    /// Whether a CPU sample of a running pod that is not deleted is not trusted yet.
    package func distrusts(
      startMs: Int64, isReady: Bool, readyTransitionMs: Int64, sampleMs: Int64, windowMs: Int64, nowMs: Int64
    ) -> Bool {
      youth.distrusts(
        HPAObservation.Pod(
          count: 1, phase: .running, ready: isReady ? .true : .false, startTimeMs: startMs,
          readyTransitionMs: readyTransitionMs),
        sample: HPAObservation.Sample(pod: 0, count: 1, value: 0, timestampMs: sampleMs, windowMs: windowMs),
        nowMs: nowMs)
    }
  }

  /// Takes the decision of a reconcile; returns the size asked for.
  package mutating func decide(_ reading: Reading, current: Int32, nowMs: Int64, number: Int) -> Int32 {
    if beginning == nil { beginning = current }
    note(current)
    if reading.unready == 0, reading.missing == 0, reading.ready > 0, reading.ready == current,
      let holding = holding(current),
      holding.contains(HPAPlan.percent(reading.usage, of: reading.ready &* request))
    {
      // So do most reconciles.
      recommendations[number & mask] = current
      return current
    }
    recommendations[number & mask] = Self.none
    let desired: Int32
    if current > plan.maximum {
      desired = plan.maximum
      mostWanted = .max
    } else if current < plan.minimum {
      desired = plan.minimum
      leastWanted = .min
    } else {
      guard let proposed = proposal(reading, current: current) else { return current }
      let wanted = proposed > 0 ? proposed : 0
      recommendations[number & mask] = wanted
      desired = limited(wanted, current: current, nowMs: nowMs, number: number)
    }
    if desired != current, plan.hasBehavior {
      if desired > current {
        HPAController.store(
          HPAScaleEvent(change: desired &- current, atMs: nowMs), in: &upEvents,
          cutoff: nowMs &- plan.up.longestPeriodMs)
      } else {
        HPAController.store(
          HPAScaleEvent(change: current &- desired, atMs: nowMs), in: &downEvents,
          cutoff: nowMs &- plan.down.longestPeriodMs)
      }
    }
    note(desired)
    return desired
  }

  private mutating func note(_ size: Int32) {
    if size < leastWanted { leastWanted = size }
    if size > mostWanted { mostWanted = size }
  }

  /// What the metric asks for; nil where it cannot be computed.
  private func proposal(_ reading: Reading, current: Int32) -> Int32? {
    guard reading.ready > 0 else { return nil }
    let utilization = HPAPlan.percent(reading.usage, of: reading.ready &* request)
    let ratio = Double(utilization) / target
    let countsUnready = reading.unready > 0 && ratio > 1
    if reading.missing == 0 && !countsUnready {
      return recommendation(utilization, current: current, pods: reading.ready)
    }
    var sum = reading.usage
    var requests = reading.ready &* request
    var samples = reading.ready
    if reading.missing > 0 && ratio != 1 {
      let fillPercent = max(plan.metrics[0].target, 100)
      if ratio < 1 { sum &+= reading.missing &* (request &* fillPercent / 100) }
      requests &+= reading.missing &* request
      samples += reading.missing
    }
    if countsUnready {
      requests &+= reading.unready &* request
      samples += reading.unready
    }
    let filled = Double(HPAPlan.percent(sum, of: requests)) / target
    return plan.afterFilling(ratio: ratio, filled: filled, samples: samples, current: current, notes: nil)
  }

  /// What a utilization asks for while every pod counts.
  @inline(__always)
  private func recommendation(_ utilization: Int32, current: Int32, pods: Int64) -> Int32 {
    let ratio = Double(utilization) / target
    if plan.tolerance.contains(ratio) { return current }
    return GoConversion.int32((ratio * Double(pods)).rounded(.up))
  }

  /// What stabilization, policies and bounds leave of a recommendation.
  private mutating func limited(_ wanted: Int32, current: Int32, nowMs: Int64, number: Int) -> Int32 {
    var trace = HPANoTrace()
    var upper = wanted
    for past in max(0, number - downReach)..<max(0, number) {
      let recommendation = recommendations[past & mask]
      if recommendation > upper { upper = recommendation }
    }
    let countsBeginning = plan.hasBehavior ? plan.down.windowMs > 0 : true
    if number <= downReach, countsBeginning, let beginning, beginning > upper { upper = beginning }
    guard plan.hasBehavior else {
      note(upper)
      return plan.limitWithoutBehavior(upper, current: current, trace: &trace).replicas
    }
    var lower = wanted
    for past in max(0, number - upReach)..<max(0, number) {
      let recommendation = recommendations[past & mask]
      if recommendation < lower, recommendation != Self.none { lower = recommendation }
    }
    if number <= upReach, plan.up.windowMs > 0, let beginning, beginning < lower { lower = beginning }
    var stabilized = current
    if stabilized < lower { stabilized = lower }
    if stabilized > upper { stabilized = upper }
    note(stabilized)
    if stabilized == current { return current }
    let past = HPAPlan.PastChanges(up: upEvents, down: downEvents, nowMs: nowMs)
    return plan.limitWithBehavior(stabilized, current: current, past: past, trace: &trace).replicas
  }
}

extension HPASizes {
  /// The utilizations that keep the size of pods that all count, whatever was recommended before; nil for none.
  ///
  /// They are within the tolerance; both windows then hold the size itself.
  @inline(__always)
  package mutating func holding(_ pods: Int32) -> ClosedRange<Int32>? {
    guard plan.hasBehavior, pods >= plan.minimum, pods <= plan.maximum else { return nil }
    let (more, less) = bounds(of: pods)
    return less + 1 < more ? less + 1...more - 1 : nil
  }

  /// Takes reconciles as done that found such utilizations.
  package mutating func hold(_ pods: Int32, from first: Int, to end: Int) {
    for number in max(first, end - max(downReach, upReach))..<end { recommendations[number & mask] = pods }
  }

  /// Finds the first reconcile from `first` to before `end` that may ask for another size, of settled pods that all
  /// count; those before it are taken as done. Returns `end` if there is none.
  ///
  /// `utilizations` are by number of the reconcile, for this size.
  package mutating func firstChange(
    _ utilizations: HPAUtilizations, from first: Int, to end: Int, pods: Int32
  ) -> Int {
    let found = search(utilizations, from: first, to: end, pods: pods)
    for number in max(first, found - max(downReach, upReach))..<found {
      recommendations[number & mask] = recommendation(
        Int32(utilizations[number]), current: pods, pods: Int64(pods))
    }
    return found
  }

  private mutating func search(
    _ utilizations: HPAUtilizations, from first: Int, to end: Int, pods: Int32
  ) -> Int {
    let (more, less) = bounds(of: pods)
    // Recommendations of this size or beyond hold each direction back.
    var lastHigh = first - 1 - downReach
    var lastLow = first - 1 - upReach
    let canGrow = pods < plan.maximum
    let canShrink = pods > plan.minimum
    for past in max(0, min(lastHigh, lastLow) + 1)..<max(0, first) {
      let recommendation = recommendations[past & mask]
      guard recommendation != Self.none else { continue }
      // Without behavior a higher recommendation of the past counts upward, too.
      if recommendation > pods, past > lastHigh, canGrow, !plan.hasBehavior { return first }
      if recommendation >= pods, past > lastHigh { lastHigh = past }
      if recommendation <= pods, past > lastLow { lastLow = past }
    }
    if let beginning {
      if beginning > pods, lastHigh < 0, canGrow, !plan.hasBehavior { return first }
      if beginning >= pods, lastHigh < 0 { lastHigh = 0 }
      if beginning <= pods, lastLow < 0 { lastLow = 0 }
    }
    var number = first
    while number < end {
      // Most stretches hold nothing but utilizations that ask for the same size.
      if number % HPAUtilizations.block == 0, number + HPAUtilizations.block <= end {
        let block = utilizations.block(from: number)
        if Int32(block.most) < more, Int32(block.least) > less {
          number += HPAUtilizations.block
          (lastHigh, lastLow) = (number - 1, number - 1)
          continue
        }
      }
      let utilization = Int32(utilizations[number])
      if utilization >= more {
        if canGrow, number - lastLow > upReach { return number }
        lastHigh = number
      } else if utilization <= less {
        if canShrink, number - lastHigh > downReach { return number }
        lastLow = number
      } else {
        lastHigh = number
        lastLow = number
      }
      number &+= 1
    }
    return end
  }

  /// The least utilization that asks for more than a size, and the greatest that asks for less.
  private mutating func bounds(of pods: Int32) -> (more: Int32, less: Int32) {
    while bounds.count <= Int(pods) { bounds.append(nil) }
    if let known = bounds[Int(pods)] { return known }
    // The recommendation never falls as the utilization rises.
    func least(_ holds: (Int32) -> Bool) -> Int32 {
      var (low, high) = (Int32(0), Int32(UInt16.max) + 1)
      while low < high {
        let middle = (low + high) / 2
        if holds(middle) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let more = least { recommendation($0, current: pods, pods: Int64(pods)) > pods }
    let less = least { recommendation($0, current: pods, pods: Int64(pods)) >= pods } - 1
    bounds[Int(pods)] = (more, less)
    return (more, less)
  }
}
