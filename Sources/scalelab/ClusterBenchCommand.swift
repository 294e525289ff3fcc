import ArgumentParser
import Foundation
import Kubernetes
import Simulation
import Workload

/// A cluster of the largest size that Kubernetes is tested to.
struct ClusterBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster", abstract: "5,000 nodes, 150,000 pods and 500 HPAs for one hour, run once.",
    discussion: "The last line reads `cluster: <x> s CPU per hour, <y> reconciles, <z> MiB`.")

  @Flag(help: "A zone of a hundred nodes loses its power after 20 minutes.")
  var failure = false

  func run() throws {
    var scenario = BenchmarkScenarios.cluster(load: W1Load.series())
    if failure {
      scenario.incidents = [
        Incident(
          atMs: 1_200_000, name: "a hundred nodes lose their power", kind: .kill(NodeTarget(any: 100)))
      ]
    }
    let start = Measurement.threadSeconds()
    let recording = try inputs { () throws(InputErrors) in try ClosedLoop.run(scenario, seed: 1) }
    let seconds = Measurement.threadSeconds() - start
    let pods = recording.workloads.reduce(0) { $0 + Int($1.timeline.pods.last ?? 0) }
    let scaled = recording.decisions.count { $0.from != $0.to }
    print("\(pods) pods at the end, \(scaled) changes of scale")
    print(
      "cluster: \(fixed(seconds)) s CPU per hour, \(recording.reconciles) reconciles, "
        + "\(fixed(Measurement.peakMemoryMiB())) MiB")
  }
}
