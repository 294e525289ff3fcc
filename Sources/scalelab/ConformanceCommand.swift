import ArgumentParser
import Conformance
import Kubernetes
import Scaling

/// Replays recorded decisions of upstream's autoscalers.
struct ConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conformance",
    abstract: "Replays decisions that upstream's own code took, and tells where they differ from the lab's.",
    discussion: """
      Exit codes: 0 all cases agree, 1 some differ, 2 a file cannot be read, is no \
      JSON or holds no cases.
      """,
    subcommands: [
      HPAConformanceCommand.self, VPAConformanceCommand.self, SchedulerConformanceCommand.self,
      ReplicaSetConformanceCommand.self, DeploymentConformanceCommand.self,
      KnativeConformanceCommand.self, KEDAConformanceCommand.self, WatermarkConformanceCommand.self,
      ClusterAutoscalerConformanceCommand.self, KarpenterConformanceCommand.self,
      ForecastConformanceCommand.self, AcademicConformanceCommand.self,
    ])
}

/// Replays recorded decisions of the HorizontalPodAutoscaler.
struct HPAConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hpa",
    abstract: "Replays decisions of the HorizontalPodAutoscaler.",
    discussion: """
      Each FILE holds cases as a JSON array, or as JSON documents one after another; \
      gzip is unpacked, and - reads the standard input. Every field of every decision \
      is compared: replicas, conditions, proposals of the metrics, history, events and \
      texts.

      The last line reads `N passed, N failed`, with `, N skipped` where cases have no \
      counterpart here.

      Exit codes: 0 all cases agree, 1 some differ, 2 a file cannot be read, is no \
      JSON or holds no cases.
      """)

  @Argument(help: "The files of cases.", completion: .file(extensions: ["json", "jsonl", "gz"]))
  var files: [String]

  @Flag(help: "Print the counts and differences as JSON.")
  var json = false

  func run() throws {
    var total = ConformanceReport()
    for file in files {
      total.add(try inputs { () throws(InputErrors) in try HPAConformance.run(file) })
    }
    print(json ? total.json : total.text)
    if total.failed > 0 { throw ExitCode(1) }
  }
}
