extension DocumentNode {
  /// Returns the document with one value set; null removes it, missing mappings on the way are made.
  ///
  /// The path is a `FieldPath`. An index may be one past the end of a list, which appends.
  /// Throws a problem at the value's place if the path cannot be read or does not fit the document.
  public func setting(_ path: String, to value: DocumentNode) throws(InputProblem) -> DocumentNode {
    do {
      let steps = try FieldPath(path).steps
      return try setting(steps[...], to: value)
    } catch {
      throw InputProblem(place: value.place, path: path, message: error.message, hint: error.hint)
    }
  }

  /// Returns the document with a JSON merge patch (RFC 7386) applied: mappings merge, null removes, all else
  /// replaces.
  public func merging(_ patch: DocumentNode) -> DocumentNode {
    guard case .mapping(let changes) = patch.content else { return patch }
    var result = entries ?? []
    for change in changes {
      let index = result.firstIndex { $0.key == change.key }
      if case .null = change.value.content {
        if let index { result.remove(at: index) }
      } else if let index {
        result[index].value = result[index].value.merging(change.value)
      } else {
        let empty = DocumentNode(.mapping([]), place: change.value.place)
        result.append(Entry(key: change.key, keyPlace: change.keyPlace, value: empty.merging(change.value)))
      }
    }
    return DocumentNode(.mapping(result), place: entries == nil ? patch.place : place)
  }

  private var isNull: Bool {
    if case .null = content { return true }
    return false
  }

  private func setting(
    _ steps: ArraySlice<FieldPath.Step>, to value: DocumentNode
  ) throws(InputProblem) -> DocumentNode {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch content {
    case .null:
      if value.isNull { return self }
      return try DocumentNode(step.makesList ? .sequence([]) : .mapping([]), place: value.place)
        .setting(steps, to: value)
    case .mapping(let entries): return try setting(step, rest, in: entries, to: value)
    case .sequence(let elements): return try setting(step, rest, in: elements, to: value)
    default: throw InputProblem(message: "cannot step to `\(step)` in a \(kindName)")
    }
  }

  private func setting(
    _ step: FieldPath.Step, _ rest: ArraySlice<FieldPath.Step>, in entries: [Entry], to value: DocumentNode
  ) throws(InputProblem) -> DocumentNode {
    guard let name = keyName(of: step) else {
      throw InputProblem(message: "cannot step to `\(step)`: there is a mapping, not a list")
    }
    var entries = entries
    if let index = entries.firstIndex(where: { $0.key == name }) {
      if rest.isEmpty, value.isNull {
        entries.remove(at: index)
      } else {
        entries[index].value = try entries[index].value.setting(rest, to: value)
      }
    } else if !value.isNull {
      let empty = DocumentNode(.null, place: value.place)
      entries.append(Entry(key: name, keyPlace: value.place, value: try empty.setting(rest, to: value)))
    }
    return DocumentNode(.mapping(entries), place: place)
  }

  private func setting(
    _ step: FieldPath.Step, _ rest: ArraySlice<FieldPath.Step>, in elements: [DocumentNode],
    to value: DocumentNode
  ) throws(InputProblem) -> DocumentNode {
    guard let index = index(of: step) else {
      throw InputProblem(
        message: "cannot step to `\(step)`: there is a list", hint: "name an element, as in [0] or [name=app]"
      )
    }
    guard index <= elements.count else {
      throw InputProblem(message: "there is no element \(step), the list has \(elements.count)")
    }
    var elements = elements
    if index < elements.count {
      if rest.isEmpty, value.isNull {
        elements.remove(at: index)
      } else {
        elements[index] = try elements[index].setting(rest, to: value)
      }
    } else if !value.isNull {
      elements.append(try step.newElement(at: value.place).setting(rest, to: value))
    }
    return DocumentNode(.sequence(elements), place: place)
  }
}

extension FieldPath.Step {
  /// Whether a value made for this step must be a list.
  fileprivate var makesList: Bool {
    if case .key = self { return false }
    return true
  }

  /// What a new element of a list begins as: one found by a field has that field.
  fileprivate func newElement(at place: SourcePlace) -> DocumentNode {
    guard case .element(let field, let text) = self else { return DocumentNode(.null, place: place) }
    let value = DocumentNode(.string(text), place: place)
    return DocumentNode(
      .mapping([DocumentNode.Entry(key: field, keyPlace: place, value: value)]), place: place)
  }
}
