import Foundation
import Kubernetes
import Testing

@testable import Workload

@Suite("Recorded usage of containers")
struct UsageRecordingTests {
  /// Writes files into a folder of their own and hands its path on.
  private func withFiles<T>(_ files: [String: String], _ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
    return try body(folder.path)
  }

  @Test("Columns tell container, resource and unit by their names")
  func table() throws {
    let csv = """
      time,cpu_millicores,memory_mib,side.cpu,note
      2026-01-01T00:00:00Z,250,100,0.5,1
      2026-01-01T00:01:00Z,500,,0.25,2
      """
    let members = try withFiles(["u.csv": csv]) { try UsageRecording(tables: ["\($0)/u.csv"]).members }
    #expect(members.map(\.container) == ["main", "side"])
    #expect(members[0].cpuCores == [0.25, 0.5])
    #expect(members[0].memoryBytes[0] == 104_857_600)
    #expect(members[0].memoryBytes[1].isNaN)
    #expect(members[1].cpuCores == [0.5, 0.25])
    #expect(members[1].memoryBytes.isEmpty)
  }

  @Test("Series of Prometheus are told apart by container and pod; sandboxes are left out")
  func prometheus() throws {
    let json = """
      {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"container":"app","pod":"p-1"},"values":[[1767225600,"0.1"],[1767225660,"0.2"]]},
      {"metric":{"container":"app","pod":"p-2"},"values":[[1767225660,"0.3"]]},
      {"metric":{"container":"POD","pod":"p-2"},"values":[[1767225660,"0.3"]]}]}}
      """
    let members = try withFiles(["cpu.json": json]) {
      try UsageRecording(tables: [], cpu: ["\($0)/cpu.json"]).members
    }
    #expect(members.map(\.pod) == ["p-1", "p-2"])
    #expect(members[0].timesMs == [1_767_225_600_000, 1_767_225_660_000])
  }

  @Test("Files of one resource are brought onto common times")
  func single() throws {
    let files = ["a.csv": "t,cores\n0,1\n60,2\n", "b.csv": "t,rss_x,memory_kib\n60,5,1\n120,6,2\n"]
    let members = try withFiles(files) {
      try UsageRecording(tables: [], cpu: ["\($0)/a.csv:cores"], memory: ["\($0)/b.csv:memory_kib"]).members
    }
    #expect(members.count == 1)
    #expect(members[0].timesMs == [0, 60_000, 120_000])
    #expect(members[0].cpuCores[1] == 2 && members[0].cpuCores[2].isNaN)
    #expect(members[0].memoryBytes[2] == 2_048)
  }

  @Test(
    "What cannot be read is told with its place",
    arguments: [
      ("time,load\n0,1\n", "u.csv:1:1: no column holds a container's usage: it has time, load"),
      ("time,cpu\n0,x\n60,1\n", "u.csv:2:3: "), ("time,cpu\n0,-1\n60,1\n", "u.csv:2:3: "),
      ("time,cpu,cores\n0,1,2\n", "cpu of container main is recorded twice"), ("", "u.csv:1:1: "),
    ])
  func refused(text: String, problem: String) throws {
    try withFiles(["u.csv": text]) { folder in
      let error = #expect(throws: InputErrors.self) { try UsageRecording(tables: ["\(folder)/u.csv"]) }
      #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }
  }
}
