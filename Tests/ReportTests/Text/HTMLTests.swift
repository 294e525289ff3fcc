import Testing

@testable import Report

@Suite struct HTMLTests {
  private func text(_ html: HTML) -> String { String(decoding: html.bytes.content, as: UTF8.self) }

  @Test("Text put into a page is escaped, pieces of a page are not")
  func escaping() {
    let hostile = "<script>alert(\"x\" & 'y')</script>"
    let escaped = "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;"
    let piece: HTML = "<b title=\"\(hostile)\">\(hostile)</b>"
    #expect(text(piece) == "<b title=\"\(escaped)\">\(escaped)</b>")
    #expect(text("<p>\(piece)</p>") == "<p>\(text(piece))</p>")
  }

  @Test("Characters that HTML forbids become replacement characters")
  func controls() { #expect(text("\("a\u{0}b\u{1B}c\td")") == "a\u{FFFD}b\u{FFFD}c\td") }

  @Test("A name cannot turn the direction of the text around it")
  func direction() { #expect(text(.name("a\u{202E}b")) == "<bdi>a\u{202E}b</bdi>") }

  @Test("JSON inside a script element cannot end it, and reads back")
  func json() {
    let json = JSON.object([("a\"", .array([.text("</script>&\n\\"), .number(1.5), .number(.nan), .null]))])
    #expect(
      String(decoding: json.bytes.content, as: UTF8.self)
        == #"{"a\"":["\u003c/script\u003e\u0026\u000a\\",1.5,null,null]}"#)
  }
}
