import Experiment

extension Page {
  /// All that went in, collapsed.
  var inputs: HTML {
    let text = result.resolvedInputs
    guard !text.isEmpty else { return "" }
    let isWhole = text.utf8.count <= Self.inputLimit
    let lines = Numeral.count(text.utf8.count { $0 == 0x0A }, "line")
    return """
      <p>Everything the runs depend on, with defaults filled in and patches applied: load, response models, \
      manifests, nodes, strategies, seeds, objective and prices. <a href="experiment.yaml">experiment.yaml\
      </a> runs it again.</p>
      \(.details(
        "experiment.yaml" + .sub("\(lines)"),
        """
        <div class="scroll" tabindex="0" role="region" aria-label="experiment.yaml"><pre><code>\
        \(isWhole ? text : Self.beginning(of: text))</code></pre></div>\
        \(.when(!isWhole, .legend("""
          Cut off here; the rest is in <a href="experiment.yaml">experiment.yaml</a>.
          """)))
        """))
      """
  }

  private static let inputLimit = 100_000

  /// The whole lines that fit.
  private static func beginning(of text: String) -> String {
    let bytes = text.utf8.prefix(inputLimit)
    let end = bytes.lastIndex(of: 0x0A) ?? bytes.startIndex
    return String(decoding: bytes[..<end], as: UTF8.self)
  }
}
