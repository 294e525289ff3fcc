import ArgumentParser
import Foundation
import Scaling
import Simulation

/// Checks a program that scales.
struct ScalerCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaler-check",
    abstract:
      "Checks a program of one's own that scales: whether it keeps the protocol and decides alike in every run.",
    discussion: """
      The program is started several times and shown made observations over JSON lines, as in an experiment with \
      `scaler: {exec: [...]}`; docs/scalers.md has the protocol. Options come before the program:

        scalelab scaler-check python3 Workloads/headroom.py

      Exit codes: 0 it keeps every rule, 1 it breaks some, 2 it cannot be started.
      """)

  @Option(help: "The seconds that each answer may take.")
  var timeLimit = 5.0

  @Argument(parsing: .captureForPassthrough, help: "The program with its arguments.")
  var program: [String]

  func validate() throws {
    guard timeLimit > 0, timeLimit <= 3_600 else {
      throw ValidationError("--time-limit must be above 0 and at most 3600.")
    }
    if program.isEmpty { throw ValidationError("name the program to check, such as: python3 scaler.py") }
  }

  func run() throws {
    let limitMs = Int64((timeLimit * 1_000).rounded(.up))
    let findings = ScalerCheck.findings(of: ExecScaler.maker(program, folder: "", limitMs: limitMs))
    for finding in findings {
      print(finding.problem.map { "broken  \(finding.rule): \($0)" } ?? "kept    \(finding.rule)")
    }
    let broken = findings.count { !$0.isKept }
    if findings.count == 1, broken == 1 { throw ExitCode(2) }
    print(broken == 0 ? "every rule is kept" : "\(broken) of \(findings.count) rules are broken")
    if broken > 0 { throw ExitCode(1) }
  }
}
