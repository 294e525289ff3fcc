import Conformance
import Kubernetes

/// Replays recorded decisions of upstream's HPA controller and tells where this one decides otherwise.
///
/// A case is a situation with what upstream decided in it (`single`), a run of such (`sequence`), one call of
/// a calculation (`calc`) or of another function (`unit`).
public enum HPAConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      try replay(node, at: place, into: &report)
    }
    return report
  }

  /// Replays one case that stands at a place.
  static func replay(
    _ node: DocumentNode, at place: SourcePlace, into report: inout ConformanceReport
  ) throws(InputErrors) {
    let problems = DocumentReport()
    let run = Fields.read(node, path: "", report: problems) { fields in Run(fields) }
    try problems.check()
    guard let run else { return }
    switch run {
    case .skipped: report.skip()
    case .single(let single): report.count(single.firstDifference(id: single.id, place: place))
    case .sequence(let sequence): report.count(sequence.firstDifference(place: place))
    case .call(let id, let checks): report.count(checks.firstDifference(id: id, place: place))
    }
  }

  /// A case that was read.
  private enum Run {
    case skipped
    case single(HPASingleCase)
    case sequence(HPASequenceCase)
    case call(id: String, [CaseCheck])

    init?(_ fields: Fields) {
      let id = fields.string("id") ?? ""
      // What a table of upstream's tests says may be outdated; what upstream's code decided, `expect`, is
      // not.
      if let status = fields.string("upstreamStatus"), status != "holds", !fields.has("expect") {
        self = .skipped
        return
      }
      switch fields.required("mode", fields.string) {
      case "single":
        guard let read = HPASingleCase(fields, id: id) else { return nil }
        self = .single(read)
      case "sequence":
        guard let read = HPASequenceCase(fields, id: id) else { return nil }
        self = .sequence(read)
      case "calc":
        guard let checks = HPACalculationCase.checks(fields) else { return nil }
        self = .call(id: id, checks)
      case "unit":
        guard let function = fields.required("fn", fields.string) else { return nil }
        guard let read = HPAFunctionCases.all[function] else {
          self = .skipped
          return
        }
        guard let checks = read(fields) else { return nil }
        self = .call(id: id, checks)
      case nil: return nil
      case .some(let mode):
        fields.problem("mode", "must be single, sequence, calc or unit, found \(mode)")
        return nil
      }
    }
  }
}
