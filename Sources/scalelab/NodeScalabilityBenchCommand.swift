import ArgumentParser
import Foundation
import Kubernetes
import Simulation

/// Cluster Autoscaler's own scale tests, in the closed loop.
struct NodeScalabilityBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nodes", abstract: "Cluster Autoscaler's own scale tests: 1,000 nodes, six scenarios.",
    discussion: """
      Each scenario of upstream's proposals/scalability_tests.md is run once with everything switched on: scheduler, \
      kubelets, evictions, the whole loop. A line tells nodes, running and waiting pods at the end beside what they \
      must be, and the CPU time. Exit code 1 means that an end state differs. The last line reads \
      `nodes: <n> of <m> end states are right, <x> s CPU`.
      """)

  @Argument(help: "Which scenarios; all if none is named.")
  var scenarios: [ScalabilityScenario] = []

  func run() throws {
    var total = 0.0
    var right = 0
    let chosen = scenarios.isEmpty ? ScalabilityScenario.allCases : scenarios
    for one in chosen {
      let start = Measurement.threadSeconds()
      let recording = try inputs { () throws(InputErrors) in try ClosedLoop.run(one.scenario, seed: 1) }
      let seconds = Measurement.threadSeconds() - start
      total += seconds
      let end = ScalabilityEnd(recording)
      if end == one.expected { right += 1 }
      print(
        "\(one.rawValue): \(one.summary): \(end.nodes) nodes, \(end.running) pods run, \(end.waiting) wait"
          + (end == one.expected ? "" : ", and \(one.expected.text) must") + "; \(fixed(seconds)) s CPU")
    }
    print("nodes: \(right) of \(chosen.count) end states are right, \(fixed(total)) s CPU")
    if right < chosen.count { throw ExitCode(1) }
  }
}

extension ScalabilityScenario: ExpressibleByArgument {}
