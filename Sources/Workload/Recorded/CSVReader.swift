import Kubernetes

/// Reads the times and some columns of a CSV file.
///
/// Every row is looked at, so that all problems are told at once. Reading takes about 0.2 µs a row.
struct CSVReader {
  let format: CSVFormat
  let file: String
  /// A column to read beside the values, as the last one.
  let extra: CSVFormat.Column?
  /// What rows are.
  let rows: Rows
  /// Whether a value below zero is refused.
  let refusesNegative: Bool

  /// What the rows of a file are.
  enum Rows {
    /// Values over time, one for each time.
    case values
    /// Events with a value, which may share a time and come in any order.
    case events
    /// Events of which only the times are read.
    case bareEvents
  }

  private var findings: CSVFindings
  private var table = CSVTable()

  private init(
    format: CSVFormat, file: String, extra: CSVFormat.Column?, rows: Rows, refusesNegative: Bool
  ) {
    self.format = format
    self.file = file
    self.extra = extra
    self.rows = rows
    self.refusesNegative = refusesNegative
    findings = CSVFindings(file: file)
  }

  /// Reads a file's bytes, UTF-8 without a byte order mark.
  static func read(
    _ bytes: [UInt8], file: String, format: CSVFormat, extra: CSVFormat.Column?, rows: Rows,
    refusesNegative: Bool
  ) throws(InputErrors) -> CSVTable {
    var reader = CSVReader(
      format: format, file: file, extra: extra, rows: rows, refusesNegative: refusesNegative)
    return try reader.read(bytes.span)
  }

  private mutating func read(_ text: Span<UInt8>) throws(InputErrors) -> CSVTable {
    let head = try CSVHead(text, format: format, file: file)
    guard let firstRow = head.firstRow else {
      throw InputErrors([
        InputProblem(
          place: SourcePlace(file: file, line: 1, column: 1),
          message: head.names == nil ? "the file is empty" : "the file has a header and no rows")
      ])
    }
    let layout = try head.layout(format: format, extra: extra, readsValues: rows != .bareEvents, file: file)
    guard let timeFormat = head.timeFormat(format, column: layout.time, in: text) else {
      let cell = firstRow.cells[layout.time]
      throw InputErrors([
        InputProblem(
          place: SourcePlace.of(cell.start, in: text, file: file),
          message: cell.isEmpty ? "the time is missing" : "\"\(cell.string(in: text))\" is no time",
          hint: "ISO 8601 such as 2026-11-25T08:00:00Z, or a number of seconds or milliseconds")
      ])
    }
    try readRows(text, from: firstRow.start, head, layout, timeFormat)
    try findings.check()
    if rows == .values { try CSVOrder(format: format, file: file).apply(to: &table, in: text) }
    return table
  }

  private mutating func readRows(
    _ text: Span<UInt8>, from start: Int, _ head: CSVHead, _ layout: CSVLayout, _ timeFormat: TimeFormat
  ) throws(InputErrors) {
    let width = head.names?.count ?? head.firstRow?.cells.count ?? 0
    let rowsGuess = (text.count - start) / max(head.firstRow?.length ?? 1, 1) + 1
    table.timesMs.reserveCapacity(rowsGuess)
    table.rowStarts.reserveCapacity(rowsGuess)
    table.columns = layout.values.map { _ in [] }
    for index in table.columns.indices { table.columns[index].reserveCapacity(rowsGuess) }
    var scanner = CSVScanner(separator: head.separator, from: start)
    while try next(&scanner, in: text) {
      guard scanner.cells.count == width else {
        findings.add(
          "the row has \(scanner.cells.count) cell\(scanner.cells.count == 1 ? "" : "s"), "
            + "the \(head.names == nil ? "first row" : "header") has \(width)",
          at: scanner.rowStart, in: text)
        continue
      }
      guard let time = time(scanner.cells[layout.time], timeFormat, in: text) else { continue }
      if table.timesMs.isEmpty {
        table.isEpoch = timeFormat == .iso || time >= TimeText.earliestEpochMs
      }
      table.timesMs.append(time)
      table.rowStarts.append(scanner.rowStart)
      for (index, column) in layout.values.enumerated() {
        table.columns[index].append(value(scanner.cells[column], in: text))
      }
    }
  }

  private func next(_ scanner: inout CSVScanner, in text: Span<UInt8>) throws(InputErrors) -> Bool {
    do throws(CSVScanner.Fault) {
      return try scanner.next(in: text)
    } catch {
      throw InputErrors(findings.problems + [error.problem(in: text, file: file)])
    }
  }

  private mutating func time(
    _ cell: CSVScanner.Cell, _ timeFormat: TimeFormat, in text: Span<UInt8>
  ) -> Int64? {
    let cell = cell.trimmed(in: text)
    if let time = timeFormat.milliseconds(cell, format, in: text) { return time }
    let shown = cell.string(in: text)
    findings.add(
      shown.isEmpty ? "the time is missing" : "\"\(shown)\" is no time", at: cell.start, in: text,
      hint: timeFormat == .iso
        ? "write it in ISO 8601, such as 2026-11-25T08:00:00Z"
        : "write it as a number of \(timeFormat.rawValue), as in the first row")
    return nil
  }

  private mutating func value(_ cell: CSVScanner.Cell, in text: Span<UInt8>) -> Double {
    let cell = cell.trimmed(in: text)
    if cell.isEmpty { return .nan }
    if let value = NumberText.double(text, cell.start, cell.end, decimal: format.decimal) {
      if value < 0, refusesNegative {
        findings.add(
          "the value \(cell.string(in: text)) is below zero", at: cell.start, in: text,
          hint: "unit: number takes any")
      }
      return value
    }
    let shown = cell.string(in: text)
    if format.missing.contains(shown) { return .nan }
    let isInfinite = ["nan", "inf", "-inf", "+inf", "infinity"].contains(shown.lowercased())
    let hint =
      shown.contains(",") && format.decimal != UInt8(ascii: ",")
      ? "decimal: \",\" reads a comma before the fraction"
      : "leave the cell empty for a gap, or list the text under missing"
    findings.add(
      "\"\(shown)\" is no \(isInfinite ? "finite " : "")number", at: cell.start, in: text, hint: hint)
    return .nan
  }
}

extension TimeFormat {
  /// Times beyond the year 9999 are slips.
  private static let latestMs = 253_402_300_800_000.0

  /// The milliseconds a cell holds, or nil if it holds no time of this format.
  func milliseconds(_ cell: CSVScanner.Cell, _ format: CSVFormat, in text: Span<UInt8>) -> Int64? {
    if self == .iso {
      return TimeText.iso(text, cell.start, cell.end, zoneMinutes: format.zoneMinutes)
    }
    guard let number = NumberText.double(text, cell.start, cell.end, decimal: format.decimal) else {
      return nil
    }
    let milliseconds = (number / perMillisecond).rounded()
    return abs(milliseconds) <= Self.latestMs ? Int64(milliseconds) : nil
  }
}

extension CSVScanner.Fault {
  /// The fault as a problem with its place.
  func problem(in text: Span<UInt8>, file: String) -> InputProblem {
    switch self {
    case .unclosedQuote(let offset):
      InputProblem(
        place: .of(offset, in: text, file: file), message: "the quote that opens here is never closed")
    case .textAfterQuote(let offset):
      InputProblem(
        place: .of(offset, in: text, file: file), message: "text follows the closing quote of a cell",
        hint: "write a quote inside a quoted cell twice")
    }
  }
}
