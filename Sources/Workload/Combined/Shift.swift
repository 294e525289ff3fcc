import Kubernetes

/// A source moved in time, in value, or both.
struct Shift: Combination {
  static let keyword = "shift"
  let source: any LoadSource
  let timeMs: Int64
  let value: Double

  var parts: [any LoadSource] { [source] }
  var lengthMs: Int64? { source.lengthMs }
  var keepsSteps: Bool { timeMs == 0 && source.keepsSteps }

  /// Reads `shift: {of: …, time: 1h, value: 10}`; one of the two may be absent, both may be negative.
  ///
  /// A source with an end is turned around: what is moved past its end comes in at its beginning. One without
  /// an end begins later, with its first value held until then, or earlier, so that its beginning is left out.
  static func read(_ input: LoadInput) -> Shift? {
    input.fields { fields in
      let time = fields.timespan("time", .any)
      let value = fields.amount("value")
      guard let source = input.source(fields) else { return nil }
      if time == nil && value == nil {
        input.report.problem("needs time or value", at: input.node.place, path: input.path)
      }
      return Shift(source: source, timeMs: time ?? 0, value: value ?? 0)
    }
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    let whole = source.lengthMs ?? length + max(0, -timeMs)
    return source.work(overMs: whole, stepMs: stepMs) + LoadWork(values: Double(whole) / Double(stepMs))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    let moved =
      if timeMs == 0 {
        source.column(on: axis, luck: luck)
      } else if let length = source.lengthMs {
        turned(on: axis, length: length, luck: luck)
      } else if timeMs < 0 {
        source.tail(
          on: TimeAxis(timesMs: axis.timesMs.map { $0 - timeMs }, endMs: axis.endMs - timeMs), luck: luck)
      } else {
        delayed(on: axis, luck: luck)
      }
    return value == 0 ? moved : moved.mapping { $0 + value }
  }

  private func delayed(on axis: TimeAxis, luck: Luck) -> Column {
    let fine = axis.split(at: [timeMs])
    guard let own = fine.part(from: timeMs, to: fine.endMs) else {
      let step = TimeAxis(stepMs: axis.stepMs, lengthMs: axis.stepMs)
      let first = source.column(on: step, luck: luck).values[0]
      return Column([Double](repeating: first, count: axis.count))
    }
    let column = source.column(on: own.axis, luck: luck)
    let early = own.steps.lowerBound
    return Column(
      [Double](repeating: column.values[0], count: early) + column.values,
      censored: column.censored.map { [Bool](repeating: false, count: early) + $0 }
    ).means(from: fine, on: axis)
  }

  private func turned(on axis: TimeAxis, length: Int64, luck: Luck) -> Column {
    let shift = ((timeMs % length) + length) % length
    guard shift > 0 else { return source.column(on: axis, luck: luck) }
    let fine = axis.split(at: [shift])
    // What comes in at the beginning is the source's end; the source is asked for both in its own order.
    let late = fine.part(from: 0, to: shift)
    let early = fine.part(from: shift, to: length)
    var times = early?.axis.timesMs ?? [0]
    let seam = length - shift
    let earlyEnd = early?.axis.endMs ?? seam
    if earlyEnd < seam { times.append(earlyEnd) }
    let before = times.count
    times += late?.axis.timesMs.map { $0 + seam } ?? []
    let own = source.column(
      on: TimeAxis(timesMs: times, endMs: (late?.axis.endMs ?? 0) + seam), luck: luck)
    let order = Array(before..<times.count) + Array(0..<(early?.axis.count ?? 0))
    return Column(
      order.map { own.values[$0] }, censored: own.censored.map { marks in order.map { marks[$0] } }
    ).means(from: fine, on: axis)
  }
}
