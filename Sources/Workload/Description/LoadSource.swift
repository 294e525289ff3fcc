import Kubernetes
import Statistics

/// One way to make load: a generator, a recording, or a combination of others.
///
/// Its values are means over the steps they are asked for, so that no step width loses or makes requests.
protocol LoadSource: Sendable {
  /// The word it is described by in YAML.
  static var keyword: String { get }

  /// Reads it from what stands under its keyword; nil, with the problems noted, if that is wrong.
  static func read(_ input: LoadInput) -> Self?

  /// How long it lasts, or nil if it goes on without end.
  var lengthMs: Int64? { get }

  /// What it measures, or nil if it takes on the unit of what it is combined with.
  var unit: Unit? { get }

  /// The sources it combines.
  var parts: [any LoadSource] { get }

  /// Computes its values on the steps of an axis, which ends no later than the source does.
  func column(on axis: TimeAxis, luck: Luck) -> Column
}

extension LoadSource {
  var lengthMs: Int64? { nil }
  var unit: Unit? { nil }
  var parts: [any LoadSource] { [] }
}

/// The luck of one run, from which each source draws streams of its own.
struct Luck: Sendable {
  /// The run's seed.
  let seed: UInt64

  /// The stream for one purpose of the source that stands at a place of the description.
  func stream(of place: String, for purpose: String, entity: UInt64 = 0) -> RandomStream {
    RandomStream(seed: seed, purpose: "load/\(place)/\(purpose)", entity: entity)
  }
}

/// What stands under a source's keyword, and what is needed to read it.
struct LoadInput {
  /// The node under the keyword.
  let node: DocumentNode
  /// Its path from the document's root, for messages.
  let path: String
  /// Its place in the load, or the name the user gave it: what its luck is keyed by.
  let place: String
  /// The folder that files are named from.
  let folder: String
  let report: DocumentReport

  /// Reads the node as a mapping of fields, or nil if that made any problem.
  func fields<T>(_ body: (Fields) -> T?) -> T? {
    let before = report.problems.count
    let result = Fields.read(node, path: path, report: report, body)
    return report.problems.count == before ? result : nil
  }

  /// Reads a source nested in this one.
  func source(_ node: DocumentNode, _ step: String) -> (any LoadSource)? {
    LoadVocabulary.read(
      LoadInput(node: node, path: path + step, place: place + step, folder: folder, report: report))
  }

  /// Reads the source in a field, which must be there.
  func source(_ fields: Fields, _ key: String = "of") -> (any LoadSource)? {
    fields.required(key) { key in fields.value(key).flatMap { source($0, ".\(key)") } }
  }

  /// Reads a list of sources; nil if it is none, is empty, or holds a wrong one.
  func sources() -> [any LoadSource]? {
    guard let nodes = node.elements, !nodes.isEmpty else {
      report.problem(
        "must be a list of loads, found \(node.elements == nil ? Fields.quoted(node) : "an empty one")",
        at: node.place, path: path)
      return nil
    }
    let found = nodes.enumerated().map { index, node in source(node, "[\(index)]") }
    return found.contains { $0 == nil } ? nil : found.compactMap { $0 }
  }
}
