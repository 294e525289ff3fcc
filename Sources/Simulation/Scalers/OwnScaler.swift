import Cluster
import Kubernetes
import Scaling

/// Binds a scaler that is asked at an interval to the simulated cluster.
struct OwnScaler {
  let name: String
  /// The index of the workload it scales.
  let workload: Int
  let intervalMs: Int64
  let bounds: ClosedRange<Int32>
  let windowMs: Int64
  private let stabilizationMs: Int64
  private let isDryRun: Bool
  private var scaler: any Scaler
  /// Its answers of the stabilization window, oldest first.
  private var answers: [(timeMs: Int64, replicas: Int32)] = []
  private var lastLimits: [String]?

  init(_ scaler: any Scaler, of described: ScenarioScaler, workload: Int) {
    self.scaler = scaler
    self.workload = workload
    name = described.name
    intervalMs = described.intervalMs
    bounds = described.bounds
    windowMs = described.windowMs
    stabilizationMs = described.stabilizationMs
    isDryRun = described.isDryRun
  }

  /// How good its forecasts were.
  var forecasts: ForecastTally? { scaler.forecasts }

  /// What one question led to.
  struct Outcome {
    /// The replicas to write, nil to leave them.
    var scaledTo: Int32?
    /// What it asked for, bounded and stabilized.
    var desired: Int32
    /// When to ask again.
    var nextMs: Int64
    /// A row for the log of decisions, nil where nothing is new.
    var record: DecisionRecord?
  }

  /// Asks once.
  mutating func act(_ observation: ScalerObservation, workloadName: String) throws(ScalerFailure) -> Outcome {
    let nowMs = observation.timeMs
    let decision = try scaler.decide(observation)
    let nextMs = decision.askAgainMs.map { max($0, nowMs + 1) } ?? nowMs + intervalMs
    let present = observation.replicas
    guard let wanted = decision.replicas else {
      return Outcome(scaledTo: nil, desired: present, nextMs: nextMs, record: nil)
    }
    var limits: [String] = []
    var replicas = wanted
    if stabilizationMs > 0 {
      let oldest = nowMs - stabilizationMs
      answers.removeAll { $0.timeMs < oldest }
      answers.append((nowMs, wanted))
      let largest = answers.reduce(wanted) { max($0, $1.replicas) }
      if largest > wanted, present > wanted {
        replicas = min(largest, present)
        limits.append("ScaleDownStabilized")
      }
    }
    if replicas > bounds.upperBound {
      replicas = bounds.upperBound
      limits.append("TooManyReplicas")
    } else if replicas < bounds.lowerBound {
      replicas = bounds.lowerBound
      limits.append("TooFewReplicas")
    }
    if isDryRun { return Outcome(scaledTo: nil, desired: replicas, nextMs: nextMs, record: nil) }
    let scales = replicas != present
    defer { lastLimits = limits }
    guard scales || limits != lastLimits else {
      return Outcome(scaledTo: nil, desired: replicas, nextMs: nextMs, record: nil)
    }
    let record = DecisionRecord(
      timeMs: nowMs, autoscaler: name, workload: workloadName, from: present, to: replicas, proposed: wanted,
      reason: decision.reason, limits: limits, metric: "")
    return Outcome(scaledTo: scales ? replicas : nil, desired: replicas, nextMs: nextMs, record: record)
  }
}
