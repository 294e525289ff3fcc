import Kubernetes
import Testing

@Suite("Reading JSON")
struct JSONReadingTests {
  @Test(
    "Every kind of value is read, numbers with all their digits",
    arguments: [
      ("{}", "{}"), (" [ ] ", "[]"), ("null", "null"), ("[true,false]", "[true,false]"),
      ("-0", "-0"), ("1.50e+10", "1.50e+10"),
      ("123456789012345678901234567890", "123456789012345678901234567890"),
      (#""a\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#, "'a\"\\/\u{8}\u{c}\n\r\tA\u{e9}\u{1F600}'"),
      (#""\ud83dx\udc00""#, "'\u{FFFD}x\u{FFFD}'"), (#""\ud83d\u0041""#, "'\u{FFFD}A'"),
      ("{\"a\":{\"b\":[1,{\"c\":\"d\"}]},\"e\":\"\u{e9}\"}", "{a:{b:[1,{c:'d'}]},e:'\u{e9}'}"),
      ("\u{FEFF}1", "1"),
    ])
  func values(text: String, read: String) throws {
    #expect(try DocumentNode.parse(json: text, file: "f").json == read)
  }

  @Test("Places count lines and characters from one")
  func places() throws {
    let text = "{\r\n  \"a\": [1,\r\n    {\"\u{1F600}\": \"\u{e9}\", \"b\": 2}]}"
    let node = try DocumentNode.parse(json: text, file: "f.json")
    let object = try #require(node["a"]?.elements?[1])
    #expect(object.place.description == "f.json:3:5")
    // {"😀": "é", "b": 2}: the key b is the twelfth character from the brace.
    #expect(object.entries?[1].keyPlace.description == "f.json:3:16")
    #expect(object["b"]?.place.description == "f.json:3:21")
  }

  @Test(
    "What is wrong is told with its place",
    arguments: [
      ("", "f:1:1: no JSON value, the input is empty"), ("  \n ", "f:1:1: no JSON value, the input is empty"),
      ("{\"a\" 1}", "f:1:6: invalid JSON: expected `:` after the key, found `1`"),
      ("{\"a\": 1,}", "f:1:9: invalid JSON: expected a key in double quotes, found `}`"),
      ("{a: 1}", "f:1:2: invalid JSON: expected a key in double quotes, found `a`"),
      ("[1 2]", "f:1:4: invalid JSON: expected `,` or `]`, found `2`"),
      ("[1,\n\n 2", "f:3:3: invalid JSON: the input ends, expected `,` or `]`"),
      ("[01]", "f:1:3: invalid JSON: a number must not begin with 0"),
      ("[-]", "f:1:3: invalid JSON: expected a digit"),
      ("[1.]", "f:1:4: invalid JSON: expected a digit"), ("[1e]", "f:1:4: invalid JSON: expected a digit"),
      ("[nul]", "f:1:2: invalid JSON: expected a value, found `n`"),
      ("[NaN]", "f:1:2: invalid JSON: expected a value"),
      ("\"ab", "f:1:4: invalid JSON: the input ends, expected the `\"` that ends a text"),
      ("\"a\nb\"", "f:1:3: invalid JSON: a text must not hold a line break or control character"),
      ("\"\\x\"", "f:1:3: invalid JSON: expected an escape such as"),
      ("\"\\u12G4\"", "f:1:6: invalid JSON: expected four hexadecimal digits"),
      ("1 2", "f:1:3: invalid JSON: more text after the value"), ("[1]]", "f:1:4: invalid JSON: more text"),
      ("{\"a\": 1,\n \"a\": 2}", "f:2:2: duplicate key \"a\" (first given on line 1)"),
      ("'a'", "f:1:1: invalid JSON: expected a value, found `'`"),
    ])
  func errors(text: String, expected: String) {
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(json: text, file: "f") }
    #expect(problems.first?.description.hasPrefix(expected) == true, "\(problems)")
  }

  @Test("A duplicate is found among many keys too")
  func duplicateAmongMany() {
    let keys = (0..<50).map { "\"k\($0)\": 0" } + ["\"k7\": 1"]
    let text = "{\(keys.joined(separator: ", "))}"
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(json: text, file: "f") }
    #expect(problems.first?.message == "duplicate key \"k7\"")
  }

  @Test("Bytes that are no UTF-8 are told with their place")
  func invalidUTF8() {
    let bytes: [UInt8] = Array("{\"a\":\n \"\u{e9}".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(json: bytes, file: "f") }
    #expect(problems.first?.description == "f:2:4: the byte 0xC3 is not valid UTF-8 (save the file as UTF-8)")
  }

  @Test(
    "Deep nesting is refused, not crashed on",
    arguments: [String(repeating: "[", count: 1_000_000), String(repeating: "{\"a\":", count: 1_000_000)])
  func deepNesting(text: String) {
    let problems = inputErrors { () throws(InputErrors) in try DocumentNode.parse(json: text, file: "f") }
    #expect(problems.map(\.message) == ["values nest deeper than 1000 levels"])
  }

  @Test("Documents may follow one another")
  func sequence() throws {
    let documents = try DocumentNode.parse(jsonSequence: Array("{\"a\":1}\n{\"a\":2}\n\n".utf8), file: "f")
    #expect(documents.map(\.json) == ["{a:1}", "{a:2}"])
    #expect(documents.map(\.place.line) == [1, 2])
    #expect(try DocumentNode.parse(jsonSequence: [], file: "f").isEmpty)
  }
}
