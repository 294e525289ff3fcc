import Testing

@testable import Workload

@Suite("Rows of CSV")
struct CSVScannerTests {
  private func rows(_ text: String, separator: Character = ",") throws -> [[String]] {
    let bytes = Array(text.utf8)
    var scanner = CSVScanner(separator: separator.asciiValue ?? 0)
    var rows: [[String]] = []
    while try scanner.next(in: bytes.span) {
      rows.append(scanner.cells.map { $0.string(in: bytes.span) })
    }
    return rows
  }

  // The text, and its rows as RFC 4180 has them.
  @Test(
    "are split as RFC 4180 has it",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]), ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]), ("a,,b,", [["a", "", "b", ""]]), (",", [["", ""]]),
      ("\"a,b\",c", [["a,b", "c"]]), ("\"a\nb\",c\n", [["a\nb", "c"]]),
      ("\"a\r\nb\"\r\nc", [["a\r\nb"], ["c"]]),
      ("\"say \"\"hi\"\"\",1", [["say \"hi\"", "1"]]), ("\"\",\"\"\"\"", [["", "\""]]), ("", []),
      ("\n\r\n\n", []),
      ("a\n\n\nb", [["a"], ["b"]]), ("x\"y,z", [["x\"y", "z"]]), ("a,\"b\"", [["a", "b"]]),
      ("zeit,größe\n1,2", [["zeit", "größe"], ["1", "2"]]),
    ] as [(String, [[String]])])
  func splits(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test("are split at other separators")
  func separators() throws {
    #expect(try rows("a;b,c\n", separator: ";") == [["a", "b,c"]])
    #expect(try rows("a\tb\n", separator: "\t") == [["a", "b"]])
  }

  @Test("are refused where quotes are wrong")
  func faults() {
    #expect(throws: CSVScanner.Fault.self) { try rows("a,\"b\nc") }
    #expect(throws: CSVScanner.Fault.self) { try rows("\"a\"b,c") }
  }

  @Test("survive any bytes")
  func anyBytes() {
    var state: UInt64 = 1
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(Array("\",\n\r;ab1\u{0}é".utf8)[Int(state >> 33) % 11])
      }
      var scanner = CSVScanner(separator: UInt8(ascii: ","))
      while (try? scanner.next(in: bytes.span)) == true {
        for cell in scanner.cells { #expect(cell.start <= cell.end && cell.end <= bytes.count) }
      }
    }
  }
}
