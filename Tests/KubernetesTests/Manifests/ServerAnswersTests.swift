import Kubernetes
import Testing

/// What a real API server 1.36.2 answered to some bad manifests, recorded beside them.
@Suite("Answers of a real API server", .enabled(if: Shared.isThere, "the folder ../shared is missing"))
struct ServerAnswersTests {
  /// File name and the server's list of what is wrong.
  static let answers: [(file: String, wrong: [String])] = {
    guard Shared.isThere, let text = try? InputText.read(Shared.kubernetes("bad/server_1.36.2_answers.txt"))
    else {
      return []
    }
    return text.split(separator: "\n").compactMap { line in
      // bad/NAME.yaml KIND: CODE REASON: SENTENCE
      guard let space = line.firstIndex(of: " ") else { return nil }
      let file = String(line[..<space])
      var answer = line[space...]
      for mark in [" is invalid: ", " cannot be handled as a HorizontalPodAutoscaler: "] {
        if let range = answer.firstRange(of: mark) { answer = answer[range.upperBound...] }
      }
      if answer.hasPrefix("strict decoding error: ") {
        answer = answer.dropFirst("strict decoding error: ".count)
      }
      guard answer.hasPrefix("["), answer.hasSuffix("]") else { return (file, [String(answer)]) }
      return (
        file,
        answer.dropFirst().dropLast().split(separator: ", spec.").enumerated().map {
          $0 == 0 ? String($1) : "spec.\($1)"
        }
      )
    }
  }()

  @Test("The same fields are refused with the same words, at their place", arguments: answers)
  func same(file: String, wrong: [String]) throws {
    let path = Shared.kubernetes(file)
    let gates = FeatureGates(scaleToZero: false, configurableTolerance: true)
    for gates in [gates, .newest] {
      let outcome = Outcome(try DocumentNode.parse(contentsOf: path), gates: gates)
      let found = outcome.problems.isEmpty ? outcome.warnings : outcome.problems
      // The server names no field where it could not decode.
      let told = found.map { wrong.contains($0.message) ? $0.message : "\($0.path): \($0.message)" }
      #expect(told == wrong)
      #expect(found.allSatisfy { $0.place?.file == path && $0.place?.line == 4 })
    }
  }

  @Test("All of the answers are looked at")
  func count() {
    #expect(Self.answers.count == 8)
  }

  @Test(
    "What kubectl prints and a server sends is read without a word",
    arguments: [
      ("valid.yaml", 4), ("kubectl/hpa_v2_status.json", 1), ("kubectl/hpa_v2_status.yaml", 1),
      ("kubectl/raw_custom_metrics.json", 4), ("kubectl/raw_external_metrics.json", 1),
      ("kubectl/raw_metrics_nodes.json", 3), ("kubectl/raw_metrics_pods.json", 4),
    ])
  func kubectl(file: String, count: Int) throws {
    let outcome = Outcome(try DocumentNode.parse(contentsOf: Shared.kubernetes(file)))
    #expect(outcome.problems.isEmpty && outcome.warnings.isEmpty, "\(outcome.problems + outcome.warnings)")
    #expect(outcome.manifests.count == count)
  }
}
