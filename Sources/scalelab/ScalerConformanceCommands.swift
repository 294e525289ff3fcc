import ArgumentParser
import Conformance
import Kubernetes
import Scaling

/// Replays decisions of Knative's autoscaler.
struct KnativeConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knative",
    abstract: "Replays decisions of Knative's autoscaler: windows, panic, scaling to zero and settings.",
    discussion: """
      Averages are compared within 1e-9, everything else exactly.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try KnativeConformance.run(file) }
  }
}

/// Replays decisions of KEDA.
struct KEDAConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keda",
    abstract: "Replays decisions of KEDA: ScaledObjects, ScaledJobs, formulas and triggers.",
    discussion: """
      Of every poll and every question of the HPA is compared: replicas, conditions, health of the triggers and \
      metrics. Of what upstream refused only that it is refused.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try KEDAConformance.run(file) }
  }
}

/// Replays decisions of the WatermarkPodAutoscaler.
struct WatermarkConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wpa",
    abstract: "Replays decisions of DataDog's WatermarkPodAutoscaler.",
    discussion: ConformanceFiles.discussion)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try WatermarkConformance.run(file) }
  }
}
