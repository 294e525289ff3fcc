import Experiment

/// A trace and a seed: what all strategies met alike, and the run each of them made of it.
struct Block {
  /// The trace's name.
  let trace: String
  /// The seed.
  let seed: UInt64
  /// The index of each strategy's run; nil where it has none.
  fileprivate(set) var runs: [Int?]

  private struct Key: Hashable {
    var trace: String
    var seed: UInt64
  }

  /// Returns the blocks of a result in the order of its runs.
  static func all(of result: ExperimentResult) -> [Block] {
    var places: [Key: Int] = [:]
    var blocks: [Block] = []
    for (index, run) in result.runs.enumerated() where result.strategies.indices.contains(run.strategy) {
      let key = Key(trace: run.trace, seed: run.seed)
      let place = places[key] ?? blocks.count
      if place == blocks.count {
        places[key] = place
        blocks.append(
          Block(
            trace: run.trace, seed: run.seed, runs: Array(repeating: nil, count: result.strategies.count)))
      }
      if blocks[place].runs[run.strategy] == nil { blocks[place].runs[run.strategy] = index }
    }
    return blocks
  }

  /// The value of a score in a strategy's run; NaN where there is none.
  func score(_ score: Int?, strategy: Int, in result: ExperimentResult) -> Double {
    guard let score, runs.indices.contains(strategy), let run = runs[strategy] else { return .nan }
    return result.runs[run].score(score)
  }
}

extension [Block] {
  /// The block whose value is the median, the lower one of two; blocks without a value come last.
  func median(by value: (Block) -> Double) -> Int? {
    let values = map(value)
    let order = indices.sorted { first, second in
      let (a, b) = (values[first], values[second])
      if a.isNaN || b.isNaN { return a.isNaN == b.isNaN ? first < second : b.isNaN }
      return a == b ? first < second : a < b
    }
    guard !order.isEmpty else { return nil }
    let known = Swift.max(values.count { !$0.isNaN }, 1)
    return order[(known - 1) / 2]
  }
}
