internal import Yams

extension DocumentNode {
  /// Reads all YAML documents of a text; documents without content are left out.
  ///
  /// Scalars are read as kubectl reads them, anchors and merge keys are resolved, duplicate keys refused.
  /// Throws what is wrong with its place: syntax, duplicate keys, values that JSON cannot hold.
  public static func parse(yaml text: String, file: String) throws(InputErrors) -> [DocumentNode] {
    var source = text
    if source.unicodeScalars.first == "\u{FEFF}" { source.unicodeScalars.removeFirst() }
    var reader = YAMLReader(file: file, nodeLimit: 100_000 + 10 * source.utf8.count)
    var documents: [DocumentNode] = []
    do {
      let parser = try Parser(yaml: source, resolver: .basic, encoding: .utf8)
      while let root = try parser.nextRoot() {
        let document = reader.convert(root)
        if reader.gaveUp { break }
        if case .null = document.content { continue }
        documents.append(document)
      }
    } catch let error as YamlError {
      reader.problems.append(YAMLSyntax.problem(error, text: source, file: file))
    } catch {
      reader.problems.append(
        InputProblem(place: SourcePlace(file: file, line: 1, column: 1), message: "\(error)"))
    }
    if !reader.problems.isEmpty { throw InputErrors(reader.problems) }
    return documents
  }
}

/// Turns Yams' trees into ours.
private struct YAMLReader {
  let file: String
  /// How many nodes a document may unfold to; only aliases of aliases reach it.
  let nodeLimit: Int
  /// How deep values may nest, as in the parser beneath.
  let depthLimit = 1_000
  var problems: [InputProblem] = []
  var gaveUp = false
  private var nodes = 0

  init(file: String, nodeLimit: Int) {
    self.file = file
    self.nodeLimit = nodeLimit
  }

  mutating func convert(_ node: Yams.Node, depth: Int = 0) -> DocumentNode {
    let place = self.place(node.mark)
    nodes += 1
    if nodes > nodeLimit || depth > depthLimit {
      if !gaveUp {
        problems.append(
          InputProblem(
            place: place,
            message: depth > depthLimit
              ? "values nest deeper than \(depthLimit) levels" : "aliases unfold to too many values"))
      }
      gaveUp = true
    }
    if gaveUp { return DocumentNode(.null, place: place) }
    switch node {
    case .scalar(let scalar): return DocumentNode(content(of: scalar, at: place), place: place)
    case .sequence(let sequence):
      var elements: [DocumentNode] = []
      elements.reserveCapacity(sequence.count)
      for element in sequence { elements.append(convert(element, depth: depth + 1)) }
      return DocumentNode(.sequence(elements), place: place)
    case .mapping(let mapping):
      return DocumentNode(.mapping(entries(of: mapping, depth: depth)), place: place)
    case .alias(let alias):
      problems.append(InputProblem(place: place, message: "unknown alias \"\(alias.anchor)\""))
      return DocumentNode(.null, place: place)
    }
  }

