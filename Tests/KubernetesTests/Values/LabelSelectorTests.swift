import Kubernetes
import Testing

@Suite("Label selectors")
struct LabelSelectorTests {
  @Test(
    "A selector's text is read and printed as upstream prints it",
    arguments: [
      ("", ""), ("app=web", "app=web"), ("app==web", "app==web"), ("app!=web", "app!=web"),
      ("b=1,a=2", "a=2,b=1"),
      ("x in (b,a)", "x in (a,b)"), ("x notin (a)", "x notin (a)"), (" x  in ( a , b ) ", "x in (a,b)"),
      ("a", "a"), ("!a", "!a"), ("a,!b", "a,!b"), ("a=", "a="), ("a=,b=c", "a=,b=c"), ("x in ()", "x in ()"),
      ("x in (,a)", "x in (,a)"), ("x in (a,)", "x in (,a)"), ("x>5,y<6", "x>5,y<6"),
      ("in in (in)", "in in (in)"),
      ("a=b,a=c", "a=b,a=c"), ("example.com/a=b", "example.com/a=b"),
    ])
  func texts(text: String, printed: String) throws {
    #expect(try LabelSelector.parse(text).description == printed)
  }

  @Test(
    "A malformed selector is refused in upstream's words",
    arguments: [
      ("app web", "unable to parse requirement: found 'web', expected: in, notin, =, ==, !=, gt, lt"),
      ("=a", "found '=', expected: !, identifier, or 'end of string'"),
      ("a,", "found '', expected: identifier after ','"),
      ("a=b c", "found 'c', expected: ',' or 'end of string'"),
      ("!", "unable to parse requirement: found '', expected: identifier"),
      ("a in b", "unable to parse requirement: found 'b' expected: '('"),
      ("a=(", "unable to parse requirement: found '(', expected: identifier"),
      ("a in (b", "unable to parse requirement: found '', expected: ',' or ')'"),
      (
        "@@bad",
        "unable to parse requirement: <nil>: Invalid value: \"@@bad\": name part must consist of "
          + "alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
          + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
          + "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
      ),
      (
        "a>b",
        "unable to parse requirement: values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, "
          + "the value must be an integer"
      ),
      (
        "a=-b",
        "unable to parse requirement: values[0][a]: Invalid value: \"-b\": a valid label must be an empty "
          + "string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation "
          + "is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
      ),
    ])
  func malformed(text: String, message: String) {
    #expect {
      try LabelSelector.parse(text)
    } throws: { error in
      (error as? InputProblem)?.message == message
    }
  }

  @Test("An object is picked if every condition holds")
  func matching() throws {
    let labels = ["app": "web", "tier": "a", "n": "7"]
    let table = [
      ("", true), ("app=web", true), ("app=api", false), ("app=web,tier=a", true), ("app=web,tier=b", false),
      ("other=x", false), ("app!=api", true), ("other!=x", true), ("tier in (a,b)", true),
      ("tier in (b)", false),
      ("other in (x)", false), ("tier notin (b)", true), ("other notin (x)", true), ("tier", true),
      ("other", false),
      ("!other", true), ("!tier", false), ("n>6", true), ("n>7", false), ("n<8", true), ("app>1", false),
      ("other<1", false),
    ]
    for (text, isMatch) in table {
      #expect(try LabelSelector.parse(text).matches(labels) == isMatch, "\(text)")
    }
  }

  @Test("Manifest operators match and print, unknown ones never match")
  func expressions() {
    let selector = LabelSelector(
      matchLabels: ["z": "1"],
      matchExpressions: [
        LabelSelectorRequirement(key: "b", operator: "NotIn", values: ["y", "x"]),
        LabelSelectorRequirement(key: "a", operator: "Exists"),
        LabelSelectorRequirement(key: "c", operator: "DoesNotExist"),
      ])
    #expect(selector.description == "a,b notin (x,y),!c,z=1")
    #expect(selector.matches(["z": "1", "a": ""]))
    #expect(!selector.matches(["z": "1", "a": "", "c": ""]))
    #expect(!LabelSelectorRequirement(key: "a", operator: "Like", values: ["x"]).matches(["a": "x"]))
    #expect(
      LabelSelector(matchLabels: ["queue": "jobs"], matchExpressions: [selector.matchExpressions[0]])
        .structDescription
        == "&LabelSelector{MatchLabels:map[string]string{queue: jobs,},MatchExpressions:"
        + "[]LabelSelectorRequirement{LabelSelectorRequirement{Key:b,Operator:NotIn,Values:[y x],},},}")
  }
}
