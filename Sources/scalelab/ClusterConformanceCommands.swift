import ArgumentParser
import Conformance
import Controllers
import Kubernetes
import Scheduling

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
