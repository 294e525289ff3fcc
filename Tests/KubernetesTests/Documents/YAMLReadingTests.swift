import Kubernetes
import Testing

@Suite("Reading YAML")
struct YAMLReadingTests {
  private func value(_ scalar: String) throws -> DocumentNode? {
    try DocumentNode.parse(yaml: "v: \(scalar)", file: "f").first?["v"]
  }

  @Test(
    "An unquoted scalar reads as kubectl reads it",
    arguments: [
      ("yes", "true"), ("On", "true"), ("TRUE", "true"), ("no", "false"), ("OFF", "false"),
      ("~", "null"), ("Null", "null"), ("", "null"), ("y", "'y'"), ("N", "'N'"), ("nUll", "'nUll'"),
      // Numbers: base prefixes, octal by a leading zero, underscores, floats without exponent where whole.
      ("10", "10"), ("+12", "12"), ("-0", "0"), ("010", "8"), ("0o17", "15"), ("0x1F", "31"), ("-0b11", "-3"),
      ("1_000", "1000"), ("08", "8"), ("10.0", "10"), ("1.50", "1.5"), ("1e3", "1000"),
      ("1.5e-7", "0.00000015"),
      (".5", "0.5"), ("1.", "1"), ("-.25", "-0.25"), ("0.0", "0"),
      ("12345678901234567890123", "12345678901234567890123"),
      // What looks like a number but is none.
      ("0N2", "'0N2'"), ("1e1000", "'1e1000'"), ("12:30", "'12:30'"), ("2001-01-01", "'2001-01-01'"),

      ("0x", "'0x'"), ("1-2", "'1-2'"), ("250m", "'250m'"),
      ("2001-01-01T00:00:00Z", "'2001-01-01T00:00:00Z'"),
    ])
  func plainScalars(written: String, read: String) throws {
    #expect(try value(written)?.json == read)
  }

  @Test(
    "A quoted scalar and one with a tag keep what they say",
    arguments: [
      ("\"yes\"", "'yes'"), ("'010'", "'010'"), ("!!str 5", "'5'"), ("!!int \"7\"", "7"), ("!!float 3", "3"),
      ("!!bool 'on'", "true"), ("!custom x", "'x'"), ("\"a\\u00e9\\n\"", "'a\u{e9}\n'"), ("! 5", "'5'"),
    ])
  func quotedScalars(written: String, read: String) throws {
    #expect(try value(written)?.json == read)
  }

  @Test("Keys become texts as in JSON")
  func keys() throws {
    let text = "1: a\ntrue: b\n\"no\": c\n0x10: d\nyes2: e"
    #expect(
      try DocumentNode.parse(yaml: text, file: "f").first?.json == "{1:'a',true:'b',no:'c',16:'d',yes2:'e'}")
  }

  @Test("Anchors are filled in and merge keys merged, own keys first, then earlier sources")
  func anchorsAndMerges() throws {
    let text = """
      one: &one {a: 1, b: 1}
      two: &two {b: 2, c: 2}
      all: {<<: [*one, *two], b: 3}
      same: *one
      late: {<<: *one, <<x: 1}
      """
    let node = try #require(try DocumentNode.parse(yaml: text, file: "f").first)
    #expect(node["all"]?.json == "{a:1,c:2,b:3}")
    #expect(node["same"]?.json == "{a:1,b:1}")
    #expect(node["late"]?.json == "{a:1,b:1,<<x:1}")
  }

  @Test("Every document of a file is read, empty ones are left out")
  func documents() throws {
    let text = "---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\n- 3\n"
    let documents = try DocumentNode.parse(yaml: text, file: "f")
    #expect(documents.map(\.json) == ["{a:1}", "{b:2}", "[3]"])
    #expect(documents.map(\.place.line) == [2, 6, 9])
    #expect(try DocumentNode.parse(yaml: "", file: "f").isEmpty)
    #expect(try DocumentNode.parse(yaml: "# only a comment\n", file: "f").isEmpty)
  }

  @Test("Places count lines and characters from one, with CRLF and behind a byte order mark too")
  func places() throws {
    let text = "\u{FEFF}k\u{e9}y: {\u{1F600}: 1, b: [x, yy]}\r\nnext:\r\n  deep: 2\r\n"
    let node = try #require(try DocumentNode.parse(yaml: text, file: "f.yaml").first)
    // The smiley and the accented letter are one character each.
    #expect(node["k\u{e9}y"]?["b"]?.elements?[1].place.description == "f.yaml:1:20")
    #expect(node.entries?[1].keyPlace.description == "f.yaml:2:1")
    #expect(node["next"]?["deep"]?.place.description == "f.yaml:3:9")
  }

  @Test(
    "What is wrong is told with its place",
    arguments: [
      ("a: 1\n  b: 2\n", "f:2:4: invalid YAML: mapping values are not allowed in this context"),
      (
        "a: [1, 2\nb: 3\n",
        "f:2:2: invalid YAML: did not find expected ',' or ']' while parsing a flow sequence"
      ),
      ("a:\n\tb: 1\n", "f:2:1: invalid YAML: found character that cannot start any token"),
      ("a: \"x\n", "f:2:1: invalid YAML: found unexpected end of stream while scanning a quoted scalar"),
      ("a: *b\n", "f:1:4: invalid YAML: found undefined alias"),
      ("a: @b\n", "f:1:4: invalid YAML: found character that cannot start any token"),
      ("a: 1\nb: 2\na: 3\n", "f:3:1: duplicate key \"a\" (first given on line 1)"),
      ("x:\n  - n: 1\n    a: 1\n    n: 2\n", "f:4:5: duplicate key \"n\" (first given on line 2)"),
      ("{a: 1, a: 2}\n", "f:1:2: duplicate key \"a\""), ("1: a\n0x1: b\n", "f:2:1: duplicate key \"1\""),
      ("a: .inf\n", "f:1:4: a number must be finite, found .inf"),
      ("? [a]\n: 1\n", "f:1:3: a key must be a plain word, found a collection"),
      ("~: 1\n", "f:1:1: a key must not be null"), ("a: !!int x\n", "f:1:4: cannot read `x` as int"),
      ("a: {<<: 5}\n", "f:1:9: the merge key `<<` needs a mapping or a list of mappings"),
      ("a: 1\nb: x\u{7}y\n", "f:2:5: invalid YAML: control characters are not allowed"),
    ])
  func errors(text: String, expected: String) {
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(yaml: text, file: "f") }
    #expect(problems.first?.description.hasPrefix(expected) == true, "\(problems)")
  }

  @Test("A tab gets a hint")
  func tabHint() {
    let problems = inputErrors { () throws(InputErrors) in
      try DocumentNode.parse(yaml: "a:\n\tb: 1\n", file: "f")
    }
    #expect(problems.first?.hint == "YAML is indented with spaces, this line has a tab")
  }

  @Test(
    "Deep nesting is refused, not crashed on",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
      String(repeating: "- ", count: 100_000),
      (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
  func deepNesting(text: String) {
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(yaml: text, file: "f") }
    #expect(!problems.isEmpty)
  }

  @Test("Aliases of aliases that would unfold without end are refused")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ","))]\n"
    }
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(yaml: text, file: "f") }
    #expect(problems.map(\.message) == ["aliases unfold to too many values"])
  }
}
