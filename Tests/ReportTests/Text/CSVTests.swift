import Testing

@testable import Report

@Suite struct CSVTests {
  @Test("Commas, quotes, line breaks and spaces at an end are quoted, and nothing else is")
  func quoting() {
    var csv = CSV(columns: ["a", "b,c"])
    csv.field("plain text")
    csv.field("say \"no\"")
    csv.endLine()
    csv.field("two\r\nlines")
    csv.field(" spaced")
    csv.endLine()
    let expected = "a,\"b,c\"\r\nplain text,\"say \"\"no\"\"\"\r\n\"two\r\nlines\",\" spaced\"\r\n"
    #expect(String(decoding: csv.content, as: UTF8.self) == expected)
  }

  @Test("Whatever text goes in comes out of a reader that keeps to RFC 4180")
  func roundTrip() throws {
    let texts = ["", ",", "\"", "\"\"", "a\nb", "\r\n", "é, 中文", "=1+1", "a,\"b\",c\n", " "]
    var csv = CSV(columns: ["text", "number"])
    for (index, text) in texts.enumerated() {
      csv.field(text)
      csv.field(Double(index) / 7)
      csv.endLine()
    }
    let records = try Records(csv.content)
    #expect(records["text"] == texts)
    #expect(records.numbers("number") == texts.indices.map { Double($0) / 7 })
  }

  @Test("A missing number is an empty field")
  func missing() {
    var csv = CSV(columns: ["a", "b", "c", "d"])
    csv.field(Double.nan)
    csv.field(Double?.none)
    csv.field(Int?.none)
    csv.field(UInt64.max)
    csv.endLine()
    #expect(String(decoding: csv.content, as: UTF8.self) == "a,b,c,d\r\n,,,18446744073709551615\r\n")
  }
}
