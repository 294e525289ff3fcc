import Experiment
import Simulation

// Results are plain values that anybody can make, so an index in them is looked at before it is used.
extension ExperimentResult {
  /// A strategy's name; empty where there is no such strategy.
  func strategyName(_ index: Int) -> String {
    strategies.indices.contains(index) ? strategies[index].name : ""
  }

  /// A score; one without a name where there is no such score.
  func score(_ index: Int) -> Score {
    scores.indices.contains(index)
      ? scores[index]
      : Score(id: "", name: "", unit: "", better: .neither, isCompared: false, definition: "")
  }

  /// The index of the score of this id.
  func scoreIndex(_ id: String) -> Int? { scores.firstIndex { $0.id == id } }

  /// What times of a block's runs mean.
  func moment(of block: Block) -> Moment {
    Moment(epochMs: block.runs.lazy.compactMap { $0 }.first.map { runs[$0].epochMs } ?? epochMs)
  }
}

extension StrategyResult {
  /// The estimate of a score; NaN where there is none.
  func mean(of score: Int) -> Estimate {
    means.indices.contains(score) ? means[score] : Estimate(mean: .nan, interval: nil)
  }
}

extension RunResult {
  /// The value of a score; NaN where there is none.
  func score(_ index: Int) -> Double { scores.indices.contains(index) ? scores[index] : .nan }
}

extension ExperimentResult {
  /// Whether something happened to the cluster in any run.
  var hasEvents: Bool { runs.contains { !$0.recording.incidents.isEmpty } }

  /// Whether an autoscaler of nodes decided something in one of its runs.
  var scalesNodes: Bool { runs.contains { !$0.recording.nodes.decisions.isEmpty } }

  /// Whether some strategy sizes pods by what they use.
  var scalesVertically: Bool { runs.contains { !$0.recording.vertical.isEmpty } }
}
