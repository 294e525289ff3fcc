import ArgumentParser
import Conformance
import Kubernetes

/// What replays of recorded decisions are told.
struct ConformanceFiles: ParsableArguments {
  @Argument(help: "The files of cases.", completion: .file(extensions: ["json", "jsonl", "gz"]))
  var files: [String]

  @Flag(help: "Print the counts and differences as JSON.")
  var json = false

  /// Replays all files and prints what came out.
  func replay(_ run: (String) throws(InputErrors) -> ConformanceReport) throws {
    var total = ConformanceReport()
    for file in files { total.add(try inputs { () throws(InputErrors) in try run(file) }) }
    print(json ? total.json : total.text)
    if total.failed > 0 { throw ExitCode(1) }
  }

  /// What the help of each says of files and exit codes.
  static let discussion = """
    Each FILE holds cases as a JSON array, or as JSON documents one after another; gzip is unpacked, and - reads \
    the standard input.

    The last line reads `N passed, N failed`, with `, N skipped` where cases have no counterpart here; which \
    ones and why stands above.

    Exit codes: 0 all cases agree, 1 some differ, 2 a file cannot be read, is no JSON or holds no cases.
    """
}
