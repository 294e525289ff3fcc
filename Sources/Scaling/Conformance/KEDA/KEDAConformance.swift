import Conformance
import Kubernetes

/// Replays recorded decisions of KEDA and tells where this one decides otherwise.
///
/// Known are runs of a ScaledObject with polls and questions of the HPA (`so`), of a ScaledJob (`job`), single
/// decisions of its strategies (`jobdecision`), lags of consumer groups (`kafka`), calendars (`cron`), and the tables of
/// upstream's own tests.
public enum KEDAConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    try RecordedCase.replay(file) { fields in
      guard fields.has("kind") else { return KEDATables.read(fields) }
      let id = fields.string("id") ?? ""
      let read: (Fields) -> CaseComparison?
      switch fields.string("kind") {
      case "so": read = ScaledObjectCase.replay
      case "job": read = ScaledJobCase.replay
      case "jobdecision": read = ScaledJobCase.replayDecisions
      case "kafka": read = KEDATriggerCases.replayKafka
      case "cron": read = KEDATriggerCases.replayCron
      case nil: return nil
      case .some(let kind):
        fields.problem("kind", "must be so, job, jobdecision, kafka or cron, found \(kind)")
        return nil
      }
      return read(fields).map { [.compared(id: id, $0.difference)] }
    }
  }
}
