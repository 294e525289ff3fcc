import Kubernetes

/// A part of a source, moved to the beginning.
struct Slice: Combination {
  static let keyword = "slice"
  let source: any LoadSource
  let fromMs: Int64
  let lengthMs: Int64?

  var parts: [any LoadSource] { [source] }
  var originMs: Int64? { source.originMs.map { $0 + fromMs } }

  /// Reads `slice: {of: …, from: 2d, to: 3d}` or `slice: {of: …, day: 3}`.
  ///
  /// `from` and `to` count from the beginning, or are dates where the source has some, such as
  /// `2026-11-25T00:00:00Z`. Day 1 is the first 24 hours.
  static func read(_ input: LoadInput) -> Slice? {
    input.fields { fields in
      let day = fields.count("day", 1...365_000)
      guard let source = input.source(fields) else { return nil }
      if day != nil, fields.has("from") || fields.has("to") {
        fields.problem("day", "says the same as from and to")
        return nil
      }
      let from: Int64?
      let to: Int64?
      if let day {
        from = Int64(day - 1) * 86_400_000
        to = Int64(day) * 86_400_000
      } else {
        from = fields.has("from") ? moment("from", fields, source) : 0
        to = moment("to", fields, source)
        guard from != nil, to != nil || !fields.has("to") else { return nil }
      }
      return slice(fields, source, from: from ?? 0, to: to, isDay: day != nil)
    }
  }

  private static func slice(
    _ fields: Fields, _ source: any LoadSource, from: Int64, to: Int64?, isDay: Bool
  ) -> Slice? {
    let (start, end) = isDay ? ("day", "day") : ("from", "to")
    if let length = source.lengthMs {
      guard from < length else {
        fields.problem(start, "begins after the end: the load lasts \(Timespan.text(length))")
        return nil
      }
      if let to, to > length {
        fields.problem(end, "ends after the end: the load lasts \(Timespan.text(length))")
        return nil
      }
    }
    if let to, to <= from {
      fields.problem("to", "must be after from")
      return nil
    }
    let last = to ?? source.lengthMs
    return Slice(source: source, fromMs: from, lengthMs: last.map { $0 - from })
  }

  /// Reads a length of time from the beginning, or a date.
  private static func moment(_ key: String, _ fields: Fields, _ source: any LoadSource) -> Int64? {
    guard let text = fields.value(key)?.text else { return fields.timespan(key) }
    let bytes = Array(text.utf8)
    guard let date = TimeText.iso(bytes.span, 0, bytes.count, zoneMinutes: 0) else {
      return fields.timespan(key)
    }
    guard let origin = source.originMs else {
      fields.problem(key, "is a date, but the load has none", hint: "count from its beginning: \(key): 2d")
      return nil
    }
    guard date >= origin else {
      fields.problem(key, "is before the beginning of the load, \(TimeText.iso(origin))")
      return nil
    }
    return date - origin
  }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork {
    source.work(overMs: length + fromMs, stepMs: stepMs)
      + LoadWork(values: Double(length + fromMs) / Double(stepMs))
  }

  func column(on axis: TimeAxis, luck: Luck) -> Column {
    source.tail(
      on: TimeAxis(timesMs: axis.timesMs.map { $0 + fromMs }, endMs: axis.endMs + fromMs), luck: luck)
  }
}
