import Kubernetes

/// A source again and again.
struct Repetition: Combination {
  static let keyword = "repeat"
  let source: any LoadSource
  let periodMs: Int64
  let lengthMs: Int64?

  var parts: [any LoadSource] { [source] }

  /// Reads `repeat: {of: …, times: 4}`; without `times` it has no end. Each turn is the same, its luck too.
  static func read(_ input: LoadInput) -> Repetition? {
    input.fields { fields in
      let times = fields.count("times", 1...1_000_000)
      guard let source = input.source(fields), let node = fields.value("of"),
        let period = input.finite(source, at: node, path: fields.path(of: "of"))
      else { return nil }
      guard let length = times.map({ Double($0) * Double(period) }) else {
        return Repetition(source: source, periodMs: period, lengthMs: nil)
      }
      guard length <= Timespan.longestMs else {
        fields.problem("times", "makes the load last longer than 1000 years")
        return nil
      }
      return Repetition(source: source, periodMs: period, lengthMs: Int64(length))
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    workOfParts(overMs: length, stepMs: stepMs) + LoadWork(values: Double(length) / Double(periodMs))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    // One turn on the axis' own steps, so that noise is drawn as often as the load is asked for.
    let turn = TimeAxis(stepMs: min(axis.stepMs, periodMs), lengthMs: periodMs)
    let column = source.column(on: turn, luck: luck)
    var tiled = TimeAxis(timesMs: [], endMs: axis.endMs)
    for start in stride(from: 0, to: axis.endMs, by: Int64.Stride(periodMs)) {
      for time in turn.timesMs where start + time < axis.endMs { tiled.timesMs.append(start + time) }
    }
    let values = (0..<tiled.count).map { column.values[$0 % turn.count] }
    let marks = column.censored.map { marks in (0..<tiled.count).map { marks[$0 % turn.count] } }
    return Column(values, censored: marks).means(from: tiled, on: axis)
  }
}
