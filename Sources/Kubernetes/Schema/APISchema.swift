/// The fields and types of the API objects, so that typos and wrong types are caught in fields nobody models
/// too.
///
/// The tables beside this file list them as the OpenAPI description of Kubernetes 1.37 does: a type, its
/// fields, each with its type; `[` marks a list and `{` a map. A type without a prefix lives in a Go package
/// v1.
enum APISchema {
  /// What a field holds.
  indirect enum Kind: Sendable {
    case string, bool, int32, int64, float64, bytes, quantity, time, intOrString, any
    case object(String)
    case list(Kind)
    case map(Kind)
  }

  /// The fields of every type.
  static let types: [String: [String: Kind]] = {
    var types: [String: [String: Kind]] = [:]
    for table in [
      autoscaling, controllers, verticalAutoscaling, workloads, networking, pods, volumes,
    ] {
      var name = ""
      for line in table.split(separator: "\n") {
        var words = line.split(separator: " ")
        if line.first != " ", let type = words.first {
          name = String(type)
          types[name] = [:]
          words.removeFirst()
        }
        for word in words {
          let parts = word.split(separator: ":")
          types[name]?[String(parts[0])] = kind(parts[1])
        }
      }
    }
    return types
  }()

  private static func kind(_ text: Substring) -> Kind {
    switch text {
    case "string": .string
    case "bool": .bool
    case "int32": .int32
    case "int64": .int64
    case "float64": .float64
    case "bytes": .bytes
    case "quantity": .quantity
    case "time": .time
    case "intOrString": .intOrString
    case "any": .any
    default:
      switch text.first {
      case "[": .list(kind(text.dropFirst()))
      case "{": .map(kind(text.dropFirst()))
      default: .object(String(text))
      }
    }
  }

  /// Compares a document with a type: wrong types become problems, in the words of the API server's decoder,
  /// and unknown fields warnings, in the words of its strict mode.
  static func check(_ node: DocumentNode, as type: String, path: String = "", report: DocumentReport) {
    var checker = Checker(root: path, report: report)
    checker.check(node, .object(type), within: nil)
  }
}

extension APISchema.Kind {
  /// The type as Go names it in errors.
  var goName: String {
    switch self {
    case .string: "string"
    case .bool: "bool"
    case .int32: "int32"
    case .int64: "int64"
    case .float64: "float64"
    case .bytes: "[]uint8"
    case .quantity: "resource.Quantity"
    case .time: "v1.Time"
    case .intOrString: "intstr.IntOrString"
    case .any: "interface {}"
    case .object(let name): name.contains(".") ? name : "v1.\(name)"
    case .list(let element): "[]\(element.goName)"
    case .map(.quantity): "v1.ResourceList"
    case .map(let element): "map[string]\(element.goName)"
    }
  }
}

/// Walks a document and the schema side by side.
private struct Checker {
  private enum Step {
    case field(String)
    case index(Int)
    case key(String)
  }

  let root: String
  let report: DocumentReport
  private var steps: [Step] = []

  init(root: String, report: DocumentReport) {
    self.root = root
    self.report = report
  }

  /// The path as the API server's validation writes it.
  private var path: String {
    steps.reduce(root) { path, step in
      switch step {
      case .field(let name): path.isEmpty ? name : "\(path).\(name)"
      case .index(let index): "\(path)[\(index)]"
      case .key(let key): "\(path)[\(key)]"
      }
    }
  }

  /// The path as Go's decoder writes it: fields only.
  private var goPath: String {
    steps.compactMap { if case .field(let name) = $0 { name } else { nil } }.joined(separator: ".")
  }

