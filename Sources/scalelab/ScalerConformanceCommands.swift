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

/// Replays forecasts of reference implementations.
struct ForecastConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract:
      "Replays forecasts: smoothing, regression, waves, hidden states, queues, and upstreams' variants.",
    discussion: """
      Numbers are compared within 1e-9 of their size, or of 1 if they are smaller. A fit of the lab's own may have at \
      most a thousandth more squared error than the reference.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try ForecastConformance.run(file) }
  }
}

/// Replays runs of the literature's controllers.
struct AcademicConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "academic",
    abstract: "Replays runs of React, Adapt, Hist and Reg as their author's code decided.",
    discussion: """
      Servers are compared within 1e-9.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try AcademicConformance.run(file) }
  }
}
