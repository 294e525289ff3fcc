public import Kubernetes

/// What containers used over time, as files recorded it: CPU in cores, memory in bytes.
public struct UsageRecording: Sendable {
  /// One container of one pod.
  public struct Member: Sendable, Hashable {
    /// The pod, empty where the recording names none.
    public var pod: String
    /// The container, `main` where the recording names none.
    public var container: String
    /// When samples were taken, in milliseconds since 1970 or from the start; strictly increasing.
    public var timesMs: [Int64]
    /// CPU in cores, NaN where not recorded.
    public var cpuCores: [Double]
    /// Memory in bytes, NaN where not recorded.
    public var memoryBytes: [Double]
  }

  /// The resource a file or column is about.
  public enum Resource: String, Sendable, Hashable, CaseIterable {
    case cpu
    case memory
  }

  /// The containers, sorted by name, then by pod.
  public private(set) var members: [Member] = []
  /// Whether times are of the Unix epoch.
  public private(set) var isEpoch = true

  /// Samples of one resource of one container, before they are joined.
  private struct Part {
    let pod: String
    let container: String
    let resource: Resource
    let timesMs: [Int64]
    let values: [Double]
  }

  /// The container of columns and series that name none.
  public static let defaultContainer = "main"

  /// Reads CSV files whose columns tell what they hold, and files of one resource each.
  ///
  /// A column is named `cpu` or `memory`, `NAME.cpu` or `NAME.memory` for a container NAME, with an optional
  /// unit as in `cpu_millicores` or `memory_mib`. Files of Prometheus' answers end in `.json`; a CSV file of
  /// one resource may have its column named behind a colon, `usage.csv:cores`. Throws all that is wrong with
  /// the first bad file, with its lines and columns.
  public init(
    tables: [String], cpu: [String] = [], memory: [String] = [], format: CSVFormat = CSVFormat()
  ) throws(InputErrors) {
    var parts: [Part] = []
    for file in tables { parts += try Self.table(file, format, &isEpoch) }
    for (resource, files) in [(Resource.cpu, cpu), (.memory, memory)] {
      for file in files { parts += try Self.single(file, resource, format, &isEpoch) }
    }
    members = try Self.joined(parts)
  }

  /// Reads all columns of a table that tell what they hold.
  private static func table(
    _ file: String, _ format: CSVFormat, _ isEpoch: inout Bool
  ) throws(InputErrors) -> [Part] {
    let bytes = try RecordedFile.text(of: file)
    let names = try CSVHead(bytes.span, format: format, file: file).names
    let found = (names ?? []).enumerated().compactMap { index, name in
      UsageColumn(name).map { (index: index, column: $0) }
    }
    guard !found.isEmpty else {
      let listed = names.map { "it has \($0.joined(separator: ", "))" } ?? "its first row names none"
      throw InputErrors([
        InputProblem(
          place: SourcePlace(file: file, line: 1, column: 1),
          message: "no column holds a container's usage: \(listed)",
          hint: "name columns cpu and memory, or NAME.cpu and NAME.memory; or say --cpu \(file):COLUMN")
      ])
    }
    var format = format
    format.values = found.map { .index($0.index + 1) }
    let table = try CSVReader.read(
      bytes, file: file, format: format, extra: nil, rows: .values, refusesNegative: true)
    if !table.isEpoch { isEpoch = false }
    return zip(found, table.columns).map { found, values in
      Part(
        pod: "", container: found.column.container, resource: found.column.resource, timesMs: table.timesMs,
        values: values.map { $0 * found.column.factor })
    }
  }

  /// Reads a file of one resource.
  private static func single(
    _ source: String, _ resource: Resource, _ format: CSVFormat, _ isEpoch: inout Bool
  ) throws(InputErrors) -> [Part] {
    if source.lowercased().hasSuffix(".json") { return try prometheus(source, resource) }
    var format = format
    var file = source
    var factor = 1.0
    if let colon = source.lastIndex(of: ":"), !source[colon...].contains("/") {
      file = String(source[..<colon])
      let name = String(source[source.index(after: colon)...])
      format.values = [Int(name).map(CSVFormat.Column.index) ?? .name(name)]
      factor = UsageColumn(name)?.factor ?? 1
    }
    let table = try CSVReader.read(
      try RecordedFile.text(of: file), file: file, format: format, extra: nil, rows: .values,
      refusesNegative: true)
    if !table.isEpoch { isEpoch = false }
    let values = CSVTable.sum(table.columns, rows: table.timesMs.count).map { $0 * factor }
    return [
      Part(
        pod: "", container: defaultContainer, resource: resource, timesMs: table.timesMs, values: values)
    ]
  }

