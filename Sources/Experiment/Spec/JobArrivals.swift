public import Cluster
public import Kubernetes

/// A Job's pods as a file has them: each comes at a time and runs for a time of its own.
public struct JobArrivals: Sendable {
  /// The pods by time, from the beginning of the scored load; those that run then already come at -1.
  public var pods: [PodArrival]
  /// It as written.
  public var node: DocumentNode
}

extension JobArrivals {
  /// Reads `arrivals: {file: pods.csv, from: 3d, cpuAbove: 4, cpuUpTo: 8}`; the file's name is relative to a folder.
  static func read(_ fields: Fields, folder: String) -> JobArrivals? {
    let before = fields.report.problems.count
    let name = fields.line("file")
    if !fields.has("file") {
      fields.missing("file", hint: "a CSV file with creation_time, scheduled_time, deletion_time, cpu_milli")
    }
    let fromMs = fields.span("from") ?? 0
    let above = fields.amount("cpuAbove")?.milliValue ?? -1
    let upTo = fields.amount("cpuUpTo")?.milliValue ?? .max
    if above >= upTo { fields.problem("cpuUpTo", "must be more than cpuAbove") }
    guard let name, fields.report.problems.count == before else { return nil }
    let path = name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)"
    do throws(InputErrors) {
      let rows = try ArrivalRow.read(contentsOf: path)
      let pods = rows.filter { $0.cpuMilli > above && $0.cpuMilli <= upTo }
        .compactMap { $0.arrival(fromMs: fromMs) }
        .sorted { ($0.atMs, $0.lifeMs) < ($1.atMs, $1.lifeMs) }
      if pods.isEmpty {
        fields.problem("file", "has no pods of that size at that time", hint: "from, cpuAbove, cpuUpTo")
        return nil
      }
      return JobArrivals(pods: pods, node: fields.node)
    } catch {
      for problem in error.problems {
        fields.report.problem(
          problem.message, at: problem.place ?? fields.node.place, path: fields.path(of: "file"),
          hint: problem.hint)
      }
      return nil
    }
  }

  /// The pods of a run that begins with a warm-up.
  func pods(warmupMs: Int64) -> [PodArrival] {
    pods.map { pod in
      pod.atMs < 0
        ? PodArrival(atMs: 0, lifeMs: pod.lifeMs + warmupMs)
        : PodArrival(atMs: pod.atMs + warmupMs, lifeMs: pod.lifeMs)
    }
  }
}

/// A pod in a record of a cluster.
struct ArrivalRow: Equatable {
  /// When it was created, began to run and was gone, in milliseconds; what is not known is nil.
  var createdMs: Int64
  var startedMs: Int64?
  var endedMs: Int64?
  /// What it asks for, in millicores.
  var cpuMilli: Int64

  /// As a run has it that begins at an instant of the record; nil if it never ran or was gone by then.
  func arrival(fromMs: Int64) -> PodArrival? {
    guard let startedMs else { return nil }
    let lifeMs = endedMs.map { $0 - startedMs } ?? Span.longestMs
    guard lifeMs > 0 else { return nil }
    if createdMs >= fromMs { return PodArrival(atMs: createdMs - fromMs, lifeMs: lifeMs) }
    guard startedMs + lifeMs > fromMs else { return nil }
    return PodArrival(atMs: -1, lifeMs: startedMs + lifeMs - max(fromMs, startedMs))
  }

  /// The columns a file must have, in seconds but for the last.
  private static let columns = ["creation_time", "scheduled_time", "deletion_time", "cpu_milli"]

  /// Reads a CSV file as clusters' records are published: a line of names, times in seconds. Throws what is wrong
  /// with its place.
  static func read(contentsOf file: String) throws(InputErrors) -> [ArrivalRow] {
    let text = String(decoding: try InputFile.bytes(of: file), as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let names = cells(lines.first ?? "")
    var places: [Int] = []
    for column in columns {
      guard let place = names.firstIndex(where: { $0 == column }) else {
        throw problem(
          "has no column \(column)", file, line: 1, hint: "the columns are \(columns.joined(separator: ", "))"
        )
      }
      places.append(place)
    }
    var rows: [ArrivalRow] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
      if line.hasPrefix("#") { continue }
      let cells = cells(line)
      guard cells.count == names.count else {
        throw problem(
          "must have \(names.count) cells as the first line, found \(cells.count)", file, line: index + 1)
      }
      var values: [Double?] = []
      for (column, place) in places.enumerated() {
        let cell = cells[place]
        let value = Double(cell)
        let isOptional = column == 1 || column == 2
        guard value.map({ (0...1e10).contains($0) }) ?? (cell.isEmpty && isOptional) else {
          throw problem(
            "\(columns[column]) must be a number from 0 on\(isOptional ? ", or nothing" : ""), found \"\(cell)\"",
            file, line: index + 1)
        }
        values.append(value)
      }
      func ms(_ column: Int) -> Int64? { values[column].map { Int64(($0 * 1_000).rounded()) } }
      rows.append(
        ArrivalRow(
          createdMs: ms(0) ?? 0, startedMs: ms(1), endedMs: ms(2), cpuMilli: Int64((values[3] ?? 0).rounded())
        ))
    }
    return rows
  }

  private static func cells(_ line: Substring) -> [Substring] {
    line.split(separator: ",", omittingEmptySubsequences: false)
  }

  private static func problem(
    _ message: String, _ file: String, line: Int, hint: String? = nil
  ) -> InputErrors {
    InputErrors([
      InputProblem(place: SourcePlace(file: file, line: line, column: 1), message: message, hint: hint)
    ])
  }
}
