import Kubernetes

/// A run of the autoscaler with what upstream wanted at each tick.
enum KPAScaleCase {
  /// What upstream decided at one tick.
  private struct Expected {
    var desired: Int32
    var burst: Int32
    var isValid: Bool
    var panicTime: Int64?
    var maxPanicPods: Int32
    var averages: KPAObservation.Averages?
    var hasError: Bool

    init?(_ node: DocumentNode, _ path: String, _ report: DocumentReport) {
      let read = Fields.read(node, path: path, report: report) { fields -> Expected? in Expected(fields) }
      guard let read else { return nil }
      self = read
    }

    init?(_ fields: Fields) {
      guard let valid = fields.required("valid", fields.bool) else { return nil }
      isValid = valid
      desired = fields.int32("desired") ?? 0
      burst = fields.int32("ebc") ?? 0
      panicTime = fields.int64("panicTime")
      maxPanicPods = fields.int32("maxPanicPods") ?? 0
      hasError = fields.has("err")
      if let stable = fields.double("stable"), let panic = fields.double("panic") {
        averages = KPAObservation.Averages(stable: stable, panic: panic)
      }
    }
  }

  /// Reads the spec of an autoscaler.
  static func spec(_ fields: Fields) -> KPASpec? {
    var spec = KPASpec()
    spec.maxScaleUpRate = fields.double("maxScaleUpRate") ?? 0
    spec.maxScaleDownRate = fields.double("maxScaleDownRate") ?? 0
    spec.metric = fields.string("scalingMetric").flatMap(KPASpec.Metric.init) ?? .concurrency
    spec.targetValue = fields.double("targetValue") ?? 0
    spec.totalValue = fields.double("totalValue") ?? 0
    spec.targetBurstCapacity = fields.double("targetBurstCapacity") ?? 0
    spec.activatorCapacity = fields.double("activatorCapacity") ?? 0
    spec.panicThreshold = fields.double("panicThreshold") ?? 0
    spec.stableWindowMs = fields.seconds("stableWindowSeconds") ?? 0
    spec.scaleDownDelayMs = fields.seconds("scaleDownDelaySeconds") ?? 0
    spec.initialScale = fields.int32("initialScale") ?? 0
    spec.isReachable = fields.bool("reachable") ?? false
    spec.activationScale = fields.int32("activationScale") ?? 0
    return spec
  }

  /// What a step says of the pods.
  private static func pods(_ step: Fields) -> KPAPodCount {
    let ready = step.int32("ready") ?? 0
    guard step.has("podErr") else { return .ready(ready) }
    return step.string("podErr") == "other" ? .failed : .notFound
  }

  private static func scaler(_ fields: Fields) -> KPAScaler? {
    guard let spec = fields.required("spec", { fields.object($0, spec) }),
      let start = fields.required("t0", fields.int64)
    else { return nil }
    let ready = fields.has("initialPodErr") ? 0 : fields.int32("initialReady") ?? 0
    return KPAScaler(spec, readyPods: ready, nowMs: start)
  }

  /// Replays a run on given averages.
  static func replay(_ fields: Fields) -> CaseComparison? {
    guard var scaler = scaler(fields) else { return nil }
    let steps = fields.steps({ step -> (KPAObservation, KPASpec?)? in
      guard let now = step.required("t", step.int64) else { return nil }
      let averages = KPAObservation.Averages(
        stable: step.double("stable") ?? 0, panic: step.double("panic") ?? 0)
      return (
        KPAObservation(nowMs: now, pods: pods(step), averages: step.has("err") ? nil : averages),
        step.object("newSpec", spec)
      )
    }) { Expected($0, $1, fields.report) }
    guard let steps else { return nil }
    var comparison = CaseComparison()
    for (index, (step, expected)) in steps.enumerated() {
      if let changed = step.1 { scaler.spec = changed }
      let decision = scaler.decide(step.0)
      comparison.prefix = "steps[\(index)]."
      compare(&comparison, decision, scaler, expected)
    }
    return comparison
  }

