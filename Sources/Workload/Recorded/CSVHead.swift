import Kubernetes

/// Which of a file's columns are read.
struct CSVLayout {
  let time: Int
  let values: [Int]
}

/// What the first rows of a CSV file tell: its separator, its header, and where its data begin.
struct CSVHead {
  /// A row with its cells.
  struct Row {
    let start: Int
    let cells: [CSVScanner.Cell]
    /// How many bytes it has.
    var length: Int { (cells.last?.end ?? start) - start + 1 }
  }

  let separator: UInt8
  /// The header's names, or nil if there is none.
  let names: [String]?
  /// The first row of data.
  let firstRow: Row?

  private static let separators = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }
  private static let timeNames = ["timestamp", "time", "t", "date", "datetime", "ts", "epoch"]
  private static let valueNames = ["value", "load"]

  init(_ text: Span<UInt8>, format: CSVFormat, file: String) throws(InputErrors) {
    separator = format.separator ?? CSVHead.mostFrequentSeparator(in: text, decimal: format.decimal)
    var scanner = CSVScanner(separator: separator)
    do throws(CSVScanner.Fault) {
      guard try scanner.next(in: text) else {
        (names, firstRow) = (nil, nil)
        return
      }
      let first = Row(start: scanner.rowStart, cells: scanner.cells.map { $0.trimmed(in: text) })
      let hasHeader =
        format.header
        ?? !first.cells.contains { cell in
          TimeText.iso(text, cell.start, cell.end, zoneMinutes: 0) != nil
            || NumberText.double(text, cell.start, cell.end, decimal: format.decimal) != nil
        }
      guard hasHeader else {
        (names, firstRow) = (nil, first)
        return
      }
      names = first.cells.map { $0.string(in: text) }
      firstRow =
        try scanner.next(in: text)
        ? Row(start: scanner.rowStart, cells: scanner.cells.map { $0.trimmed(in: text) }) : nil
    } catch {
      throw InputErrors([error.problem(in: text, file: file)])
    }
  }

  private static func mostFrequentSeparator(in text: Span<UInt8>, decimal: UInt8) -> UInt8 {
    let separators = separators.filter { $0 != decimal }
    var counts = [Int](repeating: 0, count: separators.count)
    var quoted = false
    for index in 0..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if quoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if index > 0 && counts.contains(where: { $0 > 0 }) { break }
        continue
      }
      if let found = separators.firstIndex(of: byte) { counts[found] += 1 }
    }
    let best = counts.max() ?? 0
    return separators[counts.firstIndex(of: best) ?? 0]
  }

  /// How times are written, told or found out from the first row; nil if its cell is no time.
  func timeFormat(_ format: CSVFormat, column: Int, in text: Span<UInt8>) -> TimeFormat? {
    guard let cells = firstRow?.cells, column < cells.count else { return nil }
    if format.timeFormat != .auto { return format.timeFormat }
    let cell = cells[column]
    if TimeText.iso(text, cell.start, cell.end, zoneMinutes: 0) != nil { return .iso }
    return NumberText.double(text, cell.start, cell.end, decimal: format.decimal).map(TimeFormat.ofNumber)
  }

  /// Finds the columns to read.
  func layout(
    format: CSVFormat, extra: CSVFormat.Column?, readsValues: Bool, file: String
  ) throws(InputErrors) -> CSVLayout {
    let width = names?.count ?? firstRow?.cells.count ?? 0
    let time: Int
    if let told = format.time {
      time = try index(of: told, field: "time", file: file)
    } else {
      time = firstIndex(named: Self.timeNames) ?? 0
    }
    var beside: [Int] = []
    if let extra { beside = [try index(of: extra, field: "replicas", file: file)] }
    var values: [Int] = []
    if readsValues {
      for column in format.values { values.append(try index(of: column, field: "value", file: file)) }
      if values.isEmpty { values = [try valueColumn(others: [time] + beside, width: width, file: file)] }
    }
    return CSVLayout(time: time, values: values + beside)
  }

  /// The column of values that nobody told: the only one left, else one with a usual name.
  private func valueColumn(others: [Int], width: Int, file: String) throws(InputErrors) -> Int {
    let free = (0..<width).filter { !others.contains($0) }
    if free.count == 1 { return free[0] }
    if let usual = firstIndex(named: Self.valueNames), free.contains(usual) { return usual }
    throw InputErrors([
      InputProblem(
        path: "value",
        message: free.isEmpty
          ? "\(file) has only one column, so there is no value beside the time"
          : "does not say which column of \(file) holds the values",
        hint: free.isEmpty ? "is the separator right?" : "it has \(columnNames)")
    ])
  }

  private var columnNames: String {
    names.map { $0.map { "\"\($0)\"" }.joined(separator: ", ") }
      ?? "columns 1 to \(firstRow?.cells.count ?? 0)"
  }

  private func firstIndex(named candidates: [String]) -> Int? {
    guard let names else { return nil }
    for candidate in candidates {
      if let found = names.firstIndex(where: { $0.lowercased() == candidate }) { return found }
    }
    return nil
  }

  private func index(of column: CSVFormat.Column, field: String, file: String) throws(InputErrors) -> Int {
    let width = names?.count ?? firstRow?.cells.count ?? 0
    switch column {
    case .index(let number) where (1...max(width, 1)).contains(number): return number - 1
    case .name(let name):
      if let found = names?.firstIndex(of: name) { return found }
    case .index: break
    }
    throw InputErrors([
      InputProblem(
        path: field, message: "\(file) has no column \(column)",
        hint: names == nil ? "it has no header, only \(columnNames)" : "it has \(columnNames)")
    ])
  }
}
