import Kubernetes
import Testing

@Suite("Reading fields")
struct FieldsTests {
  private struct Read {
    var problems: [String]
    var warnings: [String]
  }

  private func read(_ yaml: String, strict: Bool = false, _ body: (Fields) -> Void) throws -> Read {
    let report = DocumentReport()
    let node = try #require(try DocumentNode.parse(yaml: yaml, file: "f").first)
    _ = Fields.read(node, path: "spec", strict: strict, report: report) { fields -> Bool? in
      body(fields)
      return true
    }
    return Read(problems: report.problems.map(\.description), warnings: report.warnings.map(\.description))
  }

  @Test("Values are read by type")
  func values() throws {
    let yaml = """
      text: a
      flag: true
      whole: -7
      big: 9223372036854775807
      decimal: 0.25
      labels: {a: b}
      amount: 1500m
      number: 2
      amounts: {cpu: 1, memory: 1Gi}
      wait: 1m30s
      when: "2026-01-31T12:00:00Z"
      share: 25%
      count: 3
      pick: {matchLabels: {a: b}, matchExpressions: [{key: c, operator: In, values: [d, e]}]}
      texts: [a, b]
      nothing: null
      """
    let outcome = try read(yaml) { fields in
      #expect(fields.string("text") == "a")
      #expect(fields.bool("flag") == true)
      #expect(fields.int32("whole") == -7)
      #expect(fields.int64("big") == .max)
      #expect(fields.double("decimal") == 0.25)
      #expect(fields.strings("labels") == ["a": "b"])
      #expect(fields.quantity("amount")?.milliValue == 1_500)
      #expect(fields.quantity("number")?.value == 2)
      #expect(fields.quantities("amounts")?.mapValues(\.value) == ["cpu": 1, "memory": 1 << 30])
      #expect(fields.duration("wait") == 90_000)
      // 2026-01-31 is day 20484 since 1970: 56 years, 14 leap days, 30 days. 20484 x 86400 + 43200 s.
      #expect(fields.time("when") == 1_769_860_800_000)
      #expect(fields.intOrString("share") == .string("25%"))
      #expect(fields.intOrString("count") == .int(3))
      #expect(fields.selector("pick")?.description == "a=b,c in (d,e)")
      #expect(fields.texts("texts") == ["a", "b"])
      #expect(fields.string("nothing") == nil)
      #expect(!fields.has("nothing"))
    }
    #expect(outcome.problems.isEmpty)
    #expect(outcome.warnings.isEmpty)
  }

  @Test("A value of the wrong type is a problem and reads as absent")
  func wrongTypes() throws {
    let yaml = """
      text: 1
      flag: "true"
      whole: "5"
      long: 3000000000
      part: 1.5
      decimal: x
      labels: {a: 1}
      amount: 1 cup
      wait: 5
      wait2: 5d
      when: noon
      list: {}
      """
    let outcome = try read(yaml) { fields in
      #expect(fields.string("text") == nil)
      #expect(fields.bool("flag") == nil)
      #expect(fields.int32("whole") == nil)
      #expect(fields.int32("long") == nil)
      #expect(fields.int64("part") == nil)
      #expect(fields.double("decimal") == nil)
      #expect(fields.strings("labels")?.isEmpty == true)
      #expect(fields.quantity("amount") == nil)
      #expect(fields.duration("wait") == nil)
      #expect(fields.duration("wait2") == nil)
      #expect(fields.time("when") == nil)
      #expect(fields.list("list") { node, _ in node } == nil)
    }
    #expect(
      outcome.problems == [
        "f:1:7: spec.text: must be a text, found 1",
        "f:2:7: spec.flag: must be true or false, found the text \"true\"",
        "f:3:8: spec.whole: must be a whole number of 32 bits, found the text \"5\" (leave the quotes away)",
        "f:4:7: spec.long: must be a whole number of 32 bits, found 3000000000",
        "f:5:7: spec.part: must be a whole number of 64 bits, found 1.5",
        "f:6:10: spec.decimal: must be a number, found the text \"x\"",
        "f:7:13: spec.labels[a]: must be a text, found 1",
        "f:8:9: spec.amount: quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        "f:9:7: spec.wait: must be a duration such as 15s, found 5",
        "f:10:8: spec.wait2: time: unknown unit \"d\" in duration \"5d\" (as in 15s, 1m30s or 500ms)",
        "f:11:7: spec.when: must be a time such as 2026-01-31T12:00:00Z, found the text \"noon\"",
        "f:12:7: spec.list: must be a list, found a mapping",
      ])
  }

  @Test("A field nobody asked for is a warning with a suggestion, or a problem in strict reading")
  func unknownFields() throws {
    let expected = ["f:1:1: spec.repliacs: unknown field \"spec.repliacs\" (did you mean `replicas`?)"]
    let lenient = try read("repliacs: 1") { _ = $0.int32("replicas") }
    #expect(lenient.warnings == expected)
    let strict = try read("repliacs: 1", strict: true) { _ = $0.int32("replicas") }
    #expect(strict.problems == expected)
    let far = try read("something: 1") { _ = $0.int32("replicas") }
    #expect(far.warnings == ["f:1:1: spec.something: unknown field \"spec.something\""])
  }
}
