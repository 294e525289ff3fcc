import Kubernetes

/// The tables of upstream's own tests: a document holds many small cases.
enum KnativeTables {
  /// Reads whichever table a document holds.
  static func read(_ fields: Fields) -> [RecordedCase]? {
    fields.ignore("source", "note")
    var cases: [RecordedCase] = []
    cases += fields.objects("sequences", sequence) ?? []
    cases += fields.objects("traces", trace) ?? []
    cases += fields.objects("cases", target) ?? []
    for table in ["TestScaler", "TestDisableScaleToZero"] { cases += fields.objects(table, scaling) ?? [] }
    cases += fields.objects("TestComputeActivatorNum", activators) ?? []
    cases += fields.objects("TestComputeStatus", status) ?? []
    if fields.has("roundToNDigits") {
      cases.append(
        .skipped(id: "roundToNDigits", why: "windows here round to six digits only, and inside their average")
      )
    }
    if cases.isEmpty { fields.problem("kind", "is required") }
    return cases
  }

  /// A run of the autoscaler; its memory is set before the first step.
  private static func sequence(_ fields: Fields) -> RecordedCase? {
    let id = fields.string("test") ?? ""
    let hasDelay = fields.bool("hasDelayWindow") ?? false
    var scaler: KPAScaler?
    var comparison = CaseComparison()
    var index = 0
    _ = fields.objects("steps") { step -> Bool? in
      guard let spec = step.required("spec", { step.object($0, KPAScaleCase.spec) }),
        let now = step.required("t", step.int64)
      else { return nil }
      step.ignore("sub")
      var own = scaler ?? KPAScaler(spec, readyPods: 0, nowMs: now)
      if scaler == nil {
        own.memory.panicTimeMs = step.object("before") { $0.int64("panicTime") }
        own.memory.maxPanicPods = step.object("before") { $0.int32("maxPanicPods") } ?? 0
        if !hasDelay { own.memory.delay = nil }
      }
      step.ignore("before")
      own.spec = spec
      let averages = KPAObservation.Averages(
        stable: step.double("stable") ?? 0, panic: step.double("panic") ?? 0)
      let failed = step.bool("podErr") ?? false
      let decision = own.decide(
        KPAObservation(
          nowMs: now, pods: failed ? .notFound : .ready(step.int32("ready") ?? 0),
          averages: step.bool("metricErr") ?? false ? nil : averages))
      comparison.prefix = "steps[\(index)]."
      _ = step.object("want") { want in
        let isValid = want.bool("valid") ?? false
        comparison.compare("valid", expected: isValid, found: decision.isValid)
        let burst = want.int32("ebc") ?? 0
        if isValid {
          comparison.compare("desired", expected: want.int32("desired") ?? 0, found: decision.desiredPods)
          // Upstream's test allows a difference of one.
          let difference = (Int64(burst) - Int64(decision.excessBurstCapacity)).magnitude
          if difference > 1 { comparison.note("ebc", "\(burst)", "\(decision.excessBurstCapacity)") }
        }
        return true
      }
      _ = step.object("after") { after in
        comparison.compare("panicTime", expected: after.int64("panicTime"), found: own.memory.panicTimeMs)
        comparison.compare(
          "maxPanicPods", expected: after.int32("maxPanicPods") ?? 0, found: own.memory.maxPanicPods)
        return true
      }
      scaler = own
      index += 1
      return true
    }
    return .compared(id: id, comparison.difference)
  }

  /// Operations on a window, or on the window of the delay.
  private static func trace(_ fields: Fields) -> RecordedCase? {
    let id = fields.string("test") ?? ""
    var comparison = CaseComparison()
    guard fields.has("size") else {
      guard var window = KPAWindowCase.window(fields) else { return nil }
      var index = 0
      _ = fields.objects("ops") { operation -> Bool? in
        guard let read = KPAWindowCase.Operation(operation) else { return nil }
        comparison.prefix = "ops[\(index)]."
        KPAWindowCase.apply(read, to: &window, expected: operation.value("want"), &comparison)
        index += 1
        return true
      }
      return .compared(id: id, comparison.difference)
    }
    var window = KPADelayWindow(size: fields.int64("size") ?? 1)
    for (index, operation) in (fields.value("ops")?.elements ?? []).enumerated() {
      let parts = operation.elements ?? []
      let numbers = parts.dropFirst().map { part -> Int64 in
        guard case .number(let text) = part.content else { return 0 }
        return Int64(text) ?? 0
      }
      if parts.first?.text == "record", numbers.count == 2 {
        window.record(Int32(clamping: numbers[1]), index: numbers[0])
      } else if let recorded = numbers.first {
        comparison.compare(
          "ops[\(index)].current", expected: Int32(clamping: recorded), found: window.current)
      }
    }
    return .compared(id: id, comparison.difference)
  }

