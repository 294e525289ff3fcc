import Conformance
import Kubernetes

/// Flags with their defaults.
extension PartCase {
  /// A flag is known, with the same default, and may be given with it.
  static func flag(_ fields: Fields) -> [CaseCheck]? {
    let name = fields.string("flag") ?? ""
    fields.ignore("type")
    // Defaults that are no values but expressions of the source, and empty lists.
    let expressions = [
      "cloudBuilder.DefaultCloudProvider()": "", "time.Duration(0)": "0", "[]": "", "[]string{}": "",
    ]
    let recorded = fields.string("default") ?? ""
    let expected = expressions[recorded] ?? recorded
    let flag = AutoscalerFlag.named(name)
    var options = ClusterAutoscalerOptions()
    var taken = flag?.kind == .list || expected.isEmpty
    if !taken { taken = (try? options.apply([(name, expected)])) != nil }
    return [
      CaseCheck("default", expected: expected, found: flag?.defaultValue ?? "no such flag"),
      CaseCheck("accepted", expected: "true", found: "\(taken)"),
    ]
  }
}
