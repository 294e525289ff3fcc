import Kubernetes

/// The decisions of one HorizontalPodAutoscaler, as the controller manager takes them.
///
/// Give it an observation each sync period and it tells what to do; apply that, and the next observation may
/// differ. It knows no cluster and no clock. A reconcile with one CPU metric over a few groups of equal pods
/// takes about a hundred nanoseconds and allocates nothing once its lists have grown to the length of the
/// history. Source: kubernetes/kubernetes pkg/controller/podautoscaler (horizontal.go, replica_calculator.go).
public struct HPAController: Sendable {
  /// The object, already defaulted.
  public private(set) var autoscaler: HorizontalPodAutoscaler
  /// The flags and the release.
  public let configuration: HPAConfiguration
  /// What is remembered from one reconcile to the next.
  public var memory: HPAMemory

  let rules: HPAVersionRules
  var plan: HPAPlan
  /// The conditions before this reconcile.
  var conditionsBefore = HPAConditions()
  /// The conditions before this reconcile as texts, if some only exist as such.
  var textsBefore: [HorizontalPodAutoscalerCondition] = []
  /// Whether a text that a condition shows changed in this reconcile.
  var detailsChanged = false

  /// Makes a controller of an object that is already defaulted, with the conditions and times of its status.
  public init(_ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration = HPAConfiguration()) {
    self.autoscaler = autoscaler
    self.configuration = configuration
    rules = HPAVersionRules(configuration.version)
    plan = HPAPlan(autoscaler.spec, configuration: configuration)
    memory = HPAMemory()
    if let status = autoscaler.status { memory.adopt(status) }
    reserve()
  }

  /// What each metric asked for when metrics were last evaluated, in the order of the spec.
  public var proposals: [HPAProposal] { memory.metrics }

  /// Replaces the spec with another defaulted one, keeping history and status.
  public mutating func replaceSpec(_ spec: HorizontalPodAutoscalerSpec) {
    // Messages that name a metric of the old spec have to outlive it.
    memory.recordMessages(of: self)
    memory.dropMetrics(keeping: spec.metrics, of: autoscaler.spec.metrics)
    autoscaler.spec = spec
    plan = HPAPlan(spec, configuration: configuration)
  }

  /// Takes one decision.
  public mutating func reconcile(_ observation: borrowing HPAObservation) -> HPADecision {
    var trace = HPANoTrace()
    return reconcile(observation, trace: &trace)
  }

  /// Takes one decision and reports each step of it.
  public mutating func reconcile<T: HPATracing>(
    _ observation: borrowing HPAObservation, trace: inout T
  ) -> HPADecision {
    beginStatus()
    var decision = HPADecision()
    if let failure = observation.scaleFailure {
      return refuseScale(failure, nowMs: observation.nowMs, trace: &trace)
    }
    let now = observation.nowMs
    let current = observation.specReplicas
    decision.currentReplicas = current
    set(.ableToScale, .true, .succeededGetScale, nowMs: now)
    if T.isOn {
      trace.record(
        .scale(
          specReplicas: current, statusReplicas: observation.statusReplicas, minimum: plan.minimum,
          maximum: plan.maximum))
    }
    if !memory.hasRecommendations {
      memory.hasRecommendations = true
      memory.recommendations.append(HPARecommendation(replicas: current, atMs: now))
      if T.isOn { trace.record(.startedHistory(replicas: current)) }
    }

    var metrics = MetricReport.cleared
    if current == 0 && !computesFromZero {
      if rules.scalesFromZeroByCondition && !configuration.gates.scaleToZero { remove(.scaledToZero) }
      set(.scalingActive, .false, .scalingDisabled, nowMs: now)
      if T.isOn { trace.record(.disabled) }
      decision.target = 0
    } else if current > plan.maximum {
      decision.reason = .aboveMaximum
      decision.target = plan.maximum
      if T.isOn { trace.record(.aboveMaximum(maximum: plan.maximum)) }
    } else if current < plan.minimum && current != 0 {
      decision.reason = .belowMinimum
      decision.target = plan.minimum
      if T.isOn { trace.record(.belowMinimum(minimum: plan.minimum)) }
    } else {
      if observation.selector != .valid {
        return refuseSelector(observation, decision: decision, trace: &trace)
      }
      let combined = combineMetrics(observation, trace: &trace)
      metrics = .evaluated
      decision.invalidMetrics = combined.invalid
      decision.firstInvalid = combined.firstInvalid
      if T.isOn {
        trace.record(
          .combined(
            replicas: combined.replicas, winner: combined.winner, invalid: combined.invalid,
            isRefused: combined.isRefused))
      }
      if combined.isRefused { return refuseMetrics(observation, decision: decision) }
      set(.scalingActive, .true, .validMetricFound, metric: combined.winner, nowMs: now)
      decision.failed = combined.invalid > 0
      decision.winner = combined.winner
      decision.target = normalize(combined, current: current, nowMs: now, decision: &decision, trace: &trace)
    }
    return apply(decision, observation: observation, metrics: metrics, trace: &trace)
  }

