import ArgumentParser
import Foundation
import Kubernetes
import NodeScaling

/// Recorded runs of Cluster Autoscaler's loop, again and again.
struct NodeScalingBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster-autoscaler",
    abstract: "Runs of Cluster Autoscaler's whole loop on recorded small clusters.",
    discussion: """
      Each FILE holds cases as `conformance cluster-autoscaler` replays them; those of the whole loop are \
      run without comparison. The last line reads `cluster-autoscaler: <x> million loops per CPU-second`.
      """)

  @Argument(help: "The files of cases.", completion: .file(extensions: ["json", "jsonl", "gz"]))
  var files: [String]

  @Option(help: "For how many CPU-seconds each of five rounds goes on.")
  var seconds = 1.0

  func run() throws {
    var scenarios: [LoopScenario] = []
    for file in files {
      scenarios += try inputs { () throws(InputErrors) in try ClusterAutoscalerConformance.scenarios(in: file)
      }
    }
    if scenarios.isEmpty { throw ValidationError("no runs of the whole loop in the files") }
    var rates: [Double] = []
    for _ in 0..<5 {
      let start = Measurement.threadSeconds()
      var loops = 0
      repeat {
        for scenario in scenarios { loops += scenario.replay() }
      } while Measurement.threadSeconds() - start < seconds
      rates.append(Double(loops) / (Measurement.threadSeconds() - start))
    }
    rates.sort()
    print(
      "\(scenarios.count) runs; of five rounds least \(fixed(rates[0] / 1e6)), most \(fixed(rates[4] / 1e6))")
    print("cluster-autoscaler: \(fixed(rates[2] / 1e6)) million loops per CPU-second")
  }
}
