import Kubernetes

/// One HPA with the cluster around it at one moment, ready to be decided.
public struct HPASnapshot: Sendable {
  /// What the user may set beside the files.
  public struct Options: Sendable {
    /// The flags and gates; where a case brings its own, only those that are set here overrule it.
    public var settings = HPASettings()
    /// The time, nil for the newest one in the input.
    public var nowMs: Int64?
    /// The replicas the scale asks for, nil for what the input says.
    public var replicas: Int32?
    /// The HPA to explain where there are several, as `name` or `namespace/name`.
    public var name: String?

    /// Makes options that leave everything to the input.
    public init() {}
  }

  /// The controller with the object, its status and its history.
  public var controller: HPAController
  /// What the reconcile sees.
  public var observation: HPAObservation
  /// What was taken for granted because the input does not say it.
  public var assumptions: [String]

  /// Reads a snapshot: one situation as in the recorded cases, or objects and answers of the metrics APIs as
  /// kubectl prints them.
  ///
  /// Throws what is wrong, with its place.
  public static func read(
    _ documents: [DocumentNode], options: Options, report: DocumentReport
  ) throws(InputErrors) -> HPASnapshot {
    let isCase = documents.count == 1 && documents[0]["hpa"] != nil
    let snapshot =
      isCase
      ? fromCase(documents[0], options: options, report: report)
      : fromCluster(documents, options: options, report: report)
    try report.check()
    guard let snapshot else {
      throw InputErrors([InputProblem(message: "there is nothing to explain in the input")])
    }
    return snapshot
  }

  /// Takes the decision and explains it.
  public func explain() -> HPAExplanation {
    var controller = controller
    return HPAExplanation(&controller, observation: observation, assumptions: assumptions)
  }

  /// Reads a recorded case.
  private static func fromCase(
    _ document: DocumentNode, options: Options, report: DocumentReport
  ) -> HPASnapshot? {
    Fields.read(document, path: "", report: report) { fields in
      fields.ignore(
        "id", "tags", "mode", "expect", "test", "upstream", "upstreamStatus", "upstreamNote", "calc")
      if fields.has("steps") {
        fields.problem("steps", "a run of situations cannot be explained, only a single one")
        return nil
      }
      guard let start = HPACase(fields, settings: options.settings),
        var situation = HPASituation.read(fields)
      else { return nil }
      if let nowMs = options.nowMs { situation.nowMs = nowMs }
      if let replicas = options.replicas { situation.scale.specReplicas = replicas }
      var observation = HPAObservation()
      situation.observe(
        start.controller.autoscaler, configuration: start.controller.configuration, into: &observation)
      return HPASnapshot(controller: start.controller, observation: observation, assumptions: [])
    }
  }
}

/// Flags and gates of the controller as far as they are set.
public struct HPASettings: Sendable {
  /// The release, which brings its own gates.
  public var version: KubernetesVersion?
  /// How far a ratio may be from 1 without a change.
  public var tolerance: Double?
  /// How long a higher recommendation holds back a scale-down, in milliseconds.
  public var downscaleStabilizationMs: Int64?
  /// How long a started pod's CPU samples are suspect, in milliseconds.
  public var cpuInitializationPeriodMs: Int64?
  /// How long an unready pod counts as never having been ready, in milliseconds.
  public var initialReadinessDelayMs: Int64?
  /// Feature gates by name.
  public var gates: [String: Bool] = [:]

  /// The gates that can be set.
  public static let gateNames = ["HPAScaleToZero", "HPAConfigurableTolerance", "PodLevelResources"]

  /// Makes settings that set nothing.
  public init() {}

  /// The default configuration of the release with everything that is set.
  public var configuration: HPAConfiguration {
    var result = HPAConfiguration(version: version ?? .newest)
    apply(to: &result)
    return result
  }

  /// Sets what is set, a release together with its default gates.
  func apply(to configuration: inout HPAConfiguration) {
    if let version {
      configuration.version = version
      configuration.gates = HPAFeatureGates(version: version)
    }
    if let tolerance { configuration.tolerance = tolerance }
    if let downscaleStabilizationMs { configuration.downscaleStabilizationMs = downscaleStabilizationMs }
    if let cpuInitializationPeriodMs { configuration.cpuInitializationPeriodMs = cpuInitializationPeriodMs }
    if let initialReadinessDelayMs { configuration.initialReadinessDelayMs = initialReadinessDelayMs }
    if let isOn = gates["HPAScaleToZero"] { configuration.gates.scaleToZero = isOn }
    if let isOn = gates["HPAConfigurableTolerance"] { configuration.gates.configurableTolerance = isOn }
    if let isOn = gates["PodLevelResources"] { configuration.gates.podLevelResources = isOn }
  }
}
