import Conformance
import Kubernetes

/// Replays operations one after the other and compares the answers, which come in the same order.
struct VPAOperationReplay {
  let situations: [(node: DocumentNode, place: SourcePlace)]
  let answers: [(node: DocumentNode, place: SourcePlace)]

  /// Counts each recorded answer as a case.
  func run(into outcome: inout VPAConformance.Outcome) throws(InputErrors) {
    var trace = VPATraceCase()
    var histograms = VPAHistogramOperations()
    var next = 0
    for (node, place) in situations {
      let problems = DocumentReport()
      let found = Fields.read(node, path: "", report: problems) { fields -> [DocumentNode]? in
        guard let operation = fields.required("op", fields.string) else { return nil }
        if VPAHistogramOperations.knows(operation, node) {
          return [histograms.perform(fields, operation: operation)].compactMap { $0 }
        }
        return trace.perform(fields, operation: operation, line: place.line)
      }
      try problems.check()
      for answer in found ?? [] {
        let id = "\(trace.name) line \(place.line) \(answer["op"]?.text ?? "")"
        guard next < answers.count else {
          throw InputErrors([
            InputProblem(
              place: place, message: "there is no answer to this operation, here or in a file .out.")
          ])
        }
        let expected = answers[next]
        next += 1
        let difference =
          VPAHistogramOperations.isAnswer(expected.node)
          ? VPAHistogramOperations.difference(expected: expected.node, found: answer)
          : DocumentDifference.first(expected: expected.node, found: answer)
        outcome.report.count(
          difference.map {
            .init(id: id, place: expected.place, field: $0.field, expected: $0.expected, found: $0.found)
          })
      }
    }
    for answer in answers[next...] {
      outcome.report.count(
        .init(
          id: "\(trace.name) line \(answer.place.line) of the answers", place: answer.place, field: "(all)",
          expected: answer.node["op"]?.text ?? "an answer", found: "no operation that has one"))
    }
  }
}
