import Conformance
import Kubernetes

/// Replays recorded decisions of kube-scheduler's filters and scores and tells where these differ.
///
/// A case is a pod, nodes, pods on them and a scoring strategy, with what each filter refused and each plugin scored.
public enum SchedulerConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      let problems = DocumentReport()
      let read = Fields.read(node, path: "", report: problems) { SchedulerCase($0) }
      try problems.check()
      guard var found = read else { return }
      report.count(found.checks().firstDifference(id: found.id, place: place))
    }
    return report
  }
}
