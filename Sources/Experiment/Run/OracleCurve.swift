import Simulation

/// The replicas that hindsight would have run, row by row.
enum OracleCurve {
  /// Computes one column a workload, parallel to its timeline; NaN where no number of pods keeps the objective.
  ///
  /// The oracle knows the load of each row and nothing of start-up times: see `Oracle`.
  static func columns(for recording: Recording, of scenario: Scenario, target: Double) -> [[Double]] {
    zip(recording.workloads, scenario.workloads).map { recorded, workload in
      let oracle = Oracle(
        workload: workload, pools: scenario.possiblePools, latencyObjectiveMs: scenario.latencyObjectiveMs,
        target: target)
      let timeline = recorded.timeline
      return (0..<timeline.count).map { row in
        let end = row + 1 < timeline.count ? timeline.timeMs[row + 1] : recording.horizonMs
        let seconds = Double(end - timeline.timeMs[row]) / 1000
        return oracle.replicas(forRate: timeline.arrived[row] / seconds) ?? .nan
      }
    }
  }
}
