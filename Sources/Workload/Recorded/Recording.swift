import Kubernetes

/// Rows of a recording as its file has them, before their meaning is applied.
struct RawRecording {
  var timesMs: [Int64]
  var values: [Double]
  /// How many replicas there were at each row, if the file says so.
  var replicas: [Double]?
  /// Whether times are of the Unix epoch.
  var isEpoch: Bool
}

/// Turns a recording's rows into the series of a load.
struct Recording {
  let options: RecordingOptions
  let input: LoadInput
  let name: String

  /// Makes the series, which begins at 0; nil, with the problems noted, if the rows give none.
  ///
  /// Units are converted, rows that are missing become gaps, values that a limit cut off are marked,
  /// utilisation becomes cores, and gaps are filled; what was done is noted as warnings.
  func series(_ raw: RawRecording) -> Series? {
    guard let steps = options.stepMs.map(RecordedSteps.init(told:)) ?? RecordedSteps(of: raw.timesMs) else {
      problem("has a single row, which does not tell how long its value holds", hint: "step: 60s tells it")
      return nil
    }
    let filled = steps.withHoles(raw.timesMs, [raw.values] + (raw.replicas.map { [$0] } ?? []))
    let start = filled.times.first ?? 0
    var series = Series(
      name: name, unit: options.unit.unit, timesMs: filled.times.map { $0 - start },
      values: filled.columns[0], endMs: filled.end - start, originMs: raw.isEpoch ? start : nil)
    scale(&series)
    guard let replicas = replicas(filled.columns.dropFirst().first, on: series) else { return nil }
    mark(&series, replicas)
    toCores(&series, replicas)
    return fill(series)
  }

  private func problem(_ message: String, hint: String? = nil) {
    input.report.problem(message, at: input.node.place, path: input.path, hint: hint)
  }

  private func warn(_ message: String, hint: String? = nil) {
    input.report.warn(message, at: input.node.place, path: input.path, hint: hint)
  }

  private func scale(_ series: inout Series) {
    let factor = options.unit.factor * options.scale
    for index in series.values.indices {
      series.values[index] *= factor
      if options.unit.isPerInterval {
        series.values[index] /= Double(series.endMs(at: index) - series.timesMs[index]) / 1000
      }
    }
  }

  /// The replicas at each value of the series; one for each where nothing is told.
  private func replicas(_ column: [Double]?, on series: Series) -> [Double]? {
    switch options.replicas {
    case nil: return series.values.map { _ in 1 }
    case .constant(let count): return series.values.map { _ in count }
    case .column: return column
    case .source(let source):
      let shift =
        if let own = series.originMs, let other = source.originMs { own - other } else { Int64(0) }
      let axis = TimeAxis(timesMs: series.timesMs.map { $0 + shift }, endMs: series.endMs + shift)
      guard shift >= 0, source.lengthMs.map({ axis.endMs <= $0 }) ?? true else {
        problem("the replicas are not recorded for all of the time the utilisation is")
        return nil
      }
      return source.tail(on: axis, luck: Luck(seed: 0)).values
    }
  }

  private func mark(_ series: inout Series, _ replicas: [Double]) {
    if let level = options.censoredAt {
      series.censored = Censoring.marks(series.values, from: level * options.unit.factor * options.scale)
    } else if let limit = options.limit {
      let request = options.request ?? 1
      let caps = replicas.map { series.unit == .utilization ? limit / request : limit * $0 }
      let marks = zip(series.values, caps).map { $0 >= Censoring.nearLimit * $1 }
      series.censored = marks.contains(true) ? marks : nil
    } else if series.unit == .utilization || series.unit == .cores {
      findFlatTop(&series)
    }
    guard series.censored != nil else { return }
    warn(
      "\(percent(series.censoredShare)) of the values were cut off by a limit, so that the true load was "
        + "higher than recorded; they are marked as censored")
  }

  private func findFlatTop(_ series: inout Series) {
    let highest = series.values.lazy.filter { !$0.isNaN }.max() ?? 0
    let isShareOfMachine = series.unit == .utilization && highest <= 1.005
    if let top = Censoring.flatTop(of: series.values) {
      series.censored = Censoring.marks(series.values, from: Censoring.nearTop * top)
    } else if isShareOfMachine, highest >= Censoring.nearTop {
      series.censored = Censoring.marks(series.values, from: Censoring.nearTop)
    } else if isShareOfMachine {
      let share = Censoring.share(series.values, from: Censoring.suspicious)
      if share > 0.2 {
        warn(
          "\(percent(share)) of the values are above \(percent(Censoring.suspicious)), which looks saturated",
          hint: "censoredAt: \(plain(Censoring.suspicious / options.unit.factor / options.scale)) marks them "
            + "as cut off")
      }
    }
  }

  private func toCores(_ series: inout Series, _ replicas: [Double]) {
    guard series.unit == .utilization, options.replicas != nil || options.isRelative else { return }
    if options.replicas == nil {
      warn(
        "utilisation without replicas is taken as the load of one replica that requests "
          + "\(plain(options.request ?? 1)) cores: compare shapes with it, not sizes")
    }
    let request = options.request ?? 1
    for index in series.values.indices { series.values[index] *= replicas[index] * request }
    series.unit = .cores
  }

  private func fill(_ series: Series) -> Series? {
    let gaps = series.gapCount
    guard gaps > 0 else { return series }
    guard gaps < series.count else {
      problem("no value is recorded in any of the \(series.count) rows")
      return nil
    }
    if options.gaps == .error {
      let first = series.values.firstIndex { $0.isNaN } ?? 0
      let time = series.timesMs[first]
      let words = series.originMs.map { TimeText.iso($0 + time) } ?? Timespan.text(time)
      problem(
        "\(gaps) of \(series.count) values are not recorded, the first at \(words)",
        hint: "gaps: hold, linear or zero fills them, keep leaves them")
      return nil
    }
    if options.gaps == nil {
      let length = series.values.indices.reduce(Int64(0)) {
        $0 + (series.values[$1].isNaN ? series.endMs(at: $1) - series.timesMs[$1] : 0)
      }
      warn(
        "\(gaps) of \(series.count) values are not recorded, \(Timespan.text(length)) in all; "
          + "the value before each gap holds on", hint: "gaps: hold says that this is meant")
    }
    return series.filled(options.gaps ?? .hold)
  }
}

/// A share in percent, to three digits.
func percent(_ share: Double) -> String {
  let value = share * 100
  let digits = value >= 10 ? 10.0 : 100.0
  return "\(plain((value * digits).rounded() / digits)) %"
}
