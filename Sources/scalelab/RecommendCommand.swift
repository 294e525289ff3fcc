import ArgumentParser
import Foundation
import Kubernetes
import Report
import Scaling
import Workload

/// Tells what a Vertical Pod Autoscaler would have recommended over recorded usage.
struct RecommendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recommend",
    abstract: "Tells what a Vertical Pod Autoscaler would have recommended over recorded usage, and why.",
    discussion: """
      Each FILE is a CSV table with a column of times and columns named `cpu` (cores) and \
      `memory` (bytes), or `NAME.cpu` and `NAME.memory` for several containers; units may \
      be named too, as in `cpu_millicores` or `app.memory_mib`. Other recordings are named \
      by resource: --cpu and --memory take a CSV file with its column behind a colon, or \
      the answer of Prometheus' query_range saved as .json, whose labels `container` and \
      `pod` tell the series apart:

        scalelab recommend usage.csv
        scalelab recommend --cpu usage.csv:cores --memory usage.csv:rss_mib
        scalelab recommend --cpu cpu.json --memory memory.json --history 7d

      A recommendation is told every hour unless --every says something else; the last \
      line of each container is the last recommendation with its reasons. With --history, \
      the first part of the recording is what the VPA knew already, and what it would have \
      said without it is told beside.

      Exit codes: 0 done, 2 the input is wrong: each problem with file, line and column.
      """)

  @Argument(help: "Tables of usage.", completion: .file(extensions: ["csv"]))
  var files: [String] = []

  @Option(
    help: ArgumentHelp("A recording of CPU alone.", valueName: "file[:column]"), completion: .file())
  var cpu: [String] = []

  @Option(
    help: ArgumentHelp("A recording of memory alone.", valueName: "file[:column]"), completion: .file())
  var memory: [String] = []

  @Option(help: "A VPA whose policies bound the recommendations.", completion: .file(extensions: ["yaml"]))
  var vpa: String?

  @Option(
    help: ArgumentHelp(
      "A flag of the recommender, as in target-cpu-percentile=0.95; may be given again.",
      valueName: "name=value"))
  var flag: [String] = []

  @Option(help: "How far apart recommendations are told, as in 5m, or `sample` for every time there is.")
  var every = "1h"

  @Option(help: "How much of the recording the VPA knew already, as in 7d.")
  var history: String?

  @Option(help: "A CSV file to write, `-` for the standard output.", completion: .file())
  var csv: String?

  @Option(help: "A page with charts to write, one file.", completion: .file(extensions: ["html"]))
  var html: String?

  @Flag(help: "Print the recommendations as JSON, one document a line.")
  var json = false

  func validate() throws {
    if files.isEmpty, cpu.isEmpty, memory.isEmpty {
      throw ValidationError("name a file of usage, or give --cpu or --memory")
    }
  }

  func run() throws {
    let report = try inputs { () throws(InputErrors) -> RecommendationReport in try replay() }
    if let html { try write(report.page, to: html) }
    if let csv, csv != "-" { try write(report.csv, to: csv) }
    if csv == "-" {
      FileHandle.standardOutput.write(Data(report.csv))
    } else if json {
      for row in report.rows { print(RecommendationText.json(row, report.configuration)) }
    } else {
      print(RecommendationText.table(report))
    }
  }

  /// Reads all that is given and replays it.
  private func replay() throws(InputErrors) -> RecommendationReport {
    var problems: [InputProblem] = []
    var configuration = VPARecommenderConfiguration()
    for text in flag {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        problems.append(InputProblem(path: "--flag", message: "must be NAME=VALUE, found \(text)"))
        continue
      }
      do throws(InputProblem) { try configuration.set(flag: parts[0], to: parts[1]) } catch {
        problems.append(error)
      }
    }
    let everyMs = length(every == "sample" ? "0s" : every, "--every", &problems)
    let historyMs = length(history ?? "0s", "--history", &problems)
    if !problems.isEmpty { throw InputErrors(problems) }
    let object = try vpa.map { file throws(InputErrors) in try Self.readVPA(file) }
    let usage = try UsageRecording(tables: files, cpu: cpu, memory: memory)
    let retrospect = VPARetrospect(
      configuration: configuration, vpa: object, everyMs: everyMs, historyMs: historyMs)
    let rows = retrospect.run(
      usage.members.map {
        VPAUsageSeries(
          pod: $0.pod.isEmpty ? "recorded" : $0.pod, container: $0.container, timesMs: $0.timesMs,
          cpuCores: $0.cpuCores, memoryBytes: $0.memoryBytes)
      })
    if rows.isEmpty {
      let why =
        historyMs > 0 ? "the recording is no longer than the history" : "the VPA leaves all containers alone"
      throw InputErrors([InputProblem(message: "there is nothing to recommend: \(why)")])
    }
    return RecommendationReport(
      title: object?.metadata.name ?? (files + cpu + memory)[0].split(separator: "/").last.map(String.init)
        ?? "",
      rows: rows, configuration: configuration, isEpoch: usage.isEpoch)
  }

  /// Reads a length of time; days and weeks are known too.
  private func length(_ text: String, _ option: String, _ problems: inout [InputProblem]) -> Int64 {
    var total = text
    var factor: Int64 = 1
    for (suffix, days) in [("d", Int64(1)), ("w", 7)] where text.hasSuffix(suffix) {
      total = String(text.dropLast()) + "h"
      factor = 24 * days
    }
    if let length = KubernetesDuration.milliseconds(total), length >= 0,
      length.multipliedReportingOverflow(by: factor).overflow == false
    {
      return length * factor
    }
    problems.append(
      InputProblem(path: option, message: "must be a length of time such as 5m, 1h30m or 7d, found \(text)"))
    return 0
  }

  /// Reads the one VPA of a file of manifests.
  private static func readVPA(_ file: String) throws(InputErrors) -> VerticalPodAutoscaler {
    let report = DocumentReport()
    let gates = FeatureGates(
      scaleToZero: true, configurableTolerance: true, vpaInPlace: true, vpaPerVPAConfig: true,
      vpaStartupBoost: true)
    let manifests = Manifests.read(try DocumentNode.parse(contentsOf: file), gates: gates, report: report)
    try report.check()
    for warning in report.warnings { FileHandle.standardError.write(Data("warning: \(warning)\n".utf8)) }
    let found = manifests.compactMap { manifest -> VerticalPodAutoscaler? in
      if case .verticalPodAutoscaler(let vpa) = manifest.object { vpa } else { nil }
    }
    guard let vpa = found.first, found.count == 1 else {
      throw InputErrors([
        InputProblem(message: "\(file) must hold one VerticalPodAutoscaler, found \(found.count)")
      ])
    }
    return vpa
  }

  private func write(_ bytes: [UInt8], to file: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      FileHandle.standardError.write(
        Data("error: cannot write \(file): \(error.localizedDescription)\n".utf8))
      throw ExitCode(2)
    }
  }
}
