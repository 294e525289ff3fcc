import Cluster
import Kubernetes
import Scaling

extension ExperimentSpec {
  /// Reads how the controller manager runs HPAs, and when these are created.
  mutating func readController(_ fields: Fields) {
    let found = fields.object("controller") { fields -> HPAConfiguration? in
      let configuration = ControllerFields.read(fields)
      if let version = configuration?.version, version.minor < 32 { nodeLifecycle.monitorGraceMs = 40_000 }
      NodeControllerFields.read(fields, into: &nodeLifecycle)
      return configuration
    }
    if let found { controller = found }
    autoscalers = fields.objects("autoscalers", AutoscalerTiming.read) ?? []
    for (index, one) in autoscalers.enumerated()
    where autoscalers[..<index].contains(where: { $0.name == one.name }) {
      fields.problem("autoscalers", "names \(one.name) twice")
    }
  }
}

/// The controller manager's flags, by upstream's names, and what else decides how its HPAs work.
///
/// Source: cmd/kube-controller-manager/app/options/hpacontroller.go and pkg/features/kube_features.go.
enum ControllerFields {
  /// The flags that are lengths of time.
  static let spans: [(flag: String, path: any WritableKeyPath<HPAConfiguration, Int64> & Sendable)] = [
    ("horizontal-pod-autoscaler-sync-period", \.syncPeriodMs),
    ("horizontal-pod-autoscaler-downscale-stabilization", \.downscaleStabilizationMs),
    ("horizontal-pod-autoscaler-cpu-initialization-period", \.cpuInitializationPeriodMs),
    ("horizontal-pod-autoscaler-initial-readiness-delay", \.initialReadinessDelayMs),
  ]
  /// The flag that is a ratio.
  static let tolerance = "horizontal-pod-autoscaler-tolerance"
  /// The feature gates.
  static let gates: [(gate: String, path: any WritableKeyPath<HPAFeatureGates, Bool> & Sendable)] = [
    ("HPAScaleToZero", \.scaleToZero), ("HPAConfigurableTolerance", \.configurableTolerance),
    ("PodLevelResources", \.podLevelResources),
  ]

  static func read(_ fields: Fields) -> HPAConfiguration? {
    let before = fields.report.problems.count
    var configuration = HPAConfiguration(version: version(fields) ?? .newest)
    for (flag, path) in spans {
      let least: Int64 = path == \HPAConfiguration.syncPeriodMs ? 1_000 : 0
      if let found = fields.span(flag, least...86_400_000) { configuration[keyPath: path] = found }
    }
    if let found = fields.number(tolerance, 0...1e6, "a ratio of at least 0, such as 0.1") {
      configuration.tolerance = found
    }
    _ = fields.object("featureGates") { fields -> Bool in
      for (gate, path) in gates {
        if let found = fields.flag(gate) { configuration.gates[keyPath: path] = found }
      }
      return true
    }
    return fields.report.problems.count == before ? configuration : nil
  }

  private static func version(_ fields: Fields) -> KubernetesVersion? {
    guard let node = fields.value("kubernetesVersion") else { return nil }
    if let found = node.text.flatMap(KubernetesVersion.init) { return found }
    var hint: String?
    if case .number(let text) = node.content {
      hint = "write it in quotes, \"\(text)\", or 1.30 reads as 1.3"
    }
    fields.mismatch(
      "kubernetesVersion",
      "a release from \"\(KubernetesVersion.oldest)\" to \"\(KubernetesVersion.newest)\"",
      hint: hint)
    return nil
  }
}

extension AutoscalerTiming {
  /// Reads when one HPA is created.
  static func read(_ fields: Fields) -> AutoscalerTiming? {
    guard let name = fields.line("name") else {
      if !fields.has("name") { fields.missing("name", hint: "the HPA's name") }
      fields.ignore("createdAt", "phase", "timeZone")
      return nil
    }
    var zone: ZoneRules?
    if let text = fields.line("timeZone") {
      zone = ZoneRules(text)
      if zone == nil { fields.mismatch("timeZone", "the name of a time zone, as in Europe/Berlin") }
    }
    return AutoscalerTiming(
      name: name, createdMs: fields.span("createdAt") ?? 0, phaseMs: fields.span("phase"), timeZone: zone)
  }
}
