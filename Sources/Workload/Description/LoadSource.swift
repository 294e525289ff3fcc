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

  /// The Unix time of its beginning in milliseconds, if it was recorded.
  var originMs: Int64? { get }

  /// The recordings in it, by whose steps the load's own step is chosen.
  var recordings: [Series] { get }

  /// Whether the steps of its one recording are its own too, so that no finer ones are needed.
  var keepsSteps: Bool { get }

  /// How much there is to compute over a length of time, beside one value for each step.
  func work(overMs length: Int64, stepMs: Int64) -> LoadWork

  /// Computes its values on the steps of an axis, which begins at 0 and ends no later than the source does.
  func column(on axis: TimeAxis, luck: Luck) -> Column

  /// Computes its values on an axis that may begin later.
  func tail(on axis: TimeAxis, luck: Luck) -> Column
}

extension LoadSource {
  var lengthMs: Int64? { nil }
  var unit: Unit? { nil }
  var originMs: Int64? { nil }
  var recordings: [Series] { [] }
  var keepsSteps: Bool { false }

  func work(overMs length: Int64, stepMs: Int64) -> LoadWork { LoadWork() }

  /// Takes the tail of what stands on an axis from 0: so a source has the same luck at a moment, wherever one
  /// begins to look.
  func tail(on axis: TimeAxis, luck: Luck) -> Column {
    guard let first = axis.timesMs.first, first > 0 else { return column(on: axis, luck: luck) }
    let step = axis.stepMs
    let early = (first + step - 1) / step
    let lead = (0..<early).map { $0 == 0 ? 0 : first - (early - $0) * step }
    let whole = column(on: TimeAxis(timesMs: lead + axis.timesMs, endMs: axis.endMs), luck: luck)
    return Column(
      Array(whole.values.dropFirst(lead.count)),
      censored: whole.censored.map { Array($0.dropFirst(lead.count)) })
  }
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

/// What a description is for.
enum LoadPurpose: Sendable {
  /// Requests that pods serve.
  case load
  /// Values of any unit, such as those of an external metric.
  case signal
}

/// What stands under a source's keyword, and what is needed to read it.
struct LoadInput {
  /// The node under the keyword.
  let node: DocumentNode
  /// Its path from the document's root, for messages.
  let path: String
  /// Its place in the load, or the name the user gave it: what its luck is keyed by.
  let place: String
  /// How many sources it stands in.
  var depth = 0
  /// The folder that files are named from.
  let folder: String
  /// What the description is for.
  var purpose: LoadPurpose
  let report: DocumentReport

  /// Reads the node as a mapping of fields, or nil if that made any problem.
  func fields<T>(_ body: (Fields) -> T?) -> T? {
    let before = report.problems.count
    let result = Fields.read(node, path: path, report: report, body)
    return report.problems.count == before ? result : nil
  }

  /// Reads a source nested in this one; deeper than a stack holds, it is refused.
  func source(_ node: DocumentNode, _ step: String) -> (any LoadSource)? {
    guard depth < 50 else {
      report.problem("is nested in more than 50 loads", at: node.place, path: path + step)
      return nil
    }
    return LoadVocabulary.read(
      LoadInput(
        node: node, path: path + step, place: place + step, depth: depth + 1, folder: folder,
        purpose: purpose,
        report: report))
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