  private func place(_ mark: Mark?) -> SourcePlace {
    SourcePlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private mutating func entries(of mapping: Yams.Node.Mapping, depth: Int) -> [DocumentNode.Entry] {
    var result: [DocumentNode.Entry] = []
    result.reserveCapacity(mapping.count)
    var merges: [(at: Int, nodes: [DocumentNode])] = []
    for (key, value) in mapping {
      let keyPlace = place(key.mark)
      guard case .scalar(let scalar) = key else {
        problems.append(
          InputProblem(place: keyPlace, message: "a key must be a plain word, found a collection"))
        continue
      }
      if scalar.style == .plain, scalar.string == "<<" {
        merges.append((result.count, mergeSources(convert(value, depth: depth + 1))))
        continue
      }
      guard let text = keyText(scalar, at: keyPlace) else { continue }
      result.append(
        DocumentNode.Entry(key: text, keyPlace: keyPlace, value: convert(value, depth: depth + 1)))
    }
    refuseDuplicates(in: result)
    return merges.isEmpty ? result : merged(result, with: merges)
  }

  /// The text of a key: JSON keys are strings, so a number or a truth becomes its text, as in kubectl.
  private mutating func keyText(_ scalar: Yams.Node.Scalar, at place: SourcePlace) -> String? {
    guard scalar.style == .plain else { return scalar.string }
    switch PlainScalar.resolve(scalar.string) {
    case .string(let text), .number(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    default:
      problems.append(
        InputProblem(place: place, message: "a key must not be null", hint: "quote it if it is meant"))
      return nil
    }
  }

  private mutating func refuseDuplicates(in entries: [DocumentNode.Entry]) {
    if let (first, second) = DocumentNode.firstDuplicate(in: entries) {
      problems.append(
        .duplicateKey(second.key, at: second.keyPlace, first: first.keyPlace))
    }
  }

  private mutating func mergeSources(_ node: DocumentNode) -> [DocumentNode] {
    switch node.content {
    case .mapping: return [node]
    case .sequence(let nodes) where nodes.allSatisfy({ $0.entries != nil }): return nodes
    default:
      if !gaveUp {
        problems.append(
          InputProblem(place: node.place, message: "the merge key `<<` needs a mapping or a list of mappings")
        )
      }
      return []
    }
  }

  /// Puts merged entries where the merge key stood; own keys win, then earlier sources.
  private func merged(
    _ own: [DocumentNode.Entry], with merges: [(at: Int, nodes: [DocumentNode])]
  ) -> [DocumentNode.Entry] {
    var known = Set(own.map(\.key))
    var result: [DocumentNode.Entry] = []
    var next = 0
    for merge in merges {
      result += own[next..<merge.at]
      next = merge.at
      for source in merge.nodes {
        for entry in source.entries ?? [] where known.insert(entry.key).inserted { result.append(entry) }
      }
    }
    return result + own[next...]
  }

  /// The value of a scalar; an explicit tag of YAML's own goes before its looks.
  private mutating func content(of scalar: Yams.Node.Scalar, at place: SourcePlace) -> DocumentNode.Content {
    let tag = scalar.tag.rawValue
    if tag.isEmpty || tag == "!" {
      let resolved =
        scalar.style == .plain && tag.isEmpty ? PlainScalar.resolve(scalar.string) : .string(scalar.string)
      refuseUnwritable(scalar, tag, at: place)
      return resolved
    }
    guard tag.hasPrefix("tag:yaml.org,2002:") else { return .string(scalar.string) }
    let resolved = PlainScalar.resolve(scalar.string)
    switch (tag.dropFirst("tag:yaml.org,2002:".count), resolved) {
    case ("int", .number(let text)) where !text.contains("."): return resolved
    case ("float", .number), ("bool", .bool), ("null", .null): return resolved
    case ("int", _), ("float", _), ("bool", _), ("null", _):
      problems.append(
        InputProblem(
          place: place, message: "cannot read `\(scalar.string)` as \(tag.split(separator: ":").last ?? "")"))
      return .null
    default: return .string(scalar.string)
    }
  }

  /// Notes a plain `.inf` or `.nan`, which no JSON and so no API server can take.
  private mutating func refuseUnwritable(_ scalar: Yams.Node.Scalar, _ tag: String, at place: SourcePlace) {
    guard scalar.style == .plain, tag.isEmpty, scalar.string.utf8.count <= 5 else { return }
    switch scalar.string {
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
      problems.append(
        InputProblem(
          place: place, message: "a number must be finite, found \(scalar.string)",
          hint: "quote it if it is a text"))
    default: break
    }
  }
}

extension InputProblem {
  /// A key that stands twice in one mapping.
  static func duplicateKey(_ key: String, at place: SourcePlace, first: SourcePlace) -> InputProblem {
    InputProblem(place: place, message: "duplicate key \"\(key)\"", hint: "first given on line \(first.line)")
  }
}

extension DocumentNode {
  /// The first entry whose key came before, with the one before.
  static func firstDuplicate(in entries: [Entry]) -> (first: Entry, second: Entry)? {
    if entries.count <= 8 {
      for index in entries.indices.dropFirst() {
        for earlier in entries[..<index] where earlier.key == entries[index].key {
          return (earlier, entries[index])
        }
      }
      return nil
    }
    var seen: [String: Int] = [:]
    seen.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      if let earlier = seen.updateValue(index, forKey: entry.key) { return (entries[earlier], entry) }
    }
    return nil
  }
}
