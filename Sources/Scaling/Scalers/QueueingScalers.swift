/// A number of replicas that stays.
public struct StaticScaler: Scaler, Sendable {
  /// The number.
  public let replicas: Int32

  /// Makes a scaler of a number.
  public init(replicas: Int32) { self.replicas = replicas }

  /// Answers with the number.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    ScalerDecision(replicas: replicas, reason: "static")
  }
}

/// Replicas by a queueing formula of the load that is.
public struct ErlangScaler: Scaler, Sendable {
  /// The formula.
  public let staffing: ErlangStaffing
  /// What arrives, per second.
  public let signal: LoadSignal

  /// Makes a scaler by a formula.
  public init(_ staffing: ErlangStaffing, signal: LoadSignal = .requestsPerSecond) {
    self.staffing = staffing
    self.signal = signal
  }

  /// Answers with the formula's servers as replicas.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let rate = signal.total(observation) else { return .stays("no \(signal.name) yet") }
    guard let replicas = staffing.replicas(forRate: rate) else { return .stays("no staffing fits") }
    return ScalerDecision(replicas: replicas, reason: staffing.rule.rawValue)
  }
}

/// A controller of the literature that sees one load a step.
public struct ElasticityScaler: Scaler {
  private var controller: any ElasticityController
  private let signal: LoadSignal
  private let perReplica: Double
  private let name: String

  /// Makes a scaler of a controller, by the load one replica bears.
  public init(
    _ controller: any ElasticityController, name: String, signal: LoadSignal, perReplica: Double
  ) {
    self.controller = controller
    self.name = name
    self.signal = signal
    self.perReplica = perReplica
  }

  /// Hands the load of the step that ends to the controller, and writes what it wants for the one that begins.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let load = signal.total(observation) else { return .stays("no \(signal.name) yet") }
    _ = controller.step(load: load, serverSpeed: perReplica)
    let wanted = max(0, controller.nextCapacity).rounded(.up)
    return ScalerDecision(replicas: GoConversion.int32(wanted), reason: name)
  }
}

/// The PID controller by utilization, or by another number a pod.
public struct PIDScaler: Scaler, Sendable {
  private var controller: PIDController
  private let signal: LoadSignal

  /// Makes a scaler of a controller.
  public init(_ controller: PIDController, signal: LoadSignal = .cpu) {
    self.controller = controller
    self.signal = signal
  }

  /// Answers with the controller's replicas.
  public mutating func decide(_ observation: ScalerObservation) -> ScalerDecision {
    guard let usage = signal.perPod(observation) else { return .stays("no \(signal.name) yet") }
    controller.minReplicas = max(1, observation.minReplicas)
    controller.maxReplicas = observation.maxReplicas
    let replicas = controller.decide(
      usage: usage, replicas: max(1, observation.replicas), nowMs: observation.timeMs)
    return ScalerDecision(
      replicas: replicas, reason: usage > controller.target ? "pid: above target" : "pid: below target")
  }
}
