import ArgumentParser
import Conformance
import Kubernetes
import Scaling

/// Replays recorded decisions of the VerticalPodAutoscaler.
struct VPAConformanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vpa",
    abstract: "Replays decisions of the VerticalPodAutoscaler.",
    discussion: """
      Each FILE holds cases as a JSON array, or as JSON documents one after another; \
      gzip is unpacked, and - reads the standard input. Known are traces of the \
      recommender, histograms and their bucket edges, estimators, rounds of the \
      updater and pods at admission. Every field of every answer is compared, doubles \
      to the last bit.

      Where a name holds `.in.`, the answers are read from the file named `.out.` \
      instead; naming both does no harm. The standard input holds situations and \
      answers together.

      A situation over which upstream itself breaks down is refused, and the refusal \
      printed; it passes if upstream's recording says so too. The last line reads \
      `N passed, N failed`, with `, N skipped` where cases have no counterpart here.

      Exit codes: 0 all cases agree, 1 some differ, 2 a file cannot be read, is no \
      JSON or holds no cases.
      """)

  @Argument(help: "The files of cases.", completion: .file(extensions: ["json", "jsonl", "gz"]))
  var files: [String]

  @Flag(help: "Print the counts and differences as JSON.")
  var json = false

  func run() throws {
    let outcome = try inputs { () throws(InputErrors) in try VPAConformance.run(files) }
    if json {
      print(outcome.report.json)
    } else {
      for refusal in outcome.refusals { print("REFUSED \(refusal)") }
      print(outcome.report.text)
    }
    if outcome.report.failed > 0 { throw ExitCode(1) }
  }
}
