import Foundation
import Kubernetes
import Testing

@testable import Workload

@Suite("Written loads")
struct WrittenTests {
  @Test("read back as they are, to the last bit")
  func roundTrip() throws {
    let load = try LoadText(
      "{poisson: {of: {sine: {mean: 7, amplitude: 3, period: 7m}}}, every: 700ms, duration: 7m}"
    )
    .read()
    let series = load.signal(seed: 2)
    let folder = try Folder()
    try OutputFile.write(series.csv(), to: folder.path + "/out.csv")
    let back = try Series.read(csv: folder.path + "/out.csv")
    #expect(back.timesMs == series.timesMs)
    #expect(back.values == series.values)
    #expect(back.endMs == series.endMs)
  }

  @Test("have gaps as empty cells and marks as a column")
  func csv() {
    let series = Series(
      name: "a", unit: .cores, timesMs: [5_000, 5_050, 6_000], values: [1, .nan, 1e-7], endMs: 7_000,
      censored: [false, false, true])
    #expect(
      String(decoding: series.csv(), as: UTF8.self) == "time,value,censored\n0,1,0\n0.05,,0\n1,1e-07,1\n")
  }

  @Test("leave no half file, and say why they cannot be written")
  func unwritable() throws {
    let folder = try Folder(["out.csv": "old"])
    #expect {
      try OutputFile.write([1], to: folder.path + "/none/out.csv")
    } throws: {
      folder.without("\($0)") == "cannot write none/out.csv: No such file or directory"
    }
    // A folder cannot be replaced by a file.
    try FileManager.default.createDirectory(
      atPath: folder.path + "/taken/inner", withIntermediateDirectories: true)
    #expect(throws: InputErrors.self) { try OutputFile.write([1], to: folder.path + "/taken") }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["out.csv", "taken"])
  }

  @Test("are drawn within 80 columns, with the least and greatest value of each column")
  func sketch() throws {
    let load = try LoadText(
      "{sum: [{sine: {mean: 40, amplitude: 30, period: 1d}}, {spike: {peak: 100, at: 30h, width: 1m}}], every: 1m, duration: 2d}"
    ).read()
    let text = Sketch().draw(load.signal(seed: 1))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines[0].hasPrefix("200 ┤"))
    #expect(lines[5].hasPrefix("100 ┤"))
    #expect(lines[10].hasPrefix("  0 └┬"))
    // The spike of one minute stands in its column, 30 h of 48 from the left.
    let spike = lines[2].firstIndex(of: "░").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    #expect(spike == 5 + 75 * 30 / 48)
    #expect(
      lines[11].split(separator: " ") == ["0s", "6h", "12h", "18h", "1d", "1d6h", "1d12h", "1d18h", "2d"])
    #expect(lines[12] == "2880 values each 1m, 2d in all")
    #expect(lines[13].hasPrefix("mean 40 requests/s, peak 170 at 1d6h, peak/mean 4.2"))
    #expect(lines[14].hasPrefix("index of dispersion "))
  }

  @Test("of nothing, of gaps, and of zeros are drawn too")
  func degenerateSketches() {
    for series in [
      Series(name: "a", unit: .number, timesMs: [], values: [], endMs: 0),
      Series(name: "a", unit: .number, stepMs: 1, values: [.nan, .nan]),
      Series(name: "a", unit: .number, stepMs: 1_000_000_000_000, values: [0, 0]),
      Series(name: "a", unit: .number, stepMs: 1, values: [1e-300, 1e300]),
      Series(name: "a", unit: .number, stepMs: 1, values: [-5, 5]),
    ] {
      let lines = Sketch(width: 40).draw(series).split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(lines.count >= 13)
    }
  }

  @Test(
    "name numbers in three digits",
    arguments: [
      (0, "0"), (1, "1"), (0.1234, "0.123"), (1.2345, "1.23"), (12.345, "12.3"), (123.45, "123"),
      (999.6, "1k"),
      (1_234, "1.23k"), (45_678, "45.7k"), (1_234_567, "1.23M"), (0.00001, "1e-05"), (2.5e9, "2.5G"),
    ])
  func short(_ value: Double, _ text: String) {
    #expect(Sketch.short(value) == text)
  }
}

