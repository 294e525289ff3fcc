/// The result of a check in the forms that a user's CI reads.
extension LimitCheck {
  /// JUnit's XML: a suite per strategy, a case per limit.
  public func junit(strict: Bool) -> String {
    func failed(_ one: Case) -> Bool { one.state == .broken || (strict && one.state == .unclear) }
    var names: [String] = []
    for one in cases where !names.contains(one.strategy) { names.append(one.strategy) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text +=
      "<testsuites name=\"\(LimitCheck.escaped("scalelab check \(name)"))\" tests=\"\(cases.count)\" "
      + "failures=\"\(cases.count(where: failed))\">\n"
    for name in names {
      let own = cases.filter { $0.strategy == name }
      text +=
        "  <testsuite name=\"\(LimitCheck.escaped(name))\" tests=\"\(own.count)\" "
        + "failures=\"\(own.count(where: failed))\">\n"
      for one in own {
        let head =
          "    <testcase classname=\"\(LimitCheck.escaped(name))\" name=\"\(LimitCheck.escaped(one.limit.score))\""
        let words = LimitCheck.escaped(one.text)
        text +=
          failed(one)
          ? "\(head)>\n      <failure message=\"\(words)\"/>\n    </testcase>\n"
          : "\(head)>\n      <system-out>\(words)</system-out>\n    </testcase>\n"
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  /// A table in Markdown, for a comment on a change.
  public func markdown(strict: Bool) -> String {
    var text = "### \(passes(strict: strict) ? "✅" : "❌") scalelab check: \(name)\n\n"
    text += "| strategy | limit | allowed | mean | upper bound | |\n|---|---|---:|---:|---:|---|\n"
    for one in cases {
      let unit = one.score.unit.isEmpty ? "" : " \(one.score.unit)"
      let per = one.limit.period.map { " a \($0.rawValue)" } ?? ""
      let sign = one.state == .kept ? "✅ kept" : one.state == .broken ? "❌ broken" : "⚠️ not surely kept"
      // Of a mean that is beyond the limit nobody needs to know how far it may be beyond.
      let upper = one.state == .broken ? "–" : Figure.text(one.upper)
      text +=
        "| \(LimitCheck.cell(one.strategy)) | \(one.score.name) | \(Figure.text(one.limit.atMost))\(unit)\(per) "
        + "| \(Figure.text(one.mean)) | \(upper) "
        + "| \(sign)\(one.worst.map { ", worst in \(LimitCheck.cell($0))" } ?? "") |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(character.value < 0x20 ? "?" : character)
      }
    }
    return result
  }
}
