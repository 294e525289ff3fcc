import Cluster
import Foundation
import Kubernetes
import Scaling
import Workload

@testable import Simulation

/// Scenarios with scalers of one's own.
enum ScalerScenes {
  /// One Deployment with a load, under a scaler.
  static func scenario(
    _ load: Series, replicas: Int32 = 2, response: ResponseModel = ResponseModel(),
    recordStepMs: Int64 = 60_000,
    scaler: ScenarioScaler? = nil
  ) throws -> Scenario {
    var scenario = Scenario(
      horizonMs: load.endMs, nodePools: Scenarios.nodes,
      workloads: [
        ScenarioWorkload(
          deployment: try Scenarios.deployment(replicas: replicas), load: load, response: response)
      ])
    scenario.recordStepMs = recordStepMs
    if let scaler { scenario.scalers = [scaler] }
    return scenario
  }

  /// A scaler of a closure, asked every 15 s from the beginning.
  static func scaler(
    intervalMs: Int64 = 15_000, bounds: ClosedRange<Int32> = 0...50,
    _ decide: @escaping @Sendable (ScalerObservation) throws(ScalerFailure) -> ScalerDecision
  ) -> ScenarioScaler {
    var scaler = ScenarioScaler(
      name: "own", workload: "web", kind: .own(ScalerMaker("own") { _ in Closure(body: decide) }))
    scaler.intervalMs = intervalMs
    scaler.phaseMs = 0
    scaler.bounds = bounds
    return scaler
  }

  /// A scaler that is a closure.
  private struct Closure: Scaler {
    let body: @Sendable (ScalerObservation) throws(ScalerFailure) -> ScalerDecision

    mutating func decide(_ observation: ScalerObservation) throws(ScalerFailure) -> ScalerDecision {
      try body(observation)
    }
  }

  /// What went in less what came out of a run, in requests: 0 if nothing is lost from sight.
  static func missing(_ timeline: Timeline) -> Double {
    func sum(_ column: [Double]) -> Double { column.reduce(0, +) }
    return sum(timeline.arrived) - sum(timeline.served) - sum(timeline.dropped) - sum(timeline.timedOut)
      - sum(timeline.cut) - (timeline.backlog.last ?? 0)
  }

  /// A Python program in a folder of its own.
  static func program(_ text: String) throws -> (folder: String, command: [String]) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "scaler-\(ProcessInfo.processInfo.globallyUniqueString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: folder.appendingPathComponent("scaler.py"))
    return (folder.path, ["python3", "scaler.py"])
  }

  /// Whether Python is there to run programs with.
  static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
}