  /// Stabilizes and limits what the metrics ask for, and notes both in the conditions.
  @inline(__always)
  private mutating func normalize<T: HPATracing>(
    _ combined: Combination, current: Int32, nowMs: Int64, decision: inout HPADecision, trace: inout T
  ) -> Int32 {
    // Upstream starts from zero, so that a negative number asks for none.
    let wanted = combined.replicas > 0 ? combined.replicas : 0
    if wanted > current {
      decision.reason = .metricAboveTarget(combined.winner)
    } else if wanted < current {
      decision.reason = .allMetricsBelowTarget
    }
    let stabilized: Int32
    let limited: Limited
    if plan.hasBehavior {
      stabilized = stabilizeWithBehavior(wanted, current: current, nowMs: nowMs, trace: &trace)
      limited = limitWithBehavior(stabilized, current: current, nowMs: nowMs, trace: &trace)
    } else {
      stabilized = stabilizeWithoutBehavior(wanted, nowMs: nowMs, trace: &trace)
      limited = limitWithoutBehavior(stabilized, current: current, trace: &trace)
    }
    decision.recommendation = wanted
    decision.stabilized = stabilized
    if T.isOn {
      trace.record(.limited(desired: stabilized, replicas: limited.replicas, reason: limited.reason))
    }
    if stabilized == wanted {
      set(.ableToScale, .true, .readyForNewScale, nowMs: nowMs)
    } else if plan.hasBehavior && wanted >= current {
      set(.ableToScale, .true, .scaleUpStabilized, nowMs: nowMs)
    } else {
      set(.ableToScale, .true, .scaleDownStabilized, nowMs: nowMs)
    }
    set(.scalingLimited, limited.replicas == stabilized ? .false : .true, limited.reason, nowMs: nowMs)
    if current == 0 && limited.replicas < plan.minimum {
      if decision.reason == .none { decision.reason = .belowMinimum }
      if T.isOn { trace.record(.raisedFromZero(minimum: plan.minimum)) }
      return plan.minimum
    }
    return limited.replicas
  }

  /// Writes the scale if it changes, and the status.
  @inline(__always)
  private mutating func apply<T: HPATracing>(
    _ undone: HPADecision, observation: borrowing HPAObservation, metrics: MetricReport, trace: inout T
  ) -> HPADecision {
    var decision = undone
    let now = observation.nowMs
    let current = decision.currentReplicas
    let target = decision.target
    let rescales = target != current
    if rescales {
      if let failure = observation.writeFailure {
        return refuseWrite(
          failure, decision: decision, observation: observation, metrics: metrics, trace: &trace)
      }
      set(.ableToScale, .true, .succeededRescale, replicas: target, nowMs: now)
      storeScaleEvent(from: current, to: target, nowMs: now)
      noteScaleToZero(from: current, to: target, nowMs: now)
      decision.scaledTo = target
      if T.isOn { trace.record(.written(from: current, to: target, failure: nil)) }
    } else if T.isOn {
      trace.record(.unchanged(replicas: current))
    }
    decision.desiredReplicas = target
    decision.statusWritten = updateStatus(
      current: current, desired: target, scaledAtMs: rescales ? now : nil, metrics: metrics)
    return decision
  }

  /// Makes room for a window of history, so that a steady loop allocates nothing.
  private mutating func reserve() {
    let window = max(plan.up.windowMs, plan.down.windowMs, configuration.downscaleStabilizationMs)
    let slots = configuration.syncPeriodMs > 0 ? window / configuration.syncPeriodMs + 2 : 2
    memory.recommendations.reserveCapacity(Int(min(slots, 1024)))
  }
}