  /// Reads the series of a Prometheus answer, each of its own container and pod.
  private static func prometheus(_ file: String, _ resource: Resource) throws(InputErrors) -> [Part] {
    let matrix = try PrometheusMatrix(file: file)
    var parts: [Part] = []
    for member in matrix.members {
      func label(_ names: String...) -> String? {
        for name in names {
          if let text = member.labels.first(where: { $0.key == name })?.value.text, !text.isEmpty {
            return text
          }
        }
        return nil
      }
      let container = label("container", "container_name", "name")
      // The sandbox of a pod, and sums over its containers, are not containers.
      if container == "POD" || container == nil && label("pod", "pod_name") != nil && matrix.members.count > 1
      {
        continue
      }
      if let index = member.values.firstIndex(where: { $0 < 0 }) {
        throw InputErrors([
          InputProblem(
            place: member.place,
            message: "the value \(plain(member.values[index])) at \(TimeText.iso(member.timesMs[index])) is "
              + "below zero")
        ])
      }
      parts.append(
        Part(
          pod: label("pod", "pod_name") ?? "", container: container ?? defaultContainer, resource: resource,
          timesMs: member.timesMs, values: member.values.map { $0.isInfinite ? .nan : $0 }))
    }
    guard !parts.isEmpty else {
      throw InputErrors([
        InputProblem(
          place: SourcePlace(file: file, line: 1, column: 1), message: "holds no series of a container",
          hint: "keep the label container: sum by (pod, container) (…)")
      ])
    }
    return parts
  }

  /// Brings the resources of each container onto common times.
  private static func joined(_ parts: [Part]) throws(InputErrors) -> [Member] {
    var groups: [String: [Part]] = [:]
    for part in parts { groups["\(part.container)\u{0}\(part.pod)", default: []].append(part) }
    var members: [Member] = []
    for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
      for resource in Resource.allCases where group.count(where: { $0.resource == resource }) > 1 {
        throw InputErrors([
          InputProblem(
            message: "\(resource.rawValue) of container \(group[0].container)"
              + (group[0].pod.isEmpty ? "" : " of pod \(group[0].pod)") + " is recorded twice",
            hint: "leave out one of the files or columns")
        ])
      }
      let times = Set(group.flatMap(\.timesMs)).sorted()
      func column(_ resource: Resource) -> [Double] {
        guard let part = group.first(where: { $0.resource == resource }) else { return [] }
        var values = [Double](repeating: .nan, count: times.count)
        var place = 0
        for (time, value) in zip(part.timesMs, part.values) {
          while times[place] < time { place += 1 }
          values[place] = value
        }
        return values
      }
      members.append(
        Member(
          pod: group[0].pod, container: group[0].container, timesMs: times, cpuCores: column(.cpu),
          memoryBytes: column(.memory)))
    }
    guard members.contains(where: { !$0.timesMs.isEmpty }) else {
      throw InputErrors([InputProblem(message: "no usage is given", hint: "name a file")])
    }
    return members
  }
}

/// What a column's name says it holds.
struct UsageColumn {
  let container: String
  let resource: UsageRecording.Resource
  /// What a value is multiplied with to be cores or bytes.
  let factor: Double

  private static let words: [(word: String, resource: UsageRecording.Resource, factor: Double)] = [
    ("cpu_millicores", .cpu, 0.001), ("cpu_cores", .cpu, 1), ("millicores", .cpu, 0.001), ("cores", .cpu, 1),
    ("cpu", .cpu, 1), ("memory_bytes", .memory, 1), ("memory_kib", .memory, 1_024),
    ("memory_mib", .memory, 1_048_576), ("memory_gib", .memory, 1_073_741_824), ("memory_mb", .memory, 1e6),
    ("memory_gb", .memory, 1e9), ("memory", .memory, 1), ("mem", .memory, 1), ("bytes", .memory, 1),
  ]

  /// Reads a name such as `memory_mib` or `app.cpu`; nil where it is about something else.
  init?(_ name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let last = parts.last?.lowercased(), let found = Self.words.first(where: { $0.word == last }) else {
      return nil
    }
    let prefix = parts.dropLast().joined(separator: ".")
    container = prefix.isEmpty ? UsageRecording.defaultContainer : prefix
    resource = found.resource
    factor = found.factor
  }
}
