import Kubernetes

/// What a recording's values mean, and how they become a load.
struct RecordingOptions: Sendable {
  /// How many replicas carried what was recorded.
  enum Replicas: Sendable {
    case constant(Double)
    case column(CSVFormat.Column)
    case source(any LoadSource)
  }

  var unit = RecordedUnit.requestsPerSecond
  /// What each value is multiplied with.
  var scale = 1.0
  /// How far apart rows are, if told.
  var stepMs: Int64?
  /// What becomes of gaps; nil holds them, and tells how many.
  var gaps: GapPolicy?
  /// How many replicas carried the load, for utilisation.
  var replicas: Replicas?
  /// Cores one replica requested, of which utilisation is a share.
  var request: Double?
  /// Cores one replica could use at most.
  var limit: Double?
  /// The recorded value from which on samples count as cut off.
  var censoredAt: Double?
  /// Whether utilisation without replicas is taken as the shape of a load.
  var isRelative = false

  /// Makes options from the few that need no description.
  init(unit: RecordedUnit, gaps: GapPolicy) {
    self.unit = unit
    self.gaps = gaps
  }

  /// Reads the fields that recordings of any format share.
  init?(_ fields: Fields, _ input: LoadInput, unitOtherwise: RecordedUnit = .requestsPerSecond) {
    let before = input.report.problems.count
    unit = unitOtherwise
    if let node = fields.value("unit") {
      if let found = node.text.flatMap(RecordedUnit.init) {
        unit = found
      } else {
        fields.problem(
          "unit", "unknown unit \(Fields.quoted(node))", hint: "one of \(RecordedUnit.names)")
      }
    }
    scale = fields.amount("scale", .positive) ?? 1
    stepMs = fields.timespan("step", .positive)
    gaps = fields.choice("gaps", of: GapPolicy.self)
    request = fields.amount("request", .positive)
    limit = fields.amount("limit", .positive)
    censoredAt = fields.amount("censoredAt", .positive)
    isRelative = fields.bool("relative") ?? false
    replicas = RecordingOptions.replicas(fields, input)
    guard input.report.problems.count == before else { return nil }
    check(fields, input)
    guard input.report.problems.count == before else { return nil }
  }

  private static func replicas(_ fields: Fields, _ input: LoadInput) -> Replicas? {
    guard let node = fields.value("replicas") else { return nil }
    if case .number = node.content { return fields.amount("replicas", .positive).map(Replicas.constant) }
    if let column = node["column"] {
      return Fields.read(node, path: fields.path(of: "replicas"), report: input.report) { inner in
        inner.ignore("column")
        return CSVFormat.Column(column, path: inner.path(of: "column"), report: input.report)
          .map(Replicas.column)
      }
    }
    var inner = input
    inner.purpose = .signal
    return inner.source(node, ".replicas").map(Replicas.source)
  }

  /// Refuses what cannot become a load: utilisation of nobody knows how many replicas.
  private func check(_ fields: Fields, _ input: LoadInput) {
    if limit != nil, unit.unit != .utilization, unit.unit != .cores {
      fields.problem(
        "limit", "belongs to recorded cores or utilisation", hint: "unit: cores or unit: percent")
    }
    guard unit.unit == .utilization else {
      for key in ["replicas", "request", "relative"]
      where fields.has(key) && !(key == "replicas" && limit != nil) {
        fields.problem(key, "belongs to a recorded utilisation", hint: "unit: percent or unit: ratio")
      }
      return
    }
    if replicas != nil {
      if request == nil {
        fields.report.problem(
          "missing field \"request\"", at: fields.node.place, path: fields.path(of: "request"),
          hint: "utilisation is a share of what each replica requested: request: 250m")
      }
    } else if !isRelative, input.purpose == .load {
      fields.problem(
        "unit",
        "utilisation without the number of replicas does not tell the load: 60 % of 2 replicas and of 20 "
          + "are recorded alike, and an autoscaler keeps them alike",
        hint: "give replicas: {column: NAME} and request: 250m, or insist with relative: true, which takes "
          + "it as the load of one replica")
    }
  }
}

extension CSVFormat.Column {
  /// Reads a column's name, or its number from 1.
  init?(_ node: DocumentNode, path: String, report: DocumentReport) {
    switch node.content {
    case .string(let name): self = .name(name)
    case .number(let text):
      guard let number = Int(text), number >= 1 else { fallthrough }
      self = .index(number)
    default:
      report.problem(
        "must be a column's name or its number from 1, found \(Fields.quoted(node))", at: node.place,
        path: path)
      return nil
    }
  }
}
