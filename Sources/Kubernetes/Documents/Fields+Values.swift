extension Fields {
  /// Reads a quantity, written as a text or a number.
  public func quantity(_ key: String) -> Quantity? {
    guard let found = value(key) else { return nil }
    return quantity(found, path: path(of: key))
  }

  /// Reads a mapping of quantities, such as the resources a container requests.
  public func quantities(_ key: String) -> [String: Quantity]? {
    guard let found = value(key) else { return nil }
    guard let entries = found.entries else {
      wrongType(found, key, expected: "a mapping of quantities")
      return nil
    }
    var result: [String: Quantity] = [:]
    for entry in entries {
      if let amount = quantity(entry.value, path: "\(path(of: key))[\(entry.key)]") {
        result[entry.key] = amount
      }
    }
    return result
  }

  private func quantity(_ node: DocumentNode, path: String) -> Quantity? {
    do {
      return try Quantity(from: node)
    } catch {
      report.problem(error.description, at: node.place, path: path)
      return nil
    }
  }

  /// Reads a duration such as `1m30s`, in milliseconds.
  public func duration(_ key: String) -> Int64? {
    guard let found = value(key) else { return nil }
    guard let text = found.text else {
      wrongType(found, key, expected: "a duration such as 15s")
      return nil
    }
    switch KubernetesDuration.parse(text) {
    case .success(let nanoseconds): return nanoseconds / 1_000_000
    case .failure(let malformed):
      report.problem(
        malformed.message, at: found.place, path: path(of: key), hint: "as in 15s, 1m30s or 500ms")
      return nil
    }
  }

  /// Reads an RFC 3339 time, in milliseconds since 1970.
  public func time(_ key: String) -> Int64? {
    guard let found = value(key) else { return nil }
    guard let time = found.text.flatMap(KubernetesTime.milliseconds) else {
      wrongType(found, key, expected: "a time such as 2026-01-31T12:00:00Z")
      return nil
    }
    return time
  }

  /// Reads a number or a text.
  public func intOrString(_ key: String) -> IntOrString? {
    guard let found = value(key) else { return nil }
    switch found.content {
    case .string(let text): return .string(text)
    case .number(let text):
      if let number = Int32(text) { return .int(number) }
    default: break
    }
    wrongType(found, key, expected: "a whole number or a text")
    return nil
  }

  /// Reads a label selector.
  public func selector(_ key: String) -> LabelSelector? {
    object(key) { fields in
      LabelSelector(
        matchLabels: fields.strings("matchLabels") ?? [:],
        matchExpressions: fields.objects("matchExpressions") { fields in
          LabelSelectorRequirement(
            key: fields.string("key") ?? "", operator: fields.string("operator") ?? "",
            values: fields.texts("values") ?? [])
        } ?? [])
    }
  }

  /// Reads a list of texts.
  public func texts(_ key: String) -> [String]? {
    list(key) { node, _ in
      if node.text == nil { wrongType(node, key, expected: "a list of texts") }
      return node.text
    }
  }
}

extension Quantity {
  /// Reads a quantity from a text or a number, as the API server's decoder does.
  init(from node: DocumentNode) throws(QuantityError) {
    switch node.content {
    case .string(let text), .number(let text): try self.init(text.trimmed)
    default: throw .format
    }
  }
}

extension String {
  /// The text without white space around it.
  var trimmed: String {
    let inner = drop { $0.isWhitespace }
    guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(inner[...last])
  }
}
