import Kubernetes

/// A load recorded in a CSV file.
struct CSVSource: RecordedSource {
  static let keyword = "csv"
  let series: Series

  /// Reads `csv: {file: …}` and the file.
  static func read(_ input: LoadInput) -> CSVSource? {
    input.fields { fields in
      let aggregate = fields.choice("aggregate", of: CSVFormat.Aggregate.self)
      let every = fields.timespan("every", .positive)
      guard let name = fields.required("file", fields.string),
        let format = CSVFormat(fields, input),
        let options = RecordingOptions(
          fields, input,
          unitOtherwise: aggregate == .count ? .requestsPerInterval : .requestsPerSecond)
      else { return nil }
      guard (aggregate == nil) == (every == nil) else {
        let (there, missing) = aggregate == nil ? ("every", "aggregate: mean") : ("aggregate", "every: 60s")
        fields.problem(there, "needs \(missing) beside it", hint: "rows of one step are made one value")
        return nil
      }
      if aggregate != nil, case .column? = options.replicas {
        fields.problem("replicas", "cannot be a column where rows are aggregated", hint: "replicas: {csv: …}")
        return nil
      }
      let file = RecordedFile.path(name, in: input.folder)
      do throws(InputErrors) {
        let raw = try rows(of: file, format, options, aggregate, everyMs: every)
        var known = options
        known.stepMs = every ?? options.stepMs
        return Recording(options: known, input: input, name: name).series(raw).map(CSVSource.init)
      } catch {
        input.note(error, fields)
        return nil
      }
    }
  }

  private static func rows(
    of file: String, _ format: CSVFormat, _ options: RecordingOptions, _ aggregate: CSVFormat.Aggregate?,
    everyMs: Int64?
  ) throws(InputErrors) -> RawRecording {
    var extra: CSVFormat.Column?
    if case .column(let column)? = options.replicas { extra = column }
    let table = try CSVReader.read(
      try RecordedFile.text(of: file), file: file, format: format, extra: extra,
      rows: aggregate == nil ? .values : aggregate == .count ? .bareEvents : .events,
      refusesNegative: options.unit.unit.isNeverNegative)
    var columns = table.columns
    let replicas = extra == nil ? nil : columns.popLast()
    let raw = RawRecording(
      timesMs: table.timesMs, values: CSVTable.sum(columns, rows: table.timesMs.count), replicas: replicas,
      isEpoch: table.isEpoch)
    guard let aggregate, let everyMs else { return raw }
    return try raw.aggregated(aggregate, everyMs: everyMs, file: file)
  }
}

extension CSVTable {
  /// The sums of columns over what is recorded in them; a gap where nothing is.
  static func sum(_ columns: [[Double]], rows: Int) -> [Double] {
    guard var sums = columns.first else { return [Double](repeating: .nan, count: rows) }
    for column in columns.dropFirst() {
      for index in column.indices where !column[index].isNaN {
        sums[index] = sums[index].isNaN ? column[index] : sums[index] + column[index]
      }
    }
    return sums
  }
}

extension Series {
  /// Reads a CSV file into a series that begins at 0, gaps filled as told.
  ///
  /// Throws all that is wrong with the file, with its lines and columns.
  public static func read(
    csv file: String, format: CSVFormat = CSVFormat(), unit: RecordedUnit = .requestsPerSecond,
    gaps: GapPolicy = .hold
  ) throws(InputErrors) -> Series {
    let table = try CSVReader.read(
      try RecordedFile.text(of: file), file: file, format: format, extra: nil, rows: .values,
      refusesNegative: unit.unit.isNeverNegative)
    let report = DocumentReport()
    let place = SourcePlace(file: file, line: 1, column: 1)
    let input = LoadInput(
      node: DocumentNode(.null, place: place), path: "", place: "", folder: "", purpose: .signal,
      report: report)
    let series = Recording(options: RecordingOptions(unit: unit, gaps: gaps), input: input, name: file)
      .series(
        RawRecording(
          timesMs: table.timesMs, values: CSVTable.sum(table.columns, rows: table.timesMs.count),
          replicas: nil, isEpoch: table.isEpoch))
    try report.check()
    return series ?? Series(name: file, unit: unit.unit, timesMs: [], values: [], endMs: 0)
  }
}
