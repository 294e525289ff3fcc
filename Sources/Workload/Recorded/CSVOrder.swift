import Kubernetes

/// Sees to it that a table's times increase: rows out of order and of equal times are dealt with, or refused.
struct CSVOrder {
  let format: CSVFormat
  let file: String

  /// Orders a table as the format says. Throws the rows that are out of order or double, with their lines.
  func apply(to table: inout CSVTable, in text: Span<UInt8>) throws(InputErrors) {
    var findings = CSVFindings(file: file)
    if let _ = firstDisorder(in: table.timesMs) {
      if format.sorts {
        sort(&table)
      } else {
        findDisorder(in: table, text, &findings)
      }
    }
    let hasDuplicates = zip(table.timesMs, table.timesMs.dropFirst()).contains { $0 == $1 }
    if hasDuplicates {
      if format.duplicates == .error {
        findDuplicates(in: table, text, &findings)
      } else {
        merge(&table)
      }
    }
    try findings.check()
  }

  private func firstDisorder(in times: [Int64]) -> Int? {
    zip(times, times.dropFirst()).enumerated().first { $0.element.0 > $0.element.1 }?.offset
  }

  private func sort(_ table: inout CSVTable) {
    // By row as well, so that rows of equal times keep their order.
    let order = table.timesMs.indices.sorted {
      (table.timesMs[$0], $0) < (table.timesMs[$1], $1)
    }
    table.timesMs = order.map { table.timesMs[$0] }
    table.rowStarts = order.map { table.rowStarts[$0] }
    table.columns = table.columns.map { column in order.map { column[$0] } }
  }

  private func findDisorder(in table: CSVTable, _ text: Span<UInt8>, _ findings: inout CSVFindings) {
    for index in table.timesMs.indices.dropFirst() where table.timesMs[index] < table.timesMs[index - 1] {
      findings.add(
        "the time \(name(table, index)) comes after the later \(name(table, index - 1))",
        at: table.rowStarts[index], in: text, hint: "sort: true puts the rows in order")
    }
  }

  private func findDuplicates(in table: CSVTable, _ text: Span<UInt8>, _ findings: inout CSVFindings) {
    for index in table.timesMs.indices.dropFirst() where table.timesMs[index] == table.timesMs[index - 1] {
      let other = SourcePlace.of(table.rowStarts[index - 1], in: text, file: file)
      findings.add(
        "the time \(name(table, index)) is also that of line \(other.line)", at: table.rowStarts[index],
        in: text, hint: "duplicates: mean takes their mean; first, last and sum are there too")
    }
  }

  private func name(_ table: CSVTable, _ index: Int) -> String {
    table.isEpoch ? TimeText.iso(table.timesMs[index]) : plain(Double(table.timesMs[index]) / 1000)
  }

  /// Makes one row of each run of rows of equal times; a gap counts only where all of them are gaps.
  private func merge(_ table: inout CSVTable) {
    var merged = CSVTable(isEpoch: table.isEpoch)
    merged.columns = table.columns.map { _ in [] }
    var start = 0
    while start < table.timesMs.count {
      var end = start + 1
      while end < table.timesMs.count, table.timesMs[end] == table.timesMs[start] { end += 1 }
      merged.timesMs.append(table.timesMs[start])
      merged.rowStarts.append(table.rowStarts[start])
      for index in table.columns.indices {
        merged.columns[index].append(one(of: table.columns[index][start..<end]))
      }
      start = end
    }
    table = merged
  }

  private func one(of values: ArraySlice<Double>) -> Double {
    let recorded = values.filter { !$0.isNaN }
    guard let first = recorded.first, let last = recorded.last else { return .nan }
    if recorded.count == 1 { return first }
    return switch format.duplicates {
    case .first: first
    case .error, .last: last
    case .sum: recorded.reduce(0, +)
    case .mean: recorded.reduce(0, +) / Double(recorded.count)
    }
  }
}
