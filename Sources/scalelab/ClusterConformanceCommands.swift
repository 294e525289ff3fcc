import ArgumentParser
import Conformance
import Controllers
import Kubernetes
import Scheduling

/// What all replays of the cluster's decisions are told.
struct ConformanceFiles: ParsableArguments {
  @Argument(help: "The files of cases.", completion: .file(extensions: ["json", "jsonl", "gz"]))
  var files: [String]

  @Flag(help: "Print the counts and differences as JSON.")
  var json = false

  /// Replays all files and prints what came out.
  func replay(_ run: (String) throws(InputErrors) -> ConformanceReport) throws {
    var total = ConformanceReport()
    for file in files { total.add(try inputs { () throws(InputErrors) in try run(file) }) }
    print(json ? total.json : total.text)
    if total.failed > 0 { throw ExitCode(1) }
  }

  /// What the help of each says of files and exit codes.
  static let discussion = """
    Each FILE holds cases as a JSON array, or as JSON documents one after another; gzip is unpacked, and - reads \
    the standard input.

    The last line reads `N passed, N failed`.

    Exit codes: 0 all cases agree, 1 some differ, 2 a file cannot be read, is no JSON or holds no cases.
    """
}

/// Replays what kube-scheduler's filters and scores found.
struct SchedulerConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scheduler",
    abstract: "Replays filters and scores of kube-scheduler's default profile.",
    discussion: """
      Of every node is compared: which filter refused it and why, what each plugin scored, and the total.

      \(ConformanceFiles.discussion)
      """)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try SchedulerConformance.run(file) }
  }
}

/// Replays in which order ReplicaSets gave up pods.
struct ReplicaSetConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replicaset",
    abstract: "Replays the order in which ReplicaSets give up pods.",
    discussion: ConformanceFiles.discussion)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try ReplicaSetConformance.run(file) }
  }
}

/// Replays the numbers of Deployments' rolling updates.
struct DeploymentConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deployment",
    abstract: "Replays the numbers of Deployments' rolling updates: limits and the new ReplicaSet's size.",
    discussion: ConformanceFiles.discussion)

  @OptionGroup var options: ConformanceFiles

  func run() throws {
    try options.replay { (file) throws(InputErrors) in try DeploymentConformance.run(file) }
  }
}
