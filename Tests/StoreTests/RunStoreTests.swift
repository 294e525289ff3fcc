import Experiment
import Foundation
import Kubernetes
import Testing
import Tuning

@testable import Store

@Suite("The store of runs")
struct RunStoreTests {
  private static func run(_ number: Int, values: [Double] = [1.5, .nan]) -> KeptRun {
    KeptRun(
      key: "key\(number)", experiment: "e", context: "c", policy: "p\(number % 3)",
      label: "target \(number % 3)",
      trace: "day \(number)", seed: UInt64.max, version: "0", ids: ["cost", "other"], values: values)
  }

  private static func file() -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)/runs.sqlite").path
  }

  @Test("What is kept is found again to the last bit, also by another process' connection")
  func keeps() throws {
    let file = Self.file()
    let store = try RunStore(file: file)
    let values = [0.1 + 0.2, -.infinity]
    try store.keep([Self.run(1, values: values)])
    let other = try RunStore(file: file)
    let found = try other.scores(["key1", "key2"], ids: ["other", "cost"])
    #expect(found == [RunScores(values: [-.infinity, 0.1 + 0.2]), nil])
  }

  @Test("A run with fewer scores than wanted counts as missing")
  func lacksScores() throws {
    let store = try RunStore(file: Self.file())
    try store.keep([Self.run(1)])
    #expect(try store.scores(["key1"], ids: ["cost", "new"]) == [nil])
  }

  @Test("A run kept twice is there once")
  func once() throws {
    let store = try RunStore(file: Self.file())
    try store.keep([Self.run(1), Self.run(2)])
    try store.keep([Self.run(2)])
    #expect(try store.count() == 2)
  }

  @Test("Many writers through several connections lose nothing")
  func writers() async throws {
    let file = Self.file()
    let stores = [try RunStore(file: file), try RunStore(file: file), try RunStore(file: file)]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (part, store) in stores.enumerated() {
        group.addTask {
          // Each writes 40 runs, half of them those of its neighbor.
          for number in 0..<40 { try store.keep([Self.run(part * 20 + number)]) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try stores[0].count() == 80)
  }

  @Test("The table has the same bytes whatever the order of keeping")
  func table() throws {
    let (one, other) = (try RunStore(file: Self.file()), try RunStore(file: Self.file()))
    for number in 0..<12 { try one.keep([Self.run(number)]) }
    try other.keep((0..<12).reversed().map { Self.run($0) })
    let bytes = try one.table(RunFilter())
    #expect(try bytes == other.table(RunFilter()))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("key,experiment,context,policy,label,trace,seed,version,cost,other\r\n"))
    #expect(text.contains("key0,e,c,p0,target 0,day 0,18446744073709551615,0,1.5,\r\n"))
  }

  @Test("Filters leave in what they name")
  func filters() throws {
    let store = try RunStore(file: Self.file())
    try store.keep((0..<12).map { Self.run($0) })
    #expect(try store.count(RunFilter(policy: "target 1")) == 4)
    #expect(try store.count(RunFilter(experiment: "e", trace: "day 3")) == 1)
    #expect(try store.count(RunFilter(experiment: "none")) == 0)
    #expect(try store.summary(RunFilter()).last == "e           c       0        3         12      1      12")
  }

  @Test("A file that is no store is told by name")
  func noStore() throws {
    let file = Self.file()
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: 65, count: 5_000).write(to: URL(fileURLWithPath: file))
    #expect(throws: InputErrors.self) { try RunStore(file: file) }
    #expect(throws: InputErrors.self) { try RunStore(existing: file + "x") }
  }
}
