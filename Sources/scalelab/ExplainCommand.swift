import ArgumentParser
import Foundation
import Kubernetes
import Scaling

/// Explains one decision of a HorizontalPodAutoscaler.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells what a HorizontalPodAutoscaler decides in a situation, and why, step by step.",
    discussion: """
      FILE is what `kubectl get hpa,pods,deployments -o yaml` prints (or -o json), \
      together with the answers of the metrics APIs given by --metrics:

        kubectl get --raw /apis/metrics.k8s.io/v1beta1/pods > pods.json
        scalelab explain objects.yaml --metrics pods.json

      or one situation as in the recorded cases of the conformance command (JSON \
      with `hpa`, `scale`, `pods`). - reads the standard input.

      Nothing is asked of a cluster and no clock is read: the time is --now, or the \
      newest one in the input. What else had to be taken for granted is said at the \
      end.

      Exit codes: 0 explained, 2 something is wrong with the input.
      """)

  @Argument(help: "The files to read.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String]

  @Option(
    name: .customLong("metrics"), parsing: .upToNextOption,
    help: "Answers of the metrics APIs: PodMetricsList, MetricValueList, ExternalMetricValueList.",
    completion: .file(extensions: ["json", "yaml"]))
  var metrics: [String] = []

  @Option(help: "The time of the decision, such as 2026-11-22T20:50:00Z.")
  var now: String?

  @Option(help: "The replicas the target asks for.")
  var replicas: Int32?

  @Option(help: "The HPA to explain where the input has several: its name or NAMESPACE/NAME.")
  var hpa: String?

  @Option(help: "The release whose rules hold, 1.28 to 1.37.")
  var kubernetesVersion: String?

  @Option(help: "The controller's --horizontal-pod-autoscaler-tolerance.")
  var tolerance: Double?

  @Option(help: "The controller's --horizontal-pod-autoscaler-downscale-stabilization, such as 5m.")
  var downscaleStabilization: String?

  @Option(help: "The controller's --horizontal-pod-autoscaler-cpu-initialization-period, such as 5m.")
  var cpuInitializationPeriod: String?

  @Option(help: "The controller's --horizontal-pod-autoscaler-initial-readiness-delay, such as 30s.")
  var initialReadinessDelay: String?

  @Option(help: "Feature gates, such as HPAScaleToZero=true,PodLevelResources=false.")
  var featureGates: String?

  @Flag(help: "Print the decision and all steps with their numbers as JSON.")
  var json = false

  func run() throws {
    let explanation = try inputs { () throws(InputErrors) in try explain() }
    print(json ? explanation.json : explanation.text)
  }

  private func explain() throws(InputErrors) -> HPAExplanation {
    let options = try options()
    let report = DocumentReport()
    var documents: [DocumentNode] = []
    for file in files + metrics { documents += try Self.documents(of: file) }
    let snapshot = try HPASnapshot.read(documents, options: options, report: report)
    for warning in report.warnings {
      FileHandle.standardError.write(Data("warning: \(warning)\n".utf8))
    }
    return snapshot.explain()
  }

  /// Reads a file, or the standard input, which may be JSON or YAML: JSON is YAML, but read faster.
  private static func documents(of file: String) throws(InputErrors) -> [DocumentNode] {
    guard file == "-" else { return try DocumentNode.parse(contentsOf: file) }
    let bytes = try InputFile.bytes(of: "/dev/stdin")
    let first = bytes.first { $0 > 0x20 }
    if first == UInt8(ascii: "{") { return try DocumentNode.parse(jsonSequence: bytes, file: "<stdin>") }
    return try DocumentNode.parse(yaml: String(decoding: bytes, as: UTF8.self), file: "<stdin>")
  }

  private func options() throws(InputErrors) -> HPASnapshot.Options {
    var options = HPASnapshot.Options()
    options.name = hpa
    options.replicas = replicas
    if let replicas, replicas < 0 { throw Self.problem("--replicas must not be negative") }
    if let now {
      guard let nowMs = KubernetesTime.milliseconds(now) else {
        throw Self.problem("--now \(now) is no time such as 2026-11-22T20:50:00Z")
      }
      options.nowMs = nowMs
    }
    if let kubernetesVersion {
      guard let version = KubernetesVersion(kubernetesVersion) else {
        let known = "\(KubernetesVersion.oldest) to \(KubernetesVersion.newest)"
        throw Self.problem("--kubernetes-version \(kubernetesVersion) is not known, only \(known)")
      }
      options.settings.version = version
    }
    if let tolerance, !(tolerance >= 0 && tolerance.isFinite) {
      throw Self.problem("--tolerance must not be negative")
    }
    options.settings.tolerance = tolerance
    options.settings.downscaleStabilizationMs = try Self.duration(
      downscaleStabilization, "--downscale-stabilization")
    options.settings.cpuInitializationPeriodMs = try Self.duration(
      cpuInitializationPeriod, "--cpu-initialization-period")
    options.settings.initialReadinessDelayMs = try Self.duration(
      initialReadinessDelay, "--initial-readiness-delay")
    options.settings.gates = try gates()
    return options
  }

  private func gates() throws(InputErrors) -> [String: Bool] {
    var gates: [String: Bool] = [:]
    for pair in (featureGates ?? "").split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let isOn = Bool(parts[1]), HPASettings.gateNames.contains(parts[0]) else {
        let names = HPASettings.gateNames.joined(separator: ", ")
        throw Self.problem("--feature-gates \(pair) must be NAME=true or NAME=false, NAME one of \(names)")
      }
      gates[parts[0]] = isOn
    }
    return gates
  }

  private static func duration(_ text: String?, _ option: String) throws(InputErrors) -> Int64? {
    guard let text else { return nil }
    guard let milliseconds = KubernetesDuration.milliseconds(text), milliseconds >= 0 else {
      throw problem("\(option) \(text) is no duration such as 5m or 30s")
    }
    return milliseconds
  }

  private static func problem(_ message: String) -> InputErrors {
    InputErrors([InputProblem(message: message)])
  }
}
