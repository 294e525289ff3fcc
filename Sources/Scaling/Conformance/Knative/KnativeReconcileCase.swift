import Kubernetes

/// A run of the reconciler with what upstream's did at each step.
enum KnativeReconcileCase {
  /// Works out the settings of a case from its ConfigMap and annotations.
  static func revision(_ fields: Fields) throws(InputProblem) -> KnativeRevision {
    let configuration = try KnativeConfiguration(configMap: fields.strings("configMap") ?? [:])
    let deadline = fields.string("progressDeadline").flatMap(KubernetesDuration.milliseconds)
    return KnativeRevision(
      configuration: configuration, annotations: KnativeAnnotations(fields.strings("annotations") ?? [:]),
      containerConcurrency: fields.int64("containerConcurrency") ?? 0,
      reachability: KnativeRevision.Reachability(rawValue: fields.string("reachability") ?? "") ?? .unknown,
      progressDeadlineMs: deadline ?? 600_000)
  }

  /// Replays a run.
  static func replay(_ fields: Fields) -> CaseComparison? {
    guard let start = fields.required("t0", fields.int64) else { return nil }
    let settings: KnativeRevision
    do throws(InputProblem) {
      settings = try revision(fields)
    } catch {
      fields.problem("configMap", error.message)
      return nil
    }
    var autoscaler = KnativePodAutoscaler(settings, replicas: fields.int32("replicas") ?? 0, nowMs: start)
    let steps = fields.steps({ step -> KnativeReconcileObservation? in
      guard let now = step.required("t", step.int64) else { return nil }
      return KnativeReconcileObservation(
        nowMs: now, desiredPods: step.int32("desired") ?? 0, excessBurstCapacity: step.int32("ebc") ?? 0,
        readyPods: step.int32("ready") ?? 0, isActivatorInPath: step.bool("probeOK") ?? false)
    }) { node, _ in node }
    guard let steps else { return nil }
    var comparison = CaseComparison()
    for (index, (observation, expected)) in steps.enumerated() {
      let decision = autoscaler.reconcile(observation)
      let found = node(decision, autoscaler.memory, observation)
      if let difference = DocumentDifference.first(expected: expected, found: found) {
        comparison.prefix = "steps[\(index)]."
        comparison.note(difference.field, difference.expected, difference.found)
        break
      }
    }
    return comparison
  }

  /// What was done, as the recordings write it.
  private static func node(
    _ decision: KnativeReconcileDecision, _ memory: KnativePodAutoscalerMemory,
    _ observation: KnativeReconcileObservation
  ) -> DocumentNode {
    let proxyMs = memory.proxySinceMs.map { observation.nowMs - $0 } ?? 0
    return .fields([
      ("want", .number(decision.want)),
      ("patched", decision.scaledTo.map { .number($0) }),
      ("replicas", .number(memory.replicas)),
      ("sksMode", .text(memory.mode.rawValue)),
      ("numActivators", .number(decision.activators)),
      ("active", .text(memory.active.status.rawValue)),
      ("reason", .text(memory.active.reason.rawValue)),
      ("initialized", .bool(memory.isInitialized)),
      ("enqueueSeconds", .list(decision.requeueAfterMs.map { [.double(Double($0) / 1_000)] } ?? [])),
      ("asyncProbes", .number(decision.startsProbe ? 1 : 0)),
      ("statusDesired", memory.statusDesired.map { .number($0) }),
      ("statusActual", .number(observation.readyPods)),
      ("proxyForSeconds", .double(Double(proxyMs) / 1_000)),
    ])
  }
}

/// Settings with what upstream made of them, or why it refused them.
enum KnativeSettingsCase {
  /// Works the settings out and compares them.
  static func replay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("t0", "steps")
    guard let expected = fields.required("expected", fields.value) else { return nil }
    let found: DocumentNode
    do throws(InputProblem) {
      found = node(try KnativeReconcileCase.revision(fields))
    } catch {
      found = .fields([("error", .text(error.message))])
    }
    var comparison = CaseComparison()
    if let difference = DocumentDifference.first(expected: expected, found: found) {
      comparison.note(difference.field, difference.expected, difference.found)
    }
    return comparison
  }

  private static func node(_ revision: KnativeRevision) -> DocumentNode {
    let spec = revision.spec
    return .fields([
      ("activationScale", .number(spec.activationScale)),
      ("activatorCapacity", .double(spec.activatorCapacity)),
      ("aggregation", .text(revision.aggregation?.rawValue ?? "")),
      ("initialScale", .number(spec.initialScale)), ("maxScale", .number(revision.maxScale)),
      ("maxScaleDownRate", .double(spec.maxScaleDownRate)), ("maxScaleUpRate", .double(spec.maxScaleUpRate)),
      ("minScale", .number(revision.minScale)), ("panicThreshold", .double(spec.panicThreshold)),
      ("panicWindowSeconds", .double(Double(revision.panicWindowMs) / 1_000)),
      ("reachable", .bool(spec.isReachable)),
      ("scaleDownDelaySeconds", .double(Double(spec.scaleDownDelayMs) / 1_000)),
      ("scalingMetric", .text(spec.metric.rawValue)),
      ("stableWindowSeconds", .double(Double(spec.stableWindowMs) / 1_000)),
      ("targetBurstCapacity", .double(spec.targetBurstCapacity)),
      ("targetValue", .double(spec.targetValue)), ("totalValue", .double(spec.totalValue)),
    ])
  }
}
