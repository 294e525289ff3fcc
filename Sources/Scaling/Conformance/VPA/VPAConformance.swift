import Conformance
import Kubernetes

/// Replays recorded decisions of upstream's VPA and tells where this one decides otherwise.
///
/// Situations and what upstream made of them stand in one file, or in two of which one is named `.in.` and
/// the other `.out.`; either leads to the other.
public enum VPAConformance {
  /// What a replay came to.
  public struct Outcome: Sendable {
    /// The counts and the differences.
    public var report = ConformanceReport()
    /// Situations that are refused because upstream itself breaks down over them.
    public var refusals: [InputProblem] = []
  }

  /// Replays the cases of files, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ files: [String]) throws(InputErrors) -> Outcome {
    var outcome = Outcome()
    for file in files {
      let partner = VPACaseFiles.partner(of: file)
      if let partner, file.contains(".out."), files.contains(partner) { continue }
      try VPACaseFiles(file, partner: partner).replay(into: &outcome)
    }
    return outcome
  }
}

/// The documents of a file and its partner, sorted into situations and answers.
private struct VPACaseFiles {
  typealias Document = (node: DocumentNode, place: SourcePlace)

  private var situations: [Document] = []
  private var answers: [Document] = []
  private let file: String

  init(_ file: String, partner: String?) throws(InputErrors) {
    self.file = file
    try read(file)
    let isComplete = situations.allSatisfy { VPACaseKind(of: $0.node)?.holdsAnswer ?? true }
    if let partner, situations.isEmpty || answers.isEmpty && !isComplete { try read(partner) }
  }

  /// The other of the two files a case stands in, nil if the name tells of none.
  static func partner(of file: String) -> String? {
    for (mine, other) in [(".in.", ".out."), (".out.", ".in.")] {
      guard let range = file.lastRange(of: mine) else { continue }
      return file.replacingSubrange(range, with: other)
    }
    return nil
  }

  private mutating func read(_ file: String) throws(InputErrors) {
    var found: [Document] = []
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in found.append((node, place)) }
    for document in found {
      if VPACaseKind.isAnswer(document.node) {
        answers.append(document)
      } else {
        situations.append(document)
      }
    }
  }

  func replay(into outcome: inout VPAConformance.Outcome) throws(InputErrors) {
    guard let first = situations.first else {
      throw InputErrors([InputProblem(message: "\(file): holds answers, but no situations they belong to")])
    }
    if VPACaseKind(of: first.node) == .operation {
      try VPAOperationReplay(situations: situations, answers: answers).run(into: &outcome)
      return
    }
    var answersByName: [String: Document] = [:]
    for answer in answers { answersByName[answer.node["name"]?.text ?? ""] = answer }
    for situation in situations {
      guard let kind = VPACaseKind(of: situation.node) else {
        throw InputErrors([
          InputProblem(place: situation.place, message: "is no recorded case of the VPA")
        ])
      }
      let problems = DocumentReport()
      let answer = answersByName[situation.node["name"]?.text ?? ""]?.node
      let checked = kind.check(
        situation.node, at: situation.place, answer: answer, report: problems, into: &outcome)
      try problems.check()
      if !checked {
        throw InputErrors([
          InputProblem(
            place: situation.place, message: "there is no answer to this case, here or in a file .out.")
        ])
      }
    }
  }
}

/// What a recorded case is about.
enum VPACaseKind {
  case operation
  case histogram
  case estimator
  case updater
  case admission
  case call
  case buckets

  init?(of node: DocumentNode) {
    if node["fn"] != nil {
      self = .call
    } else if let operations = node["ops"] {
      // Rows of calls on a container's state are recorded under the same name.
      self = operations.elements?.first?["in"] == nil ? .histogram : .call
    } else if node["op"] != nil {
      self = .operation
    } else if node["steps"] != nil {
      self = .updater
    } else if node["pod"] != nil, node["vpa"] != nil {
      self = .admission
    } else if node["base"] != nil || node["estimator"] != nil || node["containersInMapOrder"] != nil {
      self = .estimator
    } else if node["cpu"]?["startBits"] != nil {
      self = .buckets
    } else {
      return nil
    }
  }

  /// Whether the situation holds what upstream came to as well.
  var holdsAnswer: Bool {
    switch self {
    case .operation, .updater, .admission: false
    case .histogram, .estimator, .call, .buckets: true
    }
  }

  /// Whether a document is upstream's answer to a situation.
  static func isAnswer(_ node: DocumentNode) -> Bool {
    if let operation = node["op"]?.text {
      switch operation {
      case "recommend": return node["recommendations"] != nil || node["podCount"] != nil
      case "gc", "stats": return node["aggregateStates"] != nil
      case "checkpoint": return node["containers"] != nil
      case "oom", "loadCheckpoint": return node["error"] != nil
      default: return VPAHistogramOperations.isAnswer(node)
      }
    }
    if let steps = node["steps"] { return node["vpas"] == nil && steps.elements != nil }
    return node["vpa"] == nil
      && (node["capped"] != nil || node["resources"] != nil || node["panic"] != nil
        || node["patches"] != nil)
  }

  /// Replays one case; false if there is nothing to compare it with.
  func check(
    _ node: DocumentNode, at place: SourcePlace, answer: DocumentNode?, report: DocumentReport,
    into outcome: inout VPAConformance.Outcome
  ) -> Bool {
    switch self {
    case .operation: return false
    case .histogram: VPAHistogramCase.check(node, at: place, report: report, into: &outcome.report)
    case .estimator: VPAEstimatorCase.check(node, at: place, report: report, into: &outcome.report)
    case .buckets: VPABucketCase.check(node, at: place, report: report, into: &outcome.report)
    case .call: VPACallCase.check(node, at: place, report: report, into: &outcome.report)
    case .updater:
      guard let answer else { return false }
      VPAUpdaterCase.check(node, at: place, answer: answer, report: report, into: &outcome.report)
    case .admission:
      guard let answer else { return false }
      VPAAdmissionCase.check(node, at: place, answer: answer, report: report, into: &outcome)
    }
    return true
  }
}

extension String {
  /// Where a text stands last in this one.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? {
    let mine = Array(utf8)
    let wanted = Array(text.utf8)
    guard mine.count >= wanted.count else { return nil }
    for start in stride(from: mine.count - wanted.count, through: 0, by: -1)
    where Array(mine[start..<start + wanted.count]) == wanted {
      let lower = utf8.index(utf8.startIndex, offsetBy: start)
      return lower..<utf8.index(lower, offsetBy: wanted.count)
    }
    return nil
  }

  /// The text with a part replaced.
  fileprivate func replacingSubrange(_ range: Range<String.Index>, with other: String) -> String {
    var result = self
    result.replaceSubrange(range, with: other)
    return result
  }
}
