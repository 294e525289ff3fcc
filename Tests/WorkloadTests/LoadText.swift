import Foundation
import Kubernetes

@testable import Workload

/// A load written in YAML, and the files it names.
struct LoadText {
  let yaml: String
  var folder = ""

  init(_ yaml: String, in folder: String = "") {
    self.yaml = yaml
    self.folder = folder
  }

  /// The description, or all that is wrong with it.
  func read(signal: Bool = false) throws -> LoadDescription {
    let (load, report) = try reading(signal: signal)
    try report.check()
    guard let load else { throw InputErrors([InputProblem(message: "nothing was read, nothing is wrong")]) }
    return load
  }

  /// The description and the warnings, or all that is wrong.
  func readWithWarnings() throws -> (LoadDescription, warnings: [String]) {
    let (load, report) = try reading(signal: false)
    try report.check()
    guard let load else { throw InputErrors([InputProblem(message: "nothing was read, nothing is wrong")]) }
    return (load, report.warnings.map(\.description))
  }

  /// The problems, one line each.
  func problems() throws -> [String] { try reading(signal: false).1.problems.map(\.description) }

  /// The warnings, one line each.
  func warnings() throws -> [String] { try reading(signal: false).1.warnings.map(\.description) }

  /// The values in requests per second for a seed.
  func values(seed: UInt64 = 1, cpuPerRequest: Double = 0.01) throws -> [Double] {
    try read().series(seed: seed, cpuPerRequest: cpuPerRequest).values
  }

  private func reading(signal: Bool) throws -> (LoadDescription?, DocumentReport) {
    let nodes = try DocumentNode.parse(yaml: yaml, file: "load.yaml")
    let report = DocumentReport()
    let load =
      signal
      ? LoadDescription.read(signal: nodes[0], path: "load", relativeTo: folder, report: report)
      : LoadDescription.read(from: nodes[0], path: "load", relativeTo: folder, report: report)
    return (load, report)
  }
}

/// A folder of files that is gone after the test.
final class Folder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = NSTemporaryDirectory() + "workload-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A text with this folder's path cut out.
  func without(_ text: String) -> String { text.replacingOccurrences(of: path + "/", with: "") }
}

/// Files beside the repository that tests use where they are there.
enum Shared {
  /// The path of a file in the folder `shared` beside the repository's root, if that folder is there.
  static func path(_ name: String) -> String? {
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let found = folder.appendingPathComponent("shared").appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: found) { return found }
    }
    return nil
  }

  /// Whether recorded loads are there.
  static var hasLoads: Bool { path("load/SOURCES.md") != nil }
}

extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }
  var variance: Double {
    let mean = mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
  }

  /// The correlation of values so many places apart.
  func autocorrelation(_ lag: Int) -> Double {
    let mean = mean
    return zip(self, dropFirst(lag)).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
      / Double(count) / variance
  }

  /// Whether all are near others, relative to their size.
  func isNear(_ others: [Double], _ tolerance: Double = 1e-9) -> Bool {
    count == others.count
      && zip(self, others).allSatisfy { abs($0 - $1) <= tolerance * Swift.max(abs($0), abs($1), 1e-300) }
  }
}
