import Conformance
import Kubernetes

/// Replays recorded decisions of Cluster Autoscaler, of its parts and of its whole loop, and tells where
/// these differ.
///
/// What a case is about is told by its fields; files recorded from upstream's own tests name it as `kind`.
public enum ClusterAutoscalerConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    var number = 0
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      if node["source"] != nil, let cases = node["cases"]?.elements {
        for (index, recorded) in cases.enumerated() {
          try replay(recorded, id: "\(index)", place: recorded.place, isTable: true, into: &report)
        }
      } else {
        number += 1
        let id = node["id"]?.caseText ?? node["flag"]?.caseText ?? "\(number)"
        try replay(node, id: id, place: place, isTable: false, into: &report)
      }
    }
    return report
  }

  /// The runs of the whole loop in a file, to be replayed without comparison.
  ///
  /// Throws what cannot be read, with its place.
  public static func scenarios(in file: String) throws(InputErrors) -> [LoopScenario] {
    var result: [LoopScenario] = []
    try CaseFile(file).forEachCase { (node, _) throws(InputErrors) in
      guard node["rows"] != nil else { return }
      let problems = DocumentReport()
      let read = Fields.read(node, path: "", report: problems) { LoopScenario($0) }
      try problems.check()
      if let read { result.append(read) }
    }
    return result
  }

  private static func replay(
    _ node: DocumentNode, id: String, place: SourcePlace, isTable: Bool, into report: inout ConformanceReport
  ) throws(InputErrors) {
    let problems = DocumentReport()
    let kind = CaseKind(node, isTable: isTable)
    let checks: [CaseCheck]?
    switch kind {
    case .unknown:
      throw InputErrors([
        InputProblem(
          place: place, message: "is no recorded case of Cluster Autoscaler",
          hint:
            "a closed loop has rows, a back-off steps, a flag flag; the others have the fields they ask about"
        )
      ])
    case .skipped(let reason):
      report.skip(reason)
      return
    case .closedLoop: checks = LoopReplay(node, report: problems)?.checks()
    case .part(let read): checks = Fields.read(node, path: "", report: problems, read)
    case .recorded(let read): checks = RecordedCase.read(node, report: problems, read)
    }
    try problems.check()
    guard let checks else {
      report.skip("it depends on something that is not modeled or not recorded")
      return
    }
    report.count(checks.firstDifference(id: id, place: place))
  }
}

/// What a case is about.
enum CaseKind {
  case closedLoop
  case part((Fields) -> [CaseCheck]?)
  case recorded((Fields, Fields) -> [CaseCheck]?)
  case skipped(String)
  /// None of those.
  case unknown

  /// Tells by the fields.
  init(_ node: DocumentNode, isTable: Bool) {
    if isTable {
      self = Self.recorded(kind: node["kind"]?.text)
    } else if node["rows"] != nil {
      self = .closedLoop
    } else if node["steps"] != nil {
      self = .part(PartCase.backoff)
    } else if node["new_nodes"] != nil {
      self = .part(PartCase.balance)
    } else if node["options"] != nil {
      self = .part(PartCase.expanders)
    } else if node["allocatable_cpu_m"] != nil {
      self = .part(PartCase.utilization)
    } else if node["skip_custom"] != nil {
      self = .part(PartCase.drain)
    } else if node["node_cpu_m"] != nil {
      self = .part(PartCase.estimate)
    } else if node["flag"] != nil {
      self = .part(PartCase.flag)
    } else {
      self = .unknown
    }
  }

  private static func recorded(kind: String?) -> CaseKind {
    switch kind {
    case "balance": .recorded(RecordedCase.balance)
    case "cropnodes": .recorded(RecordedCase.crop)
    case "drainable": .recorded(RecordedCase.drain)
    case "estimate": .recorded(RecordedCase.estimate)
    case "expander_leastnodes": .recorded { RecordedCase.expander(.leastNodes, $0, $1) }
    case "expander_mostpods": .recorded { RecordedCase.expander(.mostPods, $0, $1) }
    case "expander_price": .recorded(RecordedCase.price)
    case "expander_priority": .recorded(RecordedCase.priority)
    case "expander_waste": .recorded { RecordedCase.expander(.leastWaste, $0, $1) }
    case "similar": .recorded(RecordedCase.similar)
    case "utilization": .recorded(RecordedCase.utilization)
    case let kind?: .skipped("kind \(kind) has no counterpart")
    case nil:
      .skipped("a table of a test of upstream's, of which only calls recorded under a kind can be replayed")
    }
  }
}

extension DocumentNode {
  /// The text of a number or string.
  var caseText: String? {
    switch content {
    case .number(let text), .string(let text): text
    default: nil
    }
  }
}
