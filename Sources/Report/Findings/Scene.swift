import Experiment
import Simulation

/// What a timeline chart shows at a time: one block and one workload, a lane for every strategy that ran it.
struct Scene: Sendable {
  /// The index of the block.
  let block: Int
  /// The workload's name.
  let workload: String
  /// The columns of all lanes.
  let grid: TimeGrid
  /// The length of the runs in milliseconds.
  let horizonMs: Int64
  /// A lane a strategy, nil where the strategy has no such run or workload.
  let lanes: [Lane?]

  /// The finest columns that are kept.
  static let columnLimit = 2048

  /// Reads a scene; nil where no strategy recorded anything of the workload.
  init?(block index: Int, of blocks: [Block], workload: String, in result: ExperimentResult) {
    let runs = blocks[index].runs.map { $0.map { result.runs[$0] } }
    var grid: TimeGrid?
    var horizon: Int64 = 0
    for run in runs.compactMap({ $0 }) {
      horizon = max(horizon, run.recording.horizonMs)
      guard grid == nil, let recorded = run.recording.workloads.first(where: { $0.name == workload }) else {
        continue
      }
      if recorded.timeline.count > 0 {
        grid = TimeGrid(
          timeline: recorded.timeline, horizonMs: run.recording.horizonMs, limit: Self.columnLimit)
      }
    }
    guard let grid, grid.columns > 0 else { return nil }
    block = index
    self.workload = workload
    self.grid = grid
    horizonMs = horizon
    lanes = runs.enumerated().map { strategy, run in
      guard let run, let place = run.recording.workloads.firstIndex(where: { $0.name == workload }) else {
        return nil
      }
      return Lane(
        strategy: strategy, workload: run.recording.workloads[place],
        oracle: run.oracle.indices.contains(place) ? run.oracle[place] : [],
        horizonMs: run.recording.horizonMs, grid: grid)
    }
  }

  private init(_ scene: Scene, widenedBy factor: Int) {
    block = scene.block
    workload = scene.workload
    horizonMs = scene.horizonMs
    grid = scene.grid.widened(by: factor)
    lanes = scene.lanes.map { $0?.widened(by: factor) }
  }

  /// The same with no more than so many columns.
  func coarse(limit: Int) -> Scene {
    let factor = grid.factor(limit: limit)
    return factor == 1 ? self : Scene(self, widenedBy: factor)
  }

  /// The load, which all strategies met alike: the first lane's.
  var load: Envelope { lanes.lazy.compactMap { $0 }.first?[.load] ?? Envelope(columns: grid.columns) }

  /// The greatest value that some lines reach in any lane; 0 where there is none.
  func maximum(of lines: [Lane.Line]) -> Double {
    lanes.lazy.compactMap { $0 }.flatMap { lane in lines.map { lane[$0].maximum ?? 0 } }.max() ?? 0
  }

  /// The least value above zero that some lines reach in any lane.
  func minimum(of lines: [Lane.Line]) -> Double? {
    lanes.lazy.compactMap { $0 }.flatMap { lane in lines.compactMap { lane[$0].minimum } }.filter { $0 > 0 }
      .min()
  }
}
