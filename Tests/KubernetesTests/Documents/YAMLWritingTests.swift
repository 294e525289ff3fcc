import Kubernetes
import Testing

@Suite("Writing YAML")
struct YAMLWritingTests {
  @Test("Blocks look like kubectl's: lists at their key's indentation, keys in order")
  func blocks() throws {
    let node = try DocumentNode.parse(
      json: #"{"b":{"c":[1,{"d":"e","f":[]},[2,3]],"g":{}},"a":null,"t":true}"#, file: "f")
    #expect(
      node.yaml() == """
        b:
          c:
          - 1
          - d: e
            f: []
          - - 2
            - 3
          g: {}
        a: null
        t: true

        """)
  }

  @Test(
    "A text that would read as something else is quoted",
    arguments: [
      ("web", "web"), ("a b", "a b"), ("250m", "250m"), ("a:b", "a:b"), ("a#b", "a#b"), ("", "\"\""),
      ("5", "\"5\""),
      ("yes", "\"yes\""), ("y", "\"y\""), ("N", "\"N\""), ("null", "\"null\""), ("~", "\"~\""),
      ("0x1", "\"0x1\""),
      ("1e3", "\"1e3\""), ("12:30", "\"12:30\""), ("2001-01-01", "\"2001-01-01\""), (".inf", "\".inf\""),
      ("a: b", "\"a: b\""), ("a:", "\"a:\""), ("a #b", "\"a #b\""), (" a", "\" a\""), ("a ", "\"a \""),
      ("- a", "\"- a\""),
      ("*a", "\"*a\""), ("&a", "\"&a\""), ("{a", "\"{a\""), ("@a", "\"@a\""), ("a\"b", "a\"b"),
      ("\"a", "\"\\\"a\""),
      ("a\tb", "\"a\\tb\""), ("a\u{7}", "\"a\\u0007\""), ("\u{e9}", "\u{e9}"), ("<<", "\"<<\""),
      ("=", "\"=\""),
    ])
  func quoting(text: String, written: String) {
    #expect(DocumentNode.text(text).yaml() == written + "\n")
  }

  @Test(
    "Lines of text become a block and come back as they were",
    arguments: [
      "a\nb", "a\nb\n", "a\n\nb\n\n", "a\n  b\n", " a\nb", "\na", "a \nb", "a\r\nb", "\n", "a\n\tb", "#a\nb",
      "- a\n- b\n",
    ])
  func blockTexts(text: String) throws {
    let node = DocumentNode.fields([
      ("k", .text(text)), ("l", .list([.text(text), .fields([("m", .text(text))])])),
    ])
    let back = try #require(try DocumentNode.parse(yaml: node.yaml(), file: "f").first)
    #expect(back.json == node.json, "\(node.yaml())")
  }

  @Test("Whatever is written reads back the same, over a product of keys and values")
  func roundTrip() throws {
    let texts = [
      "", "a", "y", "no", "-", "-1", "+1", "0", "1_0", "0o7", "010", "08", ".5", "1.", "1e400", "NaN", ".nan",
      "?", "? a",
      "::a", "|", ">", "%", "`", "'", "\"", "\\", "{{x}}", "[", "]", ",", "#", "\u{85}", "\u{2028}", "\u{A0}",
      "\u{1F600}",
      "---", "...", "--- a", "a\nb", " ", "\u{7F}", "true", "12:30:45", "2001-01-01 10:00:00", "0b1", "=x",
      "<<", "a: b", "!t",
    ]
    for key in texts {
      let entries = texts.map { (key: key + $0, value: DocumentNode?.some(.text($0))) }
      let node = DocumentNode.fields([(key, .fields(entries)), (key + "2", .list(texts.map { .text($0) }))])
      let back = try DocumentNode.parse(yaml: node.yaml(), file: "f")
      #expect(back.map(\.json) == [node.json], "key \(key)")
    }
  }

  @Test("Several documents are joined by lines of dashes")
  func documents() {
    #expect(DocumentNode.yaml([.fields([("a", .number(1))]), .list([])]) == "a: 1\n---\n[]\n")
  }
}
