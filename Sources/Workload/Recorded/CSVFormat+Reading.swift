import Kubernetes

extension CSVFormat {
  /// Reads how a file is written from the fields beside its name; nil, with the problems noted, if wrong.
  init?(_ fields: Fields, _ input: LoadInput) {
    let before = input.report.problems.count
    self.init()
    if let node = fields.value("time") {
      time = Column(node, path: fields.path(of: "time"), report: input.report)
    }
    values = CSVFormat.columns(fields, input)
    if let node = fields.value("separator") { separator = CSVFormat.mark(node, "separator", fields) }
    if let node = fields.value("decimal") { decimal = CSVFormat.mark(node, "decimal", fields) ?? decimal }
    header = fields.bool("header")
    timeFormat = fields.choice("timeFormat", of: TimeFormat.self) ?? .auto
    duplicates = fields.choice("duplicates", of: Duplicates.self) ?? .error
    sorts = fields.bool("sort") ?? false
    missing =
      fields.list("missing") { node, path in
        if let text = node.text { return text }
        if case .number(let text) = node.content { return text }
        input.report.problem(
          "must be a text, found \(Fields.quoted(node))", at: node.place, path: path)
        return nil
      } ?? []
    if let zone = fields.string("zone") {
      if let minutes = TimeText.zoneMinutes(zone) {
        zoneMinutes = minutes
      } else {
        fields.problem("zone", "must be a zone such as +02:00 or Z, found \"\(zone)\"")
      }
    }
    if separator == decimal {
      fields.problem("decimal", "is the same as the separator, so that no row can be read")
    }
    guard input.report.problems.count == before else { return nil }
  }

  /// Reads one column or a list of them.
  private static func columns(_ fields: Fields, _ input: LoadInput) -> [Column] {
    guard let node = fields.value("value") else { return [] }
    guard node.elements != nil else {
      return Column(node, path: fields.path(of: "value"), report: input.report).map { [$0] } ?? []
    }
    return fields.list("value") { node, path in Column(node, path: path, report: input.report) } ?? []
  }

  private static func mark(_ node: DocumentNode, _ key: String, _ fields: Fields) -> UInt8? {
    if let text = node.text {
      if text == "tab" { return UInt8(ascii: "\t") }
      if text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""),
        byte >= 0x20 || byte == 9
      {
        return byte
      }
    }
    fields.problem(
      key, "must be one ASCII character, found \(Fields.quoted(node))",
      hint: key == "separator" ? "\",\" or \";\" or tab" : "\".\" or \",\"")
    return nil
  }
}