  /// What a pod is to bear.
  private static func target(_ fields: Fields) -> RecordedCase? {
    let id = fields.string("test") ?? ""
    let annotations = KnativeAnnotations(fields.strings("annotations") ?? [:])
    if let metric = annotations.metric, KPASpec.Metric(rawValue: metric) == nil {
      fields.ignore("config", "containerConcurrency", "wantTarget", "wantTotal")
      return .skipped(id: id, why: "the metric \(metric) is the business of a plain HorizontalPodAutoscaler")
    }
    var configuration = KnativeConfiguration()
    _ = fields.object("config") { config in
      configuration.containerConcurrencyTargetFraction =
        config.double("ContainerConcurrencyTargetFraction") ?? 0
      configuration.containerConcurrencyTargetDefault =
        config.double("ContainerConcurrencyTargetDefault") ?? 0
      configuration.targetUtilization = config.double("TargetUtilization") ?? 0
      configuration.requestsPerSecondTargetDefault = config.double("RPSTargetDefault") ?? 0
      return true
    }
    let found = KnativeRevision.target(
      annotations.metric == "rps" ? .rps : .concurrency, configuration, annotations,
      containerConcurrency: fields.int64("containerConcurrency") ?? 0)
    var comparison = CaseComparison()
    comparison.compare("wantTarget", expected: fields.double("wantTarget") ?? 0, found: found.target)
    comparison.compare("wantTotal", expected: fields.double("wantTotal") ?? 0, found: found.total)
    return .compared(id: id, comparison.difference)
  }

  /// One call of the part that bounds, scales to zero and writes.
  private static func scaling(_ fields: Fields) -> RecordedCase? {
    let id = fields.string("test") ?? ""
    var configuration = KnativeConfiguration()
    var deadline: Int64 = 600_000
    _ = fields.object("config") { config in
      configuration.allowZeroInitialScale = config.bool("allowZeroInitialScale") ?? false
      configuration.enableScaleToZero = config.bool("enableScaleToZero") ?? true
      configuration.scaleToZeroGracePeriodMs = config.seconds("gracePeriodSeconds") ?? 0
      configuration.initialScale = config.int32("initialScale") ?? 0
      configuration.minScale = config.int32("minScale") ?? 0
      configuration.maxScale = config.int32("maxScale") ?? 0
      configuration.scaleToZeroPodRetentionPeriodMs = config.seconds("podRetentionSeconds") ?? 0
      configuration.stableWindowMs = config.seconds("stableWindowSeconds") ?? 0
      configuration.targetBurstCapacity = config.double("targetBurstCapacity") ?? 0
      deadline = config.seconds("progressDeadlineSeconds") ?? deadline
      config.ignore("activationTimeoutBufferSeconds")
      return true
    }
    let revision = KnativeRevision(
      configuration: configuration, annotations: KnativeAnnotations(fields.strings("annotations") ?? [:]),
      reachability: KnativeRevision.Reachability(rawValue: fields.string("reachability") ?? "") ?? .unknown,
      progressDeadlineMs: deadline)
    let now: Int64 = 1_700_000_000_000
    let elapsed = fields.seconds("secondsInStatus") ?? 0
    var autoscaler = KnativePodAutoscaler(
      revision, replicas: fields.int32("replicas") ?? 0, nowMs: now - elapsed)
    let status = fields.string("activeStatus").flatMap(KnativeActiveCondition.Status.init)
    autoscaler.memory.active.status = status ?? .activating
    autoscaler.memory.isInitialized = fields.bool("initialized") ?? false
    autoscaler.memory.mode = fields.string("sksMode") == "Proxy" ? .proxy : .serve
    autoscaler.memory.proxySinceMs = fields.seconds("proxyForSeconds").map { now - $0 }
    let decision = autoscaler.scale(
      KnativeReconcileObservation(
        nowMs: now, desiredPods: fields.int32("desired") ?? 0, excessBurstCapacity: 0, readyPods: 0,
        isActivatorInPath: fields.bool("probeOK") ?? false))
    var comparison = CaseComparison()
    _ = fields.object("want") { want in
      comparison.compare("want", expected: want.int32("want") ?? 0, found: decision.want)
      comparison.compare("scaling", expected: want.bool("scaling") ?? false, found: decision.scaledTo != nil)
      comparison.compare(
        "enqueues", expected: want.int32("enqueues") ?? 0, found: decision.requeueAfterMs == nil ? 0 : 1)
      comparison.compare(
        "asyncProbes", expected: want.int32("asyncProbes") ?? 0, found: decision.startsProbe ? 1 : 0)
      return true
    }
    return .compared(id: id, comparison.difference)
  }

  private static func activators(_ fields: Fields) -> RecordedCase? {
    var spec = KPASpec()
    spec.activatorCapacity = fields.double("activatorCapacity") ?? 0
    spec.targetBurstCapacity = fields.double("targetBurstCapacity") ?? 0
    spec.totalValue = fields.double("totalValue") ?? 0
    var comparison = CaseComparison()
    comparison.compare(
      "want", expected: fields.int32("want") ?? 0,
      found: KnativePodAutoscaler.activators(spec, readyPods: fields.int32("ready") ?? 0))
    return .compared(id: fields.string("test") ?? "", comparison.difference)
  }

  private static func status(_ fields: Fields) -> RecordedCase? {
    fields.ignore("haveActual", "ready", "wantActual")
    var comparison = CaseComparison()
    comparison.compare(
      "wantDesired", expected: fields.int32("wantDesired") ?? 0,
      found: KnativePodAutoscaler.statusDesired(
        have: fields.int32("haveDesired"), want: fields.int32("scale") ?? 0))
    return .compared(id: fields.string("test") ?? "", comparison.difference)
  }
}