  private static func compare(
    _ comparison: inout CaseComparison, _ decision: KPADecision, _ scaler: KPAScaler, _ expected: Expected
  ) {
    comparison.compare("valid", expected: expected.isValid, found: decision.isValid)
    if expected.isValid {
      comparison.compare("desired", expected: expected.desired, found: decision.desiredPods)
      comparison.compare("ebc", expected: expected.burst, found: decision.excessBurstCapacity)
    }
    comparison.compare("panicTime", expected: expected.panicTime, found: scaler.memory.panicTimeMs)
    comparison.compare("maxPanicPods", expected: expected.maxPanicPods, found: scaler.memory.maxPanicPods)
  }

  /// One tick of a chain.
  private struct Tick {
    var nowMs: Int64
    var pods: KPAPodCount
    var stats: [Stat]
    var spec: KPASpec?
    var windows: (stable: Int64, panic: Int64)?

    struct Stat {
      var timeMs: Int64
      var concurrency: Double
      var proxiedConcurrency: Double
      var requests: Double
      var proxiedRequests: Double
    }

    init?(_ step: Fields) {
      guard let now = step.required("t", step.int64) else { return nil }
      nowMs = now
      pods = KPAScaleCase.pods(step)
      spec = step.object("newSpec", KPAScaleCase.spec)
      stats =
        step.objects("stats") { stat in
          guard let time = stat.required("t", stat.int64) else { return nil }
          return Stat(
            timeMs: time, concurrency: stat.double("concurrency") ?? 0,
            proxiedConcurrency: stat.double("proxiedConcurrency") ?? 0,
            requests: stat.double("requests") ?? 0,
            proxiedRequests: stat.double("proxiedRequests") ?? 0)
        } ?? []
      if let stable = step.seconds("newStableWindowSeconds"),
        let panic = step.seconds("newPanicWindowSeconds")
      {
        windows = (stable, panic)
      }
    }
  }

  /// Replays a run from the statistics of pods on.
  static func replayChain(_ fields: Fields) -> CaseComparison? {
    guard var scaler = scaler(fields),
      let stable = fields.required("stableWindowSeconds", fields.seconds),
      let panic = fields.required("panicWindowSeconds", fields.seconds)
    else { return nil }
    let weighted = ["weighted-exponential", "weightedExponential"].contains(fields.string("aggregation"))
    let target = fields.string("scrapeTarget")
    var concurrency = KPAMetricWindows(
      stableMs: stable, panicMs: panic, aggregation: weighted ? .weightedExponential : .linear,
      isScraped: !fields.isWritten("scrapeTarget") || target != "")
    var requests = concurrency
    guard let steps = fields.steps({ Tick($0) }, expected: { Expected($0, $1, fields.report) }) else {
      return nil
    }
    var comparison = CaseComparison()
    for (index, (tick, expected)) in steps.enumerated() {
      if let changed = tick.spec { scaler.spec = changed }
      if let windows = tick.windows {
        concurrency.resize(stableMs: windows.stable, panicMs: windows.panic, atMs: tick.nowMs)
        requests.resize(stableMs: windows.stable, panicMs: windows.panic, atMs: tick.nowMs)
      }
      for stat in tick.stats {
        concurrency.record(stat.concurrency, proxied: stat.proxiedConcurrency, atMs: stat.timeMs)
        requests.record(stat.requests, proxied: stat.proxiedRequests, atMs: stat.timeMs)
      }
      var windows = scaler.spec.metric == .rps ? requests : concurrency
      let averages = windows.averages(atMs: tick.nowMs)
      comparison.prefix = "steps[\(index)]."
      comparison.compare("err", expected: expected.hasError, found: averages == nil)
      if let averages, let recorded = expected.averages {
        comparison.compare("stable", expected: recorded.stable, found: averages.stable, within: 1e-9)
        comparison.compare("panic", expected: recorded.panic, found: averages.panic, within: 1e-9)
      }
      let decision = scaler.decide(KPAObservation(nowMs: tick.nowMs, pods: tick.pods, averages: averages))
      compare(&comparison, decision, scaler, expected)
    }
    return comparison
  }
}
