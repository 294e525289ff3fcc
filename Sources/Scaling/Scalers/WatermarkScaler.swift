/// A WatermarkPodAutoscaler in a run, asked every 15 s.
public struct WatermarkScaler: Scaler, Sendable {
  /// What is held against the marks, in their order.
  public let signals: [LoadSignal]
  private var autoscaler: WatermarkAutoscaler
  private let isDryRun: Bool

  /// Makes a scaler of a spec whose marks belong to these signals; cpu and memory are sums over the pods.
  public init(_ spec: WatermarkSpec, signals: [LoadSignal]) {
    self.signals = signals
    autoscaler = WatermarkAutoscaler(spec)
    isDryRun = spec.isDryRun
  }

  /// Answers as the autoscaler writes replicas.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    var sums: [Int64] = []
    for signal in signals {
      // A metric that cannot be read ends the reconcile.
      guard let total = signal.total(observation) else { return .stays("watermark: no \(signal.name)") }
      sums.append(GoConversion.int64(total * 1_000))
    }
    let lastScaleMs = autoscaler.memory.lastScaleMs
    let decision = autoscaler.decide(
      WatermarkObservation(
        nowMs: observation.dateMs, specReplicas: observation.replicas,
        statusReplicas: observation.readyPods + observation.pendingPods, readyReplicas: observation.readyPods,
        sumsMilli: sums))
    // On a dry run nobody scales, and no window after a change begins.
    if isDryRun { autoscaler.memory.lastScaleMs = lastScaleMs }
    let side = decision.isAbove ? "above" : decision.isBelow ? "below" : "between"
    return ScalerDecision(
      replicas: decision.rescales ? decision.replicas : nil, reason: "watermark: \(side) the marks")
  }
}
