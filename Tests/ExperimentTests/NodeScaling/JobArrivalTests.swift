import Cluster
import Foundation
import Kubernetes
import Testing

@testable import Experiment

@Suite("Pods of a record in an experiment")
struct JobArrivalTests {
  /// Five pods: one that ran before, one that runs on, one that never ran, two that come.
  private static let csv = """
    creation_time,scheduled_time,deletion_time,cpu_milli
    0,10,90,2000
    50,60,400,2000
    80,,300,1000
    100,105,165,4000
    130,131,,8000

    """

  private static func file(_ text: String = csv) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("pods-\(UUID().uuidString).csv")
    try Data(text.utf8).write(to: file)
    return file.path
  }

  private static func read(_ more: String, _ text: String = csv) throws -> [PodArrival] {
    let file = try file(text)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let node = try DocumentNode.parse(yaml: "{file: \"\(file)\", \(more)}", file: "a.yaml")[0]
    let report = DocumentReport()
    let found = Fields.read(node, path: "arrivals", strict: true, report: report) {
      JobArrivals.read($0, folder: "")
    }
    try report.check()
    return try #require(found).pods
  }

  @Test(
    "Pods that run at the beginning are there with what is left of their time; those that never ran are not")
  func beginning() throws {
    // From 100 s on: the second has 300 s left; the fourth comes at once and runs 60 s; the last stays.
    let pods = try Self.read("from: 100s")
    #expect(
      pods == [
        PodArrival(atMs: -1, lifeMs: 300_000), PodArrival(atMs: 0, lifeMs: 60_000),
        PodArrival(atMs: 30_000, lifeMs: Span.longestMs),
      ])
    // A warm-up of 40 s puts all else off, and lets those that run begin with it.
    let warm = JobArrivals(pods: pods, node: .text("")).pods(warmupMs: 40_000)
    #expect(warm.map(\.atMs) == [0, 40_000, 70_000])
    #expect(warm.map(\.lifeMs) == [340_000, 60_000, Span.longestMs])
  }

  @Test("Sizes part the pods among Jobs")
  func sizes() throws {
    #expect(try Self.read("cpuUpTo: 2").count == 2)
    #expect(try Self.read("cpuAbove: 2, cpuUpTo: 4").map(\.atMs) == [100_000])
    #expect(try Self.read("cpuAbove: 4").map(\.atMs) == [130_000])
  }

  @Test("What is wrong with a file is told with its line")
  func wrongFile() throws {
    func problem(_ text: String) -> String {
      do {
        _ = try Self.read("", text)
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(problem("creation_time,deletion_time,cpu_milli\n").contains("has no column scheduled_time"))
    let short = "creation_time,scheduled_time,deletion_time,cpu_milli\n1,2,3\n"
    #expect(problem(short).contains(":2:1"))
    let word = "creation_time,scheduled_time,deletion_time,cpu_milli\nsoon,2,3,4\n"
    #expect(problem(word).contains("creation_time must be a number from 0 on, found \"soon\""))
  }

  @Test("A Job has either times of its own or those of a file")
  func eitherOr() throws {
    let file = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let text = SampleExperiment.text(
      workloads: SampleExperiment.workloads
        + "\n  - target: Job/batch\n    job: {at: 5m, arrivals: {file: \"\(file)\"}}")
    let problems = SampleExperiment.problems(text)
    #expect(
      problems.contains {
        $0.hasSuffix("cannot stand beside arrivals (the file says when pods come and how long they run)")
      })
  }
}
