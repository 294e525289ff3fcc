import Experiment
import Simulation

/// The decisions of a block in columns, one set for each strategy, words by their number.
struct DecisionLog {
  /// What the page's script reads.
  let json: JSON

  /// Packs the decisions of a block's runs.
  init(_ block: Block, in result: ExperimentResult, words: inout Words) {
    var sets: [JSON] = []
    for run in block.runs {
      guard let run else {
        sets.append(.null)
        continue
      }
      let decisions = result.runs[run].recording.decisions
      var columns = Array(repeating: [Int](), count: 9)
      for decision in decisions {
        let row = [
          Int(decision.timeMs), Int(decision.from), Int(decision.to), Int(decision.proposed ?? -1),
          words.number(of: decision.workload), words.number(of: decision.metric),
          words.number(of: decision.reason),
          words.number(of: decision.limits.joined(separator: " ")), words.number(of: decision.error ?? ""),
        ]
        for (index, value) in row.enumerated() { columns[index].append(value) }
      }
      sets.append(.array(columns.map { PackedSeries($0).json }))
    }
    json = .array(sets)
  }
}

/// Texts that are told apart by a number, in the order of their first use.
struct Words {
  private(set) var list: [String] = []
  private var numbers: [String: Int] = [:]

  /// Returns the number of a text, a new one if it has none.
  mutating func number(of text: String) -> Int {
    if let number = numbers[text] { return number }
    numbers[text] = list.count
    list.append(text)
    return list.count - 1
  }
}