  mutating func check(_ node: DocumentNode, _ kind: APISchema.Kind, within type: String?) {
    switch (kind, node.content) {
    case (_, .null), (.any, _), (.string, .string), (.bytes, .string), (.bool, .bool): break
    case (.object(let name), .mapping(let entries)): checkFields(entries, of: name)
    case (.list(let element), .sequence(let nodes)):
      for (index, node) in nodes.enumerated() {
        step(.index(index)) { $0.check(node, element, within: type) }
      }
    case (.map(let element), .mapping(let entries)):
      for entry in entries { step(.key(entry.key)) { $0.check(entry.value, element, within: type) } }
    case (.int32, .number(let text)) where Int32(text) != nil: break
    case (.int64, .number(let text)) where Int64(text) != nil: break
    case (.float64, .number): break
    case (.intOrString, .string): break
    case (.intOrString, .number(let text)) where Int32(text) != nil: break
    case (.quantity, _): checkQuantity(node)
    case (.time, .string(let text)): checkTime(text, node)
    case (.time, _): problem(node, "json: cannot unmarshal \(node.kindName) into Go value of type string")
    case (.intOrString, _): problem(node, "json: cannot unmarshal \(found(node)) into Go value of type int32")
    default: wrongType(node, kind, within: type)
    }
  }

  private mutating func step(_ step: Step, _ body: (inout Checker) -> Void) {
    steps.append(step)
    body(&self)
    steps.removeLast()
  }

  private mutating func checkFields(_ entries: [DocumentNode.Entry], of type: String) {
    let fields = APISchema.types[type] ?? [:]
    for entry in entries {
      step(.field(entry.key)) {
        if let kind = fields[entry.key] {
          $0.check(entry.value, kind, within: type)
        } else {
          $0.unknownField(entry, in: fields, of: type)
        }
      }
    }
  }

  private func unknownField(_ entry: DocumentNode.Entry, in fields: [String: APISchema.Kind], of type: String)
  {
    let hint =
      type == "v2.HorizontalPodAutoscalerSpec" && entry.key == "targetCPUUtilizationPercentage"
      ? "a field of autoscaling/v1; in v2 it is a metric of type Resource"
      : Spelling.nearest(to: entry.key, in: fields.keys).map { "did you mean `\($0)`?" }
    let path = self.path
    report.warn("unknown field \"\(path)\"", at: entry.keyPlace, path: path, hint: hint)
  }

  private func checkQuantity(_ node: DocumentNode) {
    do {
      _ = try Quantity(from: node)
    } catch {
      problem(node, error.description)
    }
  }

  private func checkTime(_ text: String, _ node: DocumentNode) {
    if KubernetesTime.milliseconds(text) == nil {
      problem(
        node, "parsing time \(FieldValue.quoted(text)) as \"2006-01-02T15:04:05Z07:00\": cannot parse it")
    }
  }

  private func problem(_ node: DocumentNode, _ message: String, hint: String? = nil) {
    report.problem(message, at: node.place, path: path, hint: hint)
  }

  private func found(_ node: DocumentNode) -> String {
    if case .number(let text) = node.content { return "number \(text)" }
    return node.kindName
  }

  /// Notes a wrong type; Go adds a number's digits only where a number was wanted.
  private func wrongType(_ node: DocumentNode, _ kind: APISchema.Kind, within type: String?) {
    var what = node.kindName
    var hint: String?
    switch kind {
    case .int32, .int64, .float64:
      what = found(node)
      if let text = node.text, PlainScalar.number(text) != nil { hint = "leave the quotes away" }
    case .string:
      if [.number, .bool].contains(node.scalarKind) { hint = "put it in quotes" }
    default: break
    }
    let target =
      type.map { "Go struct field \($0.split(separator: ".").last ?? "").\(goPath)" } ?? "Go value"
    problem(node, "json: cannot unmarshal \(what) into \(target) of type \(kind.goName)", hint: hint)
  }
}

extension DocumentNode {
  /// The kinds of scalars a user may forget to quote.
  fileprivate enum ScalarKind { case number, bool, other }

  fileprivate var scalarKind: ScalarKind {
    switch content {
    case .number: .number
    case .bool: .bool
    default: .other
    }
  }
}
