import Conformance
import Kubernetes

/// Replays recorded orders in which a ReplicaSet gave up pods and tells where these differ.
public enum ReplicaSetConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      let problems = DocumentReport()
      let read = Fields.read(node, path: "", report: problems) { fields -> (String, [CaseCheck])? in
        guard let pods = fields.required("pods", { fields.objects($0, pod) }),
          let expected = fields.required("want_delete_order", fields.texts)
        else { return nil }
        let order = VictimOrder.sorted(pods.map(\.pod), nowMs: nowMs).map { pods[$0].name }
        let check = CaseCheck(
          "want_delete_order", expected: expected.joined(separator: " "), found: order.joined(separator: " "))
        return (fields.caseID, [check])
      }
      try problems.check()
      if let (id, checks) = read { report.count(checks.firstDifference(id: id, place: place)) }
    }
    return report
  }

  /// An instant of which all recorded ages can be taken off.
  private static let nowMs: Int64 = 1 << 50

  private static func pod(_ fields: Fields) -> (name: String, pod: ControlledPod)? {
    let phases: [String: ControlledPod.Phase] = [
      "Pending": .pending, "Unknown": .unknown, "Running": .running, "Succeeded": .succeeded,
      "Failed": .failed,
    ]
    guard let phase = phases[fields.string("phase") ?? ""] else {
      fields.problem("phase", "must be one of \(phases.keys.sorted().joined(separator: ", "))")
      return nil
    }
    func instant(_ key: String) -> Int64? {
      fields.double(key).map { nowMs - Int64((min(max($0, -1e12), 1e12) * 1000).rounded()) }
    }
    return (
      fields.string("name") ?? "",
      ControlledPod(
        uid: fields.string("uid") ?? "", isAssigned: !(fields.string("node") ?? "").isEmpty, phase: phase,
        readyMs: instant("ready_ago_s"), createdMs: instant("created_ago_s") ?? nowMs,
        restarts: fields.int32("restarts") ?? 0, deletionCost: fields.int32("deletion_cost") ?? 0,
        rank: fields.int32("rank") ?? 0)
    )
  }
}