@Suite("Workload files")
struct WorkloadFileTests {
  private func read(_ yaml: String) throws -> WorkloadFile {
    let folder = try Folder(["load.yaml": yaml, "load.csv": "t,v\n0,1\n60,2\n"])
    do {
      return try WorkloadFile.read(folder.path + "/load.yaml", report: DocumentReport())
    } catch {
      throw Refused(text: folder.without("\(error)"))
    }
  }

  struct Refused: Error { let text: String }

  @Test("hold one load; its files stand beside it")
  func workload() throws {
    let file = try read(
      "apiVersion: scalelab.dev/v1\nkind: Workload\nmetadata: {name: a}\nspec: {load: {csv: {file: load.csv}}}\n"
    )
    #expect(try file.entry(named: nil).series(seed: 1).values == [1, 2])
  }

  @Test("in cores stay in cores, unless they say what a request needs")
  func cores() throws {
    let head =
      "apiVersion: scalelab.dev/v1\nkind: Workload\nspec:\n  load: {constant: 2, unit: cores, duration: 15s}\n"
    let cores = try read(head).entry(named: nil).series(seed: 1)
    #expect(cores.unit == .cores && cores.values == [2])
    let requests = try read(head + "  response: {cpuPerRequest: 10m}\n").entry(named: nil).series(seed: 1)
    #expect(requests.unit == .requestsPerSecond && requests.values == [200])
    let drawn = try read(head.replacingOccurrences(of: "15s}", with: "15s, arrivals: poisson}"))
    #expect(throws: InputErrors.self) { try drawn.entry(named: nil).series(seed: 1) }
  }

  @Test("may be experiments, of whose loads one is chosen")
  func experiment() throws {
    let file = try read(
      """
      apiVersion: scalelab.dev/v1
      kind: Experiment
      spec:
        strategies: []
        workloads:
          - {target: web, load: {constant: 1, duration: 1m}}
          - target: api
            response: {cpuPerRequest: 0.5}
            traces: [{name: low, constant: 2, duration: 1m}, {name: high, constant: 3, unit: cores, duration: 1m}]
      """)
    #expect(file.entries.map(\.name) == ["web", "api/low", "api/high"])
    #expect(try file.entry(named: "api/high").series(seed: 1).values == [6, 6, 6, 6])
    #expect {
      try file.entry(named: nil)
    } throws: {
      "\($0)" == "the file has 3 loads (choose one of web, api/low, api/high)"
    }
    #expect {
      try file.entry(named: "db")
    } throws: {
      "\($0)" == "the file has no load \"db\" (it has web, api/low, api/high)"
    }
  }

  @Test(
    "that are something else are refused",
    arguments: [
      ("", "load.yaml is empty"),
      (
        "apiVersion: v1\nkind: Workload\nspec: {load: {constant: 1, duration: 1m}}",
        "load.yaml:1:13: apiVersion: must be scalelab.dev/v1, found \"v1\""
      ),
      (
        "apiVersion: scalelab.dev/v1\nkind: Deployment\nspec: {}",
        "load.yaml:2:7: kind: must be Workload or Experiment, found \"Deployment\""
      ),
      ("apiVersion: scalelab.dev/v1\nkind: Workload", "load.yaml:1:1: spec: missing field \"spec\""),
      (
        "apiVersion: scalelab.dev/v1\nkind: Workload\nspec: {}",
        "load.yaml:3:7: spec.load: missing field \"load\""
      ),
      ("apiVersion: scalelab.dev/v1\nkind: Experiment\nspec: {}", "load.yaml:1:1: spec: describes no load"),
      ("a: 1\n---\nb: 2", "load.yaml:3:1: load.yaml holds 2 documents, not one"),
      ("[1]", "load.yaml:1:1: must be a mapping of fields, found array"),
    ])
  func refuses(_ yaml: String, _ message: String) {
    #expect {
      try read(yaml)
    } throws: {
      ($0 as? Refused)?.text == message
    }
  }

  @Test("that are missing are named")
  func missing() {
    #expect {
      try WorkloadFile.read("/nowhere/load.yaml", report: DocumentReport())
    } throws: {
      "\($0)" == "cannot read /nowhere/load.yaml: No such file or directory"
    }
  }
}
