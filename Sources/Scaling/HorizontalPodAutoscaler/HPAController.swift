import Kubernetes

/// The decisions of one HorizontalPodAutoscaler, as the controller manager takes them.
///
/// Give it an observation each sync period and it tells what to do; apply that, and the next observation may
/// differ. It knows no cluster and no clock. A reconcile with one CPU metric over a few groups of equal pods
/// takes about a hundred nanoseconds and allocates nothing once its lists have grown to the length of the
/// history. Source: kubernetes/kubernetes pkg/controller/podautoscaler (horizontal.go,
/// replica_calculator.go).
public struct HPAController: Sendable {
  /// What is remembered from one reconcile to the next.
  public var memory: HPAMemory

  private(set) var plan: HPAPlan
  /// The conditions before this reconcile as texts, if some only exist as such.
  var textsBefore: [HorizontalPodAutoscalerCondition] = []
  /// Whether a condition, or a text that one shows, changed in this reconcile.
  var statusChanged = false

  /// Makes a controller of an object that is already defaulted, with the conditions and times of its status.
  public init(_ autoscaler: HorizontalPodAutoscaler, configuration: HPAConfiguration = HPAConfiguration()) {
    self.init(HPAPlan(autoscaler, configuration: configuration))
  }

  /// Makes a controller that follows a plan.
  init(_ plan: HPAPlan) {
    self.plan = plan
    memory = HPAMemory()
    if let status = plan.autoscaler.status { memory.adopt(status) }
    reserve()
  }

  /// The object, already defaulted.
  public var autoscaler: HorizontalPodAutoscaler { plan.autoscaler }

  /// The flags and the release.
  public var configuration: HPAConfiguration { plan.configuration }

  /// What each metric asked for when metrics were last evaluated, in the order of the spec.
  public var proposals: [HPAProposal] { memory.metrics }

  /// Replaces the spec with another defaulted one, keeping history and status.
  public mutating func replaceSpec(_ spec: HorizontalPodAutoscalerSpec) {
    // Messages that name a metric of the old spec have to outlive it.
    memory.recordMessages(of: self)
    memory.dropMetrics(keeping: spec.metrics, of: autoscaler.spec.metrics)
    var replaced = autoscaler
    replaced.spec = spec
    plan = HPAPlan(replaced, configuration: configuration)
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
    // Upstream says so each time, then most often says something better; here only the first time matters.
    if memory.conditions[.ableToScale]?.status != .true {
      set(.ableToScale, .true, .succeededGetScale, nowMs: now)
    }
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
    let isOff = current == 0 ? !computesFromZero : false
    if isOff {
      if plan.rules.scalesFromZeroByCondition && !plan.configuration.gates.scaleToZero {
        remove(.scaledToZero)
      }
      set(.ableToScale, .true, .succeededGetScale, nowMs: now)
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
      guard case .valid = observation.selector else {
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
      // Upstream starts from zero, so that a negative number asks for none.
      let wanted = combined.replicas > 0 ? combined.replicas : 0
      if wanted > current {
        decision.reason = .metricAboveTarget(combined.winner)
      } else if wanted < current {
        decision.reason = .allMetricsBelowTarget
      }
      let normalized = normalize(wanted, current: current, nowMs: now, trace: &trace)
      decision.recommendation = wanted
      decision.stabilized = normalized.stabilized
      decision.target = normalized.replicas
      if current == 0 && normalized.replicas < plan.minimum {
        decision.target = plan.minimum
        if decision.reason == .none { decision.reason = .belowMinimum }
        if T.isOn { trace.record(.raisedFromZero(minimum: plan.minimum)) }
      }
    }

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
      if T.isOn { trace.record(.written(from: current, to: target, failure: nil)) }
    } else if T.isOn {
      trace.record(.unchanged(replicas: current))
    }
    decision.desiredReplicas = target
    decision.statusWritten = updateStatus(
      current: current, desired: target, scaledAtMs: rescales ? now : nil, metrics: metrics)
    return decision
  }

  /// Stabilizes and limits what the metrics ask for, and notes both in the conditions.
  private mutating func normalize<T: HPATracing>(
    _ wanted: Int32, current: Int32, nowMs: Int64, trace: inout T
  ) -> (stabilized: Int32, replicas: Int32) {
    let stabilized: Int32
    let limited: HPAPlan.Limited
    if plan.hasBehavior {
      stabilized = stabilizeWithBehavior(wanted, current: current, nowMs: nowMs, trace: &trace)
      let past = HPAPlan.PastChanges(up: memory.scaleUpEvents, down: memory.scaleDownEvents, nowMs: nowMs)
      limited = plan.limitWithBehavior(stabilized, current: current, past: past, trace: &trace)
    } else {
      stabilized = stabilizeWithoutBehavior(wanted, nowMs: nowMs, trace: &trace)
      limited = plan.limitWithoutBehavior(stabilized, current: current, trace: &trace)
    }
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
    return (stabilized, limited.replicas)
  }

  /// Makes room for a window of history, so that a steady loop allocates nothing.
  private mutating func reserve() {
    let window = max(plan.up.windowMs, plan.down.windowMs, configuration.downscaleStabilizationMs)
    let slots = configuration.syncPeriodMs > 0 ? window / configuration.syncPeriodMs + 2 : 2
    memory.recommendations.reserveCapacity(Int(min(slots, 1024)))
  }
}
