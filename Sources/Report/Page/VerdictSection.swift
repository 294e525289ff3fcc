import Experiment

extension Page {
  /// What came out, in plain words, and what to know about the inputs before believing it.
  var verdict: HTML {
    var html: HTML = "<p class=\"headline\">\(result.verdict.headline)</p>\n"
    if !result.verdict.sentences.isEmpty {
      html += "<ul class=\"sentences\">"
      for sentence in result.verdict.sentences { html += "<li>\(sentence)</li>" }
      html += "</ul>\n"
    }
    if !result.notes.isEmpty {
      html += "<details class=\"notes\"\(result.notes.count <= 3 ? " open" : "" as HTML)>"
      html += "<summary>\(Numeral.count(result.notes.count, "note")) on the inputs</summary><ul>"
      for note in result.notes { html += "<li>\(note)</li>" }
      html += "</ul></details>\n"
    }
    return html
  }
}
