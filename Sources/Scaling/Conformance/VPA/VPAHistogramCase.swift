import Conformance
import Kubernetes

/// Checks a row of operations on histograms that say what they should come to.
enum VPAHistogramCase {
  /// Counts each operation that expects something as a case.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, report problems: DocumentReport,
    into report: inout ConformanceReport
  ) {
    let name = node["test"]?.text ?? node["name"]?.text ?? "histogram"
    var operations = VPAHistogramOperations()
    for (index, element) in (node["ops"]?.elements ?? []).enumerated() {
      let path = "ops[\(index)]"
      _ = Fields.read(element, path: path, report: problems) { fields -> Bool? in
        guard let operation = fields.required("op", fields.string),
          let found = operations.perform(fields, operation: operation)
        else { return nil }
        fields.ignore("ratio", "max", "bucket", "epsilon", "kind", "halfLifeMs", "t")
        if let difference = firstDifference(fields, found) {
          let offset = element.place
          report.count(
            difference.field.isEmpty
              ? nil
              : .init(
                id: "\(name) \(path) \(operation)",
                place: SourcePlace(
                  file: place.file, line: place.line + offset.line - node.place.line, column: offset.column),
                field: difference.field, expected: difference.expected, found: difference.found))
        }
        return true
      }
    }
  }

  /// The first expectation that is not met, with an empty field if all are; nil if there is none.
  private static func firstDifference(
    _ fields: Fields, _ found: DocumentNode
  ) -> (field: String, expected: String, found: String)? {
    var checks: [(String, DocumentNode?, DocumentNode?)] = []
    let tolerance = fields.double("relTol")
    if let expected = fields.value("expect") {
      if found["checkpoint"] != nil {
        checks.append(("expect", normalized(expected), found["checkpoint"]))
      } else if case .number(let digits) = expected.content, let wanted = Double(digits),
        case .number(let text)? = found["value"]?.content, let value = Double(text),
        abs(value - wanted) <= (tolerance ?? 1e-15) * abs(wanted)
      {
        checks.append(("expect", nil, nil))
      } else {
        checks.append(("expect", expected, found["value"]))
      }
    }
    if let bits = fields.string("expectBits"), case .number(let text)? = found["value"]?.content,
      let value = Double(text)
    {
      checks.append(("expectBits", .text(bits), .text("0x" + String(value.bitPattern, radix: 16))))
    }
    if let fails = fields.bool("expectError") {
      checks.append(("expectError", .bool(fails), .bool(found["error"] != nil)))
    }
    if let count = fields.value("expectNumBuckets") {
      checks.append(("expectNumBuckets", count, found["numBuckets"]))
    }
    if let wants = fields.bool("expectNonEmpty") {
      checks.append(("expectNonEmpty", .bool(wants), .bool(found["checkpoint"]?["bucketWeights"] != nil)))
    }
    if let wants = fields.bool("expectReferenceTimestampSet") {
      let time = found["checkpoint"]?["referenceTimestamp"]?.text
      checks.append(
        ("expectReferenceTimestampSet", .bool(wants), .bool(time != nil && time?.hasPrefix("0001") == false)))
    }
    if checks.isEmpty { return nil }
    for (field, expected, found) in checks {
      if let difference = DocumentDifference.first(expected: expected, found: found, path: field) {
        return difference
      }
    }
    return ("", "", "")
  }

  /// A checkpoint without the fields that hold nothing.
  private static func normalized(_ checkpoint: DocumentNode) -> DocumentNode {
    .fields(
      (checkpoint.entries ?? []).map { entry in
        if entry.value.entries?.isEmpty ?? false { return (entry.key, nil) }
        if case .number(let text) = entry.value.content, Double(text) == 0 { return (entry.key, nil) }
        return (entry.key, entry.value)
      })
  }
}

/// Checks the tables of bucket edges.
enum VPABucketCase {
  /// Counts each resource as a case.
  static func check(
    _ node: DocumentNode, at place: SourcePlace, report problems: DocumentReport,
    into report: inout ConformanceReport
  ) {
    for (resource, shape) in [("cpu", HistogramShape.cpu), ("memory", HistogramShape.memory)] {
      let found = DocumentNode.fields([
        ("epsilon", .double(shape.epsilon)),
        ("epsilonBits", .text("0x" + String(shape.epsilon.bitPattern, radix: 16))),
        ("firstAmount", .list(shape.firstAmounts.map { .number($0) })), ("numBuckets", .number(shape.count)),
        ("start", .list(shape.starts.map { .double($0) })),
        ("startBits", .list(shape.starts.map { .text("0x" + String($0.bitPattern, radix: 16)) })),
      ])
      let difference = DocumentDifference.first(expected: node[resource], found: found, path: resource)
      report.count(
        difference.map {
          .init(id: "buckets", place: place, field: $0.field, expected: $0.expected, found: $0.found)
        })
    }
  }
}
