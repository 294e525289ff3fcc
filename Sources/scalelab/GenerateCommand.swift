import ArgumentParser
import Foundation
import Kubernetes
import Workload

/// Computes a load and writes it as CSV, with a picture of it for the terminal.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Computes the load that a file describes, and draws it.",
    discussion: """
      WORKLOAD is a file of kind Workload (spec.load), or an Experiment, of whose loads one is taken. The same \
      file and seed give the same bytes.

      With --out the load is written there as CSV (time in seconds, value) and the picture goes to the standard \
      output. Without it, the CSV goes to the standard output if that is a pipe or a file, and the picture to the \
      standard error; on a terminal only the picture is shown.

      Exit codes: 0 done, 2 something is wrong with the input or the output cannot be written.
      """)

  @Argument(
    help: "The file that describes the load.", completion: .file(extensions: ["yaml", "yml", "json"]))
  var workload: String

  @Option(help: "The seed that chance is drawn from.")
  var seed: UInt64 = 1

  @Option(help: "The CSV file to write, - for the standard output.", completion: .file(extensions: ["csv"]))
  var out: String?

  @Option(help: "Which load of an experiment: its Deployment, or Deployment/trace.")
  var load: String?

  @Flag(
    help: "Print the load's numbers as JSON in place of the picture; CSV is then written only with --out.")
  var json = false

  func run() throws {
    try inputs { () throws(InputErrors) in try generate() }
  }

  private func generate() throws(InputErrors) {
    let report = DocumentReport()
    // Also where the file is refused: a warning may tell why.
    let read = Result { () throws(InputErrors) in
      try WorkloadFile.read(workload, report: report).entry(named: load)
    }
    for warning in report.warnings { say("warning: \(warning)\n") }
    let entry = try read.get()
    let series = try entry.series(seed: seed)
    let toOutput = out == "-" || (out == nil && !json && isatty(STDOUT_FILENO) == 0)
    if toOutput {
      print(series.csv())
    } else if let out {
      try OutputFile.write(series.csv(), to: out)
    }
    if json {
      let text = Array(GeneratedLoad(entry.name, series, seed: seed, out: out, report).json.utf8)
      if toOutput { say(String(decoding: text, as: UTF8.self)) } else { print(text) }
      return
    }
    var text = Sketch().draw(series)
    if let out, !toOutput { text += "written to \(out)\n" }
    if toOutput { say(text) } else { print(Array(text.utf8)) }
  }

  private func print(_ bytes: [UInt8]) { FileHandle.standardOutput.write(Data(bytes)) }

  private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}

/// A load's numbers, as `generate --json` prints them.
private struct GeneratedLoad: Encodable {
  let name: String
  let seed: UInt64
  let unit: String
  let out: String?
  let values: Int
  let gaps: Int
  let stepSeconds: Double?
  let durationSeconds: Double
  let mean: Double
  let least: Double
  let peak: Double
  let peakAtSeconds: Double
  let peakToMean: Double
  let coefficientOfVariation: Double
  let indexOfDispersion: Double?
  let censoredShare: Double
  let warnings: [String]

  init(_ name: String, _ series: Series, seed: UInt64, out: String?, _ report: DocumentReport) {
    let summary = SeriesSummary(series)
    self.name = name
    self.seed = seed
    unit = series.unit.rawValue
    self.out = out
    values = summary.count
    gaps = summary.gaps
    stepSeconds = series.stepMs.map { Double($0) / 1000 }
    durationSeconds = Double(summary.durationMs) / 1000
    mean = summary.mean
    least = summary.least
    peak = summary.peak
    peakAtSeconds = Double(summary.peakAtMs) / 1000
    peakToMean = summary.peakToMean
    coefficientOfVariation = summary.variation
    indexOfDispersion = summary.indexOfDispersion
    censoredShare = summary.censoredShare
    warnings = report.warnings.map(\.description)
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Every number is finite and every text is text, so that nothing can fail.
    let data = (try? encoder.encode(self)) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
