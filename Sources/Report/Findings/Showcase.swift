import Experiment
import Simulation

/// Which runs the page shows in detail: the most telling ones first, until the page would grow too heavy.
///
/// First comes the block whose run of the baseline is the median by violations, with every workload, then
/// that of each trace, then the rest in order. What finds no room is in timeline.csv and decisions.csv.
struct Showcase {
  /// What is embedded, in the order it is offered.
  private(set) var scenes: [Scene] = []
  /// The logs of the blocks that scenes show, by block.
  private(set) var logs: [Int: DecisionLog] = [:]
  /// The block shown at first; nil where nothing was run.
  let first: Int?
  /// The words that logs refer to.
  private(set) var words = Words()
  /// All blocks.
  let blocks: [Block]

  private let keys: KeyScores
  private let hasSeveralWorkloads: Bool
  private var packed: [JSON] = []

  /// The bytes that detail may take in a page.
  static let budget = 210_000

  /// Chooses and packs what a page shows.
  init(_ result: ExperimentResult, blocks: [Block], keys: KeyScores) {
    self.blocks = blocks
    self.keys = keys
    let violations = { (block: Block) in block.score(keys.violations, strategy: result.baseline, in: result) }
    first = Self.first(of: result, blocks: blocks)
    hasSeveralWorkloads = result.runs.contains { $0.recording.workloads.count > 1 }
    guard let first else { return }
    var order = [first]
    var traces: Set<String> = [blocks[first].trace]
    for block in blocks where traces.insert(block.trace).inserted {
      let places = blocks.indices.filter { blocks[$0].trace == block.trace }
      if let median = places.map({ blocks[$0] }).median(by: violations) { order.append(places[median]) }
    }
    order += blocks.indices.filter { !order.contains($0) }
    var spent = 0
    for block in order {
      var found: [(Scene, JSON)] = []
      for workload in Self.workloads(of: blocks[block], in: result) {
        guard let scene = Scene(block: block, of: blocks, workload: workload, in: result) else { continue }
        found.append((scene, json(of: scene, in: result)))
      }
      guard !found.isEmpty else { continue }
      var words = words
      let log = DecisionLog(blocks[block], in: result, words: &words)
      let size = found.reduce(log.json.bytes.content.count) { $0 + $1.1.bytes.content.count }
      // The first block is shown whatever it takes: a page without any would say too little.
      if block != first, spent + size > Self.budget { break }
      spent += size
      self.words = words
      logs[block] = log
      scenes += found.map(\.0)
      packed += found.map(\.1)
    }
  }

  /// The block whose run of the baseline is the median by violations; nil where nothing was run.
  static func first(of result: ExperimentResult, blocks: [Block]) -> Int? {
    let violations = KeyScores(result).violations
    return blocks.median { $0.score(violations, strategy: result.baseline, in: result) }
  }

  /// The names of the workloads that the runs of a block recorded, in the order of the first run that has
  /// them.
  static func workloads(of block: Block, in result: ExperimentResult) -> [String] {
    var names: [String] = []
    for run in block.runs.compactMap({ $0 }) {
      for workload in result.runs[run].recording.workloads where !names.contains(workload.name) {
        names.append(workload.name)
      }
    }
    return names
  }

  /// A scene in words: its trace, its seed and, where there are several, its workload.
  func title(_ scene: Scene) -> String {
    let block = blocks[scene.block]
    return "\(block.trace), seed \(block.seed)" + (hasSeveralWorkloads ? ", \(scene.workload)" : "")
  }

  /// What the page's script reads.
  func json(of result: ExperimentResult, pods: JSON) -> JSON {
    .object([
      ("objective", .number(result.objective.latencyMs / 1000)),
      ("strategies", .array(result.strategies.map { .text($0.name) })),
      ("words", .array(words.list.map { .text($0) })),
      ("logs", .array(logs.keys.sorted().map { .array([.number($0), logs[$0]?.json ?? .null]) })),
      ("scenes", .array(packed)), ("pods", pods),
    ])
  }

  private func json(of scene: Scene, in result: ExperimentResult) -> JSON {
    .object([
      ("block", .number(scene.block)),
      ("epoch", .number(Double(result.moment(of: blocks[scene.block]).epochMs))),
      ("title", .text(title(scene))),
      ("workload", .text(scene.workload)),
      ("width", .number(Double(scene.grid.widthMs))),
      ("columns", .number(scene.grid.columns)),
      ("end", .number(Double(scene.horizonMs))),
      ("load", Self.json(of: scene.load)),
      (
        "lanes",
        .array(
          scene.lanes.enumerated().map { index, lane in
            guard let lane else { return .null }
            return .object([
              ("note", .text(note(block: scene.block, strategy: index, in: result))),
              ("lines", .array(Lane.Line.allCases.dropFirst().map { Self.json(of: lane[$0]) })),
            ])
          })
      ),
    ])
  }

  /// A run's scores that matter most, in words.
  func note(block: Int, strategy: Int, in result: ExperimentResult) -> String {
    [keys.violations, keys.price].compactMap { $0 }.map { index in
      let value = Numeral.text(blocks[block].score(index, strategy: strategy, in: result))
      let score = result.score(index)
      return "\(score.name) \(value)\(score.unit.isEmpty ? "" : " " + score.unit)"
    }.joined(separator: " · ")
  }

  /// An envelope as its unit, its least and, where they differ, its greatest values.
  private static func json(of envelope: Envelope) -> JSON {
    let unit = DecimalUnit(for: envelope.greatest)
    let least = PackedSeries(envelope.least, unit: unit).json
    let greatest = PackedSeries(envelope.greatest, unit: unit).json
    return .array(
      [.number(unit.exponent), least] + (least.bytes.content == greatest.bytes.content ? [] : [greatest]))
  }
}
