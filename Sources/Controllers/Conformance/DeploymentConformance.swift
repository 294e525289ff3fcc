import Conformance
import Kubernetes

/// Replays recorded arithmetic of rolling updates and tells where these differ.
public enum DeploymentConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    var report = ConformanceReport()
    try CaseFile(file).forEachCase { (node, place) throws(InputErrors) in
      let problems = DocumentReport()
      let read = Fields.read(node, path: "", report: problems) { fields in
        checks(fields).map { (fields.caseID, $0) }
      }
      try problems.check()
      if let (id, checks) = read { report.count(checks.firstDifference(id: id, place: place)) }
    }
    return report
  }

  private static func checks(_ fields: Fields) -> [CaseCheck]? {
    guard let replicas = fields.required("replicas", fields.int32),
      let surge = fields.required("max_surge", fields.countOrShare),
      let unavailable = fields.required("max_unavailable", fields.countOrShare),
      let current = fields.required("new_rs", fields.int32), let old = fields.required("old_rs", fields.int32)
    else { return nil }
    let limits = RollingUpdateLimits(maxSurge: surge, maxUnavailable: unavailable, replicas: replicas)
    let new = limits.newReplicas(current: current, total: current &+ old, replicas: replicas)
    var checks = [
      CaseCheck("surge", expected: fields.int32("surge") ?? 0, found: limits.surge),
      CaseCheck("unavailable", expected: fields.int32("unavailable") ?? 0, found: limits.unavailable),
      CaseCheck(
        "max_unavailable_effective", expected: fields.int32("max_unavailable_effective") ?? 0,
        found: limits.effectiveUnavailable(replicas: replicas)),
      CaseCheck("want_new_rs", expected: fields.int32("want_new_rs") ?? 0, found: new),
    ]
    let isBad = surge.isMalformed || unavailable.isMalformed
    checks.append(CaseCheck("err", expected: "\(fields.bool("err") ?? false)", found: "\(isBad)"))
    checks.append(CaseCheck("err2", expected: "\(fields.bool("err2") ?? false)", found: "\(isBad)"))
    return checks
  }
}

extension IntOrString {
  /// Whether it is a text but no percentage.
  fileprivate var isMalformed: Bool {
    if case .string = self { return percent == nil }
    return false
  }
}

extension Fields {
  /// Reads a count, which the cases write as a text too, or a share.
  fileprivate func countOrShare(_ key: String) -> IntOrString? {
    guard let value = intOrString(key) else { return nil }
    if case .string(let text) = value, let number = Int32(text) { return .int(number) }
    return value
  }

  /// The case's number or name.
  var caseID: String {
    switch value("id")?.content {
    case .number(let text)?, .string(let text)?: text
    default: ""
    }
  }
}
