import Foundation
import Testing

@testable import Workload

@Suite("CSV files")
struct CSVImportTests {
  struct Good: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    var fields = ""
    /// Milliseconds from the beginning.
    let times: [Int64]
    /// NaN for a gap.
    let values: [Double]
    var origin: Int64?
    var testDescription: String { what }
  }

  // Times count from the first row. 2026-11-25T08:00:00Z is 1795593600 s after 1970.
  static let good: [Good] = [
    Good(
      what: "ISO times with a header",
      text: "timestamp,value\n2026-11-25T08:00:00Z,1\n2026-11-25T08:01:00Z,2\n",
      times: [0, 60_000], values: [1, 2], origin: 1_795_593_600_000),
    Good(
      what: "a byte order mark, CRLF, quotes and spaces",
      text:
        "\u{FEFF}\"time\",\"value\"\r\n\"2026-11-25 08:00:00\", 1.5 \r\n\"2026-11-25 08:01:00\",\"2\"\r\n",
      times: [0, 60_000], values: [1.5, 2], origin: 1_795_593_600_000),
    Good(
      what: "epoch seconds without a header", text: "1795593600,1\n1795593615,2\n", times: [0, 15_000],
      values: [1, 2], origin: 1_795_593_600_000),
    Good(
      what: "epoch milliseconds", text: "ts,value\n1795593600000,1\n1795593615500,2\n", times: [0, 15_500],
      values: [1, 2], origin: 1_795_593_600_000),
    Good(
      what: "epoch nanoseconds", text: "ts,value\n1795593600000000000,1\n1795593601000000000,2\n",
      times: [0, 1_000], values: [1, 2], origin: 1_795_593_600_000),
    Good(
      what: "seconds from a start", text: "t,load\n0,1\n15,2\n30,4\n", times: [0, 15_000, 30_000],
      values: [1, 2, 4]),
    Good(
      what: "seconds that begin later count from the first row", text: "t,load\n100.5,1\n101,2\n",
      times: [0, 500], values: [1, 2]),
    Good(
      what: "milliseconds told", text: "t,v\n0,1\n500,2\n", fields: "timeFormat: ms", times: [0, 500],
      values: [1, 2]),
    Good(
      what: "a semicolon found out, with a comma before fractions", text: "t;v\n0;1,5\n60;2\n",
      fields: "decimal: \",\"", times: [0, 60_000], values: [1.5, 2]),
    Good(what: "a tab found out", text: "t\tv\n0\t1\n60\t2\n", times: [0, 60_000], values: [1, 2]),
    Good(
      what: "a separator told", text: "t|v,w\n0|1\n60|2\n", fields: "separator: \"|\"", times: [0, 60_000],
      values: [1, 2]),
    Good(
      what: "columns by name", text: "a,time,b\n5,0,1\n6,60,2\n", fields: "time: time, value: a",
      times: [0, 60_000], values: [5, 6]),
    Good(
      what: "columns by number", text: "5,0,1\n6,60,2\n", fields: "time: 2, value: 3", times: [0, 60_000],
      values: [1, 2]),
    Good(
      what: "the sum of columns, over what is recorded", text: "t,a,b\n0,1,10\n60,,20\n120,,\n180,3,\n",
      fields: "value: [a, b], gaps: keep", times: [0, 60_000, 120_000, 180_000], values: [11, 20, .nan, 3]),
    Good(
      what: "a column with a usual name among others", text: "timestamp,tokens,value\n0,9,1\n60,9,2\n",
      times: [0, 60_000], values: [1, 2]),
    Good(
      what: "a header with line ends and quotes in names",
      text: "\"the\ntime\",\"a \"\"b\"\"\"\n0,1\n60,2\n", times: [0, 60_000], values: [1, 2]),
    Good(
      what: "blanks as gaps, and rows that are missing", text: "t,v\n0,1\n60,\n120,3\n300,4\n360,5\n420,6\n",
      fields: "gaps: keep", times: [0, 60_000, 120_000, 180_000, 240_000, 300_000, 360_000, 420_000],
      values: [1, .nan, 3, .nan, .nan, 4, 5, 6]),
    Good(
      what: "texts told to be gaps", text: "t,v\n0,1\n60,NaN\n120,-\n180,4\n",
      fields: "missing: [NaN, \"-\"], gaps: keep", times: [0, 60_000, 120_000, 180_000],
      values: [1, .nan, .nan, 4]),
    Good(
      what: "changes of level at uneven times", text: "t,v\n0,1\n10,2\n500,3\n600,1\n", fields: "gaps: error",
      times: [0, 10_000, 500_000, 600_000], values: [1, 2, 3, 1]),
    Good(
      what: "a single row with its step told", text: "t,v\n0,1\n", fields: "step: 60s", times: [0],
      values: [1]),
    Good(
      what: "duplicates as told", text: "t,v\n0,1\n0,3\n60,5\n", fields: "duplicates: mean",
      times: [0, 60_000], values: [2, 5]),
    Good(
      what: "duplicates summed", text: "t,v\n0,1\n0,3\n0,\n60,5\n", fields: "duplicates: sum",
      times: [0, 60_000], values: [4, 5]),
    Good(
      what: "duplicates first", text: "t,v\n0,1\n0,3\n60,5\n", fields: "duplicates: first",
      times: [0, 60_000], values: [1, 5]),
    Good(
      what: "duplicates last", text: "t,v\n0,1\n0,3\n60,5\n", fields: "duplicates: last",
      times: [0, 60_000], values: [3, 5]),
    Good(
      what: "rows sorted as told", text: "t,v\n60,2\n0,1\n120,3\n", fields: "sort: true",
      times: [0, 60_000, 120_000], values: [1, 2, 3]),
    Good(
      what: "a zone told", text: "time,v\n2026-11-25 09:00,1\n2026-11-25 09:01,2\n", fields: "zone: +01:00",
      times: [0, 60_000], values: [1, 2], origin: 1_795_593_600_000),
    // 90 requests in 60 s are 1.5 a second, 30 are 0.5.
    Good(
      what: "requests counted over each step", text: "t,v\n0,90\n60,30\n", fields: "unit: requests/interval",
      times: [0, 60_000], values: [1.5, 0.5]),
    // Three rows in the first minute, none in the second, one in the third, in any order.
    Good(
      what: "events counted", text: "when,who\n150,a\n0,b\n59,c\n10,d\n",
      fields: "time: when, aggregate: count, every: 60s", times: [0, 60_000, 120_000],
      values: [3.0 / 60, 0, 1.0 / 60]),
    Good(
      what: "events averaged", text: "t,v\n5,1\n20,3\n130,7\n",
      fields: "aggregate: mean, every: 60s, gaps: keep", times: [0, 60_000, 120_000], values: [2, .nan, 7]),
    Good(
      what: "events' greatest", text: "t,v\n5,1\n20,3\n30,2\n70,7\n", fields: "aggregate: max, every: 60s",
      times: [0, 60_000], values: [3, 7]),
    Good(
      what: "a scale", text: "t,v\n0,1\n60,2\n", fields: "scale: 2.5", times: [0, 60_000], values: [2.5, 5]),
  ]

  @Test("are read", arguments: good)
  func reads(_ file: Good) throws {
    let folder = try Folder(["load.csv": file.text])
    let load = try LoadText(
      "csv: {file: load.csv\(file.fields.isEmpty ? "" : ", ")\(file.fields)}", in: folder.path
    )
    .read(signal: true)
    let series = load.signal(seed: 1)
    #expect(series.timesMs == file.times)
    #expect(series.values.map(\.description) == file.values.map(\.description))
    #expect(series.originMs == file.origin)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let what: String
    let text: String
    var fields = ""
    let message: String
    var testDescription: String { what }
  }

  static let bad: [Bad] = [
    Bad(what: "nothing", text: "", message: "load.csv:1:1: the file is empty"),
    Bad(what: "a header only", text: "t,v\n", message: "load.csv:1:1: the file has a header and no rows"),
    Bad(
      what: "one row", text: "t,v\n0,1\n",
      message:
        "load.yaml:1:6: load.csv: has a single row, which does not tell how long its value holds (step: 60s tells it)"
    ),
    Bad(
      what: "a text for a value", text: "t,v\n0,1\n60,many\n",
      message:
        "load.csv:3:4: \"many\" is no number (leave the cell empty for a gap, or list the text under missing)"
    ),
    Bad(
      what: "NaN", text: "t,v\n0,NaN\n60,1\n",
      message:
        "load.csv:2:3: \"NaN\" is no finite number (leave the cell empty for a gap, or list the text under missing)"
    ),
    Bad(
      what: "infinity", text: "t,v\n0,1\n60,inf\n",
      message:
        "load.csv:3:4: \"inf\" is no finite number (leave the cell empty for a gap, or list the text under missing)"
    ),
    Bad(
      what: "a comma before the fraction", text: "t;v\n0;1,5\n60;2\n",
      message: "load.csv:2:3: \"1,5\" is no number (decimal: \",\" reads a comma before the fraction)"),
    Bad(
      what: "a value below zero", text: "t,v\n0,1\n60,-2\n",
      message: "load.csv:3:4: the value -2 is below zero (unit: number takes any)"),
    Bad(
      what: "a short row", text: "t,v\n0,1\n60\n120,3\n",
      message: "load.csv:3:1: the row has 1 cell, the header has 2"),
    Bad(
      what: "a long row", text: "0,1\n60,2,3\n120,3\n",
      message: "load.csv:2:1: the row has 3 cells, the first row has 2"),
    Bad(
      what: "a word for a time", text: "time,v\nnoon,1\n",
      message:
        "load.csv:2:1: \"noon\" is no time (ISO 8601 such as 2026-11-25T08:00:00Z, or a number of seconds or milliseconds)"
    ),
    Bad(
      what: "a time of another form", text: "time,v\n2026-11-25T08:00:00Z,1\n1795593660,2\n",
      message: "load.csv:3:1: \"1795593660\" is no time (write it in ISO 8601, such as 2026-11-25T08:00:00Z)"),
    Bad(
      what: "a missing time", text: "t,v\n0,1\n,2\n",
      message: "load.csv:3:1: the time is missing (write it as a number of s, as in the first row)"),
    Bad(
      what: "a duplicate", text: "t,v\n0,1\n60,2\n60,3\n",
      message:
        "load.csv:4:1: the time 60 is also that of line 3 (duplicates: mean takes their mean; first, last and sum are there too)"
    ),
    Bad(
      what: "disorder", text: "time,v\n2026-11-25T08:00:00Z,1\n2026-11-25T07:00:00Z,2\n",
      message:
        "load.csv:3:1: the time 2026-11-25T07:00:00Z comes after the later 2026-11-25T08:00:00Z (sort: true puts the rows in order)"
    ),
    Bad(
      what: "an open quote", text: "t,v\n0,1\n60,\"2\n",
      message: "load.csv:3:4: the quote that opens here is never closed"),
    Bad(
      what: "text after a quote", text: "t,v\n0,\"1\"x\n",
      message:
        "load.csv:2:6: text follows the closing quote of a cell (write a quote inside a quoted cell twice)"),
    Bad(
      what: "a column that is not there", text: "t,v\n0,1\n60,2\n", fields: "value: cpu",
      message: "load.yaml:1:30: load.csv.value: load.csv has no column \"cpu\" (it has \"t\", \"v\")"),
    Bad(
      what: "a column past the last", text: "0,1\n60,2\n", fields: "value: 3",
      message:
        "load.yaml:1:30: load.csv.value: load.csv has no column 3 (it has no header, only columns 1 to 2)"),
    Bad(
      what: "several columns to choose from", text: "t,a,b\n0,1,2\n60,1,2\n",
      message:
        "load.yaml:1:6: load.csv.value: does not say which column of load.csv holds the values (it has \"t\", \"a\", \"b\")"
    ),
    Bad(
      what: "one column", text: "t\n0\n60\n",
      message:
        "load.yaml:1:6: load.csv.value: load.csv has only one column, so there is no value beside the time (is the separator right?)"
    ),
    Bad(
      what: "gaps refused", text: "t,v\n0,1\n60,\n120,\n180,2\n", fields: "gaps: error",
      message:
        "load.yaml:1:6: load.csv: 2 of 4 values are not recorded, the first at 1m (gaps: hold, linear or zero fills them, keep leaves them)"
    ),
    Bad(
      what: "nothing recorded", text: "t,v\n0,\n60,\n",
      message: "load.yaml:1:6: load.csv: no value is recorded in any of the 2 rows"),
    Bad(
      what: "too many steps", text: "t,v\n0,1\n99999999,2\n", fields: "aggregate: count, every: 1s",
      message:
        "load.yaml:1:48: load.csv.every: makes 100000000 steps of the 1157d9h46m39s in load.csv, at most 20000000 are taken (take a longer step)"
    ),
    Bad(
      what: "the same mark twice", text: "t,v\n", fields: "separator: \",\", decimal: \",\"",
      message: "load.yaml:1:48: load.csv.decimal: is the same as the separator, so that no row can be read"),
  ]

  @Test("are refused with the place and what would be right", arguments: bad)
  func refuses(_ file: Bad) throws {
    let folder = try Folder(["load.csv": file.text])
    let fields = file.fields.isEmpty ? "" : ", \(file.fields)"
    let problems = try LoadText("csv: {file: load.csv\(fields)}", in: folder.path).problems()
    #expect(problems.map(folder.without) == [file.message])
  }

  @Test("that are missing, compressed or no text are named")
  func unreadable() throws {
    let folder = try Folder()
    #expect(
      try LoadText("csv: {file: none.csv}", in: folder.path).problems().map(folder.without) == [
        "load.yaml:1:13: load.csv.file: cannot read none.csv: No such file or directory"
      ])
    try Data([0x1F, 0x8B, 8, 0]).write(to: URL(fileURLWithPath: folder.path + "/load.csv.gz"))
    #expect(
      try LoadText("csv: {file: load.csv.gz}", in: folder.path).problems().map(folder.without) == [
        "load.yaml:1:13: load.csv.file: load.csv.gz is compressed by gzip (unpack it: gunzip -k load.csv.gz)"
      ])
  }

  @Test("in UTF-16, as spreadsheets write them, are read")
  func utf16() throws {
    let folder = try Folder()
    try "t,v\n0,1\n60,2\n".write(toFile: folder.path + "/load.csv", atomically: false, encoding: .utf16)
    let load = try LoadText("csv: {file: load.csv}", in: folder.path).read()
    #expect(load.signal(seed: 1).values == [1, 2])
  }

  @Test("with many problems show ten and count the rest")
  func manyProblems() throws {
    let folder = try Folder(["load.csv": "t,v\n" + (0..<15).map { "\($0),x\n" }.joined()])
    let problems = try LoadText("csv: {file: load.csv}", in: folder.path).problems().map(folder.without)
    #expect(problems.count == 11)
    #expect(problems.last == "load.yaml:1:13: load.csv.file: load.csv: 5 more problems like these")
  }

  @Test("tell how many gaps were held, unless that was said")
  func warnings() throws {
    let folder = try Folder(["load.csv": "t,v\n0,1\n60,\n120,\n180,2\n"])
    let text = LoadText("csv: {file: load.csv}", in: folder.path)
    #expect(
      try text.warnings() == [
        "load.yaml:1:6: load.csv: 2 of 4 values are not recorded, 2m in all; the value before each gap holds on (gaps: hold says that this is meant)"
      ])
    #expect(try text.read().signal(seed: 1).values == [1, 1, 1, 2])
    let told = LoadText("csv: {file: load.csv, gaps: linear}", in: folder.path)
    #expect(try told.warnings().isEmpty)
    // A line from 1 at 0 s to 2 at 180 s.
    #expect(try told.read().signal(seed: 1).values.isNear([1, 4.0 / 3, 5.0 / 3, 2]))
    #expect(
      try LoadText("csv: {file: load.csv, gaps: zero}", in: folder.path).read().signal(seed: 1).values == [
        1, 0, 0, 2,
      ])
  }

  @Test("whose gaps are kept are no load, but a signal")
  func keptGaps() throws {
    let folder = try Folder(["load.csv": "t,v\n0,1\n60,\n120,2\n"])
    let text = LoadText("{name: web, csv: {file: load.csv, gaps: keep}}", in: folder.path)
    #expect(try text.read().signal(seed: 1).gapCount == 1)
    #expect {
      try text.values()
    } throws: {
      "\($0)"
        == "the load \"web\" has no value at 1m, but a load needs one at every time (gaps: hold, linear or zero fills gaps)"
    }
  }
}
