import Kubernetes

/// Finds the first place where two documents differ: numbers by value, doubles to the last bit.
enum DocumentDifference {
  /// The first field that differs, with both values; nil if none does. An absent field equals null.
  static func first(
    expected: DocumentNode?, found: DocumentNode?, path: String = ""
  ) -> (field: String, expected: String, found: String)? {
    let expectedContent = expected?.content ?? .null
    let foundContent = found?.content ?? .null
    switch (expectedContent, foundContent) {
    case (.null, .null): return nil
    case (.number(let a), .number(let b)) where areEqual(a, b): return nil
    case (.string(let a), .string(let b)) where a == b: return nil
    case (.bool(let a), .bool(let b)) where a == b: return nil
    case (.sequence(let a), .sequence(let b)):
      for index in 0..<max(a.count, b.count) {
        let difference = first(
          expected: index < a.count ? a[index] : nil, found: index < b.count ? b[index] : nil,
          path: "\(path)[\(index)]")
        if let difference { return difference }
      }
      return nil
    case (.mapping(let a), .mapping(let b)):
      let keys = a.map(\.key) + b.map(\.key).filter { key in !a.contains { $0.key == key } }
      for key in keys {
        let field = path.isEmpty ? key : "\(path).\(key)"
        if let difference = first(expected: expected?[key], found: found?[key], path: field) {
          return difference
        }
      }
      return nil
    default: return (path.isEmpty ? "(all)" : path, text(expected), text(found))
    }
  }

  private static func areEqual(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    if let a = Int64(a), let b = Int64(b) { return a == b }
    guard let a = Double(a), let b = Double(b) else { return false }
    return a.bitPattern == b.bitPattern || a == 0 && b == 0
  }

  private static func text(_ node: DocumentNode?) -> String { node.map(\.json) ?? "nothing" }
}

extension DocumentNode {
  /// Makes a number of a double, with as many digits as tell it from all others.
  static func double(_ value: Double) -> DocumentNode {
    DocumentNode(
      .number(value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"),
      place: SourcePlace(file: "<made>", line: 1, column: 1))
  }

  /// Makes a text of a quantity as JSON has it.
  static func amount(_ quantity: Quantity) -> DocumentNode { .text(quantity.description) }
}
