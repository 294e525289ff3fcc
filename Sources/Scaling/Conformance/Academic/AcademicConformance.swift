import Conformance
import Kubernetes

/// Replays runs of the controllers of the literature's comparisons, as the authors' code decided.
public enum AcademicConformance {
  /// Replays the cases of a file, of `-` for the standard input; gzip is unpacked.
  ///
  /// Throws what cannot be read, with its place.
  public static func run(_ file: String) throws(InputErrors) -> ConformanceReport {
    try RecordedCase.replay(file) { fields in
      fields.ignore("source", "note")
      let cases = fields.required("cases") { key in fields.objects(key, replay) }
      if cases?.isEmpty == true { fields.problem("cases", "holds no cases") }
      return cases?.enumerated().map { index, comparison in
        .compared(id: "cases[\(index)] \(comparison.label)", comparison.difference)
      }
    }
  }

  private static func replay(_ fields: Fields) -> CaseComparison? {
    fields.ignore("required")
    guard let name = fields.required("controller", fields.string),
      let load = fields.required("load", fields.doubles),
      let speed = fields.required("serverSpeed", fields.double),
      let recorded = fields.required("capacity", fields.doubles)
    else { return nil }
    var comparison = CaseComparison()
    comparison.label = "\(name) \(fields.int32("trace") ?? 0)"
    guard speed > 0 else {
      fields.problem("serverSpeed", "must be above 0")
      return nil
    }
    let start = fields.int64("time0") ?? 0
    let found: [Double]
    switch name {
    case "react": found = run(React(), load, speed)
    case "hist": found = run(Hist(startSecond: start), load, speed)
    case "reg": found = run(Reg(), load, speed)
    case "adapt": found = run(Adapt(), load, speed)
    default:
      fields.problem("controller", "must be react, hist, reg or adapt, found \(name)")
      return nil
    }
    comparison.compare("capacity", expected: recorded, found: found, within: 1e-9)
    return comparison
  }

  private static func run(_ controller: some ElasticityController, _ load: [Double], _ speed: Double)
    -> [Double]
  {
    var controller = controller
    return load.map { controller.step(load: $0, serverSpeed: speed) }
  }
}
